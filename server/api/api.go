// Package api is the interface for programs: the operations under /api/v1, and
// the OpenAPI document that is made from the same definitions.
//
// What an operation answers is what package export prints, in the same fields.
// Errors are problems (RFC 9457). Lists come in pages with cursors.
package api

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// Options are what the operations are made of.
type Options struct {
	Store  *store.Store    // opened with FileNames, or those who ask are told where files lie
	Models *analyze.Models // nil: articles that are sent are not read
	// Thesaurus tells rewritten copies; nil: none are told.
	Thesaurus func() (*reuse.Thesaurus, error)
	Version   string // of the program
	// User says who asks; nil: the person at the machine, who may do everything.
	User func(context.Context) User
	Log  *slog.Logger // of faults; nil: they are not logged
	Now  func() time.Time
}

// User is who asks.
type User struct {
	Name   string
	Editor bool // may change the record
	Local  bool // is the person at the machine
}

// service is the operations.
type service struct {
	store  *store.Store
	models *analyze.Models
	o      Options
	api    huma.API

	reading chan struct{} // holds one for each article that is being read
	large   chan struct{} // holds one while a large one is
}

// prefix is where the operations are.
const prefix = "/api/v1"

// queryTime bounds how long the record is asked for one answer.
const queryTime = 10 * time.Second

// New returns the handler of everything under /api.
func New(o Options) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	s := &service{
		store: o.Store, models: o.Models, o: o,
		reading: make(chan struct{}, runtime.GOMAXPROCS(0)), large: make(chan struct{}, 1),
	}
	mux := http.NewServeMux()
	s.api = humago.New(mux, config(o.Version))
	s.statements()
	s.counts()
	s.events()
	s.ledger()
	s.documents()
	s.checks()
	s.desk()
	s.corrections()
	if s.models != nil {
		s.reads()
	}
	finish(s.api.OpenAPI())
	return s.routed(mux)
}

// config describes the interface as a whole.
func config(version string) huma.Config {
	return huma.Config{
		OpenAPI: &huma.OpenAPI{
			OpenAPI: "3.1.0",
			Info: &huma.Info{
				Title:   "Verbatim",
				Version: version,
				Description: "The record of who said what, to whom, when, where, in exactly which words.\n\n" +
					"Offsets are bytes of the text that stands beside them, in UTF-8. What is not known is null; lists are never null. " +
					"Lists come in pages: pass `next` of one as `cursor` of the following request, with the same other parameters. " +
					"GET requests answer 304 to an If-None-Match with the ETag of an answer that still holds. " +
					"Errors are problem details (RFC 9457).",
				License: &huma.License{Name: "Apache-2.0", Identifier: "Apache-2.0"},
			},
			Components: &huma.Components{
				Schemas: huma.NewMapRegistry("#/components/schemas/", huma.DefaultSchemaNamer),
				SecuritySchemes: map[string]*huma.SecurityScheme{
					"token": {Type: "http", Scheme: "bearer", Description: "A token of an account. On a loopback address none is needed."},
				},
			},
			Security: []map[string][]string{{"token": {}}, {}},
		},
		OpenAPIPath:                  "/api/openapi",
		Formats:                      map[string]huma.Format{"application/json": inJSON, "json": inJSON}, // +json too, of problems
		DefaultFormat:                "application/json",
		RejectUnknownQueryParameters: true,
	}
}

// inJSON writes characters such as < as they are: it is for programs, and no
// page.
var inJSON = huma.Format{
	Marshal: func(w io.Writer, v any) error {
		e := json.NewEncoder(w)
		e.SetEscapeHTML(false)
		return e.Encode(v)
	},
	Unmarshal: json.Unmarshal,
}

func (s *service) user(ctx context.Context) User {
	if s.o.User == nil {
		return User{Name: "local", Editor: true, Local: true}
	}
	return s.o.User(ctx)
}

// register adds an operation whose errors are made problems.
func register[I, O any](s *service, op huma.Operation, h func(context.Context, *I) (*O, error)) {
	op.Path = prefix + op.Path
	if op.Method == "" {
		op.Method = http.MethodGet
	}
	if op.MaxBodyBytes == 0 {
		op.MaxBodyBytes = smallBody + 2 // larger ones have been refused before
	}
	most := queryTime
	if t, ok := op.Metadata["time"].(time.Duration); ok {
		most = t
	}
	op.Errors = append(op.Errors, http.StatusBadRequest, http.StatusNotFound, http.StatusNotAcceptable, http.StatusUnprocessableEntity,
		http.StatusTooManyRequests, http.StatusInternalServerError, http.StatusServiceUnavailable)
	huma.Register(s.api, op, func(ctx context.Context, in *I) (*O, error) {
		ctx, cancel := context.WithTimeout(ctx, most)
		defer cancel()
		done := s.store.Turn(ctx)
		out, err := func() (*O, error) { defer done(); return h(ctx, in) }()
		if err != nil {
			return nil, s.problem(op.OperationID, err)
		}
		return out, nil
	})
}

// edits adds an operation that changes the record.
func edits[I, O any](s *service, op huma.Operation, h func(context.Context, *I) (*O, error)) {
	op.Errors = append(op.Errors, http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	op.Security = []map[string][]string{{"token": {}}, {}}
	register(s, op, func(ctx context.Context, in *I) (*O, error) {
		if !s.user(ctx).Editor {
			return nil, huma.Error403Forbidden("the record may be changed by editors only")
		}
		return h(ctx, in)
	})
}
