package alert_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/alert"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// desk is a record with a clock that the test moves.
type desk struct {
	*store.Store
	now time.Time
	n   int
}

func newDesk(t *testing.T, alerts ...store.Alert) *desk {
	t.Helper()
	d := &desk{now: time.Date(2025, 3, 1, 12, 0, 0, 0, time.UTC)}
	var err error
	d.Store, err = store.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), store.Options{Now: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	for _, a := range alerts {
		if err := d.PutAlert(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func (d *desk) clock() time.Time { return d.now }

// say puts an article in which each of the given words is a statement.
func (d *desk) say(t *testing.T, url string, said ...string) store.Result {
	t.Helper()
	d.n++
	doc := &verbatim.Document{Meta: verbatim.Meta{URL: url, Outlet: "Gazette", Title: "A <story> & more", Published: "2025-02-28"}}
	for _, words := range said {
		at := func(s string) []verbatim.Span {
			doc.Text += s
			return []verbatim.Span{{Start: len(doc.Text) - len(s), End: len(doc.Text)}}
		}
		s := verbatim.Statement{Kind: verbatim.Direct, Act: verbatim.Say, Parent: -1, Time: -1, Confidence: 0.9}
		s.Content = at("“" + words + "”")
		doc.Text += " "
		s.Cue = at("said")
		doc.Text += " "
		s.Source = at("Ann Pell")
		doc.Text += ".\n"
		doc.Statements = append(doc.Statements, s)
	}
	r, err := d.Put(t.Context(), []store.Item{{Document: doc}})
	if err != nil {
		t.Fatal(err)
	}
	return r[0]
}

// hook is a webhook that keeps what it gets and answers as it is told.
type hook struct {
	mu     sync.Mutex
	status int
	header http.Header
	got    []export.DeliveryRecord
	bad    []string
	tries  int
}

func (h *hook) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.tries++
	body, _ := io.ReadAll(r.Body)
	var p export.DeliveryRecord
	if err := json.Unmarshal(body, &p); err != nil {
		h.bad = append(h.bad, err.Error())
	}
	if want := alert.Sign("key", r.Header.Get("Verbatim-Timestamp"), body); r.Header.Get("Verbatim-Signature") != want {
		h.bad = append(h.bad, "signature "+r.Header.Get("Verbatim-Signature"))
	}
	if p.Delivery == "" || r.Header.Get("Verbatim-Delivery") != p.Delivery {
		h.bad = append(h.bad, "delivery "+p.Delivery)
	}
	for k, v := range h.header {
		w.Header()[k] = v
	}
	if h.status != 0 {
		w.WriteHeader(h.status)
		return
	}
	h.got = append(h.got, p)
}

func (h *hook) words() (out []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, p := range h.got {
		out = append(out, p.Statement.Words.Content)
	}
	return out
}

// Of an alert that was made over a network only the client for public addresses
// is used, and without one nothing is sent.
func TestWebhookOfOthers(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	d := newDesk(t, store.Alert{Name: "tax", Query: "tax*", Delivery: alert.Webhook, Target: server.URL, Secret: "key", Public: true})
	d.say(t, "https://a.example/1", "Taxes fall")
	v := &alert.Deliverer{Store: d.Store, Now: d.clock, Client: server.Client()}
	for _, public := range []*http.Client{nil, {Transport: refusing{}}} {
		v.Public = public
		if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 0 || r.Failed != 1 {
			t.Errorf("%+v %v", r, err)
		}
		d.now = d.now.Add(time.Hour)
	}
	if h.tries != 0 {
		t.Errorf("the server was asked %d times", h.tries)
	}
	v.Client, v.Public = &http.Client{Transport: refusing{}}, server.Client()
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 1 || h.tries != 1 {
		t.Errorf("%+v %v, asked %d times", r, err, h.tries)
	}
}

type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) {
	return nil, errors.New("is at a private address")
}

func TestWebhook(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	d := newDesk(t, store.Alert{Name: "tax", Query: "speaker:pell tax*", Delivery: alert.Webhook, Target: server.URL, Secret: "key"})
	v := &alert.Deliverer{Store: d.Store, Now: d.clock}
	deliver := func(delivered, failed int) {
		t.Helper()
		r, err := v.Deliver(t.Context())
		if err != nil || r.Delivered != delivered || r.Failed != failed {
			t.Fatalf("delivered %d, failed %d, %v %v; want %d and %d", r.Delivered, r.Failed, r.Errors, err, delivered, failed)
		}
	}
	if r := d.say(t, "https://a.example/1", "Taxes fall", "Nothing here", "A tax rises"); r.Queued != 2 {
		t.Errorf("%d are queued", r.Queued)
	}
	// A server that fails gets one try, and the next after a minute, then two.
	h.status = http.StatusInternalServerError
	deliver(0, 1)
	deliver(0, 0)
	d.now = d.now.Add(59 * time.Second)
	deliver(0, 0)
	d.now = d.now.Add(time.Second)
	deliver(0, 1)
	d.now = d.now.Add(119 * time.Second)
	deliver(0, 0)
	// A redirect is not followed with a signed body.
	h.status, h.header = http.StatusFound, http.Header{"Location": {server.URL + "/other"}}
	d.now = d.now.Add(time.Second)
	deliver(0, 1)
	// A server may say when to come again.
	h.status, h.header = http.StatusServiceUnavailable, http.Header{"Retry-After": {"7200"}}
	d.now = d.now.Add(4 * time.Minute)
	deliver(0, 1)
	h.status, h.header = 0, nil
	d.now = d.now.Add(7199 * time.Second)
	deliver(0, 0)
	if got := h.tries; got != 4 {
		t.Errorf("the server was asked %d times", got)
	}
	d.say(t, "https://a.example/2", "The tax that came meanwhile")
	deliver(0, 0) // what is new waits behind what was postponed
	d.now = d.now.Add(time.Second)
	deliver(3, 0)
	deliver(0, 0)
	want := []string{"“Taxes fall”", "“A tax rises”", "“The tax that came meanwhile”"}
	if got := h.words(); !slices.Equal(got, want) {
		t.Errorf("delivered %q, want %q", got, want)
	}
	// The same article again, a revision that says the same, and a rereading
	// deliver nothing twice.
	d.say(t, "https://a.example/1", "Taxes fall", "Nothing here", "A tax rises")
	if r := d.say(t, "https://a.example/1", "First of all", "Taxes fall", "A tax rises", "A new tax"); r.Change != store.Revised || r.Queued != 1 {
		t.Errorf("a revision: %+v", r)
	}
	if _, err := d.Reread(t.Context(), store.Rereading{Layer: store.IndexLayer}); err != nil {
		t.Fatal(err)
	}
	deliver(1, 0)
	if got := h.words(); len(got) != 4 || got[3] != "“A new tax”" {
		t.Errorf("delivered %q", got)
	}
	if len(h.bad) > 0 {
		t.Errorf("bad deliveries: %q", h.bad)
	}
}

// Two processes that deliver at a time deliver each find once; what one has
// claimed when it dies is delivered after its lease.
func TestOnce(t *testing.T) {
	h := &hook{}
	server := httptest.NewServer(h)
	defer server.Close()
	d := newDesk(t, store.Alert{Name: "a", Query: "point*", Delivery: alert.Webhook, Target: server.URL, Secret: "key"})
	var said []string
	for i := range 60 {
		said = append(said, fmt.Sprintf("point%d", i))
	}
	d.say(t, "", said...)
	claimed, err := d.Claim(t.Context(), d.now.Add(10*time.Minute), 7)
	if err != nil || len(claimed) != 7 {
		t.Fatalf("claimed %d, %v", len(claimed), err)
	}
	other, err := store.Open(t.Context(), d.Path(), store.Options{Now: d.clock})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	both := func() {
		var wg sync.WaitGroup
		for _, s := range []*store.Store{d.Store, other} {
			wg.Go(func() {
				v := &alert.Deliverer{Store: s, Now: d.clock}
				if r, err := v.Deliver(t.Context()); err != nil || r.Failed > 0 {
					t.Errorf("%+v, %v", r, err)
				}
			})
		}
		wg.Wait()
	}
	both()
	if got := h.words(); len(got) != 53 {
		t.Errorf("%d are delivered beside the 7 that are claimed", len(got))
	}
	d.now = d.now.Add(10 * time.Minute)
	both()
	got := h.words()
	slices.Sort(got)
	if n := len(slices.Compact(got)); n != 60 || len(h.got) != 60 {
		t.Errorf("%d different of %d deliveries", n, len(h.got))
	}
}

func TestFeed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "feed.xml")
	d := newDesk(t, store.Alert{Name: "tax & more", Query: "tax", Delivery: alert.Feed, Target: file})
	v := &alert.Deliverer{Store: d.Store, Now: d.clock}
	type feed struct {
		ID      string `xml:"id"`
		Updated string `xml:"updated"`
		Entries []struct {
			ID      string `xml:"id"`
			Title   string `xml:"title"`
			Content string `xml:"content"`
			Link    struct {
				Href string `xml:"href,attr"`
			} `xml:"link"`
		} `xml:"entry"`
	}
	read := func() (f feed) {
		t.Helper()
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal(b, &f); err != nil {
			t.Fatal(err)
		}
		return f
	}
	d.say(t, "https://a.example/1", "The tax\x01 falls", "No <tax> & none")
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	f := read()
	if len(f.Entries) != 2 || f.Entries[0].Title != "Ann Pell: “No <tax> & none”" || f.Entries[0].Link.Href != "https://a.example/1#:~:text=%E2%80%9CNo%20%3Ctax%3E%20%26%20none%E2%80%9D" {
		t.Errorf("feed %+v", f)
	}
	if !strings.Contains(f.Entries[1].Content, "“The tax␁ falls”") || f.Updated != "2025-03-01T12:00:00Z" {
		t.Errorf("feed %+v", f)
	}
	d.now = d.now.Add(time.Hour)
	d.say(t, "https://a.example/2", "Another tax")
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	g := read()
	if len(g.Entries) != 3 || g.Entries[2].ID != f.Entries[1].ID || g.ID != f.ID || g.Updated != "2025-03-01T13:00:00Z" {
		t.Errorf("feed %+v", g)
	}
	// What is judged afterwards is in the file at the next run, whether or not
	// anything was found.
	d.now = d.now.Add(time.Hour)
	finds, err := d.Latest(t.Context(), "tax & more", 1)
	if err != nil || len(finds) != 1 {
		t.Fatal(finds, err)
	}
	if _, err := d.Correct(t.Context(), store.Correction{Statement: finds[0].Hit.ID, Verdict: store.Reject, By: "ada", Note: "a headline"}); err != nil {
		t.Fatal(err)
	}
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 0 || r.Failed != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	h := read()
	if len(h.Entries) != 3 || h.Updated != "2025-03-01T14:00:00Z" || h.Entries[0].ID != g.Entries[0].ID || h.Entries[0].Title != "[rejected] Ann Pell: “Another tax”" || !strings.Contains(h.Entries[0].Content, "ada") {
		t.Errorf("corrected feed %+v", h)
	}
	if strings.Contains(h.Entries[1].Title, "rejected") {
		t.Errorf("corrected feed %+v", h)
	}
	before, _ := os.Stat(file)
	if _, err := v.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after, _ := os.Stat(file); !os.SameFile(before, after) {
		t.Error("the file is written anew, and nothing is")
	}
	// A folder that is gone is a failure that waits.
	if err := os.RemoveAll(filepath.Dir(file)); err != nil {
		t.Fatal(err)
	}
	d.say(t, "https://a.example/3", "One tax more")
	if r, err := v.Deliver(t.Context()); err != nil || r.Failed != 1 {
		t.Errorf("%+v, %v", r, err)
	}
	list, err := d.Alerts(t.Context())
	if err != nil || list[0].Waiting != 1 || list[0].Delivered != 3 || list[0].LastError == "" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestStdout(t *testing.T) {
	d := newDesk(t, store.Alert{Name: "a", Query: "tax", Delivery: alert.Stdout})
	d.say(t, "", "A tax", "Another tax")
	v := &alert.Deliverer{Store: d.Store, Now: d.clock}
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered+r.Failed != 0 {
		t.Errorf("without an output: %+v, %v", r, err)
	}
	d.now = d.now.Add(time.Minute)
	var out bytes.Buffer
	v.Out = &out
	if r, err := v.Deliver(t.Context()); err != nil || r.Delivered != 2 {
		t.Errorf("%+v, %v", r, err)
	}
	if n := strings.Count(out.String(), `"schema":"verbatim-found/1"`); n != 2 {
		t.Errorf("%d lines: %s", n, &out)
	}
}

func TestSign(t *testing.T) {
	// As openssl dgst -sha256 -hmac secret has it.
	if got, want := alert.Sign("secret", "1700000000", []byte(`{"a":1}`)), "sha256=49f24e537407743fa4a0242bb63b94b9a47ee99cbbe071ccd8a22550ae411686"; got != want {
		t.Errorf("signature %s, want %s", got, want)
	}
	if a, b := alert.NewSecret(), alert.NewSecret(); len(a) != 64 || a == b {
		t.Errorf("secrets %s and %s", a, b)
	}
}
