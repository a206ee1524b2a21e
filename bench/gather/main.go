// Command gather measures how fast verbatim add fills a record.
//
//	go run ./bench/gather -data ../shared/data
//
// It builds the program and runs it on the news texts of the data folder, on
// JSON lines that the record has already, and on web archives, made up in a
// temporary folder, in which nothing is an article. A process of its own for
// each figure: reading, analysis and writing are included.
package main

import (
	"bufio"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	data := flag.String("data", filepath.Join("..", "shared", "data"), "`folder` of the news texts")
	megabytes := flag.Int("warc", 600, "`megabytes` of each archive, decompressed")
	lines := flag.Int("lines", 100_000, "`lines` of the file that is added twice")
	flag.Parse()
	if err := run(*data, *megabytes, *lines); err != nil {
		log.Fatal(err)
	}
}

func run(data string, megabytes, lines int) error {
	dir, err := os.MkdirTemp("", "verbatim-gather-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "verbatim")
	build := exec.Command("go", "build", "-o", program, "./cmd/verbatim")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		return fmt.Errorf("build: %w", err)
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		fmt.Printf("%d processors, load before %s\n", runtime.GOMAXPROCS(0), strings.Join(strings.Fields(string(load))[:3], " "))
	}
	m := measure{program, dir}
	if news := filepath.Join(data, "bbc-news", "bbc"); exists(news) {
		n, size := count(news)
		m.print("add bbc-news", float64(n), "articles/s", m.add("news.db", news))
		fmt.Printf("%-24s %d articles of %d bytes\n", "", n, size/max(n, 1))
		m.print("the same again", float64(n), "articles/s", m.add("news.db", news))
	}
	text := []string{}
	words := strings.Fields("the council said on Monday that bridge works would begin in spring after a long debate about money and time which nobody had wanted")
	rng := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		text = append(text, words[rng.IntN(len(words))]+strconv.Itoa(rng.IntN(90)))
	}
	jsonl := filepath.Join(dir, "lines.jsonl")
	if err := write(jsonl, false, func(w io.Writer, _ func()) {
		for i := range lines {
			at := rng.IntN(len(text) - 40)
			fmt.Fprintf(w, `{"id":"%d","text":"“It is number %d,” said Clerk Ann Pell. %s."}`+"\n", i, i, strings.Join(text[at:at+40], " "))
		}
	}); err != nil {
		return err
	}
	m.print("JSON lines, short", float64(lines), "lines/s", m.add("lines.db", jsonl))
	m.print("the same again", float64(lines), "lines/s", m.add("lines.db", jsonl))
	for _, c := range []struct {
		name, contentType string
		zipped            bool
	}{{"WARC of scripts", "text/javascript", false}, {"WARC of scripts, gz", "text/javascript", true}, {"WARC of lists, HTML, gz", "text/html", true}} {
		path := filepath.Join(dir, "crawl.warc")
		size := 0
		if err := write(path, c.zipped, func(w io.Writer, next func()) { size = archive(w, next, text, rng, megabytes<<20, c.contentType) }); err != nil {
			return err
		}
		st, _ := os.Stat(path)
		d := m.add("skim.db", path)
		m.print(c.name, float64(size)/1e6, "MB/s", d)
		fmt.Printf("%-24s %d MB on disk\n", "", st.Size()/1e6)
	}
	return nil
}

type measure struct{ program, dir string }

// add runs the program and returns how long it took.
func (m measure) add(record, input string) time.Duration {
	cmd := exec.Command(m.program, "add", "--record", filepath.Join(m.dir, record), input)
	start := time.Now()
	out, err := cmd.CombinedOutput()
	d := time.Since(start)
	if err != nil {
		log.Fatalf("%v: %s", err, out)
	}
	fmt.Printf("%-24s %s, %.1f s of processors, %d MiB at most\n", "", strings.TrimSpace(string(out)),
		(cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()).Seconds(), peak(cmd.ProcessState)>>20)
	return d
}

func (measure) print(name string, n float64, unit string, d time.Duration) {
	fmt.Printf("%-24s %10.0f %s in %.2f s\n", name, n/d.Seconds(), unit, d.Seconds())
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }

// count returns how many texts a folder has and their bytes.
func count(dir string) (n, size int) {
	filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".txt") {
			if st, err := d.Info(); err == nil {
				n++
				size += int(st.Size())
			}
		}
		return nil
	})
	return n, size
}

// write writes a file; next begins another member of a compressed one.
func write(path string, zipped bool, f func(w io.Writer, next func())) error {
	out, err := os.Create(path)
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(out, 1<<20)
	if zipped {
		z := gzip.NewWriter(b)
		f(z, func() { z.Close(); z.Reset(b) })
		err = z.Close()
	} else {
		f(b, func() {})
	}
	if e := b.Flush(); err == nil {
		err = e
	}
	if e := out.Close(); err == nil {
		err = e
	}
	return err
}

// archive writes records of some 60 KB in which nothing is an article, and
// returns how many bytes.
func archive(w io.Writer, next func(), text []string, rng *rand.Rand, size int, contentType string) int {
	written := 0
	for i := 0; written < size; i++ {
		var body strings.Builder
		if contentType == "text/html" {
			body.WriteString("<html><ul>")
		}
		for body.Len() < 60_000 {
			at := rng.IntN(len(text) - 8)
			line := strings.Join(text[at:at+8], " ")
			if contentType == "text/html" {
				fmt.Fprintf(&body, "<li><a href=\"/%d\">%s</a></li>\n", rng.IntN(1e6), line)
			} else {
				fmt.Fprintf(&body, "var v%d = %q;\n", rng.IntN(1e6), line)
			}
		}
		block := "HTTP/1.1 200 OK\r\nContent-Type: " + contentType + "\r\n\r\n" + body.String()
		n, _ := fmt.Fprintf(w, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\nContent-Type: application/http\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", i, len(block), block)
		written += n
		next()
	}
	return written
}
