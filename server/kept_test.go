package server_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/server/account"
	screens "github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// desk is a record behind everything that verbatim serve puts before it.
func desk(t *testing.T, o account.Options) (*store.Store, *httptest.Server) {
	t.Helper()
	s, _ := record(t)
	pages, err := screens.New(screens.Options{Store: s, Models: func() (*analyze.Models, error) { return models(t), nil }})
	if err != nil {
		t.Fatal(err)
	}
	guard := account.New(s, o)
	t.Cleanup(guard.Wait)
	web := httptest.NewServer(server.New(server.Options{Store: s, Models: models(t), Pages: pages, Guard: guard}))
	t.Cleanup(web.Close)
	return s, web
}

func fetched(t *testing.T, web *httptest.Server, path string, header ...string) (*http.Response, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, web.URL+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := web.Client().Transport.RoundTrip(req)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := res.Write(&b); err != nil { // also closes the body
		t.Fatal(err)
	}
	return res, b.String()[strings.Index(b.String(), "\r\n\r\n")+4:]
}

// An answer that is asked for again is the same to the byte and has the same
// headers; once the record has changed it is made anew.
func TestKeptAnswers(t *testing.T) {
	s, web := desk(t, account.Options{Loopback: true})
	paths := []string{"/search?q=bridge", "/search.json?q=bridge", "/search.csv?q=bridge", "/api/v1/statements?q=bridge", "/api/v1/facets?q=bridge", "/story?q=bridge"}
	before := make(map[string]string)
	for _, path := range paths {
		first, body := fetched(t, web, path)
		again, same := fetched(t, web, path)
		if first.StatusCode != 200 || again.StatusCode != 200 || body != same || body == "" {
			t.Errorf("%s: %d with %d bytes, then %d with %d", path, first.StatusCode, len(body), again.StatusCode, len(same))
		}
		for _, name := range []string{"Content-Type", "ETag", "Cache-Control", "Content-Disposition", "Content-Security-Policy", "X-Frame-Options"} {
			if first.Header.Get(name) != again.Header.Get(name) {
				t.Errorf("%s: %s is %q, then %q", path, name, first.Header.Get(name), again.Header.Get(name))
			}
		}
		tag := first.Header.Get("ETag")
		if kept, rest := fetched(t, web, path, "If-None-Match", tag); tag == "" || kept.StatusCode != http.StatusNotModified || rest != "" {
			t.Errorf("%s: with its tag %q %d and %d bytes, want 304 and none", path, tag, kept.StatusCode, len(rest))
		}
		before[path] = body
	}
	text := `"The bridge will never open," Harbour Master Olga Brandt told reporters on Friday.` + "\n"
	d := &verbatim.Document{Text: text, Meta: verbatim.Meta{URL: "https://gazette.example/never", Published: "2025-03-13"}}
	d.Language, d.Furniture = "en", ingest.Furniture(d.Text)
	analyze.Document(d, models(t))
	if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		res, body := fetched(t, web, path)
		if res.StatusCode != 200 || body == before[path] {
			t.Errorf("%s: the same as before the article was added", path)
		}
		if !strings.Contains(path, "facets") && !strings.Contains(path, "story") && !strings.Contains(body, "never open") {
			t.Errorf("%s: lacks what was added", path)
		}
	}
}

// What one may see is not given to another, nor an error to anybody twice.
func TestKeptAnswersOfOthers(t *testing.T) {
	s, web := desk(t, account.Options{})
	for _, name := range []string{"reader", "editor"} {
		if err := s.PutAccount(t.Context(), store.Account{Name: name, Role: name}, "test"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.PutToken(t.Context(), name, store.Token{Label: "test", Hash: store.HashOf([]byte(name + "-token"))}, "test"); err != nil {
			t.Fatal(err)
		}
	}
	ask := func(path, who string) (int, string) {
		res, body := fetched(t, web, path, "Authorization", "Bearer "+who+"-token")
		return res.StatusCode, body
	}
	for range 2 {
		if code, body := ask("/search?q=bridge", "editor"); code != 200 || !strings.Contains(body, "editor") {
			t.Errorf("the editor's page: %d", code)
		}
		if code, body := ask("/search?q=bridge", "reader"); code != 200 || strings.Contains(body, "editor") {
			t.Errorf("the reader's page: %d, or the editor's", code)
		}
		for _, path := range []string{"/search?q=bridge", "/api/v1/statements?q=bridge"} {
			if code, _ := ask(path, "nobody"); code != http.StatusUnauthorized && code != http.StatusSeeOther {
				t.Errorf("%s: nobody gets %d", path, code)
			}
		}
		if code, _ := ask("/statements/s0000000000000000", "reader"); code != http.StatusNotFound {
			t.Errorf("a statement that is none: %d", code)
		}
		if code, _ := ask("/api/v1/statements?q=(", "reader"); code != http.StatusUnprocessableEntity {
			t.Errorf("a query that is none: %d", code)
		}
	}
}
