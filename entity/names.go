package entity

import (
	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/internal/crf"
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
	var out []verbatim.Mention
	for _, c := range d.chains {
		path := d.label(m, c)
		for i := 0; i < len(path); {
			y := path[i]
			if y == 0 {
				i++
				continue
			}
			end := i + 1
			for end < len(path) && path[end] == (y+1)&^1 {
				end++
			}
			if kind := nameKinds[(y-1)/2]; kind != "" {
				out = append(out, mention(doc, int(c.first)+i, int(c.first)+end, kind))
			}
			i = end
		}
	}
	return out
}

// mention makes a mention of the tokens [first, end).
func mention(doc *verbatim.Document, first, end int, kind verbatim.EntityKind) verbatim.Mention {
	s := verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[end-1].End}
	return verbatim.Mention{
		Span: s, Form: verbatim.Named, Name: s, First: first, End: end, Head: end - 1, Kind: kind, Entity: -1,
	}
}

// label finds the best labels of a chain. The path is good until the next call.
func (d *nameDesk) label(m *Model, c nameChain) []uint8 {
	n := int(c.last - c.first)
	d.node = resized(d.node, n)
	d.class = resized(d.class, n)
	d.back = resized(d.back, n)
	d.path = resized(d.path, n)
	for i := range n {
		t := c.first + int32(i)
		d.keys = d.features(d.keys[:0], t)
		var sum [crf.BroadLabels]int32
		m.field.Sum(d.keys, &sum)
		for y, s := range sum {
			d.node[i][y] = float32(s) * m.field.Scale
		}
		d.class[i] = d.edgeClass(t)
	}
	m.edges.Best(d.node, d.class, d.back, d.path)
	return d.path
}

func resized[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}
