package page_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/internal/browser"
	"github.com/verbatim-record/verbatim/store"
)

// opened is a browser, or the end of the test where there is none.
func opened(t *testing.T) *browser.Browser {
	t.Helper()
	path := browser.Find()
	if path == "" {
		t.Skip("not run: there is no Chromium on this machine")
	}
	b, err := browser.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	return b
}

// axeScript is axe-core, which CI fetches; its path is in AXE.
func axeScript(t *testing.T) string {
	t.Helper()
	path := os.Getenv("AXE")
	if path == "" {
		t.Skip("not run: AXE does not name the script of axe-core")
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// hostOf is the host of a server.
func hostOf(srv *httptest.Server) string {
	u, _ := url.Parse(srv.URL)
	return u.Host
}

// visit goes to a page and fails for what the page did wrong on the way.
func visit(t *testing.T, b *browser.Browser, srv *httptest.Server, path string) {
	t.Helper()
	if err := b.Visit(srv.URL + path); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	for _, p := range b.Problems(hostOf(srv)) {
		// The browser says of every page whether its status is one of failure.
		if !strings.HasPrefix(p, "Failed to load resource: the server responded with a status of 4") || !strings.HasSuffix(p, path) {
			t.Errorf("%s: %s", path, p)
		}
	}
}

// TestScreensInABrowser looks at every screen in two sizes, light and dark: no
// violation of WCAG that axe-core finds, nothing wider than the window, no
// error, no request to another machine. SHOTS names a folder for pictures.
func TestScreensInABrowser(t *testing.T) {
	b, axe := opened(t), axeScript(t)
	s := recordOf(t, append(desk[:len(desk):len(desk)], notDated)...)
	srv := served(t, s)
	for _, path := range screens(t, s) {
		for _, width := range []int{390, 1440} {
			for _, dark := range []bool{false, true} {
				name := fmt.Sprintf("%s at %d, dark %v", path, width, dark)
				if err := b.Look(width, 900, dark); err != nil {
					t.Fatal(err)
				}
				visit(t, b, srv, path)
				list, err := b.Violations(axe)
				if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				for _, v := range list {
					t.Errorf("%s: %s", name, v)
				}
				if over, err := browser.Eval[float64](b, "document.documentElement.scrollWidth - window.innerWidth"); err != nil || over > 0 {
					t.Errorf("%s: %v pixels wider than the window (%v)", name, over, err)
				}
				shoot(t, b, path, width, dark)
			}
		}
	}
}

// TestMistakesInABrowser looks at forms that are given back, as at the screens,
// and at what a figure says that is wider than the window.
func TestMistakesInABrowser(t *testing.T) {
	b, axe := opened(t), axeScript(t)
	s := recordOf(t, append(desk[:len(desk):len(desk)], notDated)...)
	srv := served(t, s)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, width := range []int{390, 1440} {
		for _, dark := range []bool{false, true} {
			must(b.Look(width, 900, dark))
			for _, f := range []struct{ name, path, field, typed, button string }{
				{"alert", "/desk", "#alert-query", "(cheque", "form[action='/desk/alerts'] button"},
				{"feed", "/desk", "#feed-url", "ftp://news.example/rss", "form[action='/desk/feeds'] button"},
				{"correction", "/desk/review", ".queue li:first-child textarea[name=content]", " and a cow", ".queue li:first-child form.amend button"},
			} {
				must(b.Visit(srv.URL + f.path))
				if f.name == "correction" {
					must(b.Click(".queue li:first-child summary"))
				}
				must(b.Type(f.field, f.typed))
				must(b.Click(f.button))
				must(b.Wait("[aria-invalid]:focus"))
				if got, err := browser.Eval[string](b, "document.activeElement.value"); err != nil || !strings.Contains(got, strings.TrimSpace(f.typed)) {
					t.Errorf("%s: the keyboard is in a field with %q (%v)", f.name, got, err)
				}
				list, err := b.Violations(axe)
				must(err)
				for _, v := range list {
					t.Errorf("%s at %d, dark %v: %s", f.name, width, dark, v)
				}
				if over, err := browser.Eval[float64](b, "document.documentElement.scrollWidth - window.innerWidth"); err != nil || over > 0 {
					t.Errorf("%s: %v pixels wider than the window (%v)", f.name, over, err)
				}
				shoot(t, b, "/wrong-"+f.name, width, dark)
			}
			b.Problems(hostOf(srv)) // the browser says of each form that it failed
			visit(t, b, srv, "/story?q=cheque")
			says, err := browser.Eval[bool](b, `(() => { const w = document.querySelector(".plot .wide"), n = document.querySelector(".plot .sideways");
				return (w.scrollWidth > w.clientWidth) === (getComputedStyle(n).display !== "none") && w.tabIndex === 0; })()`)
			if err != nil || !says {
				t.Errorf("at %d: a figure that goes on sideways does not say so, or says so and does not (%v)", width, err)
			}
		}
	}
}

// shoot keeps a picture in the folder SHOTS, if that is named.
func shoot(t *testing.T, b *browser.Browser, path string, width int, dark bool) {
	t.Helper()
	dir := os.Getenv("SHOTS")
	if dir == "" {
		return
	}
	png, err := b.Picture()
	if err != nil {
		t.Fatal(err)
	}
	name := strings.Trim(strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, path), "-")
	name = fmt.Sprintf("%.70s-%d", name, width)
	if dark {
		name += "-dark"
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o666); err != nil {
		t.Fatal(err)
	}
}

// TestSearchInABrowser does what a reporter does: asks, narrows, goes on with the
// keyboard to a statement and from its evidence to the article.
func TestSearchInABrowser(t *testing.T) {
	b := opened(t)
	srv := served(t, recordOf(t, desk...))
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.Look(1200, 900, false))
	visit(t, b, srv, "/search")
	must(b.Key("/"))
	must(b.Type("#q", "cheque\r"))
	must(b.Wait(".card mark"))
	if n, err := browser.Eval[int](b, "document.querySelectorAll('.card').length"); err != nil || n != 4 {
		t.Fatalf("%d cards, and 4 statements have the word (%v)", n, err)
	}
	must(b.Click(".facets a[href*='Metro']"))
	must(b.Wait(".facets a.chosen"))
	if n, err := browser.Eval[int](b, "document.querySelectorAll('.card').length"); err != nil || n != 1 {
		t.Fatalf("%d cards of the one outlet (%v)", n, err)
	}
	must(b.Key("j"))
	must(b.Key("\r"))
	must(b.Wait("h1.said"))
	text, err := b.Text("h1.said")
	if err != nil || !strings.Contains(text, "There was no cheque") {
		t.Fatalf("statement: %q (%v)", text, err)
	}
	must(b.Click(".ev"))
	if where, err := b.Address(); err != nil || !strings.Contains(where, "#e-source-") {
		t.Errorf("evidence is at %s (%v)", where, err)
	}
	must(b.Click(".one header a[href*='/articles/']"))
	must(b.Wait(".doc .row"))
	for _, p := range b.Problems(hostOf(srv)) {
		t.Error(p)
	}
}

// TestDeskInABrowser makes an alert of a search, corrects a statement, takes an
// export along, and reads a pasted article.
func TestDeskInABrowser(t *testing.T) {
	b := opened(t)
	s := recordOf(t, desk...)
	srv := served(t, s)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.Look(1200, 900, false))
	// An alert.
	visit(t, b, srv, "/search?q=cheque")
	must(b.Click(".facets form button"))
	must(b.Wait("ul.alerts"))
	if list, err := s.Alerts(context.Background()); err != nil || len(list) != 1 || list[0].Query != "cheque" {
		t.Fatalf("alerts: %+v, %v", list, err)
	}
	// A correction, from the statement.
	hits, err := s.Search(context.Background(), store.Query{Order: store.OldestFirst, Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatal(err)
	}
	id := hits[0].ID
	visit(t, b, srv, "/statements/"+id)
	must(b.Click("a[href^='/desk/review?statement=']"))
	must(b.Wait(".queue summary"))
	must(b.Click(".queue summary"))
	must(b.Wait("textarea[name=content]"))
	if _, err := browser.Eval[any](b, "document.querySelector('input[name=speaker]').value = 'The port company'; null"); err != nil {
		t.Fatal(err)
	}
	must(b.Click("form.amend button.main"))
	must(b.Wait(".done"))
	list, err := s.Corrections(context.Background(), id)
	if err != nil || len(list) != 1 || list[0].Verdict != store.Amend || list[0].Speaker != "The port company" || list[0].By != "local" {
		t.Fatalf("corrections: %+v, %v", list, err)
	}
	visit(t, b, srv, "/statements/"+id)
	if text, err := b.Text("#h-judged ~ ul"); err != nil || !strings.Contains(text, "The port company") {
		t.Errorf("the statement says of its correction %q (%v)", text, err)
	}
	// An export, as the form sends it.
	visit(t, b, srv, "/search?q=cheque")
	got, err := browser.EvalAwait[string](b, `(() => { const f = document.querySelector("form.export"); return fetch(f.action + "?" + new URLSearchParams(new FormData(f))).then(r => r.text()); })()`)
	if err != nil || strings.Count(got, "There was no cheque") != 4 {
		t.Errorf("export (%v):\n%s", err, got)
	}
	// An article of one's own.
	visit(t, b, srv, "/desk/read")
	must(b.Type("textarea", `The mayor of Port Ellis, Tom Adeyemi, spoke on Friday. "There was no cheque, and there was no envelope," Adeyemi said.`))
	must(b.Click("main form button"))
	must(b.Wait(".l.content"))
	// It is kept, and found.
	must(b.Click("details:has(#paste) > summary"))
	must(b.Click("#paste details > summary"))
	must(b.Type("#outlet", "Ellis Echo"))
	must(b.Click("button[formaction='/desk/keep']"))
	must(b.Wait("main .export")) // which the page before has not
	if at, err := browser.Eval[string](b, "location.pathname"); err != nil || !strings.HasPrefix(at, "/articles/d") {
		t.Errorf("what was kept is at %q (%v)", at, err)
	}
	visit(t, b, srv, "/search?q="+url.QueryEscape(`outlet:"ellis echo" "no envelope"`))
	if text, err := b.Text("main"); err != nil || !strings.Contains(text, "Tom Adeyemi") {
		t.Errorf("what was kept is not found (%v):\n%s", err, text)
	}
	for _, p := range b.Problems(hostOf(srv)) {
		t.Error(p)
	}
}

// TestReviewInABrowser judges with the keyboard alone: accept, reject, and correct
// the speaker of the next.
func TestReviewInABrowser(t *testing.T) {
	b := opened(t)
	s := recordOf(t, desk...)
	srv := served(t, s)
	queue, err := s.Queue(context.Background(), "", 3)
	if err != nil || len(queue) < 3 {
		t.Fatalf("%d in the queue: %v", len(queue), err)
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(b.Look(1200, 900, false))
	visit(t, b, srv, "/desk/review")
	must(b.Key("a"))
	must(b.Wait(".done"))
	must(b.Key("r"))
	must(b.Wait("table .chip.bad"))
	must(b.Key("c"))
	must(b.Wait("details[open] .amend"))
	if in, err := browser.Eval[string](b, "document.activeElement.name"); err != nil || in != "speaker" {
		t.Errorf("the keyboard is in %q (%v)", in, err)
	}
	must(b.Type("details[open] input[name=note]", "seen"))
	must(b.Type("details[open] input[name=speaker]", " the Younger\r"))
	must(b.Wait("table .chip.plan"))
	for i, want := range []string{store.Accept, store.Reject, store.Amend} {
		list, err := s.Corrections(context.Background(), queue[i].ID)
		if err != nil || len(list) != 1 || list[0].Verdict != want {
			t.Errorf("statement %d: %+v, %v", i, list, err)
			continue
		}
		if want == store.Amend && (list[0].Note != "seen" || !strings.Contains(list[0].Speaker, "the Younger") || list[0].Content != nil) {
			t.Errorf("%+v", list[0])
		}
	}
	for _, p := range b.Problems(hostOf(srv)) {
		t.Error(p)
	}
}
