package ingest

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// all reads an input to its end.
func all(t *testing.T, input string, o Options) (docs []*verbatim.Document, errs []string) {
	t.Helper()
	for d, err := range Read(context.Background(), input, o) {
		if err != nil {
			errs = append(errs, err.Error())
			continue
		}
		docs = append(docs, d)
	}
	return docs, errs
}

func write(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

func gzipped(data []byte) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.Bytes()
}

const story = "The minister said on Monday that the bridge would be closed for repairs.\r\n\r\n" +
	"“We have no choice,” she told reporters at the town hall, and left.\r\n"

func TestReadKeepsBytes(t *testing.T) {
	for name, data := range map[string][]byte{
		"plain": []byte(story), "gzip": gzipped([]byte(story)), "gzip twice": gzipped(gzipped([]byte(story))),
	} {
		docs, errs := all(t, write(t, "a.txt", data), Options{Published: "2025-03-04"})
		if len(errs) > 0 || len(docs) != 1 {
			t.Fatalf("%s: %d documents, errors %q", name, len(docs), errs)
		}
		d := docs[0]
		if d.Text != story || len(d.Segments) != 0 {
			t.Errorf("%s: text %q, %d segments; want the bytes of the file", name, d.Text, len(d.Segments))
		}
		if d.Published != "2025-03-04" || d.Language != "en" {
			t.Errorf("%s: published %q, language %q", name, d.Published, d.Language)
		}
	}
	docs, errs := all(t, "-", Options{Stdin: strings.NewReader(story)})
	if len(errs) > 0 || len(docs) != 1 || docs[0].Text != story || docs[0].Path != "-" {
		t.Errorf("standard input: %v, errors %q", docs, errs)
	}
}

func TestReadBadInput(t *testing.T) {
	dir := t.TempDir()
	bomb := gzipped(bytes.Repeat([]byte("bomb"), 10<<20))
	cases := []struct{ name, input, want string }{
		{"missing", filepath.Join(dir, "none.txt"), "no such file"},
		{"directory", dir, "is a directory"},
		{"empty", write(t, "a", nil), "is empty"},
		{"white space", write(t, "a", []byte(" \n\r\n\t")), "is empty"},
		{"empty gzip", write(t, "a", gzipped(nil)), "is empty"},
		{"pdf", write(t, "a.txt", []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj")), "is a PDF, not text"},
		{"png", write(t, "a.html", []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")), "is a PNG image, not text"},
		{"elf", write(t, "a", []byte("\x7fELF\x02\x01\x01\x00")), "is an ELF program, not text"},
		{"nul", write(t, "a", []byte("abc\x00def\x01\x02\x00x")), "is binary, not text"},
		{"late nul", write(t, "a", append(bytes.Repeat([]byte("word "), 2000), 0)), "is binary, not text"},
		{"cut gzip", write(t, "a", gzipped(bytes.Repeat([]byte(story), 99))[:120]), "is a gzip file that is cut off"},
		{"gzip header only", write(t, "a", gzipped([]byte(story))[:9]), "is a gzip file that is cut off"},
		{"gzip with wrong sum", write(t, "a", func() []byte { b := gzipped([]byte(story)); b[len(b)-5] ^= 1; return b }()), "is a damaged gzip file"},
		{"gzip bomb", write(t, "a", bomb), "is longer than 768 KiB"},
		{"invalid UTF-8", write(t, "a", []byte("The minister said “yes”, and \xff\xfe then — “no”.")), "is not valid UTF-8 (byte 33) and in no other encoding that can be told"},
		{"feed", write(t, "a", []byte("<?xml version=\"1.0\"?><rss><channel/></rss>")), "names no articles"},
	}
	for _, c := range cases {
		docs, errs := all(t, c.input, Options{})
		if len(docs) != 0 || len(errs) != 1 || errs[0] != c.want {
			t.Errorf("%s: %d documents, errors %q, want %q", c.name, len(docs), errs, c.want)
		}
	}
}

// endless is a line without an end that counts how much of it was read.
type endless struct{ n int64 }

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	e.n += int64(len(p))
	return len(p), nil
}

func TestReadBoundsLongLine(t *testing.T) {
	var e endless
	_, errs := all(t, "-", Options{Stdin: &e})
	if len(errs) != 1 || errs[0] != "is longer than 768 KiB" {
		t.Errorf("errors %q", errs)
	}
	if e.n > maxText+1<<20 {
		t.Errorf("%d bytes read of an endless line, want little more than %d", e.n, maxText)
	}
}

func TestEncodings(t *testing.T) {
	utf16 := func(s string, bom bool) []byte {
		var b []byte
		if bom {
			b = append(b, 0xff, 0xfe)
		}
		for _, r := range s {
			b = append(b, byte(r), byte(r>>8))
		}
		return b
	}
	western := strings.NewReplacer("“", "\x93", "”", "\x94", "é", "\xe9").Replace("“The café is shut,” she said.\nAnd “so it is”, said he.")
	cases := []struct {
		name string
		data []byte
		want string
	}{
		{"BOM", []byte("\xef\xbb\xbfHello there, she said — twice.\r\n"), "Hello there, she said — twice.\r\n"},
		{"UTF-16 with BOM", utf16("“Hello there,” she said.\r\n", true), "“Hello there,” she said.\r\n"},
		{"UTF-16 without", utf16("“Hello there,” she said.\r\n", false), "“Hello there,” she said.\r\n"},
		{"windows-1252", []byte(western), "“The café is shut,” she said.\nAnd “so it is”, said he."},
		{"windows-1251", []byte("\xcf\xf0\xe5\xe7\xe8\xe4\xe5\xed\xf2 \xf1\xea\xe0\xe7\xe0\xeb, \xf7\xf2\xee \xef\xe5\xf0\xe5\xe3\xee\xe2\xee\xf0\xfb \xed\xe0\xf7\xed\xf3\xf2\xf1\xff \xe7\xe0\xe2\xf2\xf0\xe0, \xe8 \xee\xed \xed\xe0 \xed\xe8\xf5 \xef\xf0\xe8\xe5\xe4\xe5\xf2."),
			"Президент сказал, что переговоры начнутся завтра, и он на них приедет."},
	}
	for _, c := range cases {
		d, err := Text(c.data)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d.Text != c.want {
			t.Errorf("%s: text %q, want %q", c.name, d.Text, c.want)
		}
		if len(d.Segments) == 0 {
			t.Errorf("%s: no segments", c.name)
		}
		checkDocument(t, d, c.data)
	}
}

func TestReadLines(t *testing.T) {
	in := `{"id":"a1","url":"https://example.org/1","outlet":"The Example","title":"One","date":"2024-05-06","text":"She said: \"Go.\"\r\nHe went."}

{"id":7,"text":"Seven."}
{"id":"broken","text":
{"title":"no text"}
[1]
{"text":"Nameless."}`
	for _, data := range [][]byte{[]byte(in), gzipped([]byte(in))} {
		path := write(t, "a.jsonl", data)
		docs, errs := all(t, path, Options{Format: JSONL, Published: "2020-01-01"})
		wantErrs := []string{"line 4: is not JSON", `line 5: has no "text"`, "line 6: is a JSON array, not an object"}
		if len(errs) != len(wantErrs) {
			t.Fatalf("errors %q, want %d", errs, len(wantErrs))
		}
		for i, w := range wantErrs {
			if !strings.HasPrefix(errs[i], w) {
				t.Errorf("error %q, want it to start %q", errs[i], w)
			}
		}
		if len(docs) != 3 {
			t.Fatalf("%d documents, want 3", len(docs))
		}
		want := verbatim.Meta{Path: "a1", URL: "https://example.org/1", Outlet: "The Example", Title: "One", Published: "2024-05-06"}
		if docs[0].Meta != want || docs[0].Text != "She said: \"Go.\"\r\nHe went." {
			t.Errorf("first document %+v %q", docs[0].Meta, docs[0].Text)
		}
		if docs[1].Path != "7" || docs[1].Published != "2020-01-01" {
			t.Errorf("second document %+v", docs[1].Meta)
		}
		if docs[2].Path != path+":7" {
			t.Errorf("path of a record without id is %q", docs[2].Path)
		}
		if docs, _ := all(t, path, Options{}); len(docs) != 3 {
			t.Errorf("told by content: %d documents, want 3", len(docs))
		}
	}
}

func TestReadLinesLongLine(t *testing.T) {
	in := `{"id":1,"text":"` + strings.Repeat("x", 5000) + "\"}\n" + `{"id":2,"text":"short"}`
	docs, errs := all(t, "-", Options{Format: JSONL, MaxBytes: 100, Stdin: strings.NewReader(in)})
	if len(errs) != 1 || errs[0] != "line 1: is longer than 100 bytes" {
		t.Errorf("errors %q", errs)
	}
	if len(docs) != 1 || docs[0].Path != "2" {
		t.Errorf("%d documents, want the second line", len(docs))
	}
}

func TestLanguage(t *testing.T) {
	cases := map[string]string{
		"The president said on Monday that he would not take part in the talks with the other leaders.":                                                                                "en",
		"Der Präsident sagte am Montag, dass er an den Gesprächen mit den anderen Staats- und Regierungschefs nicht teilnehmen werde, weil die Bedingungen dafür nicht erfüllt seien.": "de",
		"Le président a déclaré lundi qu'il ne participerait pas aux discussions avec les autres dirigeants, parce que les conditions n'étaient pas réunies.":                          "fr",
		"Президент заявил в понедельник, что не примет участия в переговорах с другими лидерами, потому что условия для этого не выполнены.":                                           "ru",
		"Yes.": "",
		"":     "",
	}
	for text, want := range cases {
		if got := Language(text); got != want {
			t.Errorf("Language(%q) = %q, want %q", text, got, want)
		}
	}
}
