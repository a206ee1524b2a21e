package entity

import (
	"github.com/verbatim-record/verbatim"
)

// Types of name, in the order of their labels: type t begins with label 2t+1
// and goes on with 2t+2.
const (
	typePerson = iota
	typeOrganisation
	typePlace
	typeGroup
	typeOther // works, events, laws, products: found and not returned
	typeCount
)

var nameKinds = [typeCount]verbatim.EntityKind{
	verbatim.Person, verbatim.Organisation, verbatim.Place, verbatim.Group, "",
}

// Names returns the names of persons, organisations, places and groups in the
// text of doc, ordered and not overlapping. It reads Tokens, Sentences and
// Words, and takes time in proportion to them.
func Names(doc *verbatim.Document, m *Model) []verbatim.Mention {
	if len(doc.Words) < len(doc.Tokens) {
		return nil
	}
	d := m.desks.Get().(*nameDesk)
	defer m.desks.Put(d)
	d.look(doc, m)
	if len(d.chains) == 0 {
		return nil
	}
	d.firstLook(m)
	d.secondLook(m)
	d.names = d.names[:0]
	at := 0
	for _, c := range d.chains {
		n := int(c.last - c.first)
		path := d.path[at : at+n]
		at += n
		for i := 0; i < n; {
			y := path[i]
			if y == 0 {
				i++
				continue
			}
			end := nameEnd(path, i)
			if kind := nameKinds[(y-1)/2]; kind != "" {
				before, name := d.fix(c.first+int32(i), c.first+int32(end), kind)
				for _, f := range [2]fixedName{before, name} {
					if f.kind != "" {
						d.names = append(d.names, f)
					}
				}
			}
			i = end
		}
	}
	d.companies()
	var out []verbatim.Mention
	for _, f := range d.names {
		out = append(out, nameMention(doc, int(f.first), int(f.end), f.kind))
	}
	return out
}

// nameMention makes a mention of the tokens [first, end).
func nameMention(doc *verbatim.Document, first, end int, kind verbatim.EntityKind) verbatim.Mention {
	s := verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[end-1].End}
	return verbatim.Mention{
		Span: s, Form: verbatim.Named, Name: s, First: first, End: end, Head: end - 1, Kind: kind, Entity: -1,
	}
}

func roomFor[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
