package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Kindred is a statement of the same speaker on the same matter.
type Kindred struct {
	Hit    *search.Hit
	Shared int // words of content that both have
	// Against says why it may contradict the other; empty where nothing shows
	// that it does. It is for a person to judge.
	Against string
	// Undated says that the one or the other has no date: whether it was said
	// before is not known.
	Undated bool
}

// How many statements of a speaker are looked at, and shown of each sort.
const (
	eachKindred = 15
	mostKindred = 6
	leastShared = 2
	hitsAtOnce  = 12 // are read in one question
)

// Line returns what the speaker of a statement said of the same matter in other
// articles: what may contradict it, nearest first, and what was said before, the
// latest first, behind which stands what has no date. Of a statement without a speaker who is known there is nothing.
// rows are what is known to share words with it; where they are nil, that is
// looked for.
func Line(ctx context.Context, s *store.Store, h *search.Hit, rows []store.Likely) (against, before []Kindred, err error) {
	if len(h.Entry.Speakers) == 0 || h.Entry.Speakers[0].Kind == verbatim.Group {
		return nil, nil, nil
	}
	q := Quotation{Words: export.Words(h.Document.Text, h.Statement().Content), Speaker: h.Entry.Speakers[0].Label, Key: h.Entry.Speakers[0].Key}
	wanted := func(l *store.Likely) bool { return l.ID != h.ID && heardFrom(l, q) == asked }
	if rows == nil {
		if rows, err = s.Alike(ctx, store.Likeness{Words: q.Words, Speaker: q.Speaker, Each: eachKindred, Wanted: wanted}); err != nil {
			return nil, nil, err
		}
	}
	own := telling(q.Words)
	type candidate struct {
		row *store.Likely
		Kindred
	}
	var list []candidate
	var undated []Kindred
	seen := map[string]bool{strings.Join(search.ContentWords(h.Document.Text, h.Statement().Content), " "): true}
	for i := range rows {
		l := &rows[i]
		if !wanted(l) || sameArticle(l, h.Document) {
			continue
		}
		// Copies of one statement are one.
		key := strings.Join(search.ContentWords(l.Text, l.Content), " ")
		if seen[key] {
			continue
		}
		seen[key] = true
		words := export.Words(l.Text, l.Content)
		c := candidate{row: l}
		for w := range telling(words) {
			if own[w] {
				c.Shared++
			}
		}
		if c.Shared >= leastShared {
			c.Against = opposes(q.Words, words)
			list = append(list, c)
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(b.Shared, a.Shared) })
	read := 0 // so many have their hits
	for i := range list {
		c := &list[i]
		if len(against) >= mostKindred && c.Against != "" || len(before)+len(undated) >= 4*mostKindred {
			continue
		}
		if read = max(read, i); read == i {
			part := list[i:min(i+hitsAtOnce, len(list))]
			rows := make([]*store.Likely, len(part))
			for k := range part {
				rows[k] = part[k].row
			}
			hits, err := s.Hits(ctx, rows)
			if err != nil {
				return nil, nil, err
			}
			for k := range part {
				part[k].Hit = hits[k]
			}
			read += len(part)
		}
		if c.Against == "" && denial(h.Statement().Act, c.Hit.Statement().Act) && 2*c.Shared >= len(own) {
			c.Against = "one affirms what the other denies"
		}
		switch {
		case c.Against != "":
			against = append(against, c.Kindred)
		case !c.Hit.Dated || !h.Dated:
			c.Undated = true
			undated = append(undated, c.Kindred)
		case c.Hit.When.Before(h.When):
			before = append(before, c.Kindred)
		}
	}
	slices.SortStableFunc(before, func(a, b Kindred) int { return b.Hit.When.Compare(a.Hit.When) })
	return against, append(before[:min(len(before), mostKindred)], undated[:min(len(undated), mostKindred)]...), nil
}

// telling is the words of a text that say something: long ones, and numbers.
func telling(text string) map[string]bool {
	out := make(map[string]bool)
	for _, w := range search.Words(text) {
		if len(w.Fold) >= 5 || w.Fold != "" && unicode.IsDigit(rune(w.Fold[0])) {
			out[w.Fold] = true
		}
	}
	return out
}

// opposes says what in two wordings of one thing turns the one against the
// other: a negation, or another number.
func opposes(a, b string) string {
	f := reuse.Judge(a, "", []reuse.Quote{{Text: b}})
	if f.Status == reuse.NotFound {
		if f = reuse.Judge(b, "", []reuse.Quote{{Text: a}}); f.Status == reuse.NotFound {
			return ""
		}
		a, b = b, a
	}
	for _, d := range f.Changes {
		if !d.Material {
			continue
		}
		switch {
		case d.Class == reuse.Negation && negators(cut(b, d.A))%2 != negators(cut(a, d.B))%2:
			return "a negation differs"
		case d.Class == reuse.ChangedWord && digits(cut(b, d.A)) && digits(cut(a, d.B)):
			return "a number differs"
		}
	}
	return ""
}

// negators counts the words of a text that deny.
func negators(text string) int {
	n := 0
	for _, w := range search.Words(text) {
		switch w.Fold {
		case "not", "no", "never", "nobody", "nothing", "none", "nor", "neither", "cannot", "without":
			n++
		default:
			if strings.HasSuffix(w.Fold, "n't") || strings.HasSuffix(w.Fold, "n’t") {
				n++
			}
		}
	}
	return n
}

func digits(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// denial reports whether one of two acts denies and the other affirms.
func denial(a, b verbatim.Act) bool {
	affirms := func(x verbatim.Act) bool {
		return x == verbatim.Say || x == verbatim.Announce || x == verbatim.Agree || x == verbatim.Promise
	}
	return a == verbatim.Deny && affirms(b) || b == verbatim.Deny && affirms(a)
}

// cut is the words at a span, or nothing where the text is shorter.
func cut(text string, s verbatim.Span) string {
	if s.Start < 0 || s.End > len(text) || s.Start > s.End {
		return ""
	}
	return s.In(text)
}
