package api

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Problem is an error as it is answered (RFC 9457). At is where in the query
// it is, in bytes.
type Problem struct {
	huma.ErrorModel
	At *verbatim.Span `json:"at,omitempty"`
}

// invalid is an error of one parameter.
func invalid(where, value, message string) error {
	return huma.Error422UnprocessableEntity(message, &huma.ErrorDetail{Message: message, Location: where, Value: shortened(value)})
}

// shortened is a value as it is given back in an error.
func shortened(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	n := most
	for n > 0 && !utf8.RuneStart(s[n]) {
		n--
	}
	return s[:n] + "…"
}

// problem makes an error one that can be answered. It says nothing of files or
// of how the program is made; what it leaves out is logged.
func (s *service) problem(operation string, err error) error {
	var known huma.StatusError
	if errors.As(err, &known) {
		return err
	}
	var wrong *search.Error
	if errors.As(err, &wrong) {
		at := wrong.At
		p := &Problem{At: &at}
		p.Status, p.Title, p.Detail = http.StatusUnprocessableEntity, "The query is wrong", wrong.Error()
		p.Errors = []*huma.ErrorDetail{{Message: wrong.Text, Location: "query.q", Value: shortened(part(wrong))}}
		return p
	}
	status, detail := statusOf(err)
	if status == http.StatusServiceUnavailable {
		h := http.Header{}
		h.Set("Retry-After", "5")
		return huma.ErrorWithHeaders(huma.NewError(status, detail), h)
	}
	if status == http.StatusInternalServerError || status == http.StatusInsufficientStorage {
		s.o.Log.Error("operation", "name", operation, "error", err.Error())
	}
	return huma.NewError(status, detail)
}

// part is the text of the query at which it is wrong.
func part(e *search.Error) string {
	if e.At.Start < 0 || e.At.End > len(e.Query) || e.At.Start > e.At.End {
		return ""
	}
	return e.At.In(e.Query)
}

// statusOf is the one place where errors of the record get a status of HTTP.
func statusOf(err error) (status int, detail string) {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return http.StatusNotFound, "the record has nothing of that id"
	case errors.Is(err, store.ErrID):
		return http.StatusBadRequest, "several ids begin so: give more of it"
	case errors.Is(err, store.ErrBusy):
		return http.StatusServiceUnavailable, "the record is being written by another process: try again"
	case errors.Is(err, store.ErrReadOnly):
		return http.StatusForbidden, "the record cannot be changed: this server may only read it"
	case errors.Is(err, store.ErrFull):
		return http.StatusInsufficientStorage, "there is no room left on the disk of the record; what it holds is safe"
	case errors.Is(err, store.ErrDamaged):
		return http.StatusInternalServerError, "the record is damaged there: verbatim verify says where"
	case errors.Is(err, context.DeadlineExceeded):
		return http.StatusServiceUnavailable, "the answer took too long: ask for less, or later"
	case errors.Is(err, context.Canceled):
		return http.StatusServiceUnavailable, "the request was given up"
	}
	return http.StatusInternalServerError, "a fault of the server; its log says more"
}

// refuse answers with a problem outside an operation.
func refuse(w http.ResponseWriter, r *http.Request, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_ = json.NewEncoder(w).Encode(huma.NewError(status, detail))
	}
}
