// Package registry keeps the people and organisations that a desk knows: those
// that it imports from a table or from Wikidata, and what it has decided about
// who is the same as whom. It lays them over the embedded gazetteer.
//
// Everything is an operation in a log to which lines are only ever added: an
// import, a merge of two keys, a split of one, the undoing of an earlier
// operation. The state is what the operations that are not undone give, in
// order. Nothing is lost, and everything can be taken back.
package registry

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// Record is a person, an organisation or a place as it was imported.
type Record struct {
	Name     string              `json:"name"`
	Wikidata string              `json:"wikidata,omitempty"` // "Q22686"
	Kind     verbatim.EntityKind `json:"kind"`
	Gender   verbatim.Gender     `json:"gender,omitempty"`
	Family   string              `json:"family,omitempty"` // family name, where it is not the last word of the name
	Aliases  []string            `json:"aliases,omitempty"`
	Country  string              `json:"country,omitempty"` // ISO 3166-1 alpha-2, or that and a part: "US-CA"
	Roles    []Role              `json:"roles,omitempty"`
}

// Role is an office that the person holds or held.
type Role struct {
	Title string `json:"title"`
	Since string `json:"since,omitempty"` // ISO 8601, a day, a month or a year
	Until string `json:"until,omitempty"`
}

// Key is the key of the record (see verbatim.Entity).
func (r *Record) Key() string { return gazetteer.Key(r.Kind, r.Wikidata, r.Name) }

// clone copies the record, so that none shares its slices.
func (r Record) clone() Record {
	r.Aliases, r.Roles = slices.Clone(r.Aliases), slices.Clone(r.Roles)
	return r
}

// update returns the record with what a later one of the same key says: its
// fields where it has them, and all aliases and roles of both. A name that is
// replaced becomes an alias.
func (r Record) update(later Record) Record {
	out := r.clone()
	if later.Name != r.Name {
		out.Name = later.Name
		out.Aliases = append(out.Aliases, r.Name)
	}
	out.Wikidata = firstOf(later.Wikidata, r.Wikidata)
	out.Kind = firstOf(later.Kind, r.Kind)
	out.Gender = firstOf(later.Gender, r.Gender)
	out.Family = firstOf(later.Family, r.Family)
	out.Country = firstOf(later.Country, r.Country)
	out.Aliases = append(out.Aliases, later.Aliases...)
	for _, role := range later.Roles {
		// A role that is known with less of its dates is the same one.
		i := slices.IndexFunc(out.Roles, func(old Role) bool {
			return old.Title == role.Title && (old.Since == role.Since || old.Since == "" || role.Since == "") &&
				(old.Until == role.Until || old.Until == "" || role.Until == "")
		})
		if i < 0 {
			out.Roles = append(out.Roles, role)
			continue
		}
		out.Roles[i].Since = firstOf(role.Since, out.Roles[i].Since)
		out.Roles[i].Until = firstOf(role.Until, out.Roles[i].Until)
	}
	out.tidy()
	return out
}

// tidy sorts aliases and roles and drops those that say nothing new.
func (r *Record) tidy() {
	slices.Sort(r.Aliases)
	r.Aliases = slices.Compact(slices.DeleteFunc(r.Aliases, func(a string) bool { return a == r.Name }))
	slices.SortStableFunc(r.Roles, func(a, b Role) int {
		return cmp.Or(cmp.Compare(b.Since, a.Since), cmp.Compare(a.Title, b.Title), cmp.Compare(a.Until, b.Until))
	})
	r.Roles = slices.Compact(r.Roles)
}

func (r *Record) equal(s *Record) bool {
	return r.Name == s.Name && r.Wikidata == s.Wikidata && r.Kind == s.Kind && r.Gender == s.Gender && r.Family == s.Family &&
		r.Country == s.Country && slices.Equal(r.Aliases, s.Aliases) && slices.Equal(r.Roles, s.Roles)
}

func firstOf[T ~string](a, b T) T {
	if a != "" {
		return a
	}
	return b
}

// SyntaxError says where a file to be imported is wrong.
type SyntaxError struct {
	Line, Column int // from 1; the column in bytes
	Why          string
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Column, e.Why) }

// Limits of an import, in bytes. They are far above what is real and keep a
// hostile file from filling the memory.
const (
	maxFile    = 64 << 20
	maxField   = 4096
	maxNameLen = 200
	maxRecords = 500_000
)

// checkText says what is wrong with a field of a file, or "".
func checkText(s string) string {
	switch {
	case len(s) > maxField:
		return fmt.Sprintf("the field has more than %d bytes", maxField)
	case !utf8.ValidString(s):
		return "the field is not UTF-8"
	}
	for _, r := range s {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 {
			return fmt.Sprintf("the field has the control character U+%04X", r)
		}
	}
	return ""
}

// checkName says what is wrong with a name, or "".
func checkName(s string) string {
	switch {
	case len(s) > maxNameLen:
		return fmt.Sprintf("the name has more than %d bytes", maxNameLen)
	case !strings.ContainsFunc(s, unicode.IsLetter):
		return fmt.Sprintf("the name %q has no letter", s)
	}
	return ""
}

// validID reports whether s is a Wikidata item identifier.
func validID(s string) bool {
	if len(s) < 2 || len(s) > 12 || s[0] != 'Q' || s[1] == '0' {
		return false
	}
	return strings.Trim(s[1:], "0123456789") == ""
}

// validDate reports whether s is a day, a month or a year of the calendar.
func validDate(s string) bool {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// validCountry reports whether s is a country or a part of one, in capitals.
func validCountry(s string) bool {
	country, part, has := strings.Cut(s, "-")
	upper := func(s string) bool { return strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" }
	return len(country) == 2 && upper(country) && (!has || len(part) >= 1 && len(part) <= 4 && strings.Trim(part, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == "")
}

// batch gathers the records of a file by key, in the order they come.
type batch struct {
	records []Record
	at      map[string]int
}

func (b *batch) add(r Record) {
	r.tidy()
	if b.at == nil {
		b.at = map[string]int{}
	}
	key := r.Key()
	if i, ok := b.at[key]; ok {
		b.records[i] = b.records[i].update(r)
		return
	}
	b.at[key] = len(b.records)
	b.records = append(b.records, r)
}
