package ingest

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

func FuzzHTML(f *testing.F) {
	f.Add([]byte(page), "")
	f.Add([]byte("<p>a&amp;b &copy &notit; <br>c<table><td><b><p></b>d"), "text/html; charset=shift_jis")
	f.Add([]byte("<title>x</title><pre>\r\n a\tb</pre><svg><title></svg><p>\x00\xff&#xf0000;&#0;"), "text/html")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00a\x00"), "")
	f.Add([]byte("<meta charset=iso-2022-jp>\x1b$B$3$s\x1b(B<p>x"), "")
	long := strings.Repeat("<p>The minister said, on Monday, that it would be so, &ldquo;and soon&rdquo;.</p>", 9)
	f.Add([]byte("<h1>T</h1><script type=application/ld+json>{\"@type\":\"Article\",\"author\":[[{}]]}</script>"+long), "")
	f.Fuzz(func(t *testing.T, page []byte, contentType string) {
		d, err := HTML(page, contentType, "https://example.org/2024/05/06/a")
		if err != nil {
			return
		}
		checkDocument(t, d, page)
	})
}

func FuzzText(f *testing.F) {
	f.Add([]byte(story))
	f.Add([]byte("\xef\xbb\xbfabc"))
	f.Add([]byte("\xff\xfea\x00\x1c b\x00"))
	f.Add([]byte("\xfe\xff\xd8\x00"))
	f.Add([]byte("caf\xe9 \x93x\x94"))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := Text(data)
		if err != nil {
			return
		}
		checkDocument(t, d, data)
		if len(d.Segments) == 0 && d.Text != string(data) {
			t.Fatalf("text %q of %q has no segments", d.Text, data)
		}
	})
}

// FuzzDecode decodes the same bytes as each of the encodings of the web that
// work in their own ways.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("caf\xe9 \x1b$B$3\x1b(B \x81\x40 ~{ \xa1\xa1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, label := range []string{"utf-8", "utf-16le", "utf-16be", "windows-1252", "shift_jis", "euc-jp", "iso-2022-jp", "gbk", "gb18030", "big5", "euc-kr", "koi8-r", "x-user-defined", "replacement"} {
			d := decodeHTML(data, "text/html; charset="+label)
			checkDocument(t, &verbatim.Document{Text: d.text, Segments: d.segments}, data)
		}
	})
}

func FuzzJSONL(f *testing.F) {
	f.Add([]byte(`{"id":"a","text":"b"}` + "\n" + `{"id":1,"text":"\u0000\ud800"}`))
	f.Add([]byte("\n\n{\"text\":null}\n[]\n\"\"\n{\"id\":[1],\"text\":\"x\"}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for d, err := range Read(context.Background(), "-", Options{Format: JSONL, Stdin: bytes.NewReader(data), MaxBytes: 1000}) {
			if err != nil {
				continue
			}
			checkDocument(t, d, nil)
			if d.Path == "" {
				t.Fatal("a document without a path")
			}
		}
	})
}

func FuzzFurniture(f *testing.F) {
	f.Add("To view this video\nplease HTML5\nvideo\n\nMORE: x\r\nRelated:\nA headline of some length\n")
	f.Add("LONDON (AP) — x\nBy A\n(c) 2\n(\n[\n")
	f.Add("\u00a0MORE:\u2003\n\u0130 — İ")
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\ufffd")
		d := verbatim.Document{Text: text, Furniture: Furniture(text)}
		checkDocument(t, &d, nil)
	})
}

func FuzzGzip(f *testing.F) {
	f.Add(gzipped([]byte(story)))
	f.Add(gzipped(gzipped([]byte(page))))
	f.Add(gzipped([]byte(story))[:20])
	f.Fuzz(func(t *testing.T, data []byte) {
		n := 0
		for d, err := range Read(context.Background(), "-", Options{Stdin: bytes.NewReader(data), MaxBytes: 1 << 16}) {
			n++
			if (d == nil) == (err == nil) {
				t.Fatalf("document %v and error %v", d, err)
			}
			if err != nil && strings.ContainsAny(err.Error(), "\n\r") {
				t.Fatalf("error of more than one line: %q", err)
			}
			if d != nil {
				checkDocument(t, &verbatim.Document{Text: d.Text, Furniture: d.Furniture}, nil)
			}
		}
		if n == 0 {
			t.Fatal("neither document nor error")
		}
	})
}
