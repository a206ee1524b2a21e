package ingest

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/verbatim-record/verbatim"
)

// renderer writes the text of the article and its way back to the page.
type renderer struct {
	page string // decoded
	text []byte
	segs []verbatim.Segment // to page
	gap  pageBreak          // before the next character
}

// render returns the text of the kept nodes, blocks apart by an empty line and
// <br> a line end, where each stretch of it stands in the decoded page, and the
// furniture among it.
func render(page string, t *pageTree, keep []bool, kinds []verbatim.FurnitureKind) (string, []verbatim.Segment, []verbatim.Furniture) {
	r := renderer{page: page}
	var furniture []verbatim.Furniture
	for i, n := range t.texts {
		r.gap = max(r.gap, n.before)
		if !keep[i] {
			continue
		}
		before := len(r.segs)
		at := len(r.text)
		r.node(n)
		if kinds[i] == "" || len(r.text) == at {
			continue
		}
		if before < len(r.segs) {
			at = r.segs[before].Text.Start
		}
		for at < len(r.text) && (r.text[at] == ' ' || r.text[at] == '\n') {
			at++
		}
		if k := len(furniture) - 1; k >= 0 && furniture[k].Kind == kinds[i] && i > 0 && keep[i-1] && kinds[i-1] == kinds[i] {
			furniture[k].End = len(r.text)
			continue
		}
		furniture = append(furniture, verbatim.Furniture{Span: verbatim.Span{Start: at, End: len(r.text)}, Kind: kinds[i]})
	}
	return string(r.text), r.segs, furniture
}

// node writes a text node: white space folded, character references decoded,
// all else as it is on the page.
func (r *renderer) node(n textNode) {
	raw := r.page[n.start:n.end]
	for i := 0; i < len(raw); {
		c := raw[i]
		switch {
		case c == ' ' || c == '\t' || c == '\f' || c == '\r' || c == '\n':
			if n.pre && c == '\n' {
				r.gap = max(r.gap, line)
			} else {
				r.gap = max(r.gap, spaced)
			}
			i++
		case c == '&':
			// The longest name of a reference and the semicolon are shorter.
			ref := raw[i:min(len(raw), i+40)]
			end := referenceEnd(ref)
			s := html.UnescapeString(ref[:end])
			if s == ref[:end] {
				r.put(s, n.start+i, n.start+i+end, true)
			} else {
				r.put(unmarkedText(s), n.start+i, n.start+i+end, false)
			}
			i += end
		case c == 0:
			i++
		default:
			j := i + 1
			for j < len(raw) && raw[j] > ' ' && raw[j] != '&' {
				j++
			}
			if raw[i] < ' ' { // control characters are no text
				i++
				continue
			}
			r.put(raw[i:j], n.start+i, n.start+j, true)
			i = j
		}
	}
}

// referenceEnd returns the length of the character reference that s starts
// with, 1 where the ampersand stands for itself.
func referenceEnd(s string) int {
	j := 1
	if j < len(s) && s[j] == '#' {
		j++
		if j < len(s) && s[j]|0x20 == 'x' {
			j++
		}
	}
	for j < len(s) && ('0' <= s[j] && s[j] <= '9' || 'a' <= s[j]|0x20 && s[j]|0x20 <= 'z') {
		j++
	}
	if j < len(s) && s[j] == ';' {
		return j + 1
	}
	if u := html.UnescapeString(s[:j]); u == s[:j] {
		return 1
	} else if _, n := utf8.DecodeRuneInString(u); n < len(u) {
		// A name without semicolon, and letters after it: "&ampx".
		return j - (len(u) - n)
	}
	return j
}

// unmarkedText drops control characters that a reference may name.
func unmarkedText(s string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' && c != '\t' && c != '\n' {
			return -1
		}
		return c
	}, s)
}

// put writes s, which stands at page[start:end].
func (r *renderer) put(s string, start, end int, exact bool) {
	if s == "" {
		return
	}
	if strings.TrimSpace(s) == "" && (s == "\n" || s == "\t" || s == " ") {
		r.gap = max(r.gap, spaced)
		return
	}
	if len(r.text) > 0 {
		gap := [...]string{joined: "", spaced: " ", line: "\n", paragraph: "\n\n"}[r.gap]
		// A single blank that is one on the page too joins what it separates.
		if k := len(r.segs) - 1; gap == " " && exact && r.segs[k].Exact && r.segs[k].Source.End+1 == start && r.page[start-1] == ' ' {
			s, start = r.page[start-1:end], start-1
			gap = ""
		}
		r.text = append(r.text, gap...)
	}
	r.gap = joined
	at := len(r.text)
	r.text = append(r.text, s...)
	if k := len(r.segs) - 1; k >= 0 && exact && r.segs[k].Exact && r.segs[k].Source.End == start && r.segs[k].Text.End == at {
		r.segs[k].Text.End, r.segs[k].Source.End = len(r.text), end
		return
	}
	r.segs = append(r.segs, verbatim.Segment{
		Text:   verbatim.Span{Start: at, End: len(r.text)},
		Source: verbatim.Span{Start: start, End: end},
		Exact:  exact,
	})
}

// compose carries segments whose source is the decoded page through to the
// bytes that the page was decoded from. Both lists are ordered.
func compose(segs, decoding []verbatim.Segment) []verbatim.Segment {
	if len(decoding) == 0 {
		return segs
	}
	var out []verbatim.Segment
	j := 0
	for _, s := range segs {
		for j < len(decoding) && decoding[j].Text.End <= s.Source.Start {
			j++
		}
		if !s.Exact {
			src := verbatim.Span{Start: sourceOffset(decoding, j, s.Source.Start, false), End: sourceOffset(decoding, j, s.Source.End, true)}
			out = append(out, verbatim.Segment{Text: s.Text, Source: src})
			continue
		}
		// Cut an exact stretch at the ends of the decoder's segments.
		for k := j; k < len(decoding) && decoding[k].Text.Start < s.Source.End; k++ {
			d := decoding[k]
			from, to := max(d.Text.Start, s.Source.Start), min(d.Text.End, s.Source.End)
			src := d.Source
			if d.Exact {
				src = verbatim.Span{Start: d.Source.Start + from - d.Text.Start, End: d.Source.Start + to - d.Text.Start}
			}
			out = append(out, verbatim.Segment{
				Text:   verbatim.Span{Start: s.Text.Start + from - s.Source.Start, End: s.Text.Start + to - s.Source.Start},
				Source: src,
				Exact:  d.Exact,
			})
		}
	}
	return out
}

// sourceOffset carries one offset of the decoded page over, looking from
// segment j on. Inside a segment that is not exact it goes to the nearer end
// outwards.
func sourceOffset(decoding []verbatim.Segment, j, at int, end bool) int {
	for ; j < len(decoding); j++ {
		d := decoding[j]
		if at > d.Text.End || at == d.Text.End && !end {
			continue
		}
		switch {
		case d.Exact:
			return d.Source.Start + max(0, at-d.Text.Start)
		case end:
			return d.Source.End
		default:
			return d.Source.Start
		}
	}
	if len(decoding) == 0 {
		return at
	}
	return decoding[len(decoding)-1].Source.End
}
