package api

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// CorrectionList is all that was decided about a statement, the oldest first.
type CorrectionList struct {
	Corrections []Correction `json:"corrections"`
	Standing    *int64       `json:"standing" doc:"The number of the one that counts: the newest that was not undone."`
}

// Correction is what somebody has decided about a statement. It is kept apart
// from what the machine has found.
type Correction struct {
	ID           int64            `json:"id"`
	Statement    string           `json:"statement"`
	Document     string           `json:"document"`
	By           string           `json:"by"`
	At           time.Time        `json:"at"`
	Verdict      string           `json:"verdict" enum:"accept,correct,reject,undo"`
	Speaker      *string          `json:"speaker" doc:"As corrected; null: unchanged."`
	Unattributed bool             `json:"unattributed" doc:"The text does not tell who it is."`
	Source       *[]verbatim.Span `json:"source" doc:"As corrected; null: unchanged. Empty: there is none."`
	Cue          *[]verbatim.Span `json:"cue" doc:"As corrected; null: unchanged. Empty: there is none."`
	Content      *[]verbatim.Span `json:"content" doc:"As corrected; null: unchanged."`
	Note         *string          `json:"note"`
	Machine      Reading          `json:"machine" doc:"As the machine had it when it was judged."`
	Found        bool             `json:"found" doc:"The machine still finds this statement."`
}

// Reading is how the machine had read a statement.
type Reading struct {
	Source     []verbatim.Span `json:"source"`
	Cue        []verbatim.Span `json:"cue"`
	Content    []verbatim.Span `json:"content"`
	Kind       verbatim.Kind   `json:"kind"`
	Speaker    *string         `json:"speaker"`
	Confidence float64         `json:"confidence"`
	Model      string          `json:"model"`
}

// NewCorrection is a correction that is to be made.
type NewCorrection struct {
	Verdict      string           `json:"verdict" enum:"accept,correct,reject,undo" doc:"undo takes back the one that counts."`
	Speaker      *string          `json:"speaker,omitempty" maxLength:"500" doc:"Who it is; absent: unchanged."`
	Unattributed bool             `json:"unattributed,omitempty" doc:"The speaker that the machine gives is wrong, and the text does not tell who it is."`
	Source       *[]verbatim.Span `json:"source,omitempty" maxItems:"20" doc:"Bytes of the article's text; absent: unchanged."`
	Cue          *[]verbatim.Span `json:"cue,omitempty" maxItems:"20"`
	Content      *[]verbatim.Span `json:"content,omitempty" maxItems:"20"`
	Note         *string          `json:"note,omitempty" maxLength:"4000"`
}

// ReviewQueue is statements that nobody has judged, the least sure first.
type ReviewQueue struct {
	Statements []*export.FoundRecord `json:"statements"`
	Next       *string               `json:"next" doc:"The cursor of the next page; null where there is none."`
}

func (s *service) corrections() {
	register(s, huma.Operation{
		OperationID: "list-corrections", Path: "/statements/{id}/corrections", Summary: "What was decided about a statement", Tags: []string{"review"},
	}, func(ctx context.Context, in *StatementID) (*output[CorrectionList], error) {
		if !statementForm.MatchString(in.ID) {
			return nil, noStatement()
		}
		list, err := s.store.Corrections(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		out := CorrectionList{Corrections: make([]Correction, 0, len(list))}
		for i := range list {
			out.Corrections = append(out.Corrections, correctionOf(&list[i]))
		}
		if c, ok := store.Standing(list); ok {
			out.Standing = &c.ID
		}
		return answer(out), nil
	})

	edits(s, huma.Operation{
		OperationID: "correct-statement", Method: http.MethodPost, Path: "/statements/{id}/corrections", Summary: "Accept, correct or reject a statement", Tags: []string{"review"},
		Description: "A correction is added and never changed; the audit log has who made it. What the machine has found stays as it is.", DefaultStatus: http.StatusCreated,
	}, func(ctx context.Context, in *struct {
		StatementID
		Body NewCorrection
	}) (*output[Correction], error) {
		if !statementForm.MatchString(in.ID) {
			return nil, noStatement()
		}
		c := store.Correction{
			Statement: in.ID, By: s.user(ctx).Name, Verdict: in.Body.Verdict, Unattributed: in.Body.Unattributed,
			Source: spans(in.Body.Source), Cue: spans(in.Body.Cue), Content: spans(in.Body.Content),
		}
		if in.Body.Speaker != nil {
			c.Speaker = *in.Body.Speaker
		}
		if in.Body.Note != nil {
			c.Note = *in.Body.Note
		}
		c, err := s.store.Correct(ctx, c)
		if errors.Is(err, store.ErrCorrection) {
			return nil, huma.Error422UnprocessableEntity(err.Error())
		}
		if err != nil {
			return nil, err
		}
		return answer(correctionOf(&c)), nil
	})

	register(s, huma.Operation{
		OperationID: "get-queue", Path: "/queue", Summary: "Statements that nobody has judged, the least sure first", Tags: []string{"review"},
	}, func(ctx context.Context, in *struct{ Paging }) (*output[ReviewQueue], error) {
		if in.Cursor != "" && !statementForm.MatchString(in.Cursor) {
			return nil, invalid("query.cursor", in.Cursor, errCursor.Error())
		}
		hits, err := s.store.Queue(ctx, in.Cursor, in.Limit+1)
		if errors.Is(err, store.ErrNotFound) {
			return nil, invalid("query.cursor", in.Cursor, "the statement at which the page before ended is gone: begin again without a cursor")
		}
		if err != nil {
			return nil, err
		}
		out := ReviewQueue{Statements: []*export.FoundRecord{}}
		if len(hits) > in.Limit {
			hits = hits[:in.Limit]
			out.Next = &hits[in.Limit-1].ID
		}
		for i := range hits {
			out.Statements = append(out.Statements, export.NewFound(&hits[i]))
		}
		return answer(out), nil
	})
}

func noStatement() error {
	return huma.Error404NotFound("the id of a statement is s and 4 to 16 hexadecimal digits")
}

func spans(p *[]verbatim.Span) []verbatim.Span {
	if p == nil {
		return nil
	}
	if *p == nil {
		return []verbatim.Span{}
	}
	return *p
}

func correctionOf(c *store.Correction) Correction {
	changed := func(list []verbatim.Span) *[]verbatim.Span {
		if list == nil {
			return nil
		}
		return &list
	}
	whole := func(list []verbatim.Span) []verbatim.Span {
		if list == nil {
			return []verbatim.Span{}
		}
		return list
	}
	m := &c.Machine
	return Correction{
		ID: c.ID, Statement: c.Statement, Document: c.Document, By: c.By, At: c.At, Verdict: c.Verdict, Speaker: known(c.Speaker), Unattributed: c.Unattributed,
		Source: changed(c.Source), Cue: changed(c.Cue), Content: changed(c.Content), Note: known(strings.TrimSpace(c.Note)), Found: c.Found,
		Machine: Reading{whole(m.Source), whole(m.Cue), whole(m.Content), m.Kind, known(m.Speaker), m.Confidence, m.Model},
	}
}
