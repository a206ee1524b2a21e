package page_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// A form that is wrong comes back with what was typed, and the error beside the
// field.
func TestFormsGivenBack(t *testing.T) {
	s := recordOf(t, desk...)
	p, err := page.New(page.Options{Store: s, Models: models, Refused: func(_ context.Context, address string) error {
		if strings.Contains(address, "127.0.0.1") {
			return errors.New("is at a private address (127.0.0.1)")
		}
		return nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(account.New(s, account.Options{Loopback: true}).Wrap(p))
	defer srv.Close()
	if err := s.PutAlert(t.Context(), store.Alert{Name: "taken", Query: "dock", Delivery: "desk"}); err != nil {
		t.Fatal(err)
	}
	hits, err := s.Search(t.Context(), store.Query{Root: parsed(t, "cheque"), Order: store.NewestFirst})
	if err != nil || len(hits) == 0 {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, path string
		form       url.Values
		code       int
		want       []string
	}{
		{"an alert that cannot be read", "/desk/alerts", url.Values{"query": {"(dock \"cheque\""}, "name": {"My <alert>"}}, 400,
			[]string{`value="(dock &#34;cheque&#34;"`, `value="My &lt;alert&gt;"`, `aria-describedby="alert-query-wrong" autofocus`, `id="alert-query-wrong"`, "the bracket is not closed"}},
		{"an alert of a name that is taken", "/desk/alerts", url.Values{"query": {"dock"}, "name": {"taken"}}, 409,
			[]string{`value="dock"`, `value="taken"`, `id="alert-name-wrong"`, "choose another name"}},
		{"a feed at no address", "/desk/feeds", url.Values{"url": {"gopher://news.example/"}, "outlet": {"The Gopher"}, "folder": {"old"}}, 400,
			[]string{`value="gopher://news.example/"`, `value="The Gopher"`, `value="old"`, `id="feed-url-wrong"`}},
		{"a feed of this machine", "/desk/feeds", url.Values{"url": {"http://127.0.0.1:8080/rss"}, "outlet": {"Me"}}, 400,
			[]string{`value="http://127.0.0.1:8080/rss"`, `value="Me"`, "The address is at a private address (127.0.0.1)."}},
		{"no article", "/desk/read", url.Values{"text": {"  "}, "published": {"2025-02-13"}}, 400, []string{`value="2025-02-13"`, `id="text-wrong"`}},
		{"an article of no day", "/desk/read", url.Values{"text": {"“We <b>did</b>,” she said.\r\n\r\nYes."}, "published": {"yesterday"}}, 400,
			[]string{"“We &lt;b&gt;did&lt;/b&gt;,” she said.\n\nYes.</textarea>", `value="yesterday"`, `id="published-wrong"`}},
		{"a long article of no day", "/desk/read", url.Values{"text": {strings.Repeat("a word ", 10_000) + "end"}, "published": {"yesterday"}}, 400, []string{"a word end</textarea>"}},
		{"a correction of words that are not there", "/desk/review", url.Values{"statement": {hits[0].ID}, "verdict": {"correct"}, "speaker": {"Kit Orde"}, "content": {"There was no cow"}, "note": {"see the page"}, "nobody": {""}}, 400,
			[]string{`value="Kit Orde"`, ">There was no cow</textarea>", `value="see the page"`, `aria-describedby="wrong-` + hits[0].ID + `"`, "<details open>", `name="statement" value="` + hits[0].ID + `"`}},
		{"a correction that changes nothing", "/desk/review", url.Values{"statement": {hits[0].ID}, "verdict": {"correct"}, "note": {"hm"}}, 400, []string{`value="hm"`, "The correction cannot be made: it changes nothing.", "<details open>"}},
	} {
		code, _, body := post(t, srv, c.path, c.form)
		if code != c.code {
			t.Errorf("%s: status %d, want %d", c.name, code, c.code)
		}
		for _, want := range c.want {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not have %s", c.name, want)
			}
		}
	}
	if feeds, err := s.Feeds(t.Context()); err != nil || len(feeds) != 0 {
		t.Errorf("%d feeds are followed, %v", len(feeds), err)
	}
	if list, err := s.Corrections(t.Context(), hits[0].ID); err != nil || len(list) != 0 {
		t.Errorf("%d corrections, %v", len(list), err)
	}
	// What is right is done.
	if code, _, _ := post(t, srv, "/desk/feeds", url.Values{"url": {"https://news.example/rss"}}); code != http.StatusSeeOther {
		t.Errorf("a feed: status %d", code)
	}
	if code, _, _ := post(t, srv, "/desk/alerts", url.Values{"query": {"cheque"}}); code != http.StatusSeeOther {
		t.Errorf("an alert: status %d", code)
	}
	alerts, err := s.Alerts(t.Context())
	if err != nil || len(alerts) != 2 || alerts[0].Delivery != "desk" {
		t.Errorf("alerts %+v, %v", alerts, err)
	}
}

// Feeds that come with the program are followed by their folder, each once, by an
// admin; and a desk whose feeds nobody reads says so.
func TestStarters(t *testing.T) {
	s := recordOf(t, desk[0])
	read := false
	p, err := page.New(page.Options{Store: s, Models: models, Followed: func() bool { return read }, Starters: []store.Feed{
		{URL: "https://a.example/rss", Kind: "feed", Folder: "Lovonia"}, {URL: "https://b.example/sitemap.xml", Kind: "sitemap", Folder: "Lovonia"}, {URL: "https://c.example/rss", Kind: "feed", Folder: "R&D"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(account.New(s, account.Options{Loopback: true}).Wrap(p))
	defer srv.Close()
	if _, body := get(t, srv.URL+"/desk"); !strings.Contains(body, "Lovonia: 2 feeds</option>") || !strings.Contains(body, `value="R&amp;D"`) || strings.Contains(body, "No program reads") {
		t.Errorf("a desk without feeds:\n%s", body)
	}
	for range 2 { // somebody else may have been faster
		post(t, srv, "/desk/feeds/starters", url.Values{"folder": {"Lovonia"}})
	}
	feeds, err := s.Feeds(t.Context())
	if err != nil || len(feeds) != 2 || feeds[0].Folder != "Lovonia" {
		t.Errorf("followed: %+v, %v", feeds, err)
	}
	if code, _, _ := post(t, srv, "/desk/feeds/starters", url.Values{"folder": {"Nowhere"}}); code != http.StatusNotFound {
		t.Errorf("a folder that is none: status %d", code)
	}
	if _, body := get(t, srv.URL+"/desk"); strings.Contains(body, "Lovonia: ") || !strings.Contains(body, "No program reads the feeds now") {
		t.Errorf("a desk with feeds:\n%s", body)
	}
	read = true
	if _, body := get(t, srv.URL+"/desk"); strings.Contains(body, "No program reads") {
		t.Error("the desk says that nobody reads the feeds, and a program does")
	}
}
