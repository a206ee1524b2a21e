// Command record measures the record: how fast articles are read and added,
// how large the file is, and how fast it answers with a million statements.
//
//	go run ./bench/record -data ../shared/data -dir /tmp/bench
//
// It makes up articles out of paragraphs of the news texts in the data folder;
// they stay in -dir, which is used again where it holds a record already.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

// batch is how many articles are put in one transaction.
const batch = 64

func main() {
	log.SetFlags(0)
	data := flag.String("data", filepath.Join("..", "shared", "data"), "`folder` of the news texts")
	dir := flag.String("dir", filepath.Join(os.TempDir(), "verbatim-bench"), "`folder` of the records")
	statements := flag.Int("statements", 1_000_000, "statements of the large record")
	add := flag.Int("add", 2000, "articles to read and add to an empty record; 0 for none")
	queries := flag.Int("queries", 1000, "queries of each sort")
	flag.Parse()
	if err := run(context.Background(), *data, *dir, *statements, *add, *queries); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, data, dir string, statements, add, queries int) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	texts, err := corpus(data)
	if err != nil {
		return err
	}
	rng := rand.New(rand.NewPCG(1, 2))
	if add > 0 {
		if err := measureAdd(ctx, filepath.Join(dir, "add.db"), texts[:min(add, len(texts))]); err != nil {
			return err
		}
	}
	large := filepath.Join(dir, fmt.Sprintf("%d.db", statements))
	if _, err := os.Stat(large); err != nil {
		if err := generate(ctx, large, texts, statements, rng); err != nil {
			return err
		}
	}
	return measureSearch(ctx, large, queries)
}

func open(ctx context.Context, path string) (*store.Store, error) {
	return store.Open(ctx, path, store.Options{Version: model.Version, Command: "bench"})
}

// measureAdd reads articles as they are and adds them to an empty record.
func measureAdd(ctx context.Context, path string, texts []string) error {
	for _, end := range []string{"", "-wal", "-shm"} {
		os.Remove(path + end)
	}
	s, err := open(ctx, path)
	if err != nil {
		return err
	}
	defer s.Close()
	// Batches are analysed while the one before is written.
	type read struct {
		docs []*verbatim.Document
		err  error
	}
	ahead := make(chan read)
	start, cpu := time.Now(), processorTime()
	go func() {
		defer close(ahead)
		for part := range slices.Chunk(texts, batch) {
			docs, err := analysed(part, runtime.GOMAXPROCS(0))
			ahead <- read{docs, err}
		}
	}()
	words, count := 0, 0
	var writing time.Duration
	for r := range ahead {
		if r.err != nil {
			return r.err
		}
		items := make([]store.Item, len(r.docs))
		for i, d := range r.docs {
			d.Path = fmt.Sprintf("a%d", count)
			items[i] = store.Item{Document: d}
			words += len(d.Tokens)
			count++
		}
		began := time.Now()
		if _, err := s.Put(ctx, items); err != nil {
			return err
		}
		writing += time.Since(began)
	}
	spent := time.Since(start)
	fmt.Printf("read and add     %d articles, %d tokens each: %.0f articles/s on %d cores; the store was at work for %.0f %% of the time\n",
		count, words/count, float64(count)/spent.Seconds(), runtime.GOMAXPROCS(0), 100*writing.Seconds()/spent.Seconds())
	if used := processorTime() - cpu; used > 0 {
		fmt.Printf("                 %.1f ms of processor time an article: %.0f articles/s on two cores that do nothing else\n",
			1000*used.Seconds()/float64(count), 2*float64(count)/used.Seconds())
	}
	return nil
}

// processorTime is what the process has had of the processors, where the
// system tells: Linux counts it in hundredths of a second.
func processorTime() time.Duration {
	b, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// generate fills a record with made-up articles.
func generate(ctx context.Context, path string, texts []string, statements int, rng *rand.Rand) error {
	docs, err := analysed(texts, runtime.GOMAXPROCS(0))
	if err != nil {
		return err
	}
	all := parts(docs)
	temporary := path + ".part"
	os.Remove(temporary)
	s, err := open(ctx, temporary)
	if err != nil {
		return err
	}
	start := time.Now()
	made, n, shown := 0, 0, time.Now()
	for made < statements {
		var items []store.Item
		for range 4 * batch {
			d := article(rng, all, n)
			n++
			items = append(items, store.Item{Document: d, Fetched: store.Fetched{URL: d.URL, Status: 200, Hash: store.HashOf([]byte(d.URL))}})
		}
		results, err := s.Put(ctx, items)
		if err != nil {
			return err
		}
		for _, r := range results {
			made += r.Statements
		}
		if time.Since(shown) > 10*time.Second {
			shown = time.Now()
			log.Printf("%d articles, %d statements", n, made)
		}
	}
	spent := time.Since(start)
	fmt.Printf("put              %d analysed articles with %d statements: %.0f articles/s, %.0f statements/s\n", n, made, float64(n)/spent.Seconds(), float64(made)/spent.Seconds())
	if err := s.Close(); err != nil {
		return err
	}
	return os.Rename(temporary, path)
}
