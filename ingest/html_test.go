package ingest

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

const page = `<!DOCTYPE html>
<html lang="en-GB"><head>
<meta charset="utf-8">
<title>Bridge shut for repairs | The Example</title>
<meta property="og:site_name" content="The Example">
<meta property="og:title" content="Bridge shut for repairs | The Example">
<link rel="canonical" href="/news/2024/05/04/bridge">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge shut for repairs",
"datePublished":"2024-05-04T10:15:00+01:00","author":[{"@type":"Person","name":"Jo Marsh"},{"@type":"Person","name":"Lee Okoro"}],
"publisher":{"@type":"Organization","name":"The Example"}}</script>
<style>p { color: red }</style>
</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/news">News</a></li></ul></nav>
<article>
<h1>Bridge shut for repairs</h1>
<div class="byline">By Jo Marsh</div>
<p>The minister said on Monday that the bridge would be closed for repairs &amp; would stay closed for
   the whole of the summer, because the caf&eacute; on it is <em>sinking</em>.</p>
<figure><img src="b.jpg"><figcaption>The bridge at dawn, in a picture from last year</figcaption></figure>
<p>&ldquo;We have no choice,&rdquo; she told reporters at the town hall,<br>and left in a waiting car, which
was driven by her brother, an engineer who built part of the bridge.</p>
<p>Residents were angry. “It’s a scandal,” said one, who lives on the far bank and crosses it every day to work.</p>
<aside class="related-links"><p><a href="/x">Ferry strike enters its second week, with no end in sight for the islands</a></p></aside>
<p>The council said that a ferry would run every ten minutes until the repairs are done, and that it would be free of charge.</p>
</article>
<footer><p>© 2024 The Example. All rights reserved.</p></footer>
</body></html>`

func TestHTML(t *testing.T) {
	d, err := HTML([]byte(page), "text/html", "https://example.org/news/2024/05/04/bridge?utm=1")
	if err != nil {
		t.Fatal(err)
	}
	checkDocument(t, d, []byte(page))
	for _, want := range []string{
		"closed for repairs & would stay closed for the whole of the summer, because the café on it is sinking.\n\n",
		"“We have no choice,” she told reporters at the town hall,\nand left in a waiting car, which was driven",
		"“It’s a scandal,” said one",
	} {
		if !strings.Contains(d.Text, want) {
			t.Errorf("text lacks %q: %q", want, d.Text)
		}
	}
	for _, not := range []string{"Home", "All rights", "color: red", "Bridge shut for repairs"} {
		if strings.Contains(d.Text, not) {
			t.Errorf("text has %q", not)
		}
	}
	for _, f := range []string{"The bridge at dawn", "Ferry strike"} {
		i := strings.Index(d.Text, f)
		if i < 0 {
			continue
		}
		found := false
		for _, s := range d.Furniture {
			found = found || s.Start <= i && i < s.End
		}
		if !found {
			t.Errorf("%q is not furniture", f)
		}
	}
	m := d.Meta
	if m.Title != "Bridge shut for repairs" || m.Outlet != "The Example" || m.Byline != "Jo Marsh, Lee Okoro" ||
		m.Published != "2024-05-04T10:15:00+01:00" || m.Language != "en" || m.URL != "https://example.org/news/2024/05/04/bridge" {
		t.Errorf("metadata %+v", m)
	}
}

func TestHTMLEncodings(t *testing.T) {
	western := strings.NewReplacer("utf-8", "windows-1252", "“", "\x93", "”", "\x94", "’", "\x92", "©", "\xa9").Replace(page)
	var wide []byte
	for _, r := range page {
		wide = append(wide, byte(r), byte(r>>8))
	}
	want, err := HTML([]byte(page), "", "")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ data, contentType string }{
		"meta":              {western, ""},
		"header":            {strings.Replace(western, `<meta charset="windows-1252">`, "", 1), "text/html; charset=windows-1252"},
		"nothing":           {strings.Replace(western, `<meta charset="windows-1252">`, "", 1), "text/html"},
		"BOM":               {"\xef\xbb\xbf" + page, ""},
		"UTF-16":            {"\xff\xfe" + string(wide), ""},
		"wrong declaration": {strings.Replace(page, "utf-8", "iso-8859-1", 1), ""},
	} {
		d, err := HTML([]byte(c.data), c.contentType, "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d.Text != want.Text {
			t.Errorf("%s: text %q, want %q", name, d.Text, want.Text)
		}
		checkDocument(t, d, []byte(c.data))
	}
}

// TestHTMLScripted reads a page whose article is only in its JSON-LD.
func TestHTMLScripted(t *testing.T) {
	first := "“The bridge is shut,” the minister said on Monday, and nobody at the town hall said otherwise."
	second := strings.Repeat("Residents were angry at the news of the closure, they said. ", 6) + "It will reopen in May."
	script := `{"@context":"https://schema.org","@type":"NewsArticle","headline":"Bridge shut","articleBody":"` + first + `\n\n` + second + `"}`
	page := `<html><head><script type="application/ld+json">` + script + `</script></head><body><div id="root">Loading</div></body></html>`
	d, err := HTML([]byte(page), "", "")
	if err != nil {
		t.Fatal(err)
	}
	if want := first + "\n\n" + second; d.Text != want {
		t.Errorf("text %q, want %q", d.Text, want)
	}
	checkDocument(t, d, []byte(page))
	if len(d.Segments) != 1 || page[d.Segments[0].Source.Start:d.Segments[0].Source.End] != script {
		t.Errorf("segments %v", d.Segments)
	}
}

// TestHTMLFallback reads pages on which the extractor finds little.
func TestHTMLFallback(t *testing.T) {
	p := "<p>The minister said on Monday that the bridge would be closed for repairs until the end of May.</p>"
	for name, page := range map[string]string{
		"no structure":    strings.ReplaceAll(strings.Repeat(p, 5), "p>", "div>"),
		"class of a menu": `<div class="menu sidebar">` + strings.Repeat(p, 5) + `</div>`,
		"hidden":          `<div style="display:none">` + strings.Repeat(p, 5) + `</div>`,
		"one paragraph":   p,
		"plain text":      "The minister said on Monday that the bridge would be closed for repairs until the end of May.<br><br>She left.",
	} {
		d, err := HTML([]byte("<html><body>"+page+"</body></html>"), "", "")
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !strings.Contains(d.Text, "The minister said on Monday that the bridge would be closed for repairs until the end of May.") {
			t.Errorf("%s: text %q", name, d.Text)
		}
	}
}

// TestHTMLHostile reads pages made to hurt, each within its time and memory.
func TestHTMLHostile(t *testing.T) {
	body := strings.Repeat("<p>The minister said on Monday that the bridge would be closed, and that it would reopen in May.</p>", 20)
	attrs := func(n int) string {
		var b strings.Builder
		for i := range n {
			b.WriteString("<b id=a" + strings.Repeat("x", i%7) + ">")
		}
		return b.String()
	}
	cases := map[string]string{
		"nested divs":          strings.Repeat("<div>", 100_000) + body + strings.Repeat("</div>", 100_000),
		"nested divs, no end":  strings.Repeat("<div>", 100_000) + body,
		"nested spans":         strings.Repeat("<span>", 100_000) + body + strings.Repeat("</span>", 100_000),
		"nested tables":        strings.Repeat("<table><tr><td>", 50_000) + body,
		"nested lists":         strings.Repeat("<ul><li>", 60_000) + body,
		"open formatting":      attrs(50_000) + strings.Repeat("<p>x", 50_000) + body,
		"unclosed tags":        body + strings.Repeat("<a", 1_000_000),
		"stray end tags":       strings.Repeat("<i>", 60_000) + strings.Repeat("</b>", 100_000) + body,
		"blocks in formatting": strings.Repeat("<i>", 60_000) + strings.Repeat("<div></div>", 400_000) + body,
		"unclosed comment":     body + "<!--" + strings.Repeat("-", 3_000_000),
		"unclosed svg":         strings.Repeat("<svg>", 100_000) + body,
		"unclosed script":      body + strings.Repeat("<script>", 100_000),
		"ampersands":           body + "<p>" + strings.Repeat("&", 3_000_000),
		"references":           body + "<p>" + strings.Repeat("&amp", 1_000_000),
		"attributes":           body + "<p " + strings.Repeat("a ", 1_000_000) + ">",
		"breaks":               body + strings.Repeat("x<br>", 60_000),
		"breaks in a row":      body + strings.Repeat("<br>", 100_000),
		"many paragraphs":      strings.Repeat("<p>Words of a long page, said the author, "+strings.Repeat("and more of them ", 6)+"</p>", 40_000),
		"one long text":        "<p>" + strings.Repeat("word, ", 1_300_000),
		"deep json":            `<script type="application/ld+json">` + strings.Repeat("[", 1_000_000) + "</script>" + body,
		"siblings in deep div": strings.Repeat("<div>", 150) + strings.Repeat("<div>a, b</div>", 60_000),
		"deep and wide":        strings.Repeat("<div class=x>"+strings.Repeat("<p>The words, it said, of a page.</p>", 30), 3_000),
	}
	for name, page := range cases {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			d, err := HTML([]byte("<html><body>"+page), "", "")
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MiB allocated, %v", took, (after.TotalAlloc-before.TotalAlloc)>>20, err)
			if err == nil {
				checkDocument(t, d, []byte("<html><body>"+page))
			}
			if testing.Short() {
				return
			}
			if took > 10*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestHTMLPages holds the segments of real pages to their promise.
func TestHTMLPages(t *testing.T) {
	var files []string
	for _, pattern := range []string{"fundus-pages/*/*.html.gz", "article-extraction-benchmark/html/*.html.gz"} {
		m, _ := filepath.Glob("../../shared/data/" + pattern)
		files = append(files, m...)
	}
	if len(files) == 0 {
		t.Skip("no pages in ../shared/data")
	}
	exact, length := 0, 0
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(bytes.NewReader(raw))
		if err != nil {
			t.Fatal(err)
		}
		page, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		d, err := HTML(page, "", "")
		if err != nil {
			t.Errorf("%s: %v", f, err)
			continue
		}
		checkDocument(t, d, page)
		for _, s := range d.Segments {
			if s.Exact {
				exact += s.Text.Len()
			}
		}
		length += len(d.Text)
	}
	if share := float64(exact) / float64(length); share < 0.9 {
		t.Errorf("%.3f of the text carries over exactly, want at least 0.9", share)
	}
}
