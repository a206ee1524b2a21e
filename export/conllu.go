package export

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// CoNLLU appends the sentences of a document in CoNLL-U, furniture left out.
// The Penn Treebank tag is in XPOS; UPOS and FEATS are not analysed and are
// underscores.
//
// MISC has SpaceAfter=No, TokenRange=start:end in Unicode code points of the
// document's text (as UDPipe counts), and Source, Cue and Content with the
// statements that the token is in: Content=s1, or Content=s2:1,s3 where the token
// is in the first of several fragments of s2. A comment before the sentence in
// which a statement begins has its other fields.
func CoNLLU(dst []byte, d *verbatim.Document) []byte {
	points := newPointIndex(d.Text)
	claims := tokenClaims(d)
	begins := make(map[int][]int) // statements by the token in which they begin
	for i := range d.Statements {
		if t := tokenAt(d, d.Statements[i].Start()); t >= 0 {
			begins[t] = append(begins[t], i)
		}
	}
	comment := func(key, value string) {
		if value = strings.TrimSpace(Visible(fold(value))); value != "" {
			dst = append(dst, "# "+key+" = "+value+"\n"...)
		}
	}
	start, id := len(dst), search.DocumentID(search.DocumentKey(d))
	dst = append(dst, "# newdoc id = "+id+"\n"...)
	comment("path", d.Path)
	comment("url", d.URL)
	comment("outlet", d.Outlet)
	comment("title", d.Title)
	comment("published", d.Published)
	paragraph, sentences := -1, 0
	for i := range d.Sentences {
		s := &d.Sentences[i]
		list := tokens(d, s)
		if s.Furniture || len(list) == 0 {
			continue
		}
		sentences++
		if s.Paragraph != paragraph {
			paragraph = s.Paragraph
			dst = append(dst, "# newpar id = "+id+"-p"+strconv.Itoa(paragraph+1)+"\n"...)
		}
		dst = append(dst, "# sent_id = "+id+"-"+strconv.Itoa(i+1)+"\n"...)
		dst = append(dst, "# text = "+cmp.Or(show(d, s.Span), "_")+"\n"...)
		for t := s.First; t < s.Last; t++ {
			for _, n := range begins[t] {
				dst = append(dst, "# statement "+StatementID(n)+" = "+conlluStatement(d, n)+"\n"...)
			}
		}
		for j, t := range list {
			n := s.First + j
			lemma, tag, rel, head := "_", "_", "_", "_"
			if n < len(d.Words) {
				w := &d.Words[n]
				lemma, tag, rel = column(w.Lemma), column(w.Tag), column(w.Rel)
				if w.Head < 0 {
					head = "0"
				} else if h := int(w.Head); s.First <= h && h < s.Last {
					head = strconv.Itoa(h - s.First + 1)
				}
			}
			var misc []string
			if n+1 < len(d.Tokens) && !d.Tokens[n+1].SpaceBefore {
				misc = append(misc, "SpaceAfter=No")
			}
			misc = append(misc, "TokenRange="+strconv.Itoa(points.at(t.Start))+":"+strconv.Itoa(points.at(t.End)))
			for r := source; r >= content; r-- {
				var in []string
				for _, c := range claims[n] {
					if c.role == r {
						in = append(in, c.String())
					}
				}
				if len(in) > 0 {
					misc = append(misc, [...]string{content: "Content", cue: "Cue", source: "Source"}[r]+"="+strings.Join(in, ","))
				}
			}
			for i, c := range []string{strconv.Itoa(j + 1), column(show(d, t.Span)), lemma, "_", tag, "_", head, rel, "_", strings.Join(misc, "|")} {
				if i > 0 {
					dst = append(dst, '\t')
				}
				dst = append(dst, c...)
			}
			dst = append(dst, '\n')
		}
		dst = append(dst, '\n')
	}
	if sentences == 0 {
		return dst[:start] // comments without a sentence are none of the format
	}
	return dst
}

// column is a value of a column: no tab, no line end, no space at its ends, and
// not empty.
func column(s string) string {
	if s = strings.TrimSpace(Visible(fold(s))); s == "" {
		return "_"
	}
	return s
}

// conlluStatement has the fields of a statement that are no spans, as pairs
// parted by vertical bars.
func conlluStatement(d *verbatim.Document, i int) string {
	s := &d.Statements[i]
	var parts []string
	put := func(key, value string) {
		value = strings.NewReplacer("|", "/", "=", "-").Replace(Visible(fold(value)))
		if value = strings.TrimSpace(value); value != "" {
			parts = append(parts, key+"="+value)
		}
	}
	put("Kind", string(s.Kind))
	put("Act", string(s.Act))
	if s.Parent >= 0 && s.Parent < len(d.Statements) {
		put("Parent", StatementID(s.Parent))
	}
	put("Speaker", entityNames(d, s.Speakers))
	put("SpeakerKey", speakerKeys(d, s))
	put("Addressee", addressee(d, s))
	put("Venue", venue(d, s))
	put("Said", said(d, s))
	put("Correction", judged(d, s))
	put("Confidence", strconv.FormatFloat(hundredths(s.Confidence), 'f', 2, 64))
	return strings.Join(parts, "|")
}

// tokenClaim says that a token is in a fragment of a statement's source, cue or
// content. Fragment is 0 where there is only one, and else counts from 1.
type tokenClaim struct {
	statement int
	role      role
	fragment  int
}

func (c tokenClaim) String() string {
	if c.fragment == 0 {
		return StatementID(c.statement)
	}
	return StatementID(c.statement) + ":" + strconv.Itoa(c.fragment)
}

// tokenClaims returns the claims on each token that a span overlaps.
func tokenClaims(d *verbatim.Document) map[int][]tokenClaim {
	out := make(map[int][]tokenClaim)
	for i := range d.Statements {
		st := &d.Statements[i]
		for r, spans := range [...][]verbatim.Span{content: st.Content, cue: st.Cue, source: st.Source} {
			for f, s := range spans {
				if !valid(d.Text, s) {
					continue
				}
				c := tokenClaim{statement: i, role: role(r)}
				if len(spans) > 1 {
					c.fragment = f + 1
				}
				for t := max(0, tokenAt(d, s.Start)); t < len(d.Tokens) && d.Tokens[t].Start < s.End; t++ {
					if d.Tokens[t].Overlaps(s) {
						out[t] = append(out[t], c)
					}
				}
			}
		}
	}
	return out
}

// tokenAt returns the first token that ends behind the offset, or -1.
func tokenAt(d *verbatim.Document, offset int) int {
	i, _ := slices.BinarySearchFunc(d.Tokens, offset, func(t verbatim.Token, at int) int {
		if t.End <= at {
			return -1
		}
		return 1
	})
	if i == len(d.Tokens) {
		return -1
	}
	return i
}
