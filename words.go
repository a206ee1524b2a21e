package verbatim

import "strings"

// Excerpt returns the words at spans, each stretch of white space one space,
// and what stands apart parted by an ellipsis: “A,” … “B.” Spans that are not of
// the text are left out. For the exact bytes of one span see [Span.In].
func (d *Document) Excerpt(spans []Span) string {
	var parts []string
	for _, s := range spans {
		if 0 <= s.Start && s.Start < s.End && s.End <= len(d.Text) {
			parts = append(parts, strings.Join(strings.Fields(s.In(d.Text)), " "))
		}
	}
	return strings.Join(parts, " … ")
}

// Name returns the fullest name that the article gives an entity, by its index,
// or the description of somebody unnamed. It is empty where there is no such
// entity, as for the index -1 of somebody that cannot be told.
func (d *Document) Name(entity int) string {
	if entity < 0 || entity >= len(d.Entities) {
		return ""
	}
	return d.Excerpt([]Span{d.Entities[entity].Name})
}

// Speaker returns who makes a statement: the names of its speakers or, where it
// cannot be told who they are, the words of the article for its source. It is
// empty where the article names no source.
func (d *Document) Speaker(s *Statement) string {
	var names []string
	for _, e := range s.Speakers {
		if n := d.Name(e); n != "" {
			names = append(names, n)
		}
	}
	if len(names) == 0 {
		return strings.TrimRight(d.Excerpt(s.Source), " ,;:")
	}
	return strings.Join(names, "; ")
}

// When returns the expression of time at an index, as statements and events
// hold it, and whether there is one.
func (d *Document) When(time int) (Time, bool) {
	if time < 0 || time >= len(d.Times) {
		return Time{}, false
	}
	return d.Times[time], true
}
