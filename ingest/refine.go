package ingest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// refine makes of what the extractor keeps the article: what stands before the
// headline, navigation and controls go; paragraphs and subheadings that it lost
// between others of the same make come back; furniture gets its kind.
type refine struct {
	t      *pageTree
	page   string
	keep   []bool
	blocks []block
	share  map[*html.Node]int // letters kept below an element
	total  int                // letters kept
	hints  map[*html.Node]verbatim.FurnitureKind
}

// article returns what the page's texts are: kept or not, and for those kept
// the kind of furniture.
func article(page string, t *pageTree, m *pageMeta) (keep []bool, kinds []verbatim.FurnitureKind) {
	r := refine{t: t, page: page, keep: readable(t)}
	if r.keep == nil {
		r.keep = make([]bool, len(t.texts))
	}
	r.makeBlocks()
	if r.prose() < 250 {
		r.fallback(m)
	}
	r.weigh()
	r.headline(m)
	r.restore(m)
	r.weigh()
	r.classify()
	r.captions()
	r.trim()
	return r.result()
}

// weigh counts the letters kept below each element.
func (r *refine) weigh() {
	r.share = map[*html.Node]int{}
	r.total = 0
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.kept {
			continue
		}
		r.total += b.letters
		for e := b.element; e != nil; e = e.Parent {
			r.share[e] += b.letters
		}
	}
}

// fallback looks for the article itself where the extractor found nothing or
// next to nothing: the element whose own paragraphs have the most prose, or
// those that JSON-LD gives as the body of the article.
func (r *refine) fallback(m *pageMeta) {
	have := r.prose()
	weight := map[*html.Node]int{}
	var best *html.Node
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.prose() || r.within(b.element, true) {
			continue
		}
		for e, level := b.element.Parent, 1; e != nil && level <= 3; e, level = e.Parent, level+1 {
			weight[e] += b.letters / level
			if best == nil || weight[e] > weight[best] {
				best = e
			}
		}
	}
	body := squash(m.ld.body)
	take := func(b *block) bool {
		if len(body) > 400 {
			return b.letters >= 20 && strings.Contains(body, squash(r.text(b)))
		}
		return best != nil && weight[best] > have && below(b.element, best) && b.linked*2 <= b.letters && !r.within(b.element, false)
	}
	gain := 0
	for i := range r.blocks {
		if b := &r.blocks[i]; take(b) && b.prose() {
			gain += b.letters
		}
	}
	if gain <= have {
		return
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		b.kept = take(b)
		for k := b.first; k < b.end; k++ {
			r.keep[k] = b.kept
		}
	}
}

// within reports whether an element is in one that names itself furniture; by
// its element name and role alone, or also by its class.
func (r *refine) within(e *html.Node, tagsOnly bool) bool {
	for ; e != nil; e = e.Parent {
		k := tagHint(e)
		if k == "" && !tagsOnly {
			k = hint(e)
		}
		if k != "" {
			return true
		}
	}
	return false
}

func below(e, top *html.Node) bool {
	for ; e != nil; e = e.Parent {
		if e == top {
			return true
		}
	}
	return false
}

// headline drops the headline and what stands before it, unless that is a
// good part of the prose: then the heading is not where it seems to be.
func (r *refine) headline(m *pageMeta) {
	want := map[string]bool{}
	for _, s := range []string{m.title(m.outlet()), m.heading(), m.ld.headline, m.tag("og:title")} {
		if s := squash(s); s != "" {
			want[s] = true
		}
	}
	all, before, cut := r.prose(), 0, -1
	for i := range r.blocks {
		b := &r.blocks[i]
		if before*8 > all {
			break
		}
		if b.kept && b.prose() && b.element.DataAtom != atom.H1 {
			before += b.letters
		}
		if b.letters >= 10 && b.letters < 400 && isHeading(b.element) && want[squash(r.text(b))] {
			cut = i
			if b.kept && b.prose() && b.element.DataAtom != atom.H1 {
				before -= b.letters
			}
		}
	}
	for i := 0; i <= cut; i++ {
		r.drop(&r.blocks[i])
	}
	for i := cut + 1; i < len(r.blocks); i++ {
		b := &r.blocks[i]
		b.afterHeader = cut >= 0
		if b.kept && b.letters >= 10 && b.letters < 400 && want[squash(r.text(b))] {
			r.drop(b)
		}
	}
}

func (r *refine) drop(b *block) {
	b.kept = false
	for k := b.first; k < b.end; k++ {
		r.keep[k] = false
	}
}

func (r *refine) take(b *block) {
	b.kept = true
	for k := b.first; k < b.end; k++ {
		r.keep[k] = true
	}
}

// restore brings back what the extractor lost inside the article: blocks made
// like others that it kept, subheadings among kept paragraphs, and the
// standfirst, which is the description that the page gives of itself.
func (r *refine) restore(m *pageMeta) {
	first, last := r.bounds()
	if first < 0 {
		return
	}
	shapes := map[string]int{}
	parents := map[*html.Node]int{}
	around := map[*html.Node]int{} // prose by the elements around it
	for i := first; i <= last; i++ {
		if b := &r.blocks[i]; b.kept && b.prose() {
			shapes[b.shape]++
			parents[b.element.Parent]++
			for e, up := b.element.Parent, 0; e != nil && up < 3; e, up = e.Parent, up+1 {
				around[e]++
			}
		}
	}
	top := r.root(first, last)
	description := map[string]bool{}
	for _, name := range []string{"og:description", "description", "twitter:description"} {
		if s := squash(m.tag(name)); len(s) >= 30 {
			description[s] = true
		}
	}
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kept || b.letters < 3 || b.linked*10 > b.letters*9 || r.hinted(b) != "" {
			continue
		}
		if b.afterHeader && i < first && b.linked == 0 && description[squash(r.text(b))] {
			clear(description) // once
			r.take(b)
			continue
		}
		switch b.element.DataAtom {
		case atom.P, atom.Blockquote, atom.Div:
			// Outside the article's element only blocks of a make of their own count.
			n := shapes[b.shape]
			if b.letters >= 25 && b.linked*10 <= b.letters*6 && i > first-12 && i < last+12 &&
				((n >= 3 || parents[b.element.Parent] >= 3) && below(b.element, top) || n >= 5 && strings.Count(b.shape, ". ") < 2) {
				r.take(b)
			}
		case atom.H2, atom.H3, atom.H4, atom.Li:
			if i < first || i > last || b.linked > 0 {
				continue
			}
			for e, up := b.element.Parent, 0; e != nil && up < 3 && below(e, top); e, up = e.Parent, up+1 {
				if around[e] >= 2 && (up == 0 || around[e] >= 3 && b.element.DataAtom != atom.Li) {
					r.take(b)
					break
				}
			}
		}
	}
}

// bounds returns the first and the last block of prose that is kept.
func (r *refine) bounds() (first, last int) {
	first, last = -1, -1
	for i := range r.blocks {
		if b := &r.blocks[i]; b.kept && b.prose() && (b.kind == "" || b.kind == verbatim.Dateline) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	return first, last
}

// root returns the innermost element that holds nine tenths of what is kept.
func (r *refine) root(first, last int) *html.Node {
	e := r.blocks[first].element
	for e.Parent != nil && r.share[e]*10 < r.total*9 {
		e = e.Parent
	}
	return e
}

// hinted returns the kind that the elements around a block name, the innermost
// that does. An element with a third of the article is not furniture, whatever
// its class says.
func (r *refine) hinted(b *block) verbatim.FurnitureKind {
	for e := b.element; e != nil && e.Type == html.ElementNode; e = e.Parent {
		if r.share[e]*3 > r.total {
			return ""
		}
		k, ok := r.hints[e]
		if !ok {
			k = hint(e)
			if r.hints == nil {
				r.hints = map[*html.Node]verbatim.FurnitureKind{}
			}
			r.hints[e] = k
		}
		if k != "" {
			return k
		}
	}
	return ""
}

// classify gives the kept blocks that are furniture their kind.
func (r *refine) classify() {
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.kept {
			continue
		}
		b.kind = r.hinted(b)
		if b.kind == "" {
			// The texts of a block may be in an inline element with a class.
			if p := r.t.texts[b.first].parent; p != b.element && p.LastChild == p.FirstChild && b.end == b.first+1 {
				b.kind = hint(p)
			}
		}
		if b.kind == "" && b.letters > 0 && b.linked*10 >= b.letters*9 && b.letters >= 15 && b.letters < 250 {
			b.kind = verbatim.Related // a paragraph that is one link
		}
		if b.kind == "" && b.letters < 250 && b.linked*2 > b.letters && r.labelled(b) {
			b.kind = verbatim.Related // "Read more: …", in whatever language
		}
		if b.kind == outside {
			r.drop(b)
		}
	}
}

// labelled reports whether a block is a short label that ends with a colon or
// a bar, and after it a link.
func (r *refine) labelled(b *block) bool {
	label := ""
	for i := b.first; i < b.end; i++ {
		n := r.t.texts[i]
		if inLink(n.parent) {
			label = strings.TrimSpace(label)
			if len(label) > 60 || !strings.HasSuffix(label, ":") && !strings.HasSuffix(label, "|") {
				return false
			}
			for i++; i < b.end; i++ {
				if n := r.t.texts[i]; !inLink(n.parent) && letters(r.page[n.start:n.end]) > 0 {
					return false
				}
			}
			return true
		}
		label += r.page[n.start:n.end]
	}
	return false
}

// captions finds the captions that no class names: a short line that is alone
// with a picture or with a credit in an element.
func (r *refine) captions() {
	pictures := map[*html.Node]bool{}
	each(r.t.body, func(n *html.Node) bool {
		if n.DataAtom == atom.Img || n.DataAtom == atom.Picture {
			for e, up := n.Parent, 0; e != nil && up < 3; e, up = e.Parent, up+1 {
				pictures[e] = true
			}
		}
		return true
	})
	for i := range r.blocks {
		b := &r.blocks[i]
		if !b.kept || b.kind != "" || b.letters > 160 || isHeading(b.element) || b.element.DataAtom == atom.Li {
			continue
		}
		text := r.text(b)
		if strings.HasSuffix(text, ".") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, "?") {
			continue
		}
		for e, up := b.element, 0; e != nil && up < 3 && r.share[e] < 220; e, up = e.Parent, up+1 {
			if pictures[e] {
				b.kind = verbatim.Caption
				break
			}
		}
	}
}

// trim drops furniture before the first and after the last paragraph.
func (r *refine) trim() {
	first, last := r.bounds()
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kept && b.kind != "" && (i < first || i > last) {
			r.drop(b)
		}
	}
}

func (r *refine) result() (keep []bool, kinds []verbatim.FurnitureKind) {
	kinds = make([]verbatim.FurnitureKind, len(r.keep))
	for _, b := range r.blocks {
		for k := b.first; k < b.end; k++ {
			kinds[k] = b.kind
		}
	}
	return slices.Clone(r.keep), kinds
}
