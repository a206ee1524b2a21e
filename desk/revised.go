package desk

import (
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

// Revision is how a version of an article differs from an earlier one.
type Revision struct {
	// Blocks are the paragraphs that differ, each as its words in order.
	Blocks [][]Edit
	// Quotations are those whose words changed, came or went, in order.
	Quotations []RequotedWords
}

// Edit is words of a paragraph: of both versions, put in, or taken out.
type Edit struct {
	Text string
	Sort EditSort
}

// EditSort says what became of words.
type EditSort string

// The sorts of edit, named as HTML's elements.
const (
	Kept     EditSort = ""
	Inserted EditSort = "ins"
	Deleted  EditSort = "del"
)

// RequotedWords is a quotation in two versions of its article.
type RequotedWords struct {
	Was, Now int    // indices of the statements; -1 where there is none
	Sort     string // changed, new, gone
	From, To string // the words in quotation marks
	Changes  []reuse.Deviation
	Material bool
}

// Revised compares two versions of one article.
func Revised(before, now *verbatim.Document) (*Revision, error) {
	a, b := SideOf(before), SideOf(now)
	a.Skip, b.Skip = nil, nil // what is furniture may change as well
	c := (*reuse.Thesaurus)(nil).Compare(a, b)
	r := &Revision{}
	k := 0
	for _, row := range c.Rows {
		var edits []Edit
		put := func(s string, sort EditSort) {
			if s != "" {
				edits = append(edits, Edit{s, sort})
			}
		}
		at := row.B.Start
		changed := false
		for ; k < len(c.Changes); k++ {
			ch := c.Changes[k]
			if ch.A.Start >= row.A.End && ch.B.Start >= row.B.End && !(ch.A.Empty() && ch.B.Start <= row.B.End) && !(ch.B.Empty() && ch.A.Start <= row.A.End) {
				break
			}
			from := min(max(ch.B.Start, at), max(row.B.End, at))
			put(b.Text[at:from], Kept)
			put(cut(a.Text, ch.A), Deleted)
			end := min(max(ch.B.End, from), len(b.Text))
			put(b.Text[from:end], Inserted)
			at = end
			changed = true
		}
		if at < row.B.End {
			put(b.Text[at:row.B.End], Kept)
		}
		if changed {
			r.Blocks = append(r.Blocks, edits)
		}
	}
	r.Quotations = requoted(before, now)
	return r, nil
}

// mostRequoted bounds how many quotations of a version are compared with each
// of the other.
const mostRequoted = 400

// requoted pairs the quotations of two versions: those with the same words,
// then each with the one that has most of its words.
func requoted(before, now *verbatim.Document) []RequotedWords {
	type said struct {
		i    int
		text string
		used bool
	}
	of := func(d *verbatim.Document) (out []said) {
		for i := range d.Statements {
			if w := saidIn(d, &d.Statements[i]); w != "" && len(out) < mostRequoted {
				out = append(out, said{i: i, text: w})
			}
		}
		return out
	}
	was, is := of(before), of(now)
	for i := range is {
		for j := range was {
			if !was[j].used && was[j].text == is[i].text {
				was[j].used, is[i].used = true, true
				break
			}
		}
	}
	var out []RequotedWords
	for i := range is {
		if is[i].used {
			continue
		}
		q := RequotedWords{Was: -1, Now: is[i].i, Sort: "new", To: is[i].text, From: is[i].text}
		best := -1
		share := 0.0
		for j := range was {
			if was[j].used {
				continue
			}
			f := reuse.Judge(is[i].text, "", []reuse.Quote{{Text: was[j].text}})
			if f.Status != reuse.NotFound && f.Share > share {
				best, share = j, f.Share
			}
		}
		if best >= 0 {
			was[best].used = true
			q.Was, q.Sort, q.From = was[best].i, "changed", was[best].text
			q.Changes = reuse.Difference(q.From, q.To)
			q.Material = reuse.Material(q.Changes)
			if len(q.Changes) == 0 {
				continue // only its signs differ
			}
		}
		out = append(out, q)
	}
	for _, w := range was {
		if !w.used {
			out = append(out, RequotedWords{Was: w.i, Now: -1, Sort: "gone", From: w.text, To: w.text})
		}
	}
	slices.SortStableFunc(out, func(a, b RequotedWords) int { return rankOf(a) - rankOf(b) })
	return out
}

// rankOf puts what matters most first.
func rankOf(q RequotedWords) int {
	switch {
	case q.Material:
		return 0
	case q.Sort == "gone":
		return 1
	case q.Sort == "changed":
		return 2
	}
	return 3
}
