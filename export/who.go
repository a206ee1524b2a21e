package export

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// entityName returns the name of the entity at index e of d.
func entityName(d *verbatim.Document, e int) string {
	if e < 0 || e >= len(d.Entities) || !valid(d.Text, d.Entities[e].Name) {
		return ""
	}
	return fold(d.Entities[e].Name.In(d.Text))
}

// entityNames returns the names of the entities, joined as in a sentence.
func entityNames(d *verbatim.Document, entities []int) string {
	var names []string
	for _, e := range entities {
		if n := entityName(d, e); n != "" {
			names = append(names, n)
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
}

// whoSaid returns who makes the statement at index i and, where the text says
// it in other words, those: "John Healey", "he". The name is empty where
// nobody can be told.
func whoSaid(d *verbatim.Document, i int) (who, source string) {
	s := &d.Statements[i]
	who, source = entityNames(d, s.Speakers), name(d.Text, s.Source)
	if who != "" && strings.Contains(who, source) {
		return who, "" // "Trump" adds nothing to "Donald Trump"
	}
	if strings.Contains(source, who) {
		// The words have the name, and a title beside it.
		before, after, _ := strings.Cut(source, who)
		title := strings.TrimSpace(before)
		if title == "" || strings.EqualFold(title, "the") {
			title = strings.Trim(after, " ,;:–—")
		}
		return who, title
	}
	return who, source
}

// setting returns to whom, where and when the statement at index i was made,
// each as a phrase, as far as the text tells.
func setting(d *verbatim.Document, i int) []string {
	s := &d.Statements[i]
	var out []string
	if a := s.Addressee; a != nil && valid(d.Text, a.Span) {
		to := entityNames(d, a.Entities)
		if words := fold(a.In(d.Text)); to == "" || strings.Contains(words, to) {
			to = words
		}
		out = append(out, "to "+to)
	}
	if v := s.Venue; v != nil && valid(d.Text, v.Span) && (s.Addressee == nil || v.Span != s.Addressee.Span) {
		words := fold(v.In(d.Text))
		if !strings.Contains(strings.ToLower(words), string(v.Kind)) && v.Kind != verbatim.Reporters {
			words = string(v.Kind) + ": " + words
		}
		out = append(out, words)
	}
	if s.Time >= 0 && s.Time < len(d.Times) {
		t := &d.Times[s.Time]
		words := fold(t.In(d.Text))
		if day := Day(t.Value); day != t.Value {
			words += " (" + day + ")"
		}
		out = append(out, words)
	}
	return out
}

// roleTitles returns what the entity is: what the article calls it, else what
// the gazetteer has, with the day of that.
func roleTitles(e *verbatim.Entity) []string {
	var out []string
	for _, r := range e.Roles {
		if r.Span.Empty() {
			continue
		}
		if !slices.ContainsFunc(out, func(o string) bool { return strings.Contains(strings.ToLower(o), strings.ToLower(r.Title)) }) {
			out = append(out, r.Title)
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, r := range e.Roles {
		note := r.Source
		if day := Day(r.AsOf); day != "" {
			note += ", " + day
		}
		out = append(out, r.Title+" ("+note+")")
	}
	return out
}
