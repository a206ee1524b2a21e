package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Reading is how a statement reads after what people have decided about it.
type Reading struct {
	// Hit is the statement as corrected, in a document of its own; that of the
	// machine is not touched. Its id stays that of the machine's statement.
	search.Hit
	Judged     bool // a correction stands
	Rejected   bool // by that it is no statement
	Correction store.Correction
}

// Corrected returns how a statement reads after its corrections, which are
// given in their order: as the machine has it, with what the one that stands
// changes.
func Corrected(h search.Hit, corrections []store.Correction) Reading {
	c, ok := store.Standing(corrections)
	r := Reading{Hit: h, Judged: ok, Correction: c, Rejected: c.Verdict == store.Reject}
	if c.Verdict != store.Amend {
		return r
	}
	d := *h.Document
	d.Statements = slices.Clone(d.Statements)
	r.Document = &d
	amend(&d, &d.Statements[h.Index], &c)
	r.Entry = search.NewEntry(&d, h.Index)
	switch {
	case c.Unattributed:
		r.Entry.Speakers = nil
	case c.Speaker != "" && len(d.Statements[h.Index].Speakers) == 0: // the article does not name them
		key := search.ContentWords(c.Speaker, []verbatim.Span{{End: len(c.Speaker)}})
		r.Entry.Speakers = []search.Facet{{Key: strings.Join(key, " "), Label: c.Speaker}}
	}
	return r
}

// amend changes a statement of d as a correction says. A speaker whom the
// article does not name is no entity of it: then the statement has none.
func amend(d *verbatim.Document, st *verbatim.Statement, c *store.Correction) {
	if c.Source != nil {
		st.Source = c.Source
	}
	if c.Cue != nil {
		st.Cue = c.Cue
	}
	if c.Content != nil {
		st.Content = c.Content
		st.Kind = kindOf(d, st)
	}
	if c.Unattributed {
		st.Speakers, st.SpeakerConfidence = nil, 0
	}
	if c.Speaker != "" {
		st.Speakers, st.SpeakerConfidence = nil, 1
		if e := entityNamed(d, c.Speaker); e >= 0 {
			st.Speakers = []int{e}
		}
	}
}

// entityNamed returns the one entity of d that has a name, or -1.
func entityNamed(d *verbatim.Document, name string) int {
	found := -1
	for i := range d.Entities {
		e := &d.Entities[i]
		own := strings.Join(strings.Fields(e.Name.In(d.Text)), " ")
		if strings.EqualFold(own, name) {
			return i
		}
		if !e.Unnamed && search.SameName(own, name) {
			if found >= 0 {
				return -1 // of several that it may be, none is sure
			}
			found = i
		}
	}
	return found
}

// kindOf tells by how much of the content's letters and digits stand in
// quotation marks how a statement's words are given. Where the marks are not
// known it stays as it is.
func kindOf(d *verbatim.Document, st *verbatim.Statement) verbatim.Kind {
	if len(d.Quotations) == 0 && len(d.Tokens) == 0 {
		return st.Kind
	}
	in, out := false, false
	quoted := quotedParts(d, st, nil)
	for _, c := range st.Content {
		for i, r := range c.In(d.Text) {
			if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			at := c.Start + i
			if slices.ContainsFunc(quoted, func(q verbatim.Span) bool { return q.Start <= at && at < q.End }) {
				in = true
			} else {
				out = true
			}
		}
	}
	switch {
	case !in:
		return verbatim.Indirect
	case !out:
		return verbatim.Direct
	}
	return verbatim.Mixed
}

// CorrectedDocument returns a document as it reads after the corrections of
// its statements, which are given in their order; d is not touched. Rejected statements are
// left out. What was accepted or corrected and the machine no longer finds is
// there, in the place of statements that nobody has judged and that share words
// with it. What nobody has judged is otherwise as the machine has it.
func CorrectedDocument(d *verbatim.Document, corrections []store.Correction) *verbatim.Document {
	lists := make(map[string][]store.Correction)
	var order []string
	for _, c := range corrections {
		if lists[c.Statement] == nil {
			order = append(order, c.Statement)
		}
		lists[c.Statement] = append(lists[c.Statement], c)
	}
	out := *d
	key := search.DocumentKey(d)
	type made struct {
		verbatim.Statement
		was    int // in d, or -1
		judged bool
	}
	var all []made
	found := make(map[string]bool)
	rejected := make([]bool, len(d.Statements))
	for i := range d.Statements {
		st := d.Statements[i]
		id := search.StatementID(search.StatementKey(key, &st))
		found[id] = true
		c, ok := store.Standing(lists[id])
		if ok && c.Verdict == store.Reject {
			rejected[i] = true
			continue
		}
		amend(&out, &st, &c)
		all = append(all, made{st, i, ok})
	}
	for _, id := range order {
		c, ok := store.Standing(lists[id])
		if found[id] || !ok || c.Verdict == store.Reject {
			continue
		}
		st := verbatim.Statement{Kind: c.Machine.Kind, Source: c.Machine.Source, Cue: c.Machine.Cue, Content: c.Machine.Content, Parent: -1, Time: -1, Confidence: c.Machine.Confidence}
		if e := entityNamed(d, c.Machine.Speaker); e >= 0 {
			st.Speakers = []int{e}
		}
		amend(&out, &st, &c)
		all = slices.DeleteFunc(all, func(m made) bool { return !m.judged && overlap(m.Content, st.Content) })
		all = append(all, made{st, -1, true})
	}
	slices.SortStableFunc(all, func(a, b made) int { return cmp.Compare(a.Start(), b.Start()) })
	// What points at statements points at them where they are now.
	now := make([]int, len(d.Statements))
	for i := range now {
		now[i] = -1
	}
	for i, m := range all {
		if m.was >= 0 {
			now[m.was] = i
		}
	}
	at := func(was int) int {
		for was >= 0 && was < len(now) && now[was] < 0 && rejected[was] && d.Statements[was].Parent < was {
			was = d.Statements[was].Parent // reported inside what was no statement
		}
		if was < 0 || was >= len(now) {
			return -1
		}
		return now[was]
	}
	out.Statements = make([]verbatim.Statement, len(all))
	for i, m := range all {
		if m.was >= 0 {
			m.Parent = at(m.Parent)
		}
		out.Statements[i] = m.Statement
	}
	out.Events = slices.Clone(d.Events)
	for i := range out.Events {
		out.Events[i].By = at(out.Events[i].By)
	}
	return &out
}

func overlap(a, b []verbatim.Span) bool {
	return slices.ContainsFunc(a, func(x verbatim.Span) bool { return slices.ContainsFunc(b, x.Overlaps) })
}

// Corrections yields the corrections of a record in the order in which they
// were made, as training data: those that stand or, with all, every one. What
// cannot be read is an error, and those after it are still yielded.
func Corrections(ctx context.Context, s *store.Store, all bool) iter.Seq2[*export.CorrectionRecord, error] {
	return func(yield func(*export.CorrectionRecord, error) bool) {
		standing, err := standing(ctx, s)
		if err != nil {
			yield(nil, err)
			return
		}
		var d *verbatim.Document
		var id, sum string
		for c, err := range s.AllCorrections(ctx) {
			if err == nil && !all && !standing[c.ID] {
				continue
			}
			if err == nil && c.Document != id {
				if d, _, err = s.Document(ctx, c.Document); err == nil {
					hash := sha256.Sum256([]byte(d.Text))
					id, sum = c.Document, hex.EncodeToString(hash[:])
				} else {
					id = ""
				}
			}
			if err != nil {
				if !yield(nil, err) {
					return
				}
				continue
			}
			r := recordOf(d, &c)
			r.TextSHA256, r.Stands = sum, standing[c.ID]
			if !yield(r, nil) {
				return
			}
		}
	}
}

// standing returns the numbers of the corrections that count.
func standing(ctx context.Context, s *store.Store) (map[int64]bool, error) {
	lists := make(map[string][]store.Correction)
	for c, err := range s.AllCorrections(ctx) {
		if err == nil {
			lists[c.Statement] = append(lists[c.Statement], store.Correction{ID: c.ID, Verdict: c.Verdict})
		} else if ctx.Err() != nil {
			return nil, err
		}
	}
	out := make(map[int64]bool)
	for _, list := range lists {
		if c, ok := store.Standing(list); ok {
			out[c.ID] = true
		}
	}
	return out, nil
}

// recordOf returns a correction as it is exported.
func recordOf(d *verbatim.Document, c *store.Correction) *export.CorrectionRecord {
	m := &c.Machine
	r := &export.CorrectionRecord{
		ID: c.ID, Statement: c.Statement, Document: d, DocumentID: c.Document, Verdict: c.Verdict, By: c.By, At: c.At, Note: c.Note,
		Found: c.Found, Model: m.Model, Confidence: m.Confidence,
		Machine: export.CorrectionReading{Kind: m.Kind, Speaker: m.Speaker, Source: m.Source, Cue: m.Cue, Content: m.Content},
	}
	if c.Verdict != store.Accept && c.Verdict != store.Amend {
		return r
	}
	st := verbatim.Statement{Kind: m.Kind, Source: m.Source, Cue: m.Cue, Content: m.Content}
	amend(d, &st, c)
	read := export.CorrectionReading{Kind: st.Kind, Speaker: m.Speaker, Source: st.Source, Cue: st.Cue, Content: st.Content}
	if c.Speaker != "" || c.Unattributed {
		read.Speaker = c.Speaker
	}
	r.Corrected = &read
	return r
}

// CorrectedDocuments yields the documents with corrections that stand, as they
// read after them, in the order of their first correction.
func CorrectedDocuments(ctx context.Context, s *store.Store) iter.Seq2[*verbatim.Document, error] {
	return func(yield func(*verbatim.Document, error) bool) {
		stands, err := standing(ctx, s)
		if err != nil {
			yield(nil, err)
			return
		}
		done := make(map[string]bool)
		for c, err := range s.AllCorrections(ctx) {
			if err == nil && (!stands[c.ID] || done[c.Document]) {
				continue
			}
			var d *verbatim.Document
			var list []store.Correction
			if err == nil {
				done[c.Document] = true
				list, err = s.DocumentCorrections(ctx, c.Document)
			}
			if err == nil {
				d, _, err = s.Document(ctx, c.Document)
			}
			if err == nil {
				d = CorrectedDocument(d, list)
			}
			if !yield(d, err) {
				return
			}
		}
	}
}
