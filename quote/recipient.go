package quote

import "github.com/verbatim-record/verbatim"

// Who the recipient is, by the mentions of the text.

// mention returns the index of the mention with the head i, -1 if there is none.
func (g *stage) mention(i int32) int {
	lo, hi := 0, len(g.doc.Mentions)
	at := g.doc.Tokens[i].Start
	for lo < hi { // the first that begins behind the head
		m := (lo + hi) / 2
		if g.doc.Mentions[m].Start <= at {
			lo = m + 1
		} else {
			hi = m
		}
	}
	for k := lo - 1; k >= max(0, lo-12); k-- {
		if g.doc.Mentions[k].Head == int(i) {
			return k
		}
	}
	return -1
}

// setAddressee fills in who was spoken to.
func (g *stage) setAddressee(s *scene, p party) {
	if !p.found {
		return
	}
	a := &verbatim.Addressee{Span: g.span(p.tokens)}
	for _, h := range p.heads {
		if m := g.mention(h); m >= 0 {
			if e := g.doc.Mentions[m].Entity; e >= 0 && e < len(g.doc.Entities) {
				a.Entities = append(a.Entities, e)
			}
		}
	}
	s.Addressee = a
}
