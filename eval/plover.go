package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
)

// PloverRecord is one of PLOVER's gold standard records: a sentence and the
// event that people coded in it (Open Event Data Alliance, 2016, from the
// examples of the CAMEO manual).
type PloverRecord struct {
	ID          string
	Type, Mode  string // in the codes of 2016
	Text        string
	Actors      []string // words of the sentence, mostly
	Recipients  []string
	EventPhrase string   // words of the sentence, not always adjacent
	Want        string   // the type of 2021, see PloverCodes
	Kinds       []string // kinds that it may be
}

// PloverCode is a row of testdata/plover-kinds.tsv.
type PloverCode struct {
	Event, Mode string // of 2016; "*" is any mode
	Type        string // of 2021; "-" where the records cannot be mapped
	Kinds       []string
}

// PloverRecords reads the records below data and maps their codes by codes.
// Records that cannot be mapped are left out and counted.
func PloverRecords(data string, codes []PloverCode) (records []PloverRecord, left int, err error) {
	name := filepath.Join(data, "plover", "gold_standard_records", "PLOVER_GSR_CAMEO.txt")
	f, err := os.Open(name)
	if err != nil {
		return nil, 0, fmt.Errorf("records of PLOVER: %w", err)
	}
	defer f.Close()
	all, err := ReadPloverRecords(f)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", name, err)
	}
	for _, r := range all {
		code, ok := findCode(codes, r)
		if !ok {
			return nil, 0, fmt.Errorf("%s: %s: no row for %s with mode %q", name, r.ID, r.Type, r.Mode)
		}
		if code.Type == "-" {
			if r.Text != "" { // else it describes the file
				left++
			}
			continue
		}
		r.Want, r.Kinds = code.Type, code.Kinds
		records = append(records, r)
	}
	return records, left, nil
}

func findCode(codes []PloverCode, r PloverRecord) (PloverCode, bool) {
	for _, mode := range []string{r.Mode, "*"} {
		for _, c := range codes {
			if c.Event == r.Type && c.Mode == mode {
				return c, true
			}
		}
	}
	return PloverCode{}, false
}

// ReadPloverRecords reads the JSON array of records. Their codes are not yet
// mapped.
func ReadPloverRecords(r io.Reader) ([]PloverRecord, error) {
	type actor struct{ ActorText string }
	var raw []struct {
		ID, Event, Mode, Text, EventText string
		Source, Target                   json.RawMessage // a list, or in one record a string
	}
	if err := json.NewDecoder(r).Decode(&raw); err != nil {
		return nil, fmt.Errorf("decode: %w", err)
	}
	names := func(m json.RawMessage) []string {
		var actors []actor
		if json.Unmarshal(m, &actors) != nil {
			return nil
		}
		var out []string
		for _, a := range actors {
			if a.ActorText != "" {
				out = append(out, a.ActorText)
			}
		}
		return out
	}
	out := make([]PloverRecord, 0, len(raw))
	for _, x := range raw {
		out = append(out, PloverRecord{ID: x.ID, Type: x.Event, Mode: x.Mode, Text: x.Text, EventPhrase: x.EventText,
			Actors: names(x.Source), Recipients: names(x.Target)})
	}
	return out, nil
}

// ReadPloverCodes reads plover-kinds.tsv: comments, a header, then five
// columns a row.
func ReadPloverCodes(r io.Reader) ([]PloverCode, error) {
	var out []PloverCode
	lines := bufio.NewScanner(r)
	header := true
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 5 || slices.Contains(f[:4], "") {
			return nil, fmt.Errorf("line %d: want five columns, the first four not empty", n)
		}
		if header {
			header = false
			continue
		}
		c := PloverCode{Event: f[0], Mode: f[1], Type: f[2]}
		if f[3] != "-" {
			c.Kinds = strings.Split(f[3], ",")
		}
		out = append(out, c)
	}
	return out, lines.Err()
}

// PloverScore counts how the records are coded.
type PloverScore struct {
	Records int
	Any     int                   // records with any event of a type
	Right   int                   // records with an event of the coded type
	Main    int                   // records whose main event has the coded type
	ByType  map[string]*TypeTally // by the coded type
	Kinds   ClassScore            // records whose type has kinds; matched: any kind given; right: one of them
	Actor   ClassScore            // of the records right in type: those with coded actors
	Target  ClassScore            // and with coded recipients
}

// TypeTally counts the records coded with a type.
type TypeTally struct{ Records, Right, Main int }

// PloverMiss is a record whose main event has another type.
type PloverMiss struct{ ID, Want, Got string }

// Add scores the events of a document whose text is that of the record.
//
// The main event is the one whose trigger shares most words with the phrase
// that the record marks, among equals the first. A coded actor is found where
// the head of its phrase, the last word before any preposition, is in the words
// for a participant in that role, or in a mention of the participant's entity. An
// event of the coded type gets the actors right where all the coded ones are
// found and the recipients likewise; of several the one with most is taken. A
// record that gives both sides as actors of a mutual event may find the second
// among the targets, and one that splits them may find it among the actors.
func (s *PloverScore) Add(doc *verbatim.Document, r PloverRecord) *PloverMiss {
	if s.ByType == nil {
		s.ByType = make(map[string]*TypeTally)
	}
	t := s.ByType[r.Want]
	if t == nil {
		t = &TypeTally{}
		s.ByType[r.Want] = t
	}
	s.Records++
	t.Records++
	var typed []*verbatim.Event
	main, most := -1, -1
	phrase := lowerWords(r.EventPhrase)
	kind, kindRight := false, false
	for i := range doc.Events {
		e := &doc.Events[i]
		if e.Kind != "" {
			kind = true
			kindRight = kindRight || slices.Contains(r.Kinds, string(e.Kind))
		}
		if e.Plover == "" {
			continue
		}
		n := 0
		for _, w := range lowerWords(e.Trigger.In(doc.Text)) {
			if slices.Contains(phrase, w) {
				n++
			}
		}
		if n > most {
			main, most = i, n
		}
		if ploverType(e) == r.Want {
			typed = append(typed, e)
		}
	}
	if len(r.Kinds) > 0 {
		s.Kinds.add(kind, kindRight)
	}
	if main >= 0 {
		s.Any++
		if ploverType(&doc.Events[main]) == r.Want {
			s.Main++
			t.Main++
		}
	}
	if len(typed) > 0 {
		s.Right++
		t.Right++
		actor, target := false, false
		for _, e := range typed {
			a, b := r.sides(doc, e)
			if (a && b) || !(actor && target) && (a && !actor || !actor && b) {
				actor, target = a, b
			}
		}
		if len(r.Actors) > 0 {
			s.Actor.add(true, actor)
		}
		if len(r.Recipients) > 0 {
			s.Target.add(true, target)
		}
	}
	switch {
	case main < 0:
		return &PloverMiss{r.ID, r.Want, "nothing"}
	case ploverType(&doc.Events[main]) != r.Want:
		return &PloverMiss{r.ID, r.Want, doc.Events[main].Plover}
	}
	return nil
}

// ploverType returns the type without the mode.
func ploverType(e *verbatim.Event) string {
	t, _, _ := strings.Cut(e.Plover, ":")
	return t
}

// sides reports whether e has all coded actors, and all coded recipients.
func (r *PloverRecord) sides(doc *verbatim.Document, e *verbatim.Event) (actors, recipients bool) {
	mutual := ploverType(e) == "CONSULT" || len(r.Actors) > 1 && len(r.Recipients) == 0
	all := func(phrases []string, role verbatim.EventRole) bool {
		for _, p := range phrases {
			head := headWord(p)
			if head == "" {
				continue
			}
			if !slices.ContainsFunc(e.Participants, func(p verbatim.Participant) bool {
				if p.Role != role && !mutual {
					return false
				}
				if slices.Contains(lowerWords(p.Mention.In(doc.Text)), head) {
					return true
				}
				return p.Entity >= 0 && slices.ContainsFunc(doc.Entities[p.Entity].Mentions, func(m int) bool {
					return slices.Contains(lowerWords(doc.Mentions[m].In(doc.Text)), head)
				})
			}) {
				return false
			}
		}
		return true
	}
	return all(r.Actors, verbatim.Actor), all(r.Recipients, verbatim.Target)
}

// headWord returns the last word of a noun phrase before its first preposition.
func headWord(phrase string) string {
	head := ""
	for _, w := range lowerWords(phrase) {
		switch w {
		case "of", "in", "from", "at", "with", "to", "near", "for", "on", "by":
			if head != "" {
				return head
			}
		}
		head = w
	}
	return head
}

// lowerWords returns the words of s in lower case, without a possessive "'s".
func lowerWords(s string) []string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "’", "'"), "'s", " ")
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}
