package warc

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// record returns a record as it lies in an archive.
func record(kind, uri, contentType, block string) string {
	return fmt.Sprintf("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2025-02-13T09:30:00Z\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n",
		kind, uri, contentType, len(block), block)
}

// answer returns the record of a page.
func answer(uri, body string) string {
	return record("response", uri, "application/http; msgtype=response",
		"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 3\r\n\r\n"+body)
}

func zip(parts ...string) []byte {
	var b bytes.Buffer
	for _, p := range parts {
		z := gzip.NewWriter(&b)
		io.WriteString(z, p)
		z.Close()
	}
	return b.Bytes()
}

// read returns the addresses of the pages of an archive, and what is damaged.
func read(t *testing.T, r io.Reader) (pages, damaged []string) {
	t.Helper()
	w := NewReader(r)
	for n := 0; ; n++ {
		if n > 10_000 {
			t.Fatal("no end")
		}
		rec, err := w.Next()
		var d *Damage
		switch {
		case err == io.EOF:
			return
		case errors.As(err, &d):
			damaged = append(damaged, d.Error())
			continue
		case err != nil:
			t.Fatal(err)
		}
		p, err := rec.Page(1 << 20)
		switch {
		case err == ErrNoPage:
		case errors.As(err, &d):
			damaged = append(damaged, d.Error())
		case err != nil:
			damaged = append(damaged, rec.URI+" "+err.Error())
		default:
			pages = append(pages, strings.TrimPrefix(rec.URI, "https://e.example/")+"="+string(p.Body))
		}
	}
}

// onlyReader hides that a reader can seek.
type onlyReader struct{ io.Reader }

// each reads an archive made of the parts in the three forms that archives
// have: plain, a member a record, and one member.
func each(t *testing.T, parts []string, check func(t *testing.T, form string, pages, damaged []string)) {
	t.Helper()
	whole := strings.Join(parts, "")
	for form, r := range map[string]io.Reader{
		"plain": strings.NewReader(whole), "stream": onlyReader{strings.NewReader(whole)},
		"members": bytes.NewReader(zip(parts...)), "one member": bytes.NewReader(zip(whole)),
	} {
		pages, damaged := read(t, r)
		t.Run(form, func(t *testing.T) { check(t, form, pages, damaged) })
	}
}

func TestPages(t *testing.T) {
	parts := []string{
		record("warcinfo", "", "application/warc-fields", "software: test\r\n"),
		record("request", "https://e.example/a", "application/http; msgtype=request", "GET /a HTTP/1.1\r\n\r\n"),
		answer("https://e.example/a", "<html>one</html>"),
		record("metadata", "https://e.example/a", "application/warc-fields", "x: y\r\n"),
		record("response", "https://e.example/i", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG\nWARC/1.0\r\n"),
		record("response", "https://e.example/404", "application/http", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<html>none"),
		record("response", "dns:e.example", "text/dns", "20250213\r\ne.example. 60 IN A 192.0.2.1"),
		record("revisit", "https://e.example/a", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"),
		strings.Replace(answer("<https://e.example/b>", "two"), "WARC/1.0", "WARC/1.1", 1),
		record("response", "https://e.example/c", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nthr\r\n2\r\nee\r\n0\r\n\r\n"),
		record("response", "https://e.example/d", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n<p>four"),
		record("response", "https://e.example/e", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n"+string(zip("five"))),
		record("response", "https://e.example/f", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n<p>six"),
		record("response", "https://e.example/g", "application/http", "HTTP/1.1 200\nX: y\n\n<!DOCTYPE html>seven"),
		record("resource", "https://e.example/h", "text/html", "eight"),
		record("conversion", "https://e.example/i", "text/plain", "nine"),
		record("response", "https://e.example/empty", "application/http", ""),
		record("resource", "https://e.example/j", "text/plain", ""),
	}
	each(t, parts, func(t *testing.T, _ string, pages, damaged []string) {
		want := "a=<html>one</html> b=two c=three d=<p>four e=five f=<p>six g=<!DOCTYPE html>seven h=eight i=nine j="
		if got := strings.Join(pages, " "); got != want || len(damaged) > 0 {
			t.Errorf("%s\nwant %s\ndamaged %q", got, want, damaged)
		}
	})
}

// A record that is damaged costs itself, at most.
func TestDamaged(t *testing.T) {
	good := func(n int) string { return answer(fmt.Sprintf("https://e.example/%d", n), "x") }
	length := func(n string) string {
		return "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/bad\r\nContent-Type: application/http\r\nContent-Length: " + n + "\r\n\r\n" +
			"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>bad</p>\r\n\r\n"
	}
	for name, bad := range map[string]string{
		"garbage":          "this is no record\r\nand goes on\r\n\r\n",
		"binary":           strings.Repeat("\x00\xff\x1f\x8b\x08\x00", 50) + "\r\n\r\n",
		"no length":        "WARC/1.0\r\nWARC-Type: response\r\n\r\n\r\n\r\n",
		"negative":         length("-5"),
		"no number":        length("many"),
		"too short":        length("20"),
		"10 GB":            length("10000000000"),
		"overflow":         length("99999999999999999999"),
		"two lengths":      length("56\r\nContent-Length: 57"),
		"endless header":   "WARC/1.0\r\n" + strings.Repeat("X-Y: "+strings.Repeat("z", 1000)+"\r\n", 100) + "\r\n\r\n\r\n",
		"endless line":     "WARC/1.0\r\nX: " + strings.Repeat("y", 300_000) + "\r\n\r\n\r\n\r\n",
		"header cut short": "WARC/1.0\r\nWARC-Type: res\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			each(t, []string{good(1), bad, good(2), good(3)}, func(t *testing.T, form string, pages, damaged []string) {
				if name == "header cut short" && form != "members" {
					return // what follows is its header, for all that can be seen
				}
				if got := strings.Join(pages, " "); got != "1=x 2=x 3=x" || len(damaged) != 1 {
					t.Errorf("pages %s, damaged %q", got, damaged)
				}
			})
		})
	}
	// A length that is a little too long eats the record after it unless the
	// archive can be read again or has members.
	each(t, []string{good(1), length("120"), good(2), good(3)}, func(t *testing.T, form string, pages, damaged []string) {
		want := "1=x 2=x 3=x"
		if form == "stream" || form == "one member" {
			want = "1=x 3=x"
		}
		if got := strings.Join(pages, " "); got != want || len(damaged) != 1 {
			t.Errorf("%s: pages %s, want %s, damaged %q", form, got, want, damaged)
		}
	})
}

// Damage of the compression costs the member that it is in.
func TestDamagedMembers(t *testing.T) {
	good := func(n int) []byte {
		return zip(answer(fmt.Sprintf("https://e.example/%d", n), strings.Repeat("x", n)))
	}
	flip := func(b []byte, at int) []byte {
		b = bytes.Clone(b)
		b[at] ^= 0xff
		return b
	}
	middle := zip(answer("https://e.example/bad", strings.Repeat("The bridge is closed. ", 200)))
	for name, bad := range map[string][]byte{
		"cut":        middle[:len(middle)/2],
		"head":       flip(middle, 3),
		"body":       flip(middle, 30),
		"checksum":   flip(middle, len(middle)-6),
		"garbage":    []byte("no gzip at all"),
		"zeros":      make([]byte, 10_000),
		"magic only": {0x1f, 0x8b, 8},
		"nothing":    nil,
	} {
		all := bytes.Join([][]byte{good(1), bad, good(2), good(3)}, nil)
		pages, damaged := read(t, bytes.NewReader(all))
		got := strings.Join(pages, " ")
		if got != "1=x 2=xx 3=xxx" {
			t.Errorf("%s: pages %s, damaged %q", name, got, damaged)
		}
		if len(damaged) > 1 {
			t.Errorf("%s: damaged %q", name, damaged)
		}
	}
	pages, damaged := read(t, bytes.NewReader(append(good(1), middle[:100]...)))
	if len(pages) != 1 || len(damaged) != 1 {
		t.Errorf("cut at the end: %q %q", pages, damaged)
	}
}

// zeros yields a gzip stream of zeros that claims to be a record.
func bomb(size int64) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	fmt.Fprintf(z, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/\r\nContent-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", size)
	io.CopyN(z, zeros{}, size)
	z.Close()
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func TestBombs(t *testing.T) {
	start := time.Now()
	archive := bytes.Join([][]byte{bomb(600 << 20), zip(answer("https://e.example/a", "x"))}, nil)
	pages, damaged := read(t, bytes.NewReader(archive))
	if len(pages) != 1 || len(damaged) == 0 {
		t.Errorf("pages %q, damaged %q", pages, damaged)
	}
	// Members that hold nothing, without an end.
	empty := zip("")
	w := NewReader(io.MultiReader(bytes.NewReader(zip(answer("https://e.example/a", "x"))), &repeat{b: empty}))
	for n := 0; ; n++ {
		rec, err := w.Next()
		if err != nil && !errors.As(err, new(*Damage)) {
			break
		}
		_ = rec
		if n > 100 {
			t.Fatal("no end")
		}
	}
	if d := time.Since(start); d > 20*time.Second {
		t.Errorf("took %v", d)
	}
}

type repeat struct {
	b  []byte
	at int
}

func (r *repeat) Read(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		k := copy(p[n:], r.b[r.at:])
		n += k
		r.at = (r.at + k) % len(r.b)
	}
	return n, nil
}

func TestEmpty(t *testing.T) {
	for _, r := range []io.Reader{strings.NewReader(""), strings.NewReader("\r\n\r\n"), bytes.NewReader(zip("")), bytes.NewReader(nil)} {
		if pages, damaged := read(t, r); len(pages)+len(damaged) > 0 {
			t.Errorf("%q %q", pages, damaged)
		}
	}
}

func FuzzWARC(f *testing.F) {
	one, two := answer("https://e.example/a", "<html>x"), record("resource", "u", "text/html", "y")
	f.Add([]byte(one + two))
	f.Add(zip(one, two))
	f.Add(zip(one + two))
	f.Add(zip(one, two)[30:])
	f.Add([]byte(strings.Replace(one, "Content-Length: ", "Content-Length: 9", 1) + two))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, r := range []io.Reader{bytes.NewReader(data), onlyReader{bytes.NewReader(data)}} {
			w := NewReader(r)
			for n := 0; ; n++ {
				if n > 2*len(data)+10 {
					t.Fatal("no end")
				}
				rec, err := w.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					if !errors.As(err, new(*Damage)) {
						break
					}
					continue
				}
				if p, err := rec.Page(4096); err == nil && len(p.Body) > 4096 {
					t.Fatalf("a page of %d bytes", len(p.Body))
				}
			}
		}
	})
}

// BenchmarkSkim passes over an archive without pages.
func BenchmarkSkim(b *testing.B) {
	var parts []string
	for i := range 400 {
		body := strings.Repeat(fmt.Sprintf("function f%d(a) { return a * %d; }\n", i, i*7919), 900)
		parts = append(parts, record("request", "https://e.example/", "application/http", "GET / HTTP/1.1\r\n\r\n"),
			record("response", "https://e.example/x.js", "application/http", "HTTP/1.1 200 OK\r\nContent-Type: text/javascript\r\n\r\n"+body))
	}
	whole := strings.Join(parts, "")
	file := filepath.Join(b.TempDir(), "a.warc")
	if err := os.WriteFile(file, []byte(whole), 0o666); err != nil {
		b.Fatal(err)
	}
	skim := func(b *testing.B, open func() io.Reader) {
		b.SetBytes(int64(len(whole)))
		for b.Loop() {
			w := NewReader(open())
			n := 0
			for {
				rec, err := w.Next()
				if err == io.EOF {
					break
				}
				if err != nil {
					b.Fatal(err)
				}
				if _, err := rec.Page(1 << 20); err != ErrNoPage {
					b.Fatal(err)
				}
				n++
			}
			if n != len(parts) {
				b.Fatalf("%d records", n)
			}
		}
	}
	zipped := zip(parts...)
	b.Run("gz", func(b *testing.B) { skim(b, func() io.Reader { return bytes.NewReader(zipped) }) })
	b.Run("stream", func(b *testing.B) { skim(b, func() io.Reader { return onlyReader{strings.NewReader(whole)} }) })
	b.Run("file", func(b *testing.B) {
		f, err := os.Open(file)
		if err != nil {
			b.Fatal(err)
		}
		defer f.Close()
		skim(b, func() io.Reader { f.Seek(0, 0); return f })
	})
}
