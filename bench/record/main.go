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
	"time"

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
	words, count := 0, 0
	start := time.Now()
	var writing time.Duration
	for len(texts) > 0 {
		n := min(batch, len(texts))
		docs, err := read(texts[:n], runtime.GOMAXPROCS(0))
		if err != nil {
			return err
		}
		items := make([]store.Item, n)
		for i, d := range docs {
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
		texts = texts[n:]
	}
	spent := time.Since(start)
	fmt.Printf("read and add     %d articles, %d tokens each: %.0f articles/s on %d cores (%.0f %% of the time in the store)\n",
		count, words/count, float64(count)/spent.Seconds(), runtime.GOMAXPROCS(0), 100*writing.Seconds()/spent.Seconds())
	return nil
}

// generate fills a record with made-up articles.
func generate(ctx context.Context, path string, texts []string, statements int, rng *rand.Rand) error {
	docs, err := read(texts, runtime.GOMAXPROCS(0))
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
