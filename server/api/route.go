package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"mime"
	"net"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Limits on what is sent, in bytes: of an operation that takes a few fields,
// and of one that takes an article.
const (
	smallBody = 64 << 10
	largeBody = 8 << 20
)

var methods = []string{http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete}

// routed does what comes before an operation: an address or a method that is
// none, what the asker can read, what it has already, and the bytes it sends.
func (s *service) routed(mux *http.ServeMux) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, pattern := mux.Handler(r); pattern == "" {
			allowed := allowedOn(mux, r)
			switch {
			case len(allowed) == 0:
				refuse(w, r, http.StatusNotFound, "there is no operation at this address: /api/openapi.json lists them")
			case r.Method == http.MethodOptions:
				w.Header().Set("Allow", strings.Join(append(allowed, http.MethodOptions), ", "))
				w.WriteHeader(http.StatusNoContent)
			default:
				w.Header().Set("Allow", strings.Join(append(allowed, http.MethodOptions), ", "))
				refuse(w, r, http.StatusMethodNotAllowed, "the address allows "+strings.Join(allowed, ", "))
			}
			return
		}
		if !strings.HasPrefix(r.URL.Path, prefix+"/") { // the description
			w.Header().Set("Cache-Control", "no-cache")
			mux.ServeHTTP(w, r)
			return
		}
		if !acceptsJSON(r.Header.Values("Accept")) {
			refuse(w, r, http.StatusNotAcceptable, "the answer is application/json, which the Accept header leaves out")
			return
		}
		if r.Method == http.MethodGet || r.Method == http.MethodHead {
			s.conditional(mux, w, r)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		if takesArticle(r) {
			// Waited for before the bytes are read: who waits takes no memory.
			if err := s.begin(r.Context()); err != nil {
				w.Header().Set("Retry-After", "5")
				refuse(w, r, http.StatusServiceUnavailable, err.Error())
				return
			}
			defer s.end()
		}
		if s.takeBody(w, r) {
			mux.ServeHTTP(w, r)
		}
	})
}

// takesArticle reports whether a request brings an article to be read.
func takesArticle(r *http.Request) bool {
	return r.Method == http.MethodPost && (r.URL.Path == prefix+"/read" || r.URL.Path == prefix+"/check")
}

// allowedOn returns the methods that an address has.
func allowedOn(mux *http.ServeMux, r *http.Request) []string {
	var out []string
	for _, m := range methods {
		q := r.Clone(r.Context())
		q.Method = m
		if _, pattern := mux.Handler(q); pattern != "" {
			out = append(out, m)
		}
	}
	return out
}

// acceptsJSON reports whether JSON is among what the asker can read.
func acceptsJSON(accept []string) bool {
	if len(accept) == 0 {
		return true
	}
	best, of := 0.0, 0 // the weight of the most specific range that JSON is in
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		name, params, err := mime.ParseMediaType(part)
		if err != nil && name == "" {
			continue
		}
		q := 1.0
		if v, ok := params["q"]; ok {
			if q, err = strconv.ParseFloat(v, 64); err != nil {
				continue
			}
		}
		specific := map[string]int{"*/*": 1, "application/*": 2, "application/json": 3}[name]
		if specific > of {
			best, of = q, specific
		}
	}
	return of > 0 && best > 0
}

// conditional answers that nothing has changed since the asker has been told,
// where that is so.
func (s *service) conditional(mux *http.ServeMux, w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == prefix+"/status" { // also of what no change of the record tells
		w.Header().Set("Cache-Control", "no-store")
		mux.ServeHTTP(w, r)
		return
	}
	version, err := s.store.Version(r.Context())
	if err != nil {
		status, detail := statusOf(err)
		s.o.Log.Error("version", "error", err.Error())
		refuse(w, r, status, detail)
		return
	}
	sum := sha256.Sum256([]byte(version + "\x00" + s.o.Version + "\x00" + r.URL.Path + "\x00" + r.URL.RawQuery))
	tag := `W/"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
	w.Header().Set("Cache-Control", "private, no-cache") // may be kept, and is asked for again
	if matches(r.Header.Values("If-None-Match"), tag) {
		w.Header().Set("ETag", tag)
		w.WriteHeader(http.StatusNotModified)
		return
	}
	mux.ServeHTTP(&tagged{ResponseWriter: w, tag: tag}, r)
}

// matches reports whether a tag is among those that the asker has. A star
// stands for any, and is not taken: it would hide that there is nothing.
func matches(header []string, tag string) bool {
	for part := range strings.SplitSeq(strings.Join(header, ","), ",") {
		if strings.TrimPrefix(strings.TrimSpace(part), "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// tagged sets the tag of an answer that is no error.
type tagged struct {
	http.ResponseWriter
	tag string
}

func (w *tagged) WriteHeader(status int) {
	if status == http.StatusOK {
		w.Header().Set("ETag", w.tag)
	} else if status >= 400 {
		w.Header().Set("Cache-Control", "no-store")
	}
	w.ResponseWriter.WriteHeader(status)
}

// takeBody reads what is sent, so that an operation has all of it or is not
// begun.
func (s *service) takeBody(w http.ResponseWriter, r *http.Request) bool {
	if e := r.Header.Get("Content-Encoding"); e != "" && !strings.EqualFold(e, "identity") {
		refuse(w, r, http.StatusUnsupportedMediaType, "what is sent must not be compressed")
		return false
	}
	most := int64(smallBody)
	takes := jsonOnly
	if takesArticle(r) {
		most, takes = largeBody, articleTypes
	}
	if r.Method != http.MethodDelete && !slices.Contains(takes, mediaType(r.Header.Get("Content-Type"))) {
		w.Header().Set("Accept", strings.Join(takes, ", "))
		refuse(w, r, http.StatusUnsupportedMediaType, "what is sent must be one of "+strings.Join(takes, ", ")+", as its Content-Type")
		return false
	}
	if r.ContentLength > most {
		refuse(w, r, http.StatusRequestEntityTooLarge, "what is sent is longer than "+strconv.FormatInt(most, 10)+" bytes")
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, most))
	if err != nil {
		status, detail := http.StatusBadRequest, "what is sent could not be read to its end"
		var long *http.MaxBytesError
		var slow net.Error
		switch {
		case errors.As(err, &long):
			status, detail = http.StatusRequestEntityTooLarge, "what is sent is longer than "+strconv.FormatInt(most, 10)+" bytes"
		case errors.As(err, &slow) && slow.Timeout():
			status, detail = http.StatusRequestTimeout, "what is sent did not come in time"
		}
		refuse(w, r, status, detail)
		return false
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	return true
}

var jsonOnly = []string{"application/json"}

func mediaType(header string) string {
	name, _, err := mime.ParseMediaType(header)
	if err != nil && name == "" {
		return ""
	}
	return name
}
