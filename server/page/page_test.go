package page_test

import (
	"context"
	"encoding/json"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

var models = sync.OnceValues(analyze.Load)

// recordOf makes a record of articles, each read as any other.
func recordOf(t *testing.T, articles ...verbatim.Document) *store.Store {
	t.Helper()
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	for i := range articles {
		put(t, s, articles[i])
	}
	return s
}

// put adds an article to a record.
func put(t *testing.T, s *store.Store, d verbatim.Document) {
	t.Helper()
	m, err := models()
	if err != nil {
		t.Fatal(err)
	}
	d.Language = "en"
	analyze.Document(&d, m)
	if _, err := s.Put(context.Background(), []store.Item{{Document: &d}}); err != nil {
		t.Fatal(err)
	}
}

// parsed is a query.
func parsed(t *testing.T, query string) *search.Node {
	t.Helper()
	n, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// served is the pages over a record on loopback.
func served(t *testing.T, s *store.Store) *httptest.Server {
	t.Helper()
	p, err := page.New(page.Options{Store: s, Models: models})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(account.New(s, account.Options{Loopback: true}).Wrap(p))
	t.Cleanup(srv.Close)
	return srv
}

// get returns the status and body of an address.
func get(t *testing.T, url string) (int, string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

var harbour = verbatim.Document{
	Meta: verbatim.Meta{URL: "https://herald.example/dock", Outlet: "Harbour Herald", Title: "Dock stays open", Published: "2025-02-13"},
	Text: "Dock stays open\n\nThe mayor, Tom Adeyemi, denied on Thursday that he had been paid. \"There was no cheque,\" Adeyemi told reporters.\n",
}

func TestSearchPage(t *testing.T) {
	srv := served(t, recordOf(t, harbour))
	code, body := get(t, srv.URL+"/search?q=cheque")
	if code != 200 || !strings.Contains(body, "<mark>cheque</mark>") || !strings.Contains(body, "Tom Adeyemi") {
		t.Errorf("status %d:\n%s", code, body)
	}
	// Nothing is found: a name of the record that is near, if one is.
	if _, body = get(t, srv.URL+"/search?q=speaker:Adeymi"); !strings.Contains(body, `Did you mean <a href="/search?q=speaker%3AAdeyemi"><bdi>speaker:Adeyemi</bdi></a>?`) {
		t.Errorf("a name with a letter too few:\n%s", body)
	}
	if _, body = get(t, srv.URL+"/search?q=zebra"); strings.Contains(body, "Did you mean") {
		t.Errorf("nothing is near:\n%s", body)
	}
	if code, body = get(t, srv.URL+"/search?q=(cheque"); code != 400 || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a wrong query: status %d:\n%s", code, body)
	}
	if code, body = get(t, srv.URL+"/search.csv?q=cheque"); code != 200 || strings.Count(body, "\n") != 2 {
		t.Errorf("CSV: status %d:\n%s", code, body)
	}
	if code, _ = get(t, srv.URL+"/statements/s00"); code != 404 {
		t.Errorf("a statement that is not there: status %d", code)
	}
}

func TestExports(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	for _, c := range []struct{ path, kind, has string }{
		{"/export/statements?q=cheque&format=csv", "text/csv", "There was no cheque"},
		{"/export/statements?q=cheque&format=jsonl", "application/x-ndjson", `"words"`},
		{"/export/statements?q=cheque&format=atom", "application/atom+xml", "<feed"},
		{"/export/statements?q=cheque&format=parquet", "application/vnd.apache.parquet", "PAR1"},
		{"/export/statements?q=cheque&format=bibtex", "application/x-bibtex", "@misc{"},
		{"/export/events?q=kind:meeting&format=ical", "text/calendar", "BEGIN:VCALENDAR"},
	} {
		res, err := http.Get(srv.URL + c.path)
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil || res.StatusCode != 200 || !strings.HasPrefix(res.Header.Get("Content-Type"), c.kind) || !strings.Contains(string(b), c.has) {
			t.Errorf("%s: %d, %s, %v:\n%.300s", c.path, res.StatusCode, res.Header.Get("Content-Type"), err, b)
		}
	}
	for path, want := range map[string]int{"/export/statements?format=brat": 404, "/export/statements?format=none": 404, "/export/statements?q=(": 400, "/export/events?q=kind:": 400} {
		if code, body := get(t, srv.URL+path); code != want {
			t.Errorf("%s: %d, want %d: %.200s", path, code, want, body)
		}
	}
}

// A query that cannot be read is a problem in every form of each screen that takes
// one, and a page that marks where.
func TestMisread(t *testing.T) {
	srv := served(t, recordOf(t, harbour))
	for path, where := range map[string]string{"/search?q=%28dock": "<mark>(</mark>", "/story?q=%28dock": "<mark>(</mark>", "/events?q=kind:%28": "<mark>"} {
		if code, body := get(t, srv.URL+path); code != 400 || !strings.Contains(body, `role="alert"`) || !strings.Contains(body, where) {
			t.Errorf("%s: %d, %.2000s", path, code, body)
		}
		for _, form := range []string{".json", ".csv"} {
			at := strings.Replace(path, "?", form+"?", 1)
			res, err := http.Get(srv.URL + at)
			if err != nil {
				t.Fatal(err)
			}
			var problem struct {
				Title, Detail string
				Status        int
			}
			err = json.NewDecoder(res.Body).Decode(&problem)
			res.Body.Close()
			if err != nil || res.StatusCode != 400 || res.Header.Get("Content-Type") != "application/problem+json" || problem.Status != 400 || !strings.HasPrefix(problem.Detail, "The query is wrong: ") {
				t.Errorf("%s: %d, %s, %+v, %v", at, res.StatusCode, res.Header.Get("Content-Type"), problem, err)
			}
		}
	}
}

// A search says where a reader of feeds follows it, and that is a feed of what it
// found, the newest first.
func TestSearchFeed(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	_, body := get(t, srv.URL+"/search?q=cheque+kind:direct")
	m := regexp.MustCompile(`<link rel="alternate" type="application/atom\+xml"[^>]* href="([^"]+)"`).FindStringSubmatch(body)
	if m == nil || !strings.Contains(body, "Atom feed</a>") {
		t.Fatal("the page names no feed")
	}
	_, feed := get(t, srv.URL+html.UnescapeString(m[1]))
	if n := strings.Count(feed, "<entry>"); n == 0 || n != strings.Count(body, `<article class="card`) || strings.Contains(feed, "Nobody loses") {
		t.Errorf("%d entries:\n%s", n, feed)
	}
	if _, body := get(t, srv.URL+"/search?q=%28"); strings.Contains(body, "atom+xml") {
		t.Error("a search that cannot be read has a feed")
	}
}

// What is known of a field with few values is offered before a letter is typed.
func TestCompleteVenue(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	for q, want := range map[string]string{"venue:": `venue:\"press conference\"`, "outlet:": `outlet:\"Metro Daily\"`, "cheque venue:": `cheque venue:\"press conference\"`} {
		if _, body := get(t, srv.URL+"/complete?q="+url.QueryEscape(q)); !strings.Contains(body, want) {
			t.Errorf("%s: %s", q, body)
		}
	}
}
