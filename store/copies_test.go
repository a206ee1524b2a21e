package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// prose makes sentences of words of its own, the same for the same seed.
func prose(seed uint64, words int) string {
	r := rand.New(rand.NewPCG(seed, 77))
	little := strings.Fields("the of and a in to is was it for with he on that by at his from but had they or an were which")
	var b strings.Builder
	for i := range words {
		switch {
		case i%12 == 0:
			b.WriteString(". They ")
		case r.IntN(2) == 0:
			b.WriteString(little[r.IntN(len(little))] + " ")
		default:
			fmt.Fprintf(&b, "w%c%c%c ", 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)), 'a'+rune(r.IntN(26)))
		}
	}
	return b.String()
}

// exchanged replaces every nth content word of a text.
func exchanged(text string, n int) string {
	words := strings.Fields(text)
	k := 0
	for i, w := range words {
		if strings.HasPrefix(w, "w") && len(w) == 4 {
			if k++; k%n == 0 {
				words[i] = "x" + w[1:]
			}
		}
	}
	return strings.Join(words, " ")
}

func part(text string, from, to int) string {
	return strings.Join(strings.Fields(text)[from:to], " ")
}

// plain is an article without an analysis, which copies do not need.
func plain(outlet, text string) *verbatim.Document {
	return &verbatim.Document{Meta: verbatim.Meta{Outlet: outlet, Path: outlet, Published: "2025-02-12"}, Text: text}
}

// carriers returns the ids of the group of a document, sorted.
func carriers(t testing.TB, s *store.Store, id string) []string {
	t.Helper()
	c, err := s.Copies(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, x := range c.Carriers {
		out = append(out, x.ID)
	}
	slices.Sort(out)
	return out
}

func idsOf(results []store.Result, at ...int) []string {
	var out []string
	for _, i := range at {
		out = append(out, results[i].ID)
	}
	slices.Sort(out)
	return out
}

func TestCopies(t *testing.T) {
	s := newRecord(t)
	story, other := prose(1, 300), prose(2, 300)
	r := put(t, s, plain("Wire", story), plain("Post", other), plain("Metro", story), plain("Spin", exchanged(story, 3)),
		plain("Short", part(story, 40, 160)), plain("Herald", "Pell Bay. "+story))
	r = append(r, put(t, s, plain("Late", exchanged(story, 2)), plain("Round-up", story+other+prose(3, 300)), plain("Empty", " \n"), plain("Void", ""))...)
	sound(t, s)
	want := idsOf(r, 0, 2, 3, 4, 5, 6)
	round := carriers(t, s, r[7].ID)
	if len(round) > 1 { // it may be in one group, and joins no others
		want = idsOf(r, 0, 2, 3, 4, 5, 6, 7)
	}
	for _, i := range []int{0, 2, 3, 4, 5, 6} {
		if got := carriers(t, s, r[i].ID); !slices.Equal(got, want) {
			t.Errorf("the group of article %d is %v, want %v", i, got, want)
		}
	}
	for _, i := range []int{1, 8, 9} {
		if got := carriers(t, s, r[i].ID); len(got) != 1 {
			t.Errorf("article %d is in a group of %d", i, len(got))
		}
	}
	c, err := s.Copies(t.Context(), r[3].ID[:12])
	if err != nil || c.Head().ID != r[0].ID || c.Outlets != len(want) {
		t.Errorf("head %v, %d outlets, %v", c.Head(), c.Outlets, err)
	}

	// An article that is not in the record is near to those that it copies.
	near, err := s.Nearest(t.Context(), plain("New", part(exchanged(other, 4), 0, 120)))
	if err != nil || len(near) == 0 || near[0].ID != r[1].ID || near[0].Relation.Kind != reuse.Trimmed {
		t.Errorf("near %+v, %v", near, err)
	}
	near, err = s.Nearest(t.Context(), plain("Void", ""))
	if err != nil || len(near) != 0 {
		t.Errorf("near to nothing: %+v, %v", near, err)
	}
	// What carries an article of another group is near to it.
	near, err = s.Nearest(t.Context(), plain("Post", other))
	if err != nil || !slices.ContainsFunc(near, func(n store.Near) bool { return n.ID == r[7].ID && n.Relation.Kind.Copy() }) {
		t.Errorf("near to what the round-up carries: %+v, %v", near, err)
	}
	if _, err := s.Copies(t.Context(), "dffff"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("no document: %v", err)
	}
}

// Revisions of an article are one carrier, in whatever order batches come.
func TestCopiesRevisions(t *testing.T) {
	s := newRecord(t)
	story := prose(4, 200)
	first := plain("Metro", story)
	second := plain("Metro", exchanged(story, 9))
	first.URL, second.URL = "https://metro.example/1", "https://metro.example/1"
	r := put(t, s, first, second, plain("Post", story))
	c, err := s.Copies(t.Context(), r[1].ID)
	if err != nil || len(c.Carriers) != 2 {
		t.Fatalf("%+v, %v", c, err)
	}
	i := c.Of(second, r[1].ID)
	if x := c.Carriers[i]; x.ID != r[0].ID || x.Revisions != 2 || x.Revision != 1 {
		t.Errorf("%+v", x)
	}
	if id, err := s.At(t.Context(), first.URL); err != nil || id != r[1].ID {
		t.Errorf("at its address is %s, %v", id, err)
	}
	if id, err := s.At(t.Context(), "Post"); err != nil || id != r[2].ID {
		t.Errorf("at its path is %s, %v", id, err)
	}
}

// What an outlet prints on every page is masked over the record, across
// transactions and processes.
func TestCopiesRepeats(t *testing.T) {
	box := "Get the letter of the harbour desk every morning before the ferries go, with the tides and the weather and what the " +
		"council said and did not say, and who it was that said it.\n"
	path := filepath.Join(t.TempDir(), "record.db")
	var last store.Result
	var d *verbatim.Document
	for i := range 8 {
		s := open(t, path)
		d = plain("Herald", prose(uint64(30+i), 60)+"\n"+box)
		last = put(t, s, d)[0]
		s.Close()
	}
	s := open(t, path)
	near, err := s.Nearest(t.Context(), d)
	if err != nil || len(near) > 0 || len(carriers(t, s, last.ID)) != 1 {
		t.Errorf("the box links stories: %+v, %v", near, err)
	}
	_, skip, err := s.Compared(t.Context(), last.ID)
	if err != nil || len(skip) != 1 || skip[0].In(d.Text) != box {
		t.Errorf("left out is %v, %v", skip, err)
	}
	// Of another outlet it is text like any other.
	if near, err = s.Nearest(t.Context(), plain("Post", "Some words of our own.\n"+box)); err != nil || len(near) == 0 {
		t.Errorf("the box elsewhere: %+v, %v", near, err)
	}
	sound(t, s)
}

// A record of format 1 is put into groups when that is asked for, interrupted
// or not, and again where it is damaged.
func TestPlaceCopies(t *testing.T) {
	s := newRecord(t)
	var docs []*verbatim.Document
	for i := range 300 {
		docs = append(docs, plain(fmt.Sprint("Outlet ", i), exchanged(prose(uint64(i%100), 120), 3+i/100)))
	}
	r := put(t, s, docs...)
	want := carriers(t, s, r[7].ID)
	if len(want) != 3 {
		t.Fatalf("a group of %d", len(want))
	}
	sound(t, s)
	for _, damage := range []string{
		"DELETE FROM newgram WHERE n IN (SELECT n FROM newgram LIMIT 1)", "INSERT INTO gram VALUES (7)", "UPDATE copy SET mask = x'01' WHERE n = 3",
		"UPDATE copy SET parent = 1000 WHERE n = 2", "UPDATE copy SET parent = 3 - n WHERE n IN (1, 2)", "UPDATE copy SET whole = 0 WHERE n = 9", "DELETE FROM copy WHERE n = 4",
		"INSERT INTO line (outlet, seen) VALUES ('x', x'00')",
	} {
		store.Exec(t, s, damage)
		faults := ""
		if _, err := s.Verify(t.Context(), func(f store.Fault) { faults += f.Text }, nil); err != nil || !strings.Contains(faults, "reread --layer copies") {
			t.Errorf("%s: %q, %v", damage, faults, err)
		}
		n, err := s.Reread(t.Context(), store.Rereading{Layer: store.CopiesLayer})
		if n != len(docs) || err != nil {
			t.Errorf("%d documents were placed, %v", n, err)
		}
		sound(t, s)
		if got := carriers(t, s, r[7].ID); !slices.Equal(got, want) {
			t.Errorf("after %s the group is %v, want %v", damage, got, want)
		}
	}
	if err := s.ForgetCopies(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Copies(t.Context(), r[7].ID); !errors.Is(err, store.ErrUnplaced) {
		t.Errorf("without groups: %v", err)
	}
	sound(t, s)
	// New articles are placed meanwhile.
	more := put(t, s, plain("New", exchanged(prose(7, 120), 8)))
	if n, err := s.PlaceCopies(t.Context(), nil); n != len(docs) || err != nil {
		t.Errorf("%d documents were placed, %v", n, err)
	}
	if got := carriers(t, s, r[7].ID); len(got) != 4 || !slices.Contains(got, more[0].ID) {
		t.Errorf("the group is %v, want the new one in it", got)
	}
	sound(t, s)
}

// inTime fails the test if f takes longer. The bounds are tens of times what is
// needed; work that grew with the square would exceed them by far.
func inTime(t *testing.T, limit time.Duration, f func()) {
	t.Helper()
	start := time.Now()
	f()
	if d := time.Since(start); d > limit {
		t.Errorf("took %s", d)
	}
}

func TestHostileCopies(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	batches := func(t *testing.T, s *store.Store, docs []*verbatim.Document) []store.Result {
		var out []store.Result
		for b := range slices.Chunk(docs, 500) {
			out = append(out, put(t, s, b...)...)
		}
		return out
	}
	t.Run("ten thousand alike", func(t *testing.T) {
		s := newRecord(t)
		story := prose(40, 200)
		var docs []*verbatim.Document
		for i := range 10_000 {
			text := story
			if i%2 == 1 {
				text = fmt.Sprintf("Copy number c%d. %s", i, story)
			}
			docs = append(docs, plain(fmt.Sprint("Outlet ", i), text))
		}
		inTime(t, 2*time.Minute, func() {
			r := batches(t, s, docs)
			inTime(t, 5*time.Second, func() {
				c, err := s.Copies(t.Context(), r[9999].ID)
				if err != nil || len(c.Carriers) != 10_000 || c.Outlets != 10_000 {
					t.Errorf("%d carriers at %d outlets, %v", len(c.Carriers), c.Outlets, err)
				}
			})
		})
	})
	t.Run("one word a million times", func(t *testing.T) {
		s := newRecord(t)
		word := strings.Repeat("buffalo ", 90_000)
		inTime(t, time.Minute, func() {
			put(t, s, plain("A", word), plain("B", word+"bison"), plain("C", word), plain("D", strings.Repeat("the of ", 90_000)), plain("E", strings.Repeat("the of and ", 60_000)))
		})
		sound(t, s)
	})
	t.Run("an article that quotes half the record", func(t *testing.T) {
		s := newRecord(t)
		var all strings.Builder
		var docs []*verbatim.Document
		for i := range 1000 {
			text := prose(uint64(1000+i), 120)
			if i%2 == 0 {
				all.WriteString(text)
			}
			docs = append(docs, plain(fmt.Sprint("Outlet ", i), text))
		}
		inTime(t, time.Minute, func() {
			r := batches(t, s, docs)
			whole := put(t, s, plain("All", all.String()))
			if got := carriers(t, s, whole[0].ID); len(got) != 1 {
				t.Errorf("it is in a group of %d", len(got))
			}
			docs = docs[:0]
			for i := range 200 {
				docs = append(docs, plain(fmt.Sprint("Copy ", i), exchanged(prose(uint64(1000+2*i), 120), 4)))
			}
			for i, x := range batches(t, s, docs) {
				if got := carriers(t, s, x.ID); !slices.Equal(got, idsOf([]store.Result{r[2*i], x}, 0, 1)) {
					t.Fatalf("copy %d is in the group %v", i, got)
				}
			}
		})
	})
}

// BenchmarkPlace adds b.N articles, one in four a copy of another, and tells how
// many a second it took of the first tenth and of the last.
//
//	go test -run '^$' -bench Place -benchtime 50000x ./store
func BenchmarkPlace(b *testing.B) {
	s := newRecord(b)
	var first, last float64
	tenth := max(b.N/10, 1)
	at, began := 0, time.Now()
	var batch []store.Item
	for i := range b.N {
		text := prose(uint64(i), 150)
		if i%4 == 3 {
			text = exchanged(prose(uint64(i*7919%i), 150), 3)
		}
		d := plain(fmt.Sprint("Outlet ", i%40), text)
		d.Path = fmt.Sprint(i)
		if batch = append(batch, store.Item{Document: d}); len(batch) == 64 || i == b.N-1 {
			if _, err := s.Put(b.Context(), batch); err != nil {
				b.Fatal(err)
			}
			batch = batch[:0]
		}
		if i+1-at == tenth {
			last = float64(tenth) / time.Since(began).Seconds()
			if at == 0 {
				first = last
			}
			at, began = i+1, time.Now()
		}
	}
	b.ReportMetric(first, "first/s")
	b.ReportMetric(last, "last/s")
}
