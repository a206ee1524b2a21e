package desk

import (
	"context"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// asked and another are keys of speakers in a check.
const (
	asked   = "asked"
	another = "another"
)

// Check looks for a quotation in the record. What stands in the article
// from, which may be nil, is no evidence.
func Check(ctx context.Context, s *store.Store, q Quotation, from *verbatim.Document) (*export.Checked, error) {
	c := &export.Checked{Words: q.Words, Speaker: q.Speaker, Finding: reuse.Finding{Status: reuse.NotFound, Quote: -1}}
	if from != nil {
		c.Source = &q.At
	}
	rows, err := s.Alike(ctx, store.Likeness{Words: q.Words, Speaker: q.Speaker})
	if err != nil {
		return nil, err
	}
	var own []reuse.Quote
	rows = slices.DeleteFunc(rows, func(l store.Likely) bool {
		if from == nil || !sameArticle(&l, from) {
			return false
		}
		own = append(own, reuse.Quote{Text: export.Words(l.Text, l.Content)})
		return true
	})
	// Of evidence that is as good, the first is taken: what is in quotation
	// marks, and of that the oldest.
	slices.SortStableFunc(rows, func(a, b store.Likely) int { return loose(&a) - loose(&b) })
	quotes := make([]reuse.Quote, len(rows))
	for i := range rows {
		quotes[i] = reuse.Quote{Text: export.Words(rows[i].Text, rows[i].Content), Speaker: heardFrom(&rows[i], q)}
	}
	speaker := ""
	if q.Speaker != "" {
		speaker = asked
	}
	c.Finding = reuse.Judge(q.Words, speaker, quotes)
	if c.Quote < 0 {
		c.Own = len(own) > 0 && reuse.Judge(q.Words, "", own).Quote >= 0
		return c, nil
	}
	best := &rows[c.Quote]
	c.Evidence = quotes[c.Quote].Text
	if c.Hit, err = s.Hit(ctx, best); err != nil {
		return nil, err
	}
	if err := JudgeOne(ctx, s, c.Hit); err != nil {
		return nil, err
	}
	seen := map[string]bool{best.Article(): true}
	for i := range rows {
		if a := rows[i].Article(); !seen[a] && rows[i].Kind != verbatim.Indirect && quotes[i].Speaker == quotes[c.Quote].Speaker &&
			reuse.Judge(q.Words, "", quotes[i:i+1]).Status == reuse.VerbatimWords {
			seen[a] = true
			c.Others++
		}
	}
	c.More = c.Others+1 >= store.EachAlike
	return c, nil
}

func sameArticle(l *store.Likely, d *verbatim.Document) bool {
	return l.URL != "" && l.URL == d.URL || l.Text == d.Text
}

func loose(l *store.Likely) int {
	if l.Kind == verbatim.Indirect {
		return 1
	}
	return 0
}

// heardFrom is the key of a statement's speaker: the one asked for, nobody that
// is known, or another.
func heardFrom(l *store.Likely, q Quotation) string {
	if len(l.Speakers) == 0 {
		return ""
	}
	for _, f := range l.Speakers {
		if q.is(f) {
			return asked
		}
	}
	return another
}
