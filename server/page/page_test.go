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
	"strconv"
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
	// An alert names the same.
	if code, _, _ := post(t, srv, "/desk/alerts", url.Values{"query": {"cheque kind:direct"}}); code != http.StatusSeeOther {
		t.Fatalf("an alert: status %d", code)
	}
	if _, desk := get(t, srv.URL+"/desk"); !strings.Contains(html.UnescapeString(desk), `"`+html.UnescapeString(m[1])+`">Atom feed</a>`) {
		t.Errorf("the desk does not name the feed %s of an alert", m[1])
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

// A table that is not whole says where it goes on, and the page leads to the whole.
func TestSearchGoesOn(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	var ids []string
	for _, path := range []string{"/desk/review.json?limit=3", "/desk/review.csv?limit=3"} {
		res, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		next := strings.TrimSuffix(strings.TrimPrefix(res.Header.Get("Link"), "<"), `>; rel="next"`)
		_, first := get(t, srv.URL+path)
		if _, second := get(t, srv.URL+next); !strings.HasPrefix(next, path[:strings.Index(path, "?")]) || second == first || !strings.Contains(second, "confidence") {
			t.Errorf("%s goes on at %q", path, next)
		}
	}
	at, pages := "/search.json?q=&limit=3", 0
	for ; at != "" && pages < 20; pages++ {
		res, err := http.Get(srv.URL + at)
		if err != nil {
			t.Fatal(err)
		}
		var list struct {
			Statements []struct{ ID string }
			Next       *string
		}
		err = json.NewDecoder(res.Body).Decode(&list)
		res.Body.Close()
		if err != nil || len(list.Statements) > 3 {
			t.Fatalf("%s: %d, %v", at, len(list.Statements), err)
		}
		for _, s := range list.Statements {
			ids = append(ids, s.ID)
		}
		at = ""
		if list.Next != nil {
			at = *list.Next
		}
		if want := map[bool]string{true: "", false: "<" + at + `>; rel="next"`}[at == ""]; res.Header.Get("Link") != want {
			t.Errorf("Link is %q, want %q", res.Header.Get("Link"), want)
		}
	}
	_, body := get(t, srv.URL+"/search")
	m := regexp.MustCompile(`<a href="([^"]+)">CSV</a>`).FindStringSubmatch(body)
	if m == nil {
		t.Fatal("the page leads to no table")
	}
	_, table := get(t, srv.URL+html.UnescapeString(m[1]))
	if rows := strings.Count(table, "\n") - 1; rows != len(ids) || pages < 3 || !strings.Contains(body, strconv.Itoa(rows)+" statements") {
		t.Errorf("%d rows in the table, %d statements on %d pages", rows, len(ids), pages)
	}
	for _, id := range ids {
		if strings.Count(table, "\n"+id+",") != 1 {
			t.Errorf("%s is not in the table once", id)
		}
	}
	// Another form of a page of results asks for the same order.
	if _, body := get(t, srv.URL+"/search?q=cheque&sort=oldest"); !strings.Contains(body, "sort=oldest&amp;format=csv") {
		t.Error("the table is in another order than the page")
	}
}

// Two outlets that differ in the shape of quotation marks alone have one wording,
// which is shown in the marks of the article.
func TestMarksAreNoWording(t *testing.T) {
	said := func(url, outlet, day, one, two string) verbatim.Document {
		return verbatim.Document{Meta: verbatim.Meta{URL: url, Outlet: outlet, Published: day}, Text: one + " Clerk Ann Pell told the council on Monday. " + two + "\n"}
	}
	s := recordOf(t, said("https://a.example/1", "Echo", "2025-03-03", `"We will not close the dock at night,"`, `"The boats have nowhere else to go."`),
		said("https://b.example/2", "Herald", "2025-03-04", "“We will not close the dock at night,”", "“The boats have nowhere else to go.”"),
		said("https://c.example/3", "Metro", "2025-03-05", "“We will not shut the dock at night,”", "“The boats have nowhere else to go.”"))
	srv := served(t, s)
	hits, err := s.Search(t.Context(), store.Query{Root: parsed(t, "outlet:echo dock"), Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatal(len(hits), err)
	}
	_, body := get(t, srv.URL+"/statements/"+hits[0].ID)
	rows := regexp.MustCompile(`<td role="cell" class="words" dir="auto">(.*?)</td>`).FindAllStringSubmatch(body, -1)
	if len(rows) != 2 || html.UnescapeString(rows[0][1]) != `"We will not close the dock at night," … "The boats have nowhere else to go."` {
		t.Errorf("wordings %q", rows)
	}
	if !strings.Contains(body, "Most outlets have: “<bdi>We will not close the dock at night, … The boats have nowhere else to go.</bdi>”") {
		t.Error("the page does not say what most outlets have, or has marks within marks")
	}
}

// Of a field with many values a page shows the first, and more of them on request,
// as far as a page has room.
func TestMoreValues(t *testing.T) {
	letters := "bcdfghklmnprstvwz"
	var articles []verbatim.Document
	for i := range 60 {
		name := strings.ToUpper(letters[i%17:i%17+1]) + "o" + letters[i/17:i/17+1] + "i" + letters[(i*7)%17:(i*7)%17+1]
		articles = append(articles, verbatim.Document{Meta: verbatim.Meta{URL: "https://a.example/" + strconv.Itoa(i), Outlet: name + " Post " + strings.Repeat("of the far and wide north ", 20), Published: "2025-03-03"},
			Text: "“The dock stays open tonight,” Anna " + name + " told the council on Monday.\n"})
	}
	srv := served(t, recordOf(t, articles...))
	count := func(body, field string) int { return strings.Count(html.UnescapeString(body), "q=dock+"+field+"%3A") }
	_, body := get(t, srv.URL+"/search?q=dock")
	m := regexp.MustCompile(`<a href="([^"]*facets=more#narrow)">and 52 more</a>`).FindStringSubmatch(body)
	if n := count(body, "speaker"); n != 8 || m == nil {
		t.Fatalf("%d speakers, and %q leads to more", n, m)
	}
	at, _, _ := strings.Cut(html.UnescapeString(m[1]), "#")
	_, body = get(t, srv.URL+at)
	if n := count(body, "speaker"); n <= 8 || n > 40 || len(body) > 100<<10 || strings.Contains(body, "facets=more#") || !strings.Contains(body, " more</p>") {
		t.Errorf("%d speakers, %d bytes", n, len(body))
	}
}
