package analyze_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// checkCase returns a line for every answer that the document does not give:
// what was wanted and what came.
func checkCase(doc *verbatim.Document, c newsCase) []string {
	var wrong []string
	for _, a := range c.answers {
		if got := checkAnswer(doc, a); got != "" {
			wrong = append(wrong, fmt.Sprintf("line %d: %s\n\t\tgot %s", a.line, a.raw, got))
		}
	}
	return wrong
}

// checkAnswer returns what the document says instead of the answer, "" where
// they agree.
func checkAnswer(doc *verbatim.Document, a answer) string {
	switch a.mark {
	case ">":
		return checkStatement(doc, a)
	case "@", "@!":
		return checkTime(doc, a)
	case "=":
		return checkMention(doc, a)
	}
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if a.mark == "!>" && beginsWith(doc, s, a.words) || a.mark == "!" && hasWords(doc, s, a.words) {
			return "the content " + contentOf(doc, s)
		}
	}
	return ""
}

// checkStatement looks at every statement with the words of the answer and
// reports on the one that agrees best.
func checkStatement(doc *verbatim.Document, a answer) string {
	best, found := "", false
	fewest := len(caseKeys) + 1
	for i := range doc.Statements {
		s := &doc.Statements[i]
		if a.loose && !hasWords(doc, s, a.words) || !a.loose && !beginsWith(doc, s, a.words) {
			continue
		}
		if a.ends != "" && !endsWith(doc, s, a.ends) {
			continue
		}
		found = true
		var wrong []string
		for _, key := range caseKeys {
			if want, ok := a.keys[key]; ok {
				if got := checkKey(doc, s, key, want); got != "" {
					wrong = append(wrong, key+": "+got)
				}
			}
		}
		if len(wrong) < fewest {
			best, fewest = strings.Join(wrong, " | "), len(wrong)
		}
	}
	if found {
		return best
	}
	var near []string
	at := occurrences(doc.Text, a.words)[0]
	for i := range doc.Statements {
		if s := &doc.Statements[i]; slices.ContainsFunc(s.Content, at.Overlaps) {
			near = append(near, contentOf(doc, s))
		}
	}
	if near == nil {
		return "no statement"
	}
	return "the content " + strings.Join(near, " and ")
}

// checkKey returns what the statement has for the key, "" where it is what was
// wanted.
func checkKey(doc *verbatim.Document, s *verbatim.Statement, key, want string) string {
	switch key {
	case "speaker":
		if !sameEntities(doc, want, s.Speakers) {
			return nameAll(doc, s.Speakers)
		}
	case "addressee":
		words, who := splitAddressee(want)
		switch got := s.Addressee; {
		case got == nil && want != "-":
			return "none"
		case got == nil:
		case want == "-" || !strings.Contains(fold(got.In(doc.Text)), fold(words)):
			return fmt.Sprintf("%q", got.In(doc.Text))
		case who != "" && !sameEntities(doc, who, got.Entities):
			return fmt.Sprintf("%q, %s", got.In(doc.Text), nameAll(doc, got.Entities))
		}
	case "venue":
		kind, words := splitVenue(want)
		switch got := s.Venue; {
		case got == nil && want != "-":
			return "none"
		case got == nil:
		case string(got.Kind) != kind || !strings.Contains(fold(got.In(doc.Text)), fold(words)):
			return fmt.Sprintf("%s %q", got.Kind, got.In(doc.Text))
		}
	case "said":
		got := "-"
		if s.Time >= 0 && s.Time < len(doc.Times) {
			got = timeValue(doc.Times[s.Time])
		}
		if got != want {
			return got
		}
	case "parent":
		inside := s.Parent >= 0 && s.Parent < len(doc.Statements)
		switch {
		case !inside && want != "-":
			return "none"
		case inside && (want == "-" || !beginsWith(doc, &doc.Statements[s.Parent], want)):
			return contentOf(doc, &doc.Statements[s.Parent])
		}
	}
	return ""
}

func timeValue(t verbatim.Time) string {
	if t.Value == "" {
		return "null"
	}
	return t.Value
}

func checkTime(doc *verbatim.Document, a answer) string {
	at := occurrences(doc.Text, a.words)[a.nth-1]
	var near []string
	for _, t := range doc.Times {
		if a.mark == "@" && t.Span == at && timeValue(t) == a.value {
			return ""
		}
		if t.Overlaps(at) {
			near = append(near, fmt.Sprintf("%q = %s", t.In(doc.Text), timeValue(t)))
		}
	}
	switch {
	case near != nil:
		return strings.Join(near, ", ")
	case a.mark == "@":
		return "no time"
	}
	return ""
}

// checkMention looks for the mention that is the words; where none has exactly
// their span, for the shortest whose head is among them.
func checkMention(doc *verbatim.Document, a answer) string {
	at := occurrences(doc.Text, a.words)[a.nth-1]
	var found *verbatim.Mention
	for i := range doc.Mentions {
		m := &doc.Mentions[i]
		if m.Span != at && m.Name != at && (m.Head >= len(doc.Tokens) || !at.Contains(doc.Tokens[m.Head].Span)) {
			continue
		}
		if found == nil || found.Span != at && (m.Span == at || m.Len() < found.Len()) {
			found = m
		}
	}
	var who []int
	if found != nil && found.Entity >= 0 {
		who = []int{found.Entity}
	}
	switch {
	case sameEntities(doc, a.value, who):
		return ""
	case found == nil:
		return "no mention"
	}
	return nameAll(doc, who)
}

// sameEntities reports whether the entities are those that the answer names:
// each of them once and nobody else.
func sameEntities(doc *verbatim.Document, want string, got []int) bool {
	if want == "?" {
		return len(got) == 0
	}
	names := strings.Split(want, " + ")
	if len(names) != len(got) {
		return false
	}
	left := slices.Clone(got)
	for _, name := range names {
		i := slices.IndexFunc(left, func(e int) bool { return isEntity(doc, name, e) })
		if i < 0 {
			return false
		}
		left = slices.Delete(left, i, i+1)
	}
	return true
}

func isEntity(doc *verbatim.Document, want string, e int) bool {
	if e < 0 || e >= len(doc.Entities) {
		return false
	}
	entity := &doc.Entities[e]
	want, kind := splitKind(want)
	if kind != "" && kind != entity.Kind {
		return false
	}
	description, ok := strings.CutPrefix(want, "~")
	if ok != entity.Unnamed {
		return false
	}
	if !ok {
		return bareName(want) == bareName(entity.Name.In(doc.Text))
	}
	return slices.ContainsFunc(occurrences(doc.Text, description), func(s verbatim.Span) bool {
		return s.Overlaps(entity.Name) ||
			slices.ContainsFunc(entity.Mentions, func(m int) bool { return s.Overlaps(doc.Mentions[m].Span) })
	})
}

// styles are what may stand before a name and may be taken for a part of it.
var styles = strings.Fields("the mr mrs ms dr sir dame lord lady baroness pope king queen prince princess father sister")

// bareName is a name without a style before it and without differences of
// typography and hyphens.
func bareName(s string) string {
	words := strings.Fields(strings.ReplaceAll(fold(s), "-", " "))
	for len(words) > 1 && slices.Contains(styles, strings.TrimSuffix(words[0], ".")) {
		words = words[1:]
	}
	return strings.TrimRight(strings.Join(words, " "), ".")
}

func nameAll(doc *verbatim.Document, entities []int) string {
	if len(entities) == 0 {
		return "nobody"
	}
	var names []string
	for _, e := range entities {
		if e < 0 || e >= len(doc.Entities) {
			names = append(names, fmt.Sprintf("entity %d, which is not there", e))
			continue
		}
		name := doc.Entities[e].Name.In(doc.Text)
		if doc.Entities[e].Unnamed {
			name = "~" + name
		}
		names = append(names, fmt.Sprintf("%s [%s]", name, doc.Entities[e].Kind))
	}
	return strings.Join(names, " + ")
}

var folding = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\u00a0", " ", "\n", " ")

// fold is text in lower case with straight marks and single spaces.
func fold(s string) string {
	return strings.Join(strings.Fields(strings.ToLower(folding.Replace(s))), " ")
}

const edges = " \"',;:.!?-–—…"

// opening is folded text without the marks and the "that" before its first word.
func opening(s string) string {
	s = strings.TrimLeft(fold(s), edges)
	s = strings.TrimPrefix(s, "that ")
	return strings.TrimLeft(s, edges)
}

// beginsWith reports whether the content, a fragment of it or a paragraph in
// it begins with the words.
func beginsWith(doc *verbatim.Document, s *verbatim.Statement, words string) bool {
	words = strings.TrimRight(opening(words), edges)
	for _, c := range s.Content {
		for line := range strings.SplitSeq(c.In(doc.Text), "\n") {
			rest, ok := strings.CutPrefix(opening(line), words)
			if ok && (rest == "" || !wordRune([]rune(rest)[0])) {
				return true
			}
		}
	}
	return false
}

func endsWith(doc *verbatim.Document, s *verbatim.Statement, words string) bool {
	words = strings.TrimRight(fold(words), edges)
	return slices.ContainsFunc(s.Content, func(c verbatim.Span) bool {
		return strings.HasSuffix(strings.TrimRight(fold(c.In(doc.Text)), edges), words)
	})
}

func hasWords(doc *verbatim.Document, s *verbatim.Statement, words string) bool {
	return slices.ContainsFunc(s.Content, func(c verbatim.Span) bool {
		return len(occurrences(fold(c.In(doc.Text)), fold(words))) > 0
	})
}

func contentOf(doc *verbatim.Document, s *verbatim.Statement) string {
	var parts []string
	for _, c := range s.Content {
		parts = append(parts, c.In(doc.Text))
	}
	return "{" + strings.Join(parts, " … ") + "}"
}

// TestCheckCase holds the check itself to a document made by hand: the right
// answers pass and each wrong one does not.
func TestCheckCase(t *testing.T) {
	text := "Critics met. Ana Souza told him on Monday in a post on Fora that “Leo Brandt had promised to pay.” She went."
	span := func(words string) verbatim.Span { return occurrences(text, words)[0] }
	doc := &verbatim.Document{
		Text: text,
		Entities: []verbatim.Entity{
			{Name: span("Ana Souza"), Mentions: []int{1, 4}},
			{Kind: verbatim.Person, Name: span("Leo Brandt"), Mentions: []int{2, 3}},
			{Name: span("Critics"), Unnamed: true, Mentions: []int{0}},
		},
		Mentions: []verbatim.Mention{
			{Span: span("Critics"), Entity: 2}, {Span: span("Ana Souza"), Entity: 0}, {Span: span("him"), Entity: 1},
			{Span: span("Leo Brandt"), Entity: 1}, {Span: span("She"), Entity: 0},
		},
		Times: []verbatim.Time{{Span: span("Monday"), Value: "2025-02-10"}},
		Statements: []verbatim.Statement{{
			Content:  []verbatim.Span{{Start: strings.Index(text, "that"), End: strings.Index(text, " She")}},
			Speakers: []int{0}, Parent: -1, Time: 0,
			Addressee: &verbatim.Addressee{Span: span("him"), Entities: []int{1}},
			Venue:     &verbatim.Venue{Span: span("a post on Fora"), Kind: verbatim.Post, Entity: -1},
		}, {
			Content: []verbatim.Span{span("to pay")}, Speakers: []int{1, 2}, Parent: 0, Time: -1,
		}},
	}
	for line, want := range map[string]bool{
		"> Leo Brandt had … to pay | speaker: Ana Souza | addressee: him = Leo Brandt | venue: post “Fora” | said: 2025-02-10 | parent: -": true,
		"> to pay | speaker: Leo Brandt + ~Critics | addressee: - | venue: - | said: - | parent: Leo Brandt had":                           true,
		"> … promised to pay | speaker: Ana Souza": true,
		"> Brandt had":                                     false,
		"> Leo Brandt had … promised":                      false,
		"> Leo Brandt had | speaker: Leo Brandt":           false,
		"> Leo Brandt had | speaker: ?":                    false,
		"> Leo Brandt had | speaker: ~Ana Souza":           false,
		"> Leo Brandt had | speaker: Ana Souza + ~Critics": false,
		"> Leo Brandt had | addressee: -":                  false,
		"> Leo Brandt had | addressee: Critics":            false,
		"> Leo Brandt had | addressee: him = Ana Souza":    false,
		"> Leo Brandt had | venue: letter":                 false,
		"> Leo Brandt had | venue: post “Monday”":          false,
		"> Leo Brandt had | venue: -":                      false,
		"> Leo Brandt had | said: 2025-02-17":              false,
		"> Leo Brandt had | said: -":                       false,
		"> to pay | addressee: him":                        false,
		"> to pay | venue: post":                           false,
		"> to pay | parent: -":                             false,
		"> to pay | said: 2025-02-10":                      false,
		"@ “Monday” = 2025-02-10":                          true,
		"@ “Monday” = null":                                false,
		"@ “on Monday” = 2025-02-10":                       false,
		"@! “Monday”":                                      false,
		"@! “Critics”":                                     true,
		"! Critics":                                        true,
		"! promised to":                                    false,
		"!> Leo Brandt":                                    false,
		"!> promised":                                      true,
		"= “She” -> Ana Souza":                             true,
		"= “him” -> Leo Brandt [person]":                   true,
		"= “him” -> Leo Brandt [place]":                    false,
		"= “She” -> Leo Brandt":                            false,
		"= “She” -> ?":                                     false,
		"= “met” -> ?":                                     true,
	} {
		a, err := readAnswer(line)
		if err == nil {
			err = a.inText(text)
		}
		if err != nil {
			t.Errorf("%s: %v", line, err)
			continue
		}
		if got := checkAnswer(doc, a); (got == "") != want {
			t.Errorf("%s: right %v, want %v (%s)", line, got == "", want, got)
		}
	}
}
