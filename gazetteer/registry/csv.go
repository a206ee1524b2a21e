package registry

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Columns are the columns of a table to import. Only the name is required.
var Columns = []string{"name", "wikidata", "kind", "gender", "family", "aliases", "role", "since", "until", "country"}

// ReadCSV reads a table of people and organisations. Its first line names the
// columns, in any order: see Columns. Aliases are separated by "|"; since and
// until belong to the role. Several lines of the same name or identifier are
// one record with several roles. The separator is a comma, or a semicolon or a
// tab if the first line has that instead.
//
// A mistake is a *SyntaxError, and no records are returned.
func ReadCSV(r io.Reader) ([]Record, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, err
	}
	return readCSV(data)
}

// readAll reads a file of bounded size, without its byte order mark.
func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxFile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxFile {
		return nil, fmt.Errorf("the file has more than %d MiB", maxFile>>20)
	}
	return bytes.TrimPrefix(data, []byte("\ufeff")), nil
}

// newTable returns a reader of the lines of a table.
func newTable(data []byte) *csv.Reader {
	head, _, _ := bytes.Cut(data, []byte("\n"))
	in := csv.NewReader(bytes.NewReader(data))
	in.ReuseRecord = true
	for _, sep := range ";\t" {
		if bytes.ContainsRune(head, sep) && !bytes.ContainsRune(head, ',') {
			in.Comma = sep
		}
	}
	return in
}

// tableError makes a SyntaxError of the reader's.
func tableError(err error) error {
	var p *csv.ParseError
	if !errors.As(err, &p) {
		return err
	}
	why := p.Err.Error()
	switch {
	case errors.Is(p.Err, csv.ErrFieldCount):
		why = "the line has another number of columns than the first one"
	case errors.Is(p.Err, csv.ErrQuote), errors.Is(p.Err, csv.ErrBareQuote):
		why = `a quotation mark is out of place; inside a field in quotation marks it is written ""`
	}
	return &SyntaxError{p.Line, max(p.Column, 1), why}
}

func readCSV(data []byte) ([]Record, error) {
	in := newTable(data)
	head, err := in.Read()
	if err == io.EOF {
		return nil, &SyntaxError{1, 1, "the file is empty; its first line must name the columns: " + strings.Join(Columns, ", ")}
	}
	if err != nil {
		return nil, tableError(err)
	}
	columns := make([]string, len(head))
	for i, name := range head {
		columns[i] = strings.ToLower(strings.TrimSpace(name))
		line, col := in.FieldPos(i)
		switch {
		case !slices.Contains(Columns, columns[i]):
			return nil, &SyntaxError{line, col, fmt.Sprintf("%.40q is no column; those are %s", name, strings.Join(Columns, ", "))}
		case slices.Contains(columns[:i], columns[i]):
			return nil, &SyntaxError{line, col, fmt.Sprintf("the column %s is there twice", columns[i])}
		}
	}
	if !slices.Contains(columns, "name") {
		return nil, &SyntaxError{1, 1, "there is no column name"}
	}
	var b batch
	for {
		fields, err := in.Read()
		if err == io.EOF {
			return b.records, nil
		}
		if err != nil {
			return nil, tableError(err)
		}
		var r Record
		var role Role
		wrong := ""
		bad := 0
		for i, f := range fields {
			f = strings.TrimSpace(f)
			if wrong = checkText(f); wrong == "" {
				wrong = r.set(columns[i], f, &role)
			}
			if wrong != "" {
				bad = i
				break
			}
		}
		if wrong == "" {
			column := "name"
			column, wrong = r.finish(role)
			bad = slices.Index(columns, column)
		}
		if wrong != "" {
			line, col := in.FieldPos(max(bad, 0))
			return nil, &SyntaxError{line, col, wrong}
		}
		b.add(r)
		if len(b.records) > maxRecords {
			line, _ := in.FieldPos(0)
			return nil, &SyntaxError{line, 1, fmt.Sprintf("more than %d records", maxRecords)}
		}
	}
}

// set sets a column's field and says what is wrong with it.
func (r *Record) set(column, f string, role *Role) string {
	if f == "" {
		return ""
	}
	switch column {
	case "name":
		r.Name = f
		return checkName(f)
	case "wikidata":
		if !validID(f) {
			return fmt.Sprintf("%.40q is no Wikidata identifier, such as Q22686", f)
		}
		r.Wikidata = f
	case "kind":
		switch k := verbatim.EntityKind(strings.ToLower(f)); k {
		case verbatim.Person, verbatim.Organisation, verbatim.Place:
			r.Kind = k
		case "organization":
			r.Kind = verbatim.Organisation
		default:
			return fmt.Sprintf("the kind is person, organisation or place, not %.40q", f)
		}
	case "gender":
		switch strings.ToLower(f) {
		case "male", "m":
			r.Gender = verbatim.Male
		case "female", "f":
			r.Gender = verbatim.Female
		default:
			return fmt.Sprintf("the gender is male, female or empty, not %.40q", f)
		}
	case "family":
		r.Family = f
		return checkName(f)
	case "aliases":
		for a := range strings.SplitSeq(f, "|") {
			if a = strings.TrimSpace(a); a == "" {
				continue
			}
			if wrong := checkName(a); wrong != "" {
				return wrong
			}
			r.Aliases = append(r.Aliases, a)
		}
	case "role":
		role.Title = f
	case "since", "until":
		if !validDate(f) {
			return fmt.Sprintf("%.40q is no date such as 2025-01-20, 2025-01 or 2025", f)
		}
		if column == "since" {
			role.Since = f
		} else {
			role.Until = f
		}
	case "country":
		r.Country = strings.ToUpper(f)
		if !validCountry(r.Country) {
			return fmt.Sprintf("%.40q is no country code such as FR or US-CA", f)
		}
	}
	return ""
}

// finish completes a record whose columns were set. It returns the column
// that is at fault and what is wrong.
func (r *Record) finish(role Role) (column, wrong string) {
	switch {
	case r.Name == "":
		return "name", "the name is missing"
	case role.Title == "" && role.Since != "":
		return "since", "there is a date but no role"
	case role.Title == "" && role.Until != "":
		return "until", "there is a date but no role"
	case role.Since != "" && role.Until != "" && before(role.Until, role.Since):
		return "until", fmt.Sprintf("the role ends on %s, before it begins on %s", role.Until, role.Since)
	}
	if r.Kind == "" {
		r.Kind = verbatim.Person
	}
	if role.Title != "" {
		r.Roles = []Role{role}
	}
	return "", ""
}

// before reports whether date a is before b, as far as both say.
func before(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] < b[:n]
}
