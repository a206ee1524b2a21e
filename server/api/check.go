package api

import (
	"context"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
)

func (s *service) checks() {
	register(s, huma.Operation{
		OperationID: "check-words", Path: "/check", Summary: "Whether the record has a quotation", Tags: []string{"statements"},
		Description: "The status is verbatim, trimmed, altered, attributed to someone else, or not found, with the best evidence and every word that differs. Not found means that this record does not have the words, not that nobody said them.",
	}, func(ctx context.Context, in *struct {
		Words   string `query:"words" required:"true" minLength:"1" maxLength:"8192" doc:"The words that somebody is said to have said." example:"Not this year"`
		Speaker string `query:"speaker" maxLength:"200" doc:"Who is said to have said them."`
	}) (*output[*export.CheckRecord], error) {
		if strings.TrimSpace(in.Words) == "" {
			return nil, invalid("query.words", in.Words, "there are no words to look for")
		}
		c, err := desk.Check(ctx, s.store, desk.Quotation{Words: in.Words, Speaker: in.Speaker}, nil)
		if err != nil {
			return nil, err
		}
		return answer(export.NewCheck(c)), nil
	})
}
