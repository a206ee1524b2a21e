package feed

import (
	"bytes"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// entries reads a list to its end.
func entries(t *testing.T, r io.Reader, base string) (*Reader, []Entry, error) {
	t.Helper()
	f := NewReader(r, base)
	var out []Entry
	for {
		e, err := f.Next()
		if err == io.EOF {
			return f, out, nil
		}
		if err != nil {
			return f, out, err
		}
		out = append(out, *e)
	}
}

const rss = `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Harbour &amp; Town</title><link>https://e.example/</link><language>en-gb</language>
<atom:link rel="self" href="https://e.example/feed.xml"/>
<image><title>Logo</title><url>https://e.example/logo.png</url><link>https://e.example/about</link></image>
<item>
  <title><![CDATA[The <i>Maria</i> &amp; her crew]]></title>
  <link>https://e.example/news/1#top</link>
  <atom:link rel="replies" href="https://e.example/news/1/comments"/>
  <guid isPermaLink="false">urn:1</guid>
  <dc:creator>Ann Pell</dc:creator>
  <pubDate>Thu, 13 Feb 2025 09:30:00 GMT</pubDate>
  <media:title>a picture</media:title>
  <media:content url="https://e.example/p.jpg"><media:title>another</media:title></media:content>
  <description>Short &lt;b&gt;words&lt;/b&gt;.</description>
  <content:encoded><![CDATA[<p>All the words, ]]]]><![CDATA[> and more.</p>]]></content:encoded>
</item>
<item><title>Bare & sloppy</title><link>/news/2</link><pubDate>yesterday</pubDate></item>
<item><title>No link</title><guid>https://e.example/news/3</guid></item>
<item><title>Nothing at all</title></item>
<item><link>javascript:alert(1)</link><title>Not of the web</title></item>
</channel></rss>`

func TestRSS(t *testing.T) {
	f, got, err := entries(t, strings.NewReader(rss), "https://e.example/feed.xml")
	if err != nil || f.Kind != News || f.Title != "Harbour & Town" || f.Language != "en-gb" || f.Home != "https://e.example/" {
		t.Errorf("%v %+v", err, f)
	}
	want := []Entry{
		{URL: "https://e.example/news/1", Title: "The Maria & her crew", Author: "Ann Pell", Published: "Thu, 13 Feb 2025 09:30:00 GMT",
			Content: "<p>All the words, ]]> and more.</p>"},
		{URL: "https://e.example/news/2", Title: "Bare & sloppy", Published: "yesterday"},
		{URL: "https://e.example/news/3", Title: "No link"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

// A feed that is cut off anywhere has all items before the cut.
func TestCutOff(t *testing.T) {
	for _, whole := range []string{rss, atomFeed, jsonFeed, newsSitemap} {
		_, all, err := entries(t, strings.NewReader(whole), "https://e.example/")
		if err != nil {
			t.Fatal(err)
		}
		last := 0
		for i := range len(whole) {
			_, got, err := entries(t, strings.NewReader(whole[:i]), "https://e.example/")
			if err != nil && err != ErrNoList {
				t.Fatalf("cut at %d: %v", i, err)
			}
			if len(got) > len(all) || len(got) < last-1 {
				t.Fatalf("cut at %d: %d entries of %d", i, len(got), len(all))
			}
			last = max(last, len(got))
			for k := range len(got) - 1 {
				if got[k] != all[k] {
					t.Fatalf("cut at %d: entry %d is %+v, want %+v", i, k, got[k], all[k])
				}
			}
		}
	}
}

const atomFeed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://e.example/a/">
<title type="text">Atoms</title><link href="https://e.example/"/><link rel="self" href="feed"/>
<author><name>The desk</name></author>
<entry><title type="html">&lt;b&gt;One&lt;/b&gt; &amp;amp; two</title>
 <link rel="enclosure" href="sound.mp3"/><link rel="alternate" type="application/json" href="one.json"/><link rel="alternate" type="text/html" href="one"/>
 <id>tag:e.example,2025:1</id><published>2025-02-13T09:30:00Z</published><updated>2025-02-14T00:00:00Z</updated>
 <author><name>Tom Reyes</name><uri>https://e.example/tom</uri></author>
 <source><title>Elsewhere</title><link href="https://o.example/"/><id>https://o.example/x</id><updated>2001-01-01</updated></source>
 <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A <content>b</content> c &amp; d</p></div></content></entry>
<entry><title>Two</title><id>https://e.example/two</id><summary>short</summary></entry>
</feed>`

func TestAtom(t *testing.T) {
	f, got, err := entries(t, strings.NewReader(atomFeed), "https://e.example/feed")
	if err != nil || f.Kind != News || f.Title != "Atoms" || f.Language != "en" || f.Home != "https://e.example/" {
		t.Errorf("%v %+v", err, f)
	}
	want := []Entry{
		{URL: "https://e.example/a/one", Title: "One & two", Author: "Tom Reyes", Published: "2025-02-13T09:30:00Z", Updated: "2025-02-14T00:00:00Z",
			Content: `<div xmlns="http://www.w3.org/1999/xhtml"><p>A <content>b</content> c & d</p></div>`},
		{URL: "https://e.example/two", Title: "Two", Content: "short"},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestRDF(t *testing.T) {
	_, got, err := entries(t, strings.NewReader(`<rdf:RDF xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>T</title><link>https://e.example/</link><items><rdf:Seq><rdf:li resource="https://e.example/1"/></rdf:Seq></items></channel>
<item rdf:about="https://e.example/1"><title>One</title><link>https://e.example/1</link><dc:date>2025-02-13</dc:date></item></rdf:RDF>`), "")
	if want := (Entry{URL: "https://e.example/1", Title: "One", Published: "2025-02-13"}); err != nil || len(got) != 1 || got[0] != want {
		t.Errorf("%v %+v", err, got)
	}
}

const jsonFeed = `{"version":"https://jsonfeed.org/version/1.1","title":"J","home_page_url":"https://e.example/","language":"en","items":[
{"id":"1","url":"https://e.example/1","title":"One","content_html":"<p>x","date_published":"2025-02-13T09:30:00Z","authors":[{"name":"A B"}]},
{"id":7,"external_url":"/2","title":8},
{"id":"https://e.example/3","content_text":"a < b\n\nc"},
{"id":"4"}],"expired":false}`

func TestJSON(t *testing.T) {
	f, got, err := entries(t, strings.NewReader("\ufeff "+jsonFeed), "https://e.example/feed.json")
	want := []Entry{
		{URL: "https://e.example/1", Title: "One", Author: "A B", Published: "2025-02-13T09:30:00Z", Content: "<p>x"},
		{URL: "https://e.example/2"},
		{URL: "https://e.example/3", Content: "<p>a &lt; b</p>\n<p>c</p>"},
	}
	want[0].Language = ""
	if err != nil || !slices.Equal(got, want) || f.Title != "J" || f.Home != "https://e.example/" {
		t.Errorf("%v got  %+v\nwant %+v", err, got, want)
	}
}

const newsSitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://e.example/1?a=1&amp;b=2</loc><lastmod>2025-02-14</lastmod>
<news:news><news:publication><news:name>The Example</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2025-02-13T09:30:00Z</news:publication_date><news:title>One &amp; all</news:title></news:news>
<image:image><image:loc>https://e.example/p.jpg</image:loc><image:title>P</image:title></image:image></url>
<url><loc> https://e.example/2 </loc></url></urlset>`

func TestSitemap(t *testing.T) {
	f, got, err := entries(t, strings.NewReader(newsSitemap), "")
	want := []Entry{
		{URL: "https://e.example/1?a=1&b=2", Title: "One & all", Published: "2025-02-13T09:30:00Z", Updated: "2025-02-14", Outlet: "The Example", Language: "en"},
		{URL: "https://e.example/2"},
	}
	if err != nil || f.Kind != Sitemap || !slices.Equal(got, want) {
		t.Errorf("%v got  %+v\nwant %+v", err, got, want)
	}
	f, got, err = entries(t, strings.NewReader(`<sitemapindex><sitemap><loc>https://e.example/a.xml.gz</loc><lastmod>2025-01-01</lastmod></sitemap></sitemapindex>`), "")
	if err != nil || f.Kind != Index || len(got) != 1 || got[0].URL != "https://e.example/a.xml.gz" || got[0].Updated != "2025-01-01" {
		t.Errorf("%v %+v", err, got)
	}
}

func TestOPML(t *testing.T) {
	feeds := []Entry{
		{URL: "https://e.example/b?x=1&y=2", Title: `"B" <b> & sons`, Folder: "Europe"},
		{URL: "https://e.example/a", Title: "A"},
		{URL: "https://e.example/c", Title: "C", Folder: "Europe"},
		{URL: "https://e.example/d", Title: "D", Folder: "Asia"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "Feeds & more", feeds); err != nil {
		t.Fatal(err)
	}
	f, got, err := entries(t, &b, "")
	want := []Entry{feeds[1], feeds[3], feeds[0], feeds[2]}
	want[2].Title = `"B"  & sons`
	want[2].Title = "\"B\" & sons"
	if err != nil || f.Kind != Outline || !slices.Equal(got, want) {
		t.Errorf("%v got  %+v\nwant %+v", err, got, want)
	}
	_, got, err = entries(t, strings.NewReader(`<opml><body><outline text="News"><outline text="UK"><outline text='x' xmlUrl='https://e.example/x'></outline></outline>
		<outline text="y" type="rss" xmlUrl="https://e.example/y"/></outline><outline xmlUrl="https://e.example/z"/></body></opml>`), "")
	folders := ""
	for _, e := range got {
		folders += e.Title + "@" + e.Folder + " "
	}
	if folders != "x@News/UK y@News @ " {
		t.Errorf("%v %q", err, folders)
	}
}

// Feeds that are not what they should be.
func TestSloppy(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"items not ended":      {`<rss><channel><item><link>https://e.example/1</link><item><link>https://e.example/2</link></channel></rss>`, "1 2"},
		"fields not ended":     {`<rss><channel><item><link>https://e.example/1</link><title>x</item><item><link>https://e.example/2</link></item></rss>`, "1 2"},
		"markup in a title":    {`<rss><item><title>a <b>c</title><link>https://e.example/1</link></item></rss>`, "1"},
		"wrong ends":           {`<rss><channel></foo><item></x><link>https://e.example/1</link></channel></item></rss>`, "1"},
		"upper case":           {`<RSS><CHANNEL><ITEM><LINK>https://e.example/1</LINK></ITEM></CHANNEL></RSS>`, "1"},
		"junk before":          {"\r\n\ufeff  junk <rss><item><link>https://e.example/1</link></item></rss>", "1"},
		"control characters":   {"<rss><item><title>\x01\x02</title><link>https://e.example/1</link></item></rss>", "1"},
		"quote not ended":      {`<rss><item x="><link>https://e.example/1</link></item><item><link>https://e.example/2</link></item></rss>`, "1 2"},
		"less than in text":    {`<rss><item><title>1 < 2 <3</title><link>https://e.example/1</link></item></rss>`, "1"},
		"cdata not ended":      {`<rss><item><link>https://e.example/1</link></item><item><title><![CDATA[x</title></item></rss>`, "1"},
		"an entity not known":  {`<!DOCTYPE rss [<!ENTITY a "b">]><rss><item><title>&a;&nope;</title><link>https://e.example/1</link></item></rss>`, "1"},
		"comment not ended":    {`<rss><item><link>https://e.example/1</link></item><!-- x <item><link>https://e.example/2</link></item></rss>`, "1"},
		"link in cdata":        {`<rss><item><link><![CDATA[ https://e.example/1 ]]></link></item></rss>`, "1"},
		"prefixed atom":        {`<atom:feed><atom:entry><atom:link href="https://e.example/1"/></atom:entry></atom:feed>`, "1"},
		"the original":         {`<rss><item><link>https://proxy.example/1</link><feedburner:origLink>https://e.example/1</feedburner:origLink></item></rss>`, "1"},
		"base of an item":      {`<rss><item xml:base="https://e.example/a/"><link>b</link></item><item><link>b</link></item></rss>`, "a/b"},
		"links of a source":    {`<feed><entry><source><link href="https://e.example/no"/></source><link href="https://e.example/1"/></entry></feed>`, "1"},
		"permanent by default": {`<rss><item><guid>https://e.example/1</guid></item></rss>`, "1"},
	} {
		_, got, err := entries(t, strings.NewReader(c.body), "")
		var urls []string
		for _, e := range got {
			urls = append(urls, strings.TrimPrefix(e.URL, "https://e.example/"))
		}
		if err != nil || strings.Join(urls, " ") != c.want {
			t.Errorf("%s: %v %q, want %s", name, err, urls, c.want)
		}
	}
	for _, body := range []string{"", "hello", "<html><body><item><link>https://e.example/1</link></item>", "{}", "{\"a\":1}", "[1]", "<rss", "\x00\x01"} {
		if _, got, err := entries(t, strings.NewReader(body), ""); len(got) > 0 || err != nil && err != ErrNoList {
			t.Errorf("%q: %v %v", body, got, err)
		}
	}
}

// Hostile feeds take bounded memory and time in proportion to their size.
func TestHostile(t *testing.T) {
	laughs := `<!DOCTYPE x [<!ENTITY a "ha">`
	for c := 'b'; c < 'z'; c++ {
		laughs += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	laughs += `]><rss><item><title>&y;</title><link>https://e.example/1</link></item></rss>`
	repeat := func(head, s string, n int) io.Reader {
		return io.MultiReader(strings.NewReader(head), io.LimitReader(&cycle{s: s}, int64(n)))
	}
	const size = 4 << 20
	for name, r := range map[string]io.Reader{
		"laughs":       strings.NewReader(laughs),
		"nested":       repeat("<rss><item>", "<a>", size),
		"nested items": repeat("<rss>", "<item>", size),
		"titles":       repeat("<rss><item>", "<title>", size),
		"long title":   repeat("<rss><item><link>https://e.example/1</link><title>", "x", size),
		"content":      repeat("<rss><item><link>https://e.example/1</link><description>", "&lt;p>", size),
		"attributes":   repeat("<rss><item ", `a="b" `, size),
		"quotes":       repeat("<rss><item>", `<a b="`, size),
		"ends":         repeat("<rss><item>", "</a>", size),
		"less":         repeat("<rss><item>", "<", size),
		"comments":     repeat("<rss><item>", "<!--", size),
		"cdata":        repeat("<rss><item><title>", "<![CDATA[", size),
		"doctype":      repeat("", "<!DOCTYPE [", size),
		"ampersands":   repeat("<rss><item><title>", "&", size),
		"outlines":     repeat("<opml>", `<outline text="a">`, size),
		"json":         repeat(`{"items":`, "[", size),
		"json items":   repeat(`{"items":[`, `{"url":1},`, size),
		"json name":    repeat(`{"`, "x", size),
	} {
		start := time.Now()
		f := NewReader(r, "")
		n := 0
		for {
			e, err := f.Next()
			if err != nil {
				break
			}
			if n++; len(e.Title) > maxValue || len(e.Content) > maxContent {
				t.Errorf("%s: a title of %d bytes, a content of %d", name, len(e.Title), len(e.Content))
			}
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s took %v", name, d)
		}
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	if m.HeapAlloc > 64<<20 {
		t.Errorf("%d bytes are still in use", m.HeapAlloc)
	}
}

type cycle struct {
	s  string
	at int
}

func (c *cycle) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		k := copy(p[n:], c.s[c.at:])
		n += k
		c.at = (c.at + k) % len(c.s)
	}
	return n, nil
}

// What is read does not depend on how the bytes come.
func FuzzFeed(f *testing.F) {
	for _, s := range []string{rss, atomFeed, jsonFeed, newsSitemap, `<opml><outline text="a"><outline xmlUrl="https://e.example/"/></outline></opml>`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, got, err := entries(t, bytes.NewReader(data), "https://e.example/")
		_, slow, err2 := entries(t, iotest.OneByteReader(bytes.NewReader(data)), "https://e.example/")
		if !slices.Equal(got, slow) || err != err2 {
			t.Fatalf("%q: %+v %v\nbyte by byte %+v %v", data, got, err, slow, err2)
		}
		for _, e := range got {
			if e.URL != "" && !strings.HasPrefix(e.URL, "http") || strings.ContainsAny(e.Title, "\n\r") {
				t.Errorf("%+v", e)
			}
		}
	})
}
