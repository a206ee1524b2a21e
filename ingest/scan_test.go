package ingest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/fetch"
)

// longStory is long enough to be taken for an article among pages.
var longStory = strings.Repeat("<p>The minister said on Monday that the bridge over the river would be closed for repairs until the spring, and that she was sorry.</p>\n", 6)

func newsSite(t *testing.T) *httptest.Server {
	mux := http.NewServeMux()
	srv := httptest.NewServer(mux)
	t.Cleanup(srv.Close)
	serve := func(path, contentType string, body func() string) {
		mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", contentType)
			io.WriteString(w, body())
		})
	}
	serve("/robots.txt", "text/plain", func() string { return "User-agent: *\nDisallow: /private/" })
	for _, n := range []string{"1", "2", "private/3"} {
		serve("/news/"+n, "text/html", func() string { return "<html><h1>Story " + n + "</h1>" + longStory + "</html>" })
		serve("/"+n, "text/html", func() string { return "<html><h1>Story " + n + "</h1>" + longStory + "</html>" })
	}
	serve("/rss", "application/rss+xml", func() string {
		return `<?xml version="1.0" encoding="windows-1252"?><rss><channel><title>T</title>` +
			"<item><link>/news/1</link><title>Caf\xe9</title><dc:creator>Ann Pell</dc:creator><pubDate>Thu, 13 Feb 2025 09:30:00 GMT</pubDate></item>" +
			"<item><link>/news/1</link></item><item><link>/private/3</link></item><item><link>/missing</link></item><item><link>/rss</link></item>" +
			"<item><title>Alone</title><description>&lt;p>" + strings.Repeat("She said that it was so. ", 30) + "</description></item></channel></rss>"
	})
	serve("/index.xml", "text/xml", func() string {
		return "<sitemapindex><sitemap><loc>" + srv.URL + "/map.xml.gz</loc></sitemap><sitemap><loc>" + srv.URL + "/index.xml</loc></sitemap></sitemapindex>"
	})
	mux.HandleFunc("/map.xml.gz", func(w http.ResponseWriter, r *http.Request) {
		w.Write(gzipped([]byte(`<urlset><url><loc>` + srv.URL + `/news/2</loc><news:news><news:publication_date>2025-02-14</news:publication_date><news:publication><news:name>The Town</news:name></news:publication></news:news></url></urlset>`)))
	})
	return srv
}

func TestReadLists(t *testing.T) {
	srv := newsSite(t)
	o := Options{Fetcher: fetch.New(fetch.Options{Delay: -1, AllowPrivate: true}), Polite: true}
	docs, errs := all(t, srv.URL+"/rss", o)
	wantErrs := fmt.Sprint([]string{srv.URL + "/private/3: robots.txt does not allow it", srv.URL + "/missing: HTTP 404 Not Found", srv.URL + "/rss: is no article"})
	if len(docs) != 2 || fmt.Sprint(errs) != wantErrs {
		t.Fatalf("%d documents, errors %q, want %s", len(docs), errs, wantErrs)
	}
	want := verbatim.Meta{Path: srv.URL + "/news/1", URL: srv.URL + "/news/1", Outlet: "127.0.0.1", Title: "Story 1", Byline: "Ann Pell", Published: "2025-02-13T09:30:00Z", Language: "en"}
	if docs[0].Meta != want {
		t.Errorf("%+v\nwant %+v", docs[0].Meta, want)
	}
	if docs[1].Title != "Alone" || !strings.HasPrefix(docs[1].Text, "She said that it was so.") {
		t.Errorf("%+v %q", docs[1].Meta, docs[1].Text)
	}
	docs, errs = all(t, srv.URL+"/index.xml", o)
	if len(docs) != 1 || len(errs) > 0 || docs[0].Published != "2025-02-14" || docs[0].Outlet != "The Town" {
		t.Errorf("%d documents %+v, errors %q", len(docs), docs, errs)
	}
	// A feed from a file cannot make it call inside.
	docs, errs = all(t, write(t, "feed.xml", []byte("<rss><item><link>"+srv.URL+"/news/1</link></item></rss>")), Options{Fetcher: fetch.New(fetch.Options{Delay: -1})})
	if len(docs) > 0 || len(errs) != 1 || !strings.Contains(errs[0], "is at a private address") {
		t.Errorf("%d documents, errors %q", len(docs), errs)
	}
	_, errs = all(t, write(t, "a.opml", []byte(`<opml><outline xmlUrl="https://e.example/"/></opml>`)), o)
	if len(errs) != 1 || !strings.HasPrefix(errs[0], "is a list of feeds") {
		t.Errorf("errors %q", errs)
	}
}

func TestReadArchive(t *testing.T) {
	record := func(uri, contentType, body string) string {
		block := "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n" + body
		return fmt.Sprintf("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-02-13T09:30:00Z\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", uri, len(block), block)
	}
	parts := []string{
		record("https://e.example/1", "text/html; charset=windows-1252", "<html><h1>Caf\xe9</h1>"+longStory),
		record("https://e.example/front", "text/html", "<html><ul><li><a href=/1>One</a></li><li><a href=/2>Two</a></li></ul></html>"),
		record("https://e.example/i.png", "image/png", "\x89PNG"),
		"nonsense\r\n\r\n",
		record("https://e.example/2", "text/html", "<html><h1>Second</h1>"+longStory),
	}
	whole := strings.Join(parts, "")
	for name, data := range map[string][]byte{"plain": []byte(whole), "one member": gzipped([]byte(whole)), "members": func() []byte {
		var b []byte
		for _, p := range parts {
			b = append(b, gzipped([]byte(p))...)
		}
		return b
	}()} {
		for _, stdin := range []bool{false, true} {
			input, o := write(t, "crawl.warc", data), Options{}
			if stdin {
				input, o.Stdin = "-", bytes.NewReader(data)
			}
			docs, errs := all(t, input, o)
			if len(docs) != 2 || len(errs) != 1 || !strings.Contains(errs[0], "does not start like one") {
				t.Fatalf("%s: %d documents, errors %q", name, len(docs), errs)
			}
			if docs[0].Title != "Café" || docs[0].URL != "https://e.example/1" || docs[0].Path != "https://e.example/1" || docs[1].Title != "Second" {
				t.Errorf("%s: %+v %+v", name, docs[0].Meta, docs[1].Meta)
			}
		}
	}
}

func TestFields(t *testing.T) {
	cases := []struct{ fields, line, want string }{
		{"", `{"url":"u","title":"t","text":"x","date":"2024-05-06"}`, "|u||t||2024-05-06|x"},
		{"", `{"link":"u","headline":"t","body":"x","published":"6 May 2024","source":{"id":null,"name":"The Town"},"author":null}`, "|u|The Town|t||2024-05-06|x"},
		{"", `{"maintext":"x","date_publish":"2018-11-02 10:00:00","source_domain":"e.example","authors":["A B","C D"]}`, "||e.example||A B, C D|2018-11-02|x"},
		{"", `{"text":"x","timestamp":"2019-04-25T12:57:54Z","url":"u"}`, "|u||||2019-04-25T12:57:54Z|x"},
		{"", `{"_id":{"$oid":"77"},"content":"x","timestamp":1715000000}`, "77|||||2024-05-06T12:53:20Z|x"},
		{"", `{"id":12,"text":"x","date":1715000000000}`, "12|||||2024-05-06T12:53:20Z|x"},
		{"", `{"title":"t","text":"","body":"x","date":"soon"}`, "|||t|||x"},
		{"text=fields.bodyText,title=webTitle", `{"webUrl":"u","webTitle":"t","fields":{"bodyText":"x"},"text":"no"}`, "|u||t|||x"},
		{"text=a.b", `{"a.b":"x"}`, "||||||x"},
		{"text=words", `{"text":"no"}`, `has no "words"`},
		{"", `{"title":"t"}`, `has no "text"`},
		{"", `{"text":["x"]}`, `"text" is a array, not a string`},
		{"", `{"body":5}`, `"body" is a number, not a string`},
		{"", `null`, "is a JSON null, not an object"},
	}
	for _, c := range cases {
		f, err := ParseFields(c.fields)
		if err != nil {
			t.Fatal(err)
		}
		d, err := recordOf([]byte(c.line), f)
		var got string
		if err != nil {
			got = err.Error()
		} else {
			got = strings.Join([]string{d.Path, d.URL, d.Outlet, d.Title, d.Byline, d.Published, d.Text}, "|")
		}
		if got != c.want {
			t.Errorf("%s %s:\ngot  %s\nwant %s", c.fields, c.line, got, c.want)
		}
	}
	for _, bad := range []string{"text", "txt=body", "text=", "=x", ","} {
		if f, err := ParseFields(bad); err == nil {
			t.Errorf("%q: %v", bad, f)
		}
	}
}

// Whatever the bytes are, an input ends, and each error is one line.
func FuzzScan(f *testing.F) {
	f.Add([]byte("<rss><item><title>x</title><description>" + strings.Repeat("y ", 300) + "</description></item></rss>"))
	f.Add([]byte("WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/html\r\nContent-Length: 3\r\n\r\n<p>\r\n\r\n"))
	f.Add(gzipped([]byte("WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n")))
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"x"}]}`))
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00>\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for raw, err := range Scan(context.Background(), "-", Options{Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
			if n++; n > 4*len(data)+10 {
				t.Fatal("no end")
			}
			if err != nil {
				if strings.ContainsAny(err.Error(), "\r\n") {
					t.Errorf("error of more than one line: %q", err)
				}
				continue
			}
			if raw.Link {
				continue
			}
			if doc, err := raw.Document(); err == nil {
				checkDocument(t, doc, raw.Body)
			}
		}
	})
}

// The table of the documentation is that of the program.
func TestFieldsDocumented(t *testing.T) {
	doc, err := os.ReadFile("../docs/adding.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fieldNames {
		if row := "| " + f.field + " | " + strings.Join(f.names, ", ") + " |"; !strings.Contains(string(doc), row) {
			t.Errorf("docs/adding.md has no %s", row)
		}
	}
}

// Data is no article; prose that begins with a bracket is one.
func TestJSONIsNoArticle(t *testing.T) {
	dir := t.TempDir()
	for name, c := range map[string]struct {
		body string
		ok   bool
	}{
		"answers.json":  {"{\"NineNews_2024.html\": {\"body\": [\"“No,” said Ann Pell.\"]}}\n", false},
		"list.json":     {" [\n\"“No,” said Ann Pell.\"\n]\n", false},
		"bracket.txt":   {"[Updated] “No,” said Ann Pell.\n", true},
		"brace.txt":     {"{This was cut.} “No,” said Ann Pell.\n", true},
		"article.jsonl": {"{\"id\":\"a\",\"text\":\"“No,” said Ann Pell.\"}\n", true},
	} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(c.body), 0o600); err != nil {
			t.Fatal(err)
		}
		n := 0
		var last error
		for d, err := range Read(context.Background(), path, Options{}) {
			if last = err; err == nil && d != nil {
				n++
			}
		}
		if (n == 1) != c.ok || (last == nil) != c.ok {
			t.Errorf("%s: %d articles, %v", name, n, last)
		}
	}
}
