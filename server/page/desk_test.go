package page_test

import (
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/store"
)

// post sends a form and returns the status, where it leads, and the page it
// leads to.
func post(t *testing.T, srv *httptest.Server, path string, form url.Values) (code int, next, body string) {
	t.Helper()
	// As a page of the desk has it.
	_, page := get(t, srv.URL+"/desk")
	if m := regexp.MustCompile(`name="csrf" value="([^"]+)"`).FindStringSubmatch(page); m != nil {
		form.Set("csrf", m[1])
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.PostForm(srv.URL+path, form)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if next = res.Header.Get("Location"); next != "" {
		_, body = get(t, srv.URL+strings.SplitN(next, "#", 2)[0])
		return res.StatusCode, next, body
	}
	return res.StatusCode, next, string(b)
}

// figures are the svg elements of a page.
var figures = regexp.MustCompile(`(?s)<svg.*?</svg>`)

func TestStoryPage(t *testing.T) {
	s := recordOf(t, desk...)
	srv := served(t, s)
	code, body := get(t, srv.URL+"/story?q=cheque")
	if code != 200 {
		t.Fatalf("status %d:\n%s", code, body)
	}
	list := figures.FindAllString(body, -1)
	if len(list) < 2 {
		t.Errorf("%d figures", len(list))
	}
	for _, f := range list {
		dec := xml.NewDecoder(strings.NewReader(f))
		for {
			if _, err := dec.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("a figure is no XML: %v", err)
			}
		}
	}
	// Every link of a figure leads somewhere.
	for _, m := range regexp.MustCompile(`href="(/[^"#]*)`).FindAllStringSubmatch(strings.Join(list, ""), -1) {
		if code, _ := get(t, srv.URL+strings.ReplaceAll(m[1], "&amp;", "&")); code != 200 {
			t.Errorf("%s: status %d", m[1], code)
		}
	}
	if n := strings.Count(body, "As a table"); n != len(list) {
		t.Errorf("%d figures and %d tables", len(list), n)
	}

	code, body = get(t, srv.URL+"/story.json?q=cheque")
	var story struct {
		Total      int
		Statements []struct{ ID, Speaker string }
		Events     []any
	}
	if err := json.Unmarshal([]byte(body), &story); err != nil || code != 200 {
		t.Fatalf("status %d, %v", code, err)
	}
	if want, err := s.Count(context.Background(), store.Query{Root: parsed(t, "cheque")}); err != nil || story.Total != want || len(story.Statements) != want || story.Events == nil {
		t.Errorf("JSON has %d statements of %d, want %d (%v)", len(story.Statements), story.Total, want, err)
	}
	if code, body = get(t, srv.URL+"/story.csv?q=mayor"); code != 200 || strings.Count(body, "\n") < 2 {
		t.Errorf("CSV: status %d:\n%s", code, body)
	}
	if code, body = get(t, srv.URL+"/story?q=%28"); code != 400 || !strings.Contains(body, `role="alert"`) {
		t.Errorf("a wrong query: status %d", code)
	}
}

// What is added while the desk is open is in the story.
func TestStoryGrows(t *testing.T) {
	s := recordOf(t, harbour)
	srv := served(t, s)
	if _, body := get(t, srv.URL+"/story?q=cheque"); !strings.Contains(body, "1 statement,") {
		t.Errorf("one statement is in the record:\n%s", body)
	}
	put(t, s, verbatim.Document{Meta: verbatim.Meta{URL: "https://metro.example/a", Outlet: "Metro", Published: "2025-02-14"}, Text: "\"The cheque is lost,\" Maria Lindqvist said on Friday.\n"})
	if _, body := get(t, srv.URL+"/story?q=cheque"); !strings.Contains(body, "2 statements,") {
		t.Error("the second statement is not in the story")
	}
}

func TestSpeakerPage(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	key := url.PathEscape("person:tom adeyemi")
	code, body := get(t, srv.URL+"/speakers/"+key+"?phrase=no+cheque")
	if n := strings.Count(body, "<mark>no cheque</mark>"); n != 2 {
		t.Errorf("the phrase is marked %d times, and is in the first and in the last", n)
	}
	if code != 200 || !strings.Contains(body, "<h1><bdi>Tom Adeyemi</bdi></h1>") || !strings.Contains(body, `id="venues-t"`) || !strings.Contains(body, "<h3>First</h3>") {
		t.Errorf("status %d:\n%s", code, body)
	}
	// By name too.
	if code, _ = get(t, srv.URL+"/speakers/Tom%20Adeyemi"); code != 200 {
		t.Errorf("by name: status %d", code)
	}
	code, body = get(t, srv.URL+"/speakers/"+key+".json")
	var sp struct {
		Key, Name  string
		Total      int
		Statements []any
	}
	if err := json.Unmarshal([]byte(body), &sp); err != nil || code != 200 || sp.Key != "person:tom adeyemi" || sp.Total == 0 || len(sp.Statements) != sp.Total {
		t.Errorf("status %d, %v: %+v", code, err, sp)
	}
	if code, body = get(t, srv.URL+"/speakers/"+key+".csv"); code != 200 || strings.Count(body, "\n") != 1+sp.Total {
		t.Errorf("CSV: status %d:\n%s", code, body)
	}
}

// What has no date is apart on every screen, in words.
func TestUndatedOnPages(t *testing.T) {
	s := recordOf(t, append(desk[:len(desk):len(desk)], notDated)...)
	srv := served(t, s)
	for path, want := range map[string][]string{
		"/search?q=cheque":                  {`href="/search?q=cheque&#43;date%3Anone"`, ">no date</text>", "of articles without a date: the bar at the end", `class="column undated"`, `href="/search?q=cheque&#43;outlet%3Anone" class="absent">not found <span class="n">1</span>`},
		"/search?q=cheque+outlet:none":      {`aria-label="Take off not found"`},
		"/search?q=cheque+after:2025-02-01": {">4 statements</b>"},
		"/story?q=cheque":                   {">no date</text>", "1 statement of articles without a date", `<th scope="col">no date</th>`, "no date, fetched "},
		"/story?q=date:none":                {">no date</text>"},
		"/speakers/person:tom%20adeyemi":    {">no date</text>"},
	} {
		_, body := get(t, srv.URL+path)
		for _, w := range want {
			if w == ">4 statements</b>" {
				if strings.Contains(body, "undated") || strings.Count(body, `<article class="card`) != 4 {
					t.Errorf("%s: has %d cards", path, strings.Count(body, `<article class="card`))
				}
				continue
			}
			if !strings.Contains(body, w) {
				t.Errorf("%s: the page does not have %s", path, w)
			}
		}
	}
	// In the queue too, and as the evidence of a quotation.
	if _, body := get(t, srv.URL+"/desk/review"); !strings.Contains(body, "no date, fetched ") {
		t.Error("the queue does not say that a statement has no date")
	}
	if _, _, body := post(t, srv, "/desk/read", url.Values{"text": {"Tom Adeyemi said: \"There was no cheque and there will be none.\"\n"}}); !strings.Contains(body, "no date, fetched ") {
		t.Error("the evidence does not say that it has no date")
	}
	if _, body := get(t, srv.URL+"/speakers/person:tom%20adeyemi"); !strings.Contains(body, "12 February 2025 – 13 February 2025") {
		t.Error("the fetch of an article without a date is taken for the last statement of the speaker")
	}
}

func TestDeskForms(t *testing.T) {
	s := recordOf(t, harbour)
	srv := served(t, s)
	if code, next, body := post(t, srv, "/desk/feeds", url.Values{"url": {"https://news.example/rss?a=1#top"}, "outlet": {" The\nGazette "}}); code != 303 || !strings.Contains(body, "https://news.example/rss?a=1") || !strings.Contains(body, "The feed is followed") {
		t.Errorf("a feed: status %d, %s:\n%s", code, next, body)
	}
	if f, err := s.Feed(context.Background(), "https://news.example/rss?a=1"); err != nil || f.Outlet != "The Gazette" || f.Kind != "feed" {
		t.Errorf("%+v, %v", f, err)
	}
	for _, wrong := range []string{"", "javascript:alert(1)", "file:///etc/passwd", "/etc", "https://user:secret@news.example/", "https://news.example/rss?a=1"} {
		if code, _, body := post(t, srv, "/desk/feeds", url.Values{"url": {wrong}}); code < 400 || code >= 500 || strings.Contains(body, "secret") {
			t.Errorf("%q: status %d", wrong, code)
		}
	}
	if code, _, body := post(t, srv, "/desk/alerts", url.Values{"query": {"cheque"}, "name": {"Cheques"}}); code != 303 || !strings.Contains(body, "Nothing found so far") {
		t.Errorf("an alert: status %d:\n%s", code, body)
	}
	if code, _, _ := post(t, srv, "/desk/alerts", url.Values{"query": {"cheque"}, "name": {"Cheques"}}); code != 409 {
		t.Errorf("the same name again: status %d", code)
	}
	for _, wrong := range []string{"", "(", "   "} {
		if code, _, _ := post(t, srv, "/desk/alerts", url.Values{"query": {wrong}}); code != 400 {
			t.Errorf("an alert for %q: status %d", wrong, code)
		}
	}
	put(t, s, verbatim.Document{Meta: verbatim.Meta{URL: "https://metro.example/a", Outlet: "Metro", Published: "2025-02-14"}, Text: "\"The cheque is lost,\" Maria Lindqvist said on Friday.\n"})
	if _, body := get(t, srv.URL+"/desk"); !strings.Contains(body, "The cheque is lost") || strings.Contains(body, "not delivered") {
		t.Error("the desk does not show what the alert has found")
	}
	hidden := func(name string) url.Values {
		t.Helper()
		_, body := get(t, srv.URL+"/desk")
		m := regexp.MustCompile(`name="` + name + `" value="([0-9a-f]+)"`).FindStringSubmatch(body)
		if m == nil {
			t.Fatalf("no form to remove one:\n%s", body)
		}
		return url.Values{name: {m[1]}}
	}
	form := hidden("alert")
	if code, _, body := post(t, srv, "/desk/alerts/remove", form); code != 303 || strings.Contains(body, "Cheques") {
		t.Errorf("removed: status %d", code)
	}
	if code, _, _ := post(t, srv, "/desk/alerts/remove", form); code != 404 {
		t.Errorf("removed again: status %d", code)
	}
	if code, _, body := post(t, srv, "/desk/feeds/remove", hidden("feed")); code != 303 || strings.Contains(body, "news.example") {
		t.Errorf("unfollowed: status %d", code)
	}
}

// A feed's health is told, and nothing of where a folder is or with which
// password a feed is read.
func TestFeedHealth(t *testing.T) {
	s := recordOf(t, harbour)
	now := time.Now()
	for _, f := range []store.Feed{
		{URL: "https://u:secret@well.example/rss", Kind: "feed", LastFetched: now.Add(-time.Hour), LastNew: now.Add(-time.Hour), NextDue: now.Add(30 * time.Minute)},
		{URL: "https://bad.example/rss", Kind: "feed", LastFetched: now, Failures: 3, LastError: "timed out"},
		{URL: "/home/somebody/private/inbox", Kind: "folder", Failures: 1, LastError: "open /home/somebody/private/inbox: no such file"},
	} {
		if err := s.PutFeed(context.Background(), f); err != nil {
			t.Fatal(err)
		}
	}
	srv := served(t, s)
	code, body := get(t, srv.URL+"/desk")
	if code != 200 || !strings.Contains(body, "2 failing") || !strings.Contains(body, "timed out") || !strings.Contains(body, "not at the last 3 attempts") || !strings.Contains(body, "in 29 minutes") {
		t.Errorf("status %d:\n%s", code, body)
	}
	for _, form := range []string{"", ".json", ".csv"} {
		_, body := get(t, srv.URL+"/desk"+form)
		if strings.Contains(body, "secret") || strings.Contains(body, "/home/") {
			t.Errorf("/desk%s tells what it should not:\n%s", form, body)
		}
	}
}

func TestReadPage(t *testing.T) {
	s := recordOf(t, desk...)
	srv := served(t, s)
	before, err := s.Status(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	text := "The mayor, Tom Adeyemi, spoke again. \"There was no cheque and there was an envelope,\" Adeyemi said on Wednesday.\n\n\"This is in no other article of the record at all,\" said Maria Lindqvist.\n"
	code, _, body := post(t, srv, "/desk/read", url.Values{"text": {text}, "published": {"2025-02-14"}})
	if code != 200 || !strings.Contains(body, ">altered<") || !strings.Contains(body, ">not found<") || !strings.Contains(body, `class="l content`) || !strings.Contains(body, "Maria Lindqvist") {
		t.Errorf("status %d:\n%s", code, body)
	}
	// The answer is at no address: it is had in other forms by sending the form there.
	if strings.Contains(body, `href="/desk/read.`) || strings.Count(body, `form="paste" formaction="/desk/read.`) != 2 || !strings.Contains(body, `id="paste"`) {
		t.Error("the page has a link to a form of it that does not exist, or no button that sends it again")
	}
	if code, _, table := post(t, srv, "/desk/read.csv", url.Values{"text": {text}}); code != 200 || strings.Count(table, "\n") < 3 || !strings.Contains(table, "Maria Lindqvist") {
		t.Errorf("CSV: status %d: %.300s", code, table)
	}
	if after, err := s.Status(context.Background()); err != nil || after.Documents != before.Documents || after.Statements != before.Statements {
		t.Errorf("something of it was kept: %+v, %v", after, err)
	}
	if code, _, body = post(t, srv, "/desk/read.json", url.Values{"text": {text}}); code != 200 || !json.Valid([]byte(body)) {
		t.Errorf("JSON: status %d: %.200s", code, body)
	}
	for name, form := range map[string]url.Values{
		"nothing": {}, "white space": {"text": {" \n "}}, "a wrong day": {"text": {text}, "published": {"yesterday"}}, "too long": {"text": {strings.Repeat("word ", 200_000)}},
	} {
		if code, _, _ := post(t, srv, "/desk/read", form); code < 400 || code >= 500 {
			t.Errorf("%s: status %d", name, code)
		}
	}
	// The article of attacks is as harmless when it is pasted in.
	_, _, body = post(t, srv, "/desk/read", url.Values{"text": {attack.Text}})
	harmless(t, "attack", []byte(body))
}

func TestReview(t *testing.T) {
	s := recordOf(t, desk...)
	srv := served(t, s)
	ctx := context.Background()
	queue, err := s.Queue(ctx, "", 100)
	if err != nil || len(queue) < 4 {
		t.Fatalf("%d in the queue: %v", len(queue), err)
	}
	_, body := get(t, srv.URL+"/desk/review")
	// The least sure first.
	at := 0
	for i := range queue[:min(len(queue), 8)] {
		k := strings.Index(body, "/statements/"+queue[i].ID)
		if k < at {
			t.Errorf("statement %d of the queue is not behind the one before it", i)
		}
		at = k
	}
	accepted, corrected, rejected := queue[0], queue[1], queue[2]
	if code, _, body := post(t, srv, "/desk/review", url.Values{"statement": {accepted.ID}, "verdict": {"accept"}}); code != 303 || !strings.Contains(body, "Accepted.") || strings.Contains(body, "/statements/"+accepted.ID) {
		t.Errorf("accepted: status %d:\n%s", code, body)
	}
	if code, _, _ := post(t, srv, "/desk/review", url.Values{"statement": {rejected.ID}, "verdict": {"reject"}, "note": {"a headline"}}); code != 303 {
		t.Errorf("rejected: status %d", code)
	}
	d, st := corrected.Document, corrected.Statement()
	words := st.Content[0].In(d.Text)
	short := strings.Join(strings.Fields(words)[:2], " ")
	if code, _, body := post(t, srv, "/desk/review", url.Values{"statement": {corrected.ID}, "verdict": {"correct"}, "speaker": {"Somebody Else"}, "content": {short}}); code != 303 || !strings.Contains(body, "Somebody Else") {
		t.Errorf("corrected: status %d:\n%s", code, body)
	}
	list, err := s.Corrections(ctx, corrected.ID)
	if err != nil || len(list) != 1 || list[0].Speaker != "Somebody Else" || list[0].By != "local" || len(list[0].Content) != 1 || list[0].Content[0].In(d.Text) != short || list[0].Source != nil || list[0].Cue != nil {
		t.Errorf("%+v, %v", list, err)
	}
	if list, err = s.Corrections(ctx, rejected.ID); err != nil || len(list) != 1 || list[0].Verdict != store.Reject || list[0].Note != "a headline" {
		t.Errorf("%+v, %v", list, err)
	}
	for name, form := range map[string]url.Values{
		"a change of nothing":         {"statement": {queue[3].ID}, "verdict": {"correct"}},
		"words that are not there":    {"statement": {queue[3].ID}, "verdict": {"correct"}, "content": {"never in the text"}},
		"no words":                    {"statement": {queue[3].ID}, "verdict": {"correct"}, "content": {""}},
		"another verdict":             {"statement": {queue[3].ID}, "verdict": {"burn"}},
		"a statement that is not one": {"statement": {"s00000000"}, "verdict": {"accept"}},
		"no id":                       {"statement": {"<script>"}, "verdict": {"accept"}},
		"undo of nothing":             {"statement": {queue[3].ID}, "verdict": {"undo"}},
	} {
		if code, _, _ := post(t, srv, "/desk/review", form); code < 400 || code >= 500 {
			t.Errorf("%s: status %d", name, code)
		}
	}
	// Undone, it is in the queue again.
	if code, _, _ := post(t, srv, "/desk/review", url.Values{"statement": {accepted.ID}, "verdict": {"undo"}}); code != 303 {
		t.Errorf("undone: status %d", code)
	}
	if again, err := s.Queue(ctx, "", 1); err != nil || len(again) != 1 || again[0].ID != accepted.ID {
		t.Errorf("%v, %v", again, err)
	}

	code, body := get(t, srv.URL+"/desk/corrections.jsonl")
	lines := strings.Split(strings.TrimSpace(body), "\n")
	if code != 200 || len(lines) != 4 {
		t.Fatalf("status %d, %d lines", code, len(lines))
	}
	var rec struct {
		Statement, By, Verdict string
		Machine, Corrected     struct {
			Speaker         string
			Content, Source []verbatim.Span
		}
	}
	if err := json.Unmarshal([]byte(lines[2]), &rec); err != nil || rec.Statement != corrected.ID || rec.By != "local" || rec.Corrected.Speaker != "Somebody Else" || rec.Corrected.Content[0].In(d.Text) != short ||
		fmt.Sprint(rec.Machine.Content) != fmt.Sprint(st.Content) || fmt.Sprint(rec.Corrected.Source) != fmt.Sprint(st.Source) {
		t.Errorf("%+v, %v", rec, err)
	}
	if code, body = get(t, srv.URL+"/desk/corrections.csv"); code != 200 || strings.Count(body, "\n") != 5 {
		t.Errorf("CSV: status %d:\n%s", code, body)
	}
}

// A reader reads: what changes the record is neither shown nor done.
func TestReader(t *testing.T) {
	s := recordOf(t, desk...)
	srv := served(t, s)
	ctx := context.Background()
	ask := make(map[string]func(method, path string, form url.Values) (int, string))
	for _, role := range []string{"reader", "editor", "admin"} {
		secret := account.NewToken()
		if err := s.PutAccount(ctx, store.Account{Name: role, Role: role}, "test"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.PutToken(ctx, role, store.Token{Hash: store.HashOf([]byte(secret))}, "test"); err != nil {
			t.Fatal(err)
		}
		ask[role] = func(method, path string, form url.Values) (int, string) {
			t.Helper()
			req, err := http.NewRequest(method, srv.URL+path, strings.NewReader(form.Encode()))
			if err != nil {
				t.Fatal(err)
			}
			req.Header.Set("Authorization", "Bearer "+secret)
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
			res, err := c.Do(req)
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
	}
	queue, err := s.Queue(ctx, "", 1)
	if err != nil || len(queue) == 0 {
		t.Fatal(err)
	}
	for _, c := range []struct {
		path string
		form url.Values
		want map[string]int
	}{
		{"/desk/feeds", url.Values{"url": {"https://news.example/rss"}}, map[string]int{"reader": 403, "editor": 403, "admin": 303}},
		{"/desk/alerts", url.Values{"query": {"cheque"}}, map[string]int{"reader": 403, "editor": 303}},
		{"/desk/review", url.Values{"statement": {queue[0].ID}, "verdict": {"accept"}}, map[string]int{"reader": 403, "editor": 303}},
		{"/desk/feeds/remove", url.Values{"feed": {"x"}}, map[string]int{"reader": 403, "editor": 403, "admin": 404}},
		{"/desk/alerts/remove", url.Values{"alert": {"x"}}, map[string]int{"reader": 403, "editor": 404}},
		{"/desk/read", url.Values{"text": {"\"No,\" said Tom Adeyemi.\n"}}, map[string]int{"reader": 200}},
	} {
		for role, want := range c.want {
			if code, _ := ask[role]("POST", c.path, c.form); code != want {
				t.Errorf("%s as %s: status %d, want %d", c.path, role, code, want)
			}
		}
	}
	for path, role := range map[string]string{"/desk": "reader", "/desk/review": "reader", "/search?q=cheque": "reader"} {
		if code, body := ask[role]("GET", path, nil); code != 200 || strings.Contains(body, `method="post" action="/desk/`) {
			t.Errorf("%s as %s: status %d, with forms that are refused", path, role, code)
		}
	}
	if list, err := s.Corrections(ctx, queue[0].ID); err != nil || len(list) != 1 || list[0].By != "editor" {
		t.Errorf("%+v, %v", list, err)
	}
}

// Many look at one story while the record grows: each gets one of its states.
func TestStoryAtOnce(t *testing.T) {
	s := recordOf(t, harbour)
	srv := served(t, s)
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			for range 5 {
				res, err := http.Get(srv.URL + "/story?q=cheque")
				if err != nil {
					t.Error(err)
					return
				}
				b, err := io.ReadAll(res.Body)
				res.Body.Close()
				if err != nil || res.StatusCode != 200 || !strings.Contains(string(b), " statement") {
					t.Errorf("status %d, %v", res.StatusCode, err)
				}
			}
		})
	}
	for i := range 5 {
		put(t, s, verbatim.Document{Meta: verbatim.Meta{URL: fmt.Sprintf("https://metro.example/%d", i), Outlet: "Metro", Published: "2025-02-14"}, Text: fmt.Sprintf("\"The cheque is lost for the %d. time,\" Maria Lindqvist said on Friday.\n", i)})
	}
	group.Wait()
	if _, body := get(t, srv.URL+"/story?q=cheque"); !strings.Contains(body, "6 statements,") {
		t.Error("in the end there are six")
	}
}

// What the record has only in the article that is pasted is no evidence, and
// the page says that it has it; a text in German is said to be none in English.
func TestReadOwnAndForeign(t *testing.T) {
	srv := served(t, recordOf(t, harbour))
	code, _, body := post(t, srv, "/desk/read", url.Values{"text": {harbour.Text + "\n\"There was no cheque at all in that house,\" said Tom Adeyemi.\n"}})
	if code != 200 || strings.Contains(body, "only in this same article") {
		t.Errorf("another text than that of the record: status %d", code)
	}
	long := verbatim.Document{Text: "The mayor spoke on Friday.\n\n\"There was no cheque, and nobody has ever shown me one,\" Tom Adeyemi told reporters.\n"}
	srv = served(t, recordOf(t, long))
	if code, _, body = post(t, srv, "/desk/read", url.Values{"text": {long.Text}}); code != 200 || !strings.Contains(body, "only in this same article") {
		t.Errorf("the article of the record: status %d\n%s", code, body)
	}
	german := "Die Ministerin sagte am Montag in Berlin, dass die Verhandlungen weitergehen. „Wir werden das nicht unterschreiben“, sagte sie vor Journalisten.\n"
	if code, _, body = post(t, srv, "/desk/read", url.Values{"text": {german}}); code != 200 || !strings.Contains(body, "does not seem to be English") {
		t.Errorf("German: status %d\n%s", code, body)
	}
}

// The beginning of an id leads to the address that lasts.
func TestWholeAddress(t *testing.T) {
	s := recordOf(t, harbour)
	srv := served(t, s)
	hits, err := s.Search(context.Background(), store.Query{Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatal(err)
	}
	c := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := c.Get(srv.URL + "/statements/" + hits[0].ID[:8])
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if got := res.Header.Get("Location"); res.StatusCode != http.StatusFound || got != "/statements/"+hits[0].ID {
		t.Errorf("status %d, to %q", res.StatusCode, got)
	}
}

// A correction shows where the statement is shown, beside what the machine reads.
func TestCorrectedStatement(t *testing.T) {
	s := recordOf(t, harbour)
	srv := served(t, s)
	hits, err := s.Search(context.Background(), store.Query{Limit: 1, Order: store.OldestFirst})
	if err != nil || len(hits) != 1 {
		t.Fatal(err)
	}
	if _, err := s.Correct(context.Background(), store.Correction{Statement: hits[0].ID, By: "ada", Verdict: store.Amend, Speaker: "Ines Calder"}); err != nil {
		t.Fatal(err)
	}
	_, body := get(t, srv.URL+"/statements/"+hits[0].ID)
	for _, want := range []string{"Ines Calder", "as corrected; the article does not name them", "The machine reads: <bdi>Tom Adeyemi"} {
		if !strings.Contains(body, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if _, body = get(t, srv.URL+"/search"); !strings.Contains(body, "Ines Calder") || !strings.Contains(body, "corrected") {
		t.Error("the search does not show the correction")
	}
}

func TestEventsScreen(t *testing.T) {
	srv := served(t, recordOf(t, desk...))
	joined := served(t, recordOf(t,
		verbatim.Document{Meta: verbatim.Meta{URL: "https://metro.example/1", Outlet: "Metro", Published: "2025-02-10"}, Text: "Foreign Minister Carl Rask will visit Helsinki on 14 February, the ministry said.\n"},
		verbatim.Document{Meta: verbatim.Meta{URL: "https://herald.example/2", Outlet: "Herald", Published: "2025-02-11"}, Text: "Foreign Minister Carl Rask plans to visit Helsinki on 14 February. The ministry said so on Tuesday.\n"}))
	code, body := get(t, srv.URL+"/events?q="+url.QueryEscape("kind:meeting"))
	if code != 200 || !strings.Contains(body, `class="ledger"`) || !strings.Contains(body, "Lindqvist") {
		t.Errorf("status %d:\n%s", code, body)
	}
	if code, body = get(t, srv.URL+"/events"); code != 200 || !strings.Contains(body, "the day of the record’s newest article") {
		t.Errorf("what is ahead: status %d:\n%s", code, body)
	}
	if _, body = get(t, srv.URL+"/export/events?q=&ahead=1&format=csv"); strings.Contains(body, "cancelled") || strings.Count(body, "\n") < 2 {
		t.Errorf("the export of what is ahead:\n%s", body)
	}
	// An export has each event once, as the screen does; each report, if asked.
	for format, want := range map[string][2]int{"jsonl": {1, 2}, "ical": {1, 2}, "plover": {1, 2}} {
		for i, reports := range []string{"", "&reports=1"} {
			_, body = get(t, joined.URL+"/export/events?q=&ahead=1&format="+format+reports)
			if n := strings.Count(body, map[string]string{"jsonl": "\n", "ical": "BEGIN:VEVENT", "plover": "\n"}[format]); n != want[i] {
				t.Errorf("%s%s: %d, want %d:\n%s", format, reports, n, want[i], body)
			}
		}
	}
	if _, body = get(t, joined.URL+"/export/events?q=&ahead=1&format=jsonld"); strings.Count(body, "EventScheduled") != 1 {
		t.Errorf("jsonld of one event of two reports:\n%s", body)
	}
	if code, _ = get(t, srv.URL+"/events?q=kind:("); code != 400 {
		t.Errorf("a wrong query: status %d", code)
	}
}

func TestCheckScreen(t *testing.T) {
	srv := served(t, recordOf(t, harbour))
	for _, c := range []struct{ q, speaker, want string }{
		{"There was no cheque", "Adeyemi", ">verbatim<"},
		{"the moon is made of cheese and so are we", "", ">not found<"},
		{"There was no cheque", "Zzyzx Nobody", "knows nobody of the name"},
	} {
		code, body := get(t, srv.URL+"/check?"+url.Values{"q": {c.q}, "speaker": {c.speaker}}.Encode())
		if code != 200 || !strings.Contains(body, c.want) {
			t.Errorf("%q of %q: status %d, no %q:\n%s", c.q, c.speaker, code, c.want, body)
		}
	}
}
