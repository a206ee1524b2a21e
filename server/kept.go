package server

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/internal/bounded"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/store"
)

// keptBytes is how much of answers is kept in memory, and largestKept how long
// one may be.
const (
	keptBytes   = 32 << 20
	largestKept = 128 << 10
)

// keptUnder are the addresses whose answers follow from the record and who is
// asking, and from nothing else: no hour of the day, no state of a feed.
var keptUnder = []string{"/api/v1/statements", "/api/v1/documents", "/api/v1/facets", "/api/v1/timeline", "/api/v1/events", "/api/v1/ledger", "/api/v1/calendar", "/search", "/statements/", "/articles/", "/speakers/", "/story", "/events", "/check"}

// answer is what was sent.
type answer struct {
	header http.Header
	body   []byte
}

// answers keeps what was sent while the record does not change: what one
// reads, the next one opens, and a program asks again in a minute.
type answers struct {
	store *store.Store
	known *bounded.Cache[[sha256.Size]byte, *answer]
}

func newAnswers(s *store.Store) *answers {
	return &answers{s, bounded.New[[sha256.Size]byte, *answer](keptBytes)}
}

// wrap answers what was asked before. It stands behind the guard, so that who is
// asking has been let in, and is part of the question.
func (a *answers) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !lasting(r.URL.Path) {
			next.ServeHTTP(w, r)
			return
		}
		version, err := a.store.Version(r.Context())
		if err != nil || version == "" {
			next.ServeHTTP(w, r) // which says what is wrong
			return
		}
		key := question(version, r)
		if old, ok := a.known.Get(key); ok {
			old.send(w, r)
			return
		}
		c := &copied{ResponseWriter: w}
		next.ServeHTTP(c, r)
		if made := c.answer(); made != nil {
			a.known.Put(key, made, 2*len(made.body)+1000)
		}
	})
}

func lasting(path string) bool {
	for _, p := range keptUnder {
		if strings.HasPrefix(path, p) {
			return !strings.HasSuffix(path, "/export")
		}
	}
	return false
}

// question is all that an answer follows from.
func question(version string, r *http.Request) [sha256.Size]byte {
	h := sha256.New()
	u := account.From(r.Context())
	local := "remote"
	if u.Local {
		local = "local"
	}
	for _, part := range []string{version, local, u.Name, u.Role.String(), account.CSRF(r.Context()), r.Host, r.Header.Get("Accept"), r.URL.EscapedPath(), r.URL.RawQuery} {
		h.Write([]byte(part))
		h.Write([]byte{0}) // in none of them
	}
	return [sha256.Size]byte(h.Sum(nil))
}

func (a *answer) send(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	for name, list := range a.header {
		h[name] = slices.Clone(list)
	}
	if tag := h.Get("ETag"); tag != "" && strings.Contains(r.Header.Get("If-None-Match"), strings.TrimPrefix(tag, "W/")) {
		h.Del("Content-Type")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	_, _ = w.Write(a.body)
}

// copied passes an answer on and keeps a copy of it.
type copied struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
	long   bool
}

func (c *copied) WriteHeader(status int) {
	if c.status == 0 {
		c.status = status
	}
	c.ResponseWriter.WriteHeader(status)
}

func (c *copied) Write(b []byte) (int, error) {
	if c.status == 0 {
		c.status = http.StatusOK
	}
	if c.long = c.long || c.body.Len()+len(b) > largestKept; !c.long {
		c.body.Write(b)
	}
	n, err := c.ResponseWriter.Write(b)
	if err != nil {
		c.long = true // nobody knows what else there was
	}
	return n, err
}

// Unwrap lets http.ResponseController through.
func (c *copied) Unwrap() http.ResponseWriter { return c.ResponseWriter }

// answer returns what was sent, nil where it is not to be kept.
func (c *copied) answer() *answer {
	h := c.Header()
	if c.status != http.StatusOK || c.long || c.body.Len() == 0 || len(h["Set-Cookie"]) > 0 || strings.Contains(h.Get("Cache-Control"), "no-store") {
		return nil
	}
	a := &answer{header: make(http.Header), body: bytes.Clone(c.body.Bytes())}
	for _, name := range []string{"Content-Type", "Content-Disposition", "Cache-Control", "ETag", "Link"} {
		if list := h.Values(name); len(list) > 0 {
			a.header[http.CanonicalHeaderKey(name)] = list
		}
	}
	return a
}
