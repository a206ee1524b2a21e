package ingest

import (
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// Limits on the tree of a page. The tree of x/net/html is not used: it has no
// offsets, and misnested formatting makes it far larger than its input.
const (
	maxNodes = 100_000 // elements and texts; long pages have some 20,000
	maxDepth = 100     // deeper elements are flattened; pages nest some 40 deep
	maxOpen  = 1 << 16 // open elements remembered, the flattened ones included
)

var errManyElements = errors.New("has more than 100,000 elements: no article")

// A break is what separates a text from the text before it.
type pageBreak uint8

const (
	joined    pageBreak = iota // nothing
	spaced                     // white space
	line                       // <br>
	paragraph                  // the start or end of a block
)

// textNode is a text of the page that is not blank.
type textNode struct {
	start, end int // where it stands in the decoded page, character references included
	before     pageBreak
	pre        bool // line ends count
	parent     *html.Node
}

// pageTree is the tree of a page: what html.Parse makes of a tidy page, each
// token giving at most one node, with a list of its texts.
type pageTree struct {
	doc, html, head, body *html.Node
	texts                 []textNode
	jsonLD                []verbatim.Span // of the scripts in the decoded page
	title                 string          // of the title element, white space folded
}

// The elements whose content is no text of the page.
var skipped = map[atom.Atom]bool{
	atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Svg: true, atom.Iframe: true,
	atom.Textarea: true, atom.Select: true, atom.Object: true, atom.Noembed: true, atom.Noframes: true,
	atom.Xmp: true, atom.Plaintext: true, atom.Math: true, atom.Datalist: true, atom.Audio: true, atom.Video: true,
	atom.Canvas: true, atom.Title: true,
}

var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
	atom.Keygen: true, atom.Frame: true, atom.Basefont: true, atom.Bgsound: true,
}

// inline elements do not break the line. Custom elements are inline unless
// they hold blocks.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.Acronym: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Big: true, atom.Cite: true,
	atom.Code: true, atom.Data: true, atom.Del: true, atom.Dfn: true, atom.Em: true, atom.Font: true, atom.I: true, atom.Ins: true,
	atom.Kbd: true, atom.Label: true, atom.Mark: true, atom.Nobr: true, atom.Q: true, atom.S: true, atom.Samp: true, atom.Small: true,
	atom.Span: true, atom.Strike: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.Tt: true,
	atom.U: true, atom.Var: true, atom.Wbr: true, atom.Img: true, atom.Picture: true, atom.Source: true, atom.Ruby: true,
	atom.Rb: true, atom.Rt: true, atom.Rp: true, atom.Input: true, atom.Meta: true, atom.Link: true, atom.Map: true, atom.Area: true,
}

// closesP are the elements whose start ends an open paragraph.
var closesP = map[atom.Atom]bool{
	atom.Address: true, atom.Article: true, atom.Aside: true, atom.Blockquote: true, atom.Center: true, atom.Details: true,
	atom.Dialog: true, atom.Dir: true, atom.Div: true, atom.Dl: true, atom.Fieldset: true, atom.Figcaption: true, atom.Figure: true,
	atom.Footer: true, atom.Form: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true,
	atom.Header: true, atom.Hgroup: true, atom.Hr: true, atom.Main: true, atom.Menu: true, atom.Nav: true, atom.Ol: true, atom.P: true,
	atom.Pre: true, atom.Search: true, atom.Section: true, atom.Summary: true, atom.Table: true, atom.Ul: true, atom.Li: true,
	atom.Dt: true, atom.Dd: true,
}

// keptAttr are the attributes that the extractor and the metadata look at.
var keptAttr = map[string]bool{
	"class": true, "id": true, "role": true, "style": true, "hidden": true, "aria-hidden": true, "aria-modal": true, "aria-label": true,
	"itemprop": true, "itemtype": true, "rel": true, "href": true, "property": true, "name": true, "content": true, "lang": true,
	"datetime": true, "pubdate": true, "http-equiv": true, "data-testid": true, "data-component": true,
}

type openElement struct {
	atom atom.Atom
	name string
	node *html.Node // nil where the element was flattened
}

type builder struct {
	t      pageTree
	page   string
	open   []openElement
	inner  []*html.Node // the nodes of the open elements that have one
	nodes  int
	slab   []html.Node
	before pageBreak
	inBody bool
	pre    int
	noEnd  map[string]bool // names without an end tag in the rest of the page
}

// parse builds the tree of a page in one pass over its tokens.
func parse(page string) (*pageTree, error) {
	b := &builder{page: page, noEnd: map[string]bool{}}
	b.t.doc = b.node(html.DocumentNode, 0, "")
	b.t.html = b.node(html.ElementNode, atom.Html, "html")
	b.t.head = b.node(html.ElementNode, atom.Head, "head")
	b.t.body = b.node(html.ElementNode, atom.Body, "body")
	b.t.doc.AppendChild(b.t.html)
	b.t.html.AppendChild(b.t.head)
	b.t.html.AppendChild(b.t.body)
	z := html.NewTokenizer(strings.NewReader(page))
	at, skip := 0, 0
	for b.nodes <= maxNodes && len(b.t.texts) < maxMarks {
		tt := z.Next()
		if tt == html.ErrorToken {
			return &b.t, nil
		}
		start := at
		at += len(z.Raw())
		if start < skip {
			continue
		}
		switch tt {
		case html.TextToken:
			b.text(start, at)
		case html.StartTagToken, html.SelfClosingTagToken:
			skip = b.start(z, tt == html.SelfClosingTagToken, at)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(atom.Lookup(name), name)
		}
	}
	return nil, errManyElements
}

// node returns a new node.
func (b *builder) node(t html.NodeType, a atom.Atom, data string) *html.Node {
	if len(b.slab) == 0 {
		b.slab = make([]html.Node, 256)
	}
	n := &b.slab[0]
	b.slab = b.slab[1:]
	n.Type, n.DataAtom, n.Data = t, a, data
	b.nodes++
	return n
}

// parent returns the element that new nodes go into.
func (b *builder) parent() *html.Node {
	if n := len(b.inner); n > 0 {
		return b.inner[n-1]
	}
	return b.t.body
}

func (b *builder) gap(g pageBreak) { b.before = max(b.before, g) }

// text adds the text at page[start:end].
func (b *builder) text(start, end int) {
	raw := b.page[start:end]
	blank := strings.TrimLeft(raw, " \t\r\n\f") == ""
	parent := b.parent()
	if blank {
		b.gap(spaced)
		if parent.LastChild != nil && parent.LastChild.Type == html.ElementNode {
			parent.AppendChild(b.node(html.TextNode, 0, " "))
		}
		return
	}
	data := html.UnescapeString(raw)
	if strings.ContainsRune(data, '\r') {
		data = strings.ReplaceAll(strings.ReplaceAll(data, "\r\n", "\n"), "\r", "\n")
	}
	n := b.node(html.TextNode, 0, mark(len(b.t.texts))+unmarked(data))
	parent.AppendChild(n)
	b.t.texts = append(b.t.texts, textNode{start, end, b.before, b.pre > 0, parent})
	b.before, b.inBody = joined, true
}

// start opens an element whose tag ends at page[at]. It returns the offset up
// to which the tokens after it are to be passed over.
func (b *builder) start(z *html.Tokenizer, selfClosing bool, at int) int {
	tag, more := z.TagName()
	a := atom.Lookup(tag)
	name := a.String()
	if a == 0 {
		name = string(tag)
	}
	var attr []html.Attribute
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if key := string(k); keptAttr[key] || a == atom.Script && key == "type" {
			val := string(v)
			if (key == "href" || key == "style") && len(val) > 1<<10 {
				val = val[:0]
			}
			attr = append(attr, html.Attribute{Key: key, Val: strings.ToValidUTF8(val, "\ufffd")})
		}
	}
	switch {
	case a == atom.Html:
		b.t.html.Attr = append(b.t.html.Attr, attr...)
		return 0
	case a == atom.Body:
		b.t.body.Attr = append(b.t.body.Attr, attr...)
		b.inBody = true
		return 0
	case a == atom.Head:
		return 0
	case skipped[a]:
		if selfClosing && (a == atom.Svg || a == atom.Math) {
			return 0
		}
		return b.skip(a, name, attr, at)
	}
	if !inline[a] && a != 0 {
		if a == atom.Br {
			if b.before == line {
				b.gap(paragraph)
			}
			b.gap(line)
		} else {
			b.gap(paragraph)
		}
	}
	b.imply(a)
	parent := b.parent()
	if !b.inBody && (a == atom.Meta || a == atom.Link || a == atom.Base) {
		parent = b.t.head
	}
	var n *html.Node
	if len(b.inner) < maxDepth || void[a] {
		n = b.node(html.ElementNode, a, name)
		n.Attr = attr
		if a == atom.Img {
			n.Attr = append(n.Attr, html.Attribute{Key: "src", Val: "image"})
		}
		parent.AppendChild(n)
	}
	if void[a] || len(b.open) >= maxOpen {
		return 0
	}
	if selfClosing && strings.Contains(name, "-") {
		return 0 // components that were left in the page as they were written
	}
	b.open = append(b.open, openElement{a, name, n})
	if n != nil {
		b.inner = append(b.inner, n)
	}
	if a == atom.Pre {
		b.pre++
	}
	return 0
}

// skip passes over the content of an element, keeping what metadata needs.
func (b *builder) skip(a atom.Atom, name string, attr []html.Attribute, at int) int {
	if b.noEnd[name] {
		return 0
	}
	end := indexEndTag(b.page, at, name)
	if end < 0 {
		b.noEnd[name] = true
		if a == atom.Script || a == atom.Style {
			return len(b.page)
		}
		return 0
	}
	switch a {
	case atom.Title:
		if b.t.title == "" {
			b.t.title = foldSpace(html.UnescapeString(b.page[at:end]))
			n := b.node(html.ElementNode, a, name)
			n.AppendChild(b.node(html.TextNode, 0, unmarked(b.t.title)))
			b.t.head.AppendChild(n)
		}
	case atom.Script:
		for _, at2 := range attr {
			if at2.Key == "type" && strings.Contains(strings.ToLower(at2.Val), "ld+json") && len(b.t.jsonLD) < 50 {
				b.t.jsonLD = append(b.t.jsonLD, verbatim.Span{Start: at, End: end})
			}
		}
	}
	return end
}

// indexEndTag returns the offset of the next end tag of name in page after at,
// or -1.
func indexEndTag(page string, at int, name string) int {
	for {
		i := strings.Index(page[at:], "</")
		if i < 0 {
			return -1
		}
		at += i
		if rest := page[at+2:]; len(rest) >= len(name) && strings.EqualFold(rest[:len(name)], name) {
			return at
		}
		at += 2
	}
}

// imply closes the elements that the start of an element named a ends.
func (b *builder) imply(a atom.Atom) {
	switch a {
	case atom.Li:
		b.closeUpTo(atom.Li, atom.Ul, atom.Ol, atom.Menu)
	case atom.Dt, atom.Dd:
		b.closeUpTo(atom.Dt, atom.Dl)
		b.closeUpTo(atom.Dd, atom.Dl)
	case atom.Td, atom.Th:
		b.closeUpTo(atom.Td, atom.Tr, atom.Table)
		b.closeUpTo(atom.Th, atom.Tr, atom.Table)
	case atom.Tr:
		b.closeUpTo(atom.Tr, atom.Table)
	case atom.Tbody, atom.Thead, atom.Tfoot:
		b.closeUpTo(atom.Tbody, atom.Table)
		b.closeUpTo(atom.Thead, atom.Table)
		b.closeUpTo(atom.Tfoot, atom.Table)
	case atom.A:
		b.closeInline(atom.A) // a link does not hold another one
	}
	if closesP[a] {
		b.closeInline(atom.P)
	}
}

// closeInline closes the innermost open element named a if all that is open
// inside it is inline.
func (b *builder) closeInline(a atom.Atom) {
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		if b.open[i].atom == a {
			b.pop(i)
			return
		}
		if !inline[b.open[i].atom] {
			return
		}
	}
}

// closeUpTo closes the innermost open element named a, unless one of the
// others is open inside it.
func (b *builder) closeUpTo(a atom.Atom, others ...atom.Atom) {
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		if b.open[i].atom == a {
			b.pop(i)
			return
		}
		if slices.Contains(others, b.open[i].atom) {
			return
		}
	}
}

// maxSearch bounds how many open elements are searched for the one that a tag
// closes, so that the time for a page is linear in its size.
const maxSearch = 512

// end closes the innermost open element of the name.
func (b *builder) end(a atom.Atom, name []byte) {
	if !inline[a] && a != 0 {
		b.gap(paragraph)
	}
	if a == atom.Body || a == atom.Html || a == atom.Head || skipped[a] {
		return
	}
	for i := len(b.open) - 1; i >= 0 && i >= len(b.open)-maxSearch; i-- {
		o := b.open[i]
		if o.atom == a && (a != 0 || o.name == string(name)) {
			if a == atom.Form {
				// A form that ends inside another element only stops being one.
				b.open[i].atom, b.open[i].name = atom.Span, "span"
				if i < len(b.open)-1 {
					return
				}
			}
			b.pop(i)
			return
		}
		// Formatting does not close blocks, nothing in a cell closes the cell.
		if inline[a] && a != atom.A && !inline[o.atom] {
			return
		}
		if (o.atom == atom.Td || o.atom == atom.Th || o.atom == atom.Table) &&
			a != atom.Table && a != atom.Tr && a != atom.Tbody && a != atom.Thead && a != atom.Tfoot {
			return
		}
	}
}

// pop closes the open elements from the i-th on.
func (b *builder) pop(i int) {
	for _, o := range b.open[i:] {
		if o.node != nil {
			b.inner = b.inner[:len(b.inner)-1]
		}
		if o.atom == atom.Pre {
			b.pre--
		}
	}
	b.open = b.open[:i]
}
