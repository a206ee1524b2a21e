package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// Document is an article with all that was found in it. Its address in the
// record and those of its statements are permanent; the ids in Record (s1, e1)
// are of that record alone.
type Document struct {
	ID         string            `json:"id"`
	Revision   int               `json:"revision" doc:"Of its URL, from 1."`
	Revisions  int               `json:"revisions" doc:"Of its URL that the record has."`
	When       time.Time         `json:"when" doc:"Published, or else fetched."`
	Added      time.Time         `json:"added"`
	Fetched    time.Time         `json:"fetched"`
	SHA256     *string           `json:"sha256" doc:"Of the bytes that were fetched."`
	Models     map[string]string `json:"models" doc:"What made each layer."`
	Statements []string          `json:"statements" doc:"The permanent ids of the statements of record, in their order."`
	Record     *export.Record    `json:"record"`
}

// RevisionList is the versions of an article, the oldest first.
type RevisionList struct {
	URL       *string    `json:"url"`
	Revisions []Revision `json:"revisions"`
}

// Revision is one version of an article.
type Revision struct {
	ID         string    `json:"id"`
	Revision   int       `json:"revision"`
	Title      *string   `json:"title"`
	Published  *string   `json:"published"`
	Added      time.Time `json:"added"`
	Fetched    time.Time `json:"fetched"`
	SHA256     *string   `json:"sha256"`
	Bytes      int       `json:"bytes" doc:"Of its text."`
	Statements int       `json:"statements"`
}

// mostRevisions bounds how many versions of an article are listed: the newest.
const mostRevisions = 100

type documentID struct {
	ID string `path:"id" maxLength:"64" doc:"The id of a document, or a beginning of one that no other has: d and 4 to 32 hexadecimal digits." example:"d03f2c1e5a9b84d7603f2c1e5a9b84d76"`
}

func (s *service) documents() {
	register(s, huma.Operation{
		OperationID: "get-document", Path: "/documents/{id}", Summary: "One article", Tags: []string{"documents"},
	}, func(ctx context.Context, in *documentID) (*output[Document], error) {
		d, info, err := s.document(ctx, in.ID)
		if err == nil {
			d, err = desk.Judged(ctx, s.store, info.ID, d)
		}
		if err != nil {
			return nil, err
		}
		out := Document{
			ID: info.ID, Revision: info.Revision, Revisions: info.Revisions, When: info.When, Added: info.Added, Fetched: info.Fetched,
			SHA256: hashOf(info), Models: info.Versions, Statements: store.StatementIDs(d), Record: export.NewRecord(d),
		}
		return answer(out), nil
	})

	register(s, huma.Operation{
		OperationID: "get-revisions", Path: "/documents/{id}/revisions", Summary: "The versions of an article", Tags: []string{"documents"},
	}, func(ctx context.Context, in *documentID) (*output[RevisionList], error) {
		d, info, err := s.document(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		ids := []string{info.ID}
		if d.URL != "" {
			if ids, err = s.store.Revisions(ctx, d.URL); err != nil {
				return nil, err
			}
		}
		ids = ids[max(0, len(ids)-mostRevisions):]
		list := RevisionList{URL: known(d.URL), Revisions: make([]Revision, 0, len(ids))}
		for _, id := range ids {
			d, info, err := s.store.Document(ctx, id)
			if err != nil {
				return nil, err
			}
			list.Revisions = append(list.Revisions, Revision{
				ID: info.ID, Revision: info.Revision, Title: known(d.Title), Published: known(d.Published), Added: info.Added, Fetched: info.Fetched,
				SHA256: hashOf(info), Bytes: len(d.Text), Statements: len(d.Statements),
			})
		}
		return answer(list), nil
	})

	register(s, huma.Operation{
		OperationID: "get-copies", Path: "/documents/{id}/copies", Summary: "The articles that carry the text of one", Tags: []string{"documents"},
		Description: "What each is to their source, and who was first as far as the times tell. Of at most 20 the words are compared.",
		Errors:      []int{http.StatusConflict},
	}, func(ctx context.Context, in *documentID) (*output[*export.CopiesRecord], error) {
		d, _, err := s.document(ctx, in.ID)
		if err != nil {
			return nil, err
		}
		q := desk.Copying{Compared: comparedCopies, Differences: 1}
		if s.o.Thesaurus != nil {
			if q.Thesaurus, err = s.o.Thesaurus(); err != nil {
				return nil, err
			}
		}
		c, err := desk.Copies(ctx, s.store, d, q)
		if errors.Is(err, store.ErrUnplaced) {
			return nil, huma.Error409Conflict("the articles of this record have not been compared yet: verbatim copies does that")
		}
		if err != nil {
			return nil, err
		}
		return answer(export.NewCopies(c)), nil
	})
}

// comparedCopies is how many copies are laid word by word beside their source.
const comparedCopies = 20

func (s *service) document(ctx context.Context, id string) (*verbatim.Document, store.Info, error) {
	if !documentForm.MatchString(id) {
		return nil, store.Info{}, huma.NewError(http.StatusNotFound, "the id of a document is d and 4 to 32 hexadecimal digits")
	}
	return s.store.Document(ctx, id)
}

func hashOf(info store.Info) *string {
	if info.Hash.IsZero() {
		return nil
	}
	return known(info.Hash.String())
}

func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
