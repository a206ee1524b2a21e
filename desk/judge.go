package desk

import (
	"context"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Judge puts beside each statement of hits what somebody has decided about it.
// The machine's reading stays as it is, and what was rejected stays in the list:
// whoever shows it says so. Documents of hits are not changed but replaced.
func Judge(ctx context.Context, s *store.Store, hits []search.Hit) error {
	ids := make([]string, len(hits))
	for i := range hits {
		ids[i] = hits[i].ID
	}
	lists, err := s.CorrectionsOf(ctx, ids)
	if err != nil {
		return err
	}
	for i := range hits {
		h := &hits[i]
		if j := judgementOf(lists[h.ID]); j != nil {
			d := *h.Document
			d.Statements = slices.Clone(d.Statements)
			d.Statements[h.Index].Judgement = j
			h.Document = &d
		}
	}
	return nil
}

// JudgeOne is Judge for one hit.
func JudgeOne(ctx context.Context, s *store.Store, h *search.Hit) error {
	list := []search.Hit{*h}
	err := Judge(ctx, s, list)
	*h = list[0]
	return err
}

// Judged returns a document of the record, of which id is the id, with what
// somebody has decided about its statements beside them. d is not changed. A
// correction of a statement that the machine no longer finds is not in it.
func Judged(ctx context.Context, s *store.Store, id string, d *verbatim.Document) (*verbatim.Document, error) {
	list, err := s.DocumentCorrections(ctx, id)
	if err != nil || len(list) == 0 {
		return d, err
	}
	lists := make(map[string][]store.Correction)
	for _, c := range list {
		lists[c.Statement] = append(lists[c.Statement], c)
	}
	out := *d
	out.Statements = slices.Clone(d.Statements)
	for i, statement := range store.StatementIDs(d) {
		out.Statements[i].Judgement = judgementOf(lists[statement])
	}
	return &out, nil
}

// judgementOf is the correction that stands of a list; nil where none does.
func judgementOf(list []store.Correction) *verbatim.Judgement {
	c, ok := store.Standing(list)
	if !ok {
		return nil
	}
	return &verbatim.Judgement{
		Verdict: verbatim.Verdict(c.Verdict), By: c.By, At: c.At, Speaker: c.Speaker, Unattributed: c.Unattributed,
		Source: c.Source, Cue: c.Cue, Content: c.Content, Note: c.Note,
	}
}
