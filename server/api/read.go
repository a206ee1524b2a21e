package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
)

// articleTypes are the media types of an article that is sent.
var articleTypes = []string{"text/plain", "text/html", "application/json"}

// articleTime bounds how long an article is read and its quotations checked.
const articleTime = time.Minute

// waitTime is how long an article waits for those before it.
const waitTime = 10 * time.Second

// largeText is the size of an article, in bytes, of which one is read at a
// time: its layers take a hundred times as much.
const largeText = 256 << 10

// begin waits for a turn to read an article.
func (s *service) begin(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, waitTime)
	defer cancel()
	select {
	case s.reading <- struct{}{}:
		return nil
	case <-ctx.Done():
		return errors.New("other articles are being read: try again")
	}
}

func (s *service) end() { <-s.reading }

// sent is an article as it is sent.
type sent struct {
	Type      string `header:"Content-Type" hidden:"true"`
	URL       string `query:"url" maxLength:"2048" doc:"The address of the article, where what is sent does not tell it."`
	Published string `query:"published" maxLength:"40" doc:"The day or the instant of its publication, where what is sent does not tell it. Without one, relative times have no value." example:"2025-02-13"`
	RawBody   []byte `contentType:"text/plain" required:"true"`
}

// Checks is what became of the quotations of an article.
type Checks struct {
	Checks []*export.CheckRecord `json:"checks" doc:"In their order in the text."`
	Short  int                   `json:"short" doc:"Quotations that are too short to tell whose they are, which are not checked."`
}

func (s *service) reads() {
	register(s, s.article(huma.Operation{
		OperationID: "read-article", Path: "/read", Summary: "Read an article without keeping it", Tags: []string{"articles"},
		Description: "Answers what verbatim read --format json prints. Nothing of it is kept. An article has at most 768 KiB of text, a page at most 8 MiB.",
	}), func(ctx context.Context, in *sent) (*output[*export.Record], error) {
		d, err := s.read(ctx, in)
		if err != nil {
			return nil, err
		}
		return answer(export.NewRecord(d)), nil
	})

	register(s, s.article(huma.Operation{
		OperationID: "check-article", Path: "/check", Summary: "Check every quotation of an article", Tags: []string{"articles"},
		Description: "Each is looked for in the record, other than in this article. Nothing of it is kept. Not found means that this record does not have the words.",
	}), func(ctx context.Context, in *sent) (*output[Checks], error) {
		d, err := s.read(ctx, in)
		if err != nil {
			return nil, err
		}
		list, short := desk.Quotations(d)
		out := Checks{Checks: make([]*export.CheckRecord, 0, len(list)), Short: short}
		for _, q := range list {
			c, err := desk.Check(ctx, s.store, q, d)
			if err != nil {
				return nil, err
			}
			out.Checks = append(out.Checks, export.NewCheck(c))
		}
		return answer(out), nil
	})

	// Pages and JSON lines too; an input has one form in huma.
	record := s.api.OpenAPI().Components.Schemas.Schema(typeOf[article](), true, "Article")
	for _, path := range []string{"/read", "/check"} {
		body := s.api.OpenAPI().Paths[prefix+path].Post.RequestBody
		body.Description = "An article as plain text, as the page that it is on, or as an object."
		body.Content["text/plain"] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
		body.Content["text/html"] = &huma.MediaType{Schema: &huma.Schema{Type: "string"}}
		body.Content["application/json"] = &huma.MediaType{Schema: record}
	}
}

// article completes an operation that takes an article.
func (s *service) article(op huma.Operation) huma.Operation {
	op.Method, op.MaxBodyBytes = http.MethodPost, largeBody+2
	op.Metadata = map[string]any{"time": articleTime}
	op.Errors = []int{http.StatusRequestTimeout, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType}
	return op
}

// article is the fields of an article that is sent as an object. Others are
// passed over.
type article struct {
	_      struct{} `additionalProperties:"true"`
	Text   string   `json:"text" minLength:"1"`
	ID     string   `json:"id,omitempty"`
	URL    string   `json:"url,omitempty"`
	Outlet string   `json:"outlet,omitempty"`
	Title  string   `json:"title,omitempty"`
	Byline string   `json:"byline,omitempty"`
	Date   string   `json:"date,omitempty"`
}

// read makes a document of what is sent, and finds what is in it.
func (s *service) read(ctx context.Context, in *sent) (*verbatim.Document, error) {
	if in.Published != "" && !isTime(in.Published) {
		return nil, invalid("query.published", in.Published, "must be a day such as 2025-02-13 or an instant such as 2025-02-13T09:30:00Z")
	}
	if in.URL != "" {
		if u, err := url.Parse(in.URL); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			return nil, invalid("query.url", in.URL, "must be an http or https address")
		}
	}
	var d *verbatim.Document
	var err error
	body := in.RawBody
	switch mediaType(in.Type) {
	case "text/html":
		d, err = ingest.HTML(body, in.Type, in.URL)
	case "application/json":
		d, err = ingest.Record(body)
	default:
		d, err = (&ingest.Raw{Body: body, ContentType: in.Type}).Document()
	}
	switch {
	case errors.Is(err, ingest.ErrTooLong):
		return nil, huma.NewError(http.StatusRequestEntityTooLarge, "the article "+err.Error())
	case err != nil:
		return nil, huma.Error422UnprocessableEntity("the article "+err.Error(), &huma.ErrorDetail{Message: err.Error(), Location: "body"})
	}
	if d.URL == "" {
		d.URL = in.URL
	}
	if d.Published == "" {
		d.Published = in.Published
	}
	if len(d.Text) > largeText {
		select {
		case s.large <- struct{}{}:
			defer func() { <-s.large }()
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	if err := s.analyze(d); err != nil {
		return nil, err
	}
	return d, ctx.Err()
}

// analyze finds what is in a document. A fault of the analysis concerns this
// article alone.
func (s *service) analyze(d *verbatim.Document) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("analysis: %v", fault)
		}
	}()
	analyze.Document(d, s.models)
	return nil
}

func isTime(value string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, value); err == nil {
			return true
		}
	}
	return false
}
