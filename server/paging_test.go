package server_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/store"
)

func serve(t *testing.T, o server.Options) *httptest.Server {
	t.Helper()
	srv := httptest.NewServer(server.New(o))
	t.Cleanup(srv.Close)
	return srv
}

// get asks for JSON and reads it into out.
func get(t *testing.T, address string, out any) *http.Response {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if out != nil {
		if res.StatusCode != http.StatusOK {
			t.Fatalf("%s: %d %s", address, res.StatusCode, b)
		}
		if err := json.Unmarshal(b, out); err != nil {
			t.Fatalf("%s: %v: %s", address, err, b)
		}
	}
	return res
}

type page struct {
	Statements []struct{ ID string }
	Events     []struct{ ID string }
	Next       *string
	Total      *int
}

// walk follows the cursors of a list to its end.
func walk(t *testing.T, address string, between func()) (ids []string) {
	t.Helper()
	for at := address; ; {
		var p page
		get(t, at, &p)
		for _, s := range append(p.Statements, p.Events...) {
			ids = append(ids, s.ID)
		}
		if p.Next == nil {
			return ids
		}
		if len(ids) > 1000 {
			t.Fatalf("%s does not end", address)
		}
		between()
		at = address + "&cursor=" + url.QueryEscape(*p.Next)
	}
}

// Pages of every size make the same list, without a gap or anything twice.
func TestPagesMakeTheList(t *testing.T) {
	s, _ := record(t)
	srv := serve(t, server.Options{Store: s})
	for _, list := range []string{
		"/api/v1/statements?sort=newest", "/api/v1/statements?sort=oldest", "/api/v1/statements?sort=relevance", "/api/v1/statements?sort=newest&all_versions=true",
		"/api/v1/statements?sort=relevance&q=bridge+OR+ferry", "/api/v1/events?sort=newest", "/api/v1/events?sort=oldest&all_versions=true",
	} {
		whole := walk(t, srv.URL+list+"&limit=100", func() {})
		if len(whole) < 2 {
			t.Errorf("%s: only %d", list, len(whole))
		}
		seen := map[string]bool{}
		for _, id := range whole {
			if seen[id] {
				t.Errorf("%s: %s twice", list, id)
			}
			seen[id] = true
		}
		for _, limit := range []int{1, 2, 3} {
			if got := walk(t, fmt.Sprintf("%s%s&limit=%d", srv.URL, list, limit), func() {}); !slices.Equal(got, whole) {
				t.Errorf("%s in pages of %d: %v, want %v", list, limit, got, whole)
			}
		}
		var p page
		get(t, srv.URL+list+"&limit=1&count=true", &p)
		if p.Total == nil || *p.Total != len(whole) {
			t.Errorf("%s: total %v, want %d", list, p.Total, len(whole))
		}
	}
}

// What is added while somebody reads on does not move what they read.
func TestPagesWhileArticlesAreAdded(t *testing.T) {
	s, _ := record(t)
	srv := serve(t, server.Options{Store: s})
	n := 0
	add := func() {
		n++
		d := &verbatim.Document{
			Text: fmt.Sprintf("Mayor Piet Okonkwo said the ferry number %d would sail on Monday.\n", n),
			Meta: verbatim.Meta{URL: fmt.Sprintf("https://courier.example/%d", n), Published: "2025-03-12T10:00:00Z"},
		}
		d.Language = "en"
		analyze.Document(d, models(t))
		if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
			t.Error(err)
		}
	}
	for _, list := range []string{"/api/v1/statements?sort=newest&limit=2", "/api/v1/statements?sort=relevance&limit=2"} {
		before := walk(t, srv.URL+list, func() {})
		if got := walk(t, srv.URL+list, add); !slices.Equal(got, before) {
			t.Errorf("%s: %v, want %v", list, got, before)
		}
	}
	// The oldest first: what is added stands at the end.
	list := "/api/v1/statements?sort=oldest&limit=2"
	before := walk(t, srv.URL+list, func() {})
	if got := walk(t, srv.URL+list, add); len(got) <= len(before) || !slices.Equal(got[:len(before)], before) {
		t.Errorf("%s: %v, want it to begin with %v and go on", list, got, before)
	}
}

func TestCursorOfAnotherQuestion(t *testing.T) {
	s, _ := record(t)
	srv := serve(t, server.Options{Store: s})
	var p page
	get(t, srv.URL+"/api/v1/statements?q=bridge&limit=1&sort=newest", &p)
	if p.Next == nil {
		t.Fatal("no second page")
	}
	for _, other := range []string{"q=ferry&sort=newest", "q=bridge&sort=oldest", "q=bridge&sort=newest&all_versions=true"} {
		if res := get(t, srv.URL+"/api/v1/statements?"+other+"&cursor="+*p.Next, nil); res.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", other, res.StatusCode)
		}
	}
	if res := get(t, srv.URL+"/api/v1/events?cursor="+*p.Next, nil); res.StatusCode != http.StatusUnprocessableEntity {
		t.Errorf("events: %d", res.StatusCode)
	}
}
