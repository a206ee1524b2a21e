package api

import (
	"context"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Asking is the parameters of what asks for statements.
type Asking struct {
	Q           string `query:"q" maxLength:"4096" doc:"What to find, in the query language of verbatim search: words, phrases, speaker: to: venue: outlet: kind: act: after: before:, AND, OR, minus, brackets, near. Empty matches everything." example:"speaker:zelensky \"security guarantees\""`
	AllVersions bool   `query:"all_versions" doc:"Also statements that stand with the same words in a newer version of their article."`
}

func (a *Asking) query() (store.Query, error) {
	root, err := search.Parse(a.Q)
	return store.Query{Root: root, Old: a.AllVersions}, err
}

// Paging is the parameters of a list.
type Paging struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"At most so many."`
	Cursor string `query:"cursor" maxLength:"64" doc:"The next of the page before; empty is the first page."`
}

// StatementList is a page of statements.
type StatementList struct {
	Statements []*export.FoundRecord `json:"statements"`
	Total      *int                  `json:"total" doc:"All that match, where count was asked for."`
	Next       *string               `json:"next" doc:"The cursor of the next page; null where there is none."`
}

// Statement is one statement: as it is found, and as its article has it, with
// the places in the text that tell to whom, where and when.
type Statement struct {
	Statement *export.FoundRecord    `json:"statement"`
	Evidence  export.StatementRecord `json:"evidence" doc:"Its record in the article; the ids e1, s1 are those of /documents/{id}."`
}

type output[T any] struct{ Body T }

func answer[T any](v T) *output[T] { return &output[T]{v} }

var sorts = map[string]store.Order{"relevance": store.ByRelevance, "newest": store.NewestFirst, "oldest": store.OldestFirst}

// weighed is how many statements are put in order of relevance.
const weighed = 100

func (s *service) statements() {
	register(s, huma.Operation{
		OperationID: "search-statements", Path: "/statements", Summary: "Find statements", Tags: []string{"statements"},
		Description: "In order of relevance the best " + strconv.Itoa(weighed) + " are given and no more; the orders by time go through all.",
	}, func(ctx context.Context, in *struct {
		Asking
		Sort string `query:"sort" enum:"relevance,newest,oldest" default:"relevance" doc:"The order."`
		Paging
		Count bool `query:"count" doc:"Also count all that match."`
	}) (*output[StatementList], error) {
		q, err := in.query()
		if err != nil {
			return nil, err
		}
		q.Order = sorts[in.Sort]
		list, err := s.list(ctx, q, in.Paging, asked("statements", in.Q, in.Sort, strconv.FormatBool(in.AllVersions)))
		if err != nil {
			return nil, err
		}
		if in.Count {
			n, err := s.store.Count(ctx, store.Query{Root: q.Root, Old: q.Old})
			if err != nil {
				return nil, err
			}
			list.Total = &n
		}
		return answer(list), nil
	})

	register(s, huma.Operation{
		OperationID: "get-statement", Path: "/statements/{id}", Summary: "One statement", Tags: []string{"statements"},
		Description: "The address stays the same while the words and their article do, also when a better model reads it anew.",
	}, func(ctx context.Context, in *StatementID) (*output[Statement], error) {
		h, err := s.hit(ctx, in.ID)
		if err == nil {
			err = desk.JudgeOne(ctx, s.store, &h)
		}
		if err != nil {
			return nil, err
		}
		return answer(Statement{export.NewFound(&h), export.NewRecord(h.Document).Statements[h.Index]}), nil
	})

	register(s, huma.Operation{
		OperationID: "get-variants", Path: "/statements/{id}/variants", Summary: "How a quotation varies from outlet to outlet", Tags: []string{"statements"},
	}, func(ctx context.Context, in *StatementID) (*output[*export.VariantsRecord], error) {
		h, err := s.hit(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		v, err := desk.Variants(ctx, s.store, h.ID)
		if errors.Is(err, desk.ErrNoWording) {
			return nil, huma.Error404NotFound("the statement is in no quotation marks: it has no wording that could vary")
		}
		if err != nil {
			return nil, err
		}
		return answer(export.NewVariants(v)), nil
	})

	register(s, huma.Operation{
		OperationID: "get-citation", Path: "/statements/{id}/citation", Summary: "How to cite a statement", Tags: []string{"statements"},
	}, func(ctx context.Context, in *StatementID) (*output[Citation], error) {
		h, err := s.hit(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		return answer(Citation{
			Plain: strings.TrimSuffix(string(export.CitePlain(nil, &h)), "\n"), BibTeX: string(export.BibTeX(nil, &h)),
			CSL: export.NewCSL(&h), Link: known(export.Link(&h)),
		}), nil
	})
}

// Citation is a statement as it is cited.
type Citation struct {
	Plain  string         `json:"plain" doc:"As a person would write it."`
	BibTeX string         `json:"bibtex"`
	CSL    export.CSLItem `json:"csl" doc:"CSL JSON 1.0.2."`
	Link   *string        `json:"link" doc:"The address that shows the words in their page (a text fragment); null where the article has none."`
}

// list returns a page of statements.
func (s *service) list(ctx context.Context, q store.Query, p Paging, question [6]byte) (StatementList, error) {
	list := StatementList{Statements: []*export.FoundRecord{}}
	var at cursor
	if p.Cursor != "" {
		var err error
		if at, err = parseCursor(p.Cursor, question); err != nil {
			return list, invalid("query.cursor", p.Cursor, err.Error())
		}
	}
	q.Limit = p.Limit + 1 // one more tells whether there is a next page
	q.After = at.a
	if q.Order == store.ByRelevance {
		if p.Cursor == "" {
			last, err := s.store.LastRow(ctx)
			if err != nil {
				return list, err
			}
			at.a = last + 1
		}
		q.After, q.Skip = at.a, int(min(max(at.b, 0), weighed))
		q.Limit = min(q.Limit, weighed-q.Skip)
		if q.Limit == 0 {
			return list, nil
		}
	}
	hits, err := s.store.Search(ctx, q)
	if err == nil {
		err = desk.Judge(ctx, s.store, hits)
	}
	if err != nil {
		return list, err
	}
	more := len(hits) > p.Limit
	hits = hits[:min(len(hits), p.Limit)]
	for i := range hits {
		list.Statements = append(list.Statements, export.NewFound(&hits[i]))
	}
	if more {
		next := cursor{a: hits[len(hits)-1].Row}
		if q.Order == store.ByRelevance {
			next = cursor{at.a, int64(q.Skip + p.Limit)}
		}
		text := next.text(question)
		list.Next = &text
	}
	return list, nil
}

// StatementID is the parameter that names a statement.
type StatementID struct {
	ID string `path:"id" maxLength:"64" doc:"The id of a statement, or a beginning of one that no other has: s and 4 to 16 hexadecimal digits." example:"s4be91c0d2f7a6e35"`
}

var (
	statementForm = regexp.MustCompile(`^s[0-9a-f]{4,16}$`)
	documentForm  = regexp.MustCompile(`^d[0-9a-f]{4,32}$`)
)

// hit returns the statement of an id.
func (s *service) hit(ctx context.Context, id string) (search.Hit, error) {
	if !statementForm.MatchString(id) {
		return search.Hit{}, noStatement()
	}
	h, _, err := s.store.Statement(ctx, id)
	return h, err
}
