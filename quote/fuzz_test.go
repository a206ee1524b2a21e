package quote_test

import (
	"encoding/binary"
	"math"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/internal/crf"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/quote"
)

// FuzzStatements analyses any text, in English and as a language that the
// model does not read.
func FuzzStatements(f *testing.F) {
	m := load(f)
	for _, c := range fixtures {
		text, _, err := unmark(c.text)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(text)
	}
	for _, c := range knownFailures {
		text, _, _ := unmark(c.text)
		f.Add(text)
	}
	f.Add("")
	f.Add("\xff\xfe“said\xc3")
	f.Add(strings.Repeat("“", 300) + "he said" + strings.Repeat("”", 300))
	f.Add(strings.Repeat("said ", 500))
	f.Add(strings.Repeat("“A.”\n", 100))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			t.Skip("longer texts take long and are made of the same parts")
		}
		text = strings.ToValidUTF8(text, "\ufffd") // as ingest leaves it
		if err := valid(read(m, text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		other := &verbatim.Document{Text: text, Meta: verbatim.Meta{Language: "de"}}
		analyze.Document(other, m)
		if err := valid(other); err != nil {
			t.Errorf("%q in another language: %v", text, err)
		}
	})
}

// FuzzLoad reads any bytes as a model: an error, or a model that can be used.
func FuzzLoad(f *testing.F) {
	words := load(f)
	magic := magic(f)
	f.Add("")
	f.Add("verbatim")
	f.Add(magic)
	f.Add(magic + "\x00\x00\x00\x00")
	f.Add(magic + "\xff\xff\xff\xff")
	f.Add(magic + "\x01\x00\x00\x00" + strings.Repeat("\x80", 9))
	f.Add(model.Quote[:min(len(model.Quote), 4096)])
	f.Add(small(f, 1))
	f.Add(small(f, 1e30))
	f.Add(small(f, float32(math.NaN())))
	f.Add(small(f, float32(math.Inf(1))))
	f.Fuzz(func(t *testing.T, data string) {
		m, err := quote.Load(data)
		if err != nil {
			if m != nil {
				t.Error("a model beside an error")
			}
			return
		}
		doc := read(words, "“We came here for the dock,” said Maria Lindqvist. “It stays open.”\n\nPryce told reporters that he was glad.")
		doc.Statements = quote.Statements(doc, m)
		if err := valid(doc); err != nil {
			t.Error(err)
		}
	})
}

// Every beginning of a model file but the whole is refused, and so is what has
// something behind it.
func TestLoadCutShort(t *testing.T) {
	whole := small(t, 1)
	for n := range len(whole) {
		if _, err := quote.Load(whole[:n]); err == nil {
			t.Fatalf("%d of %d bytes are read as a model", n, len(whole))
		}
	}
	if _, err := quote.Load(whole + "\x00"); err == nil {
		t.Error("a byte behind the end is not noticed")
	}
	if _, err := quote.Load(strings.Replace(whole, "verbatim", "Verbatim", 1)); err == nil {
		t.Error("another magic is accepted")
	}
	// The embedded model is too large to be cut everywhere.
	for _, n := range []int{0, 1, 16, 17, 20, 1000, len(model.Quote) / 2, len(model.Quote) - 1} {
		if _, err := quote.Load(model.Quote[:n]); err == nil {
			t.Errorf("%d of %d bytes of the embedded model are read as a model", n, len(model.Quote))
		}
	}
}

// magic returns the first line of a model file.
func magic(t testing.TB) string {
	t.Helper()
	line, _, ok := strings.Cut(model.Quote, "\n")
	if !ok || len(line) > 64 {
		t.Fatal("the embedded model has no first line")
	}
	return line + "\n"
}

// small returns a model of a few hundred bytes that Load accepts: one cue
// prior, two fields and the ranker, all with one weight of the given size. How
// many transitions and dense weights there are is tried out, so that a new
// feature does not need a change here.
func small(t testing.TB, weight float32) string {
	t.Helper()
	var row crf.Row
	row.Feature = 42
	for k := range row.Weights {
		row.Weights[k] = float32(k) - 3
	}
	table := string(crf.BuildTable([]crf.Row{row}))
	sparse := string(crf.BuildScalar([]crf.ScalarRow{{Feature: 42, Weight: 1}}, 0.01))
	head := magic(t) + "\x01\x00\x00\x00" + strings.Repeat("\x07", 9)
	floats := func(n int) string {
		var out []byte
		for range n {
			out = binary.LittleEndian.AppendUint32(out, math.Float32bits(weight))
		}
		return string(out)
	}
	for classes := 1; classes <= 32; classes++ {
		edges := make([][crf.MaxLabels][crf.MaxLabels]float32, classes)
		var start [crf.MaxLabels]float32
		for k := range start {
			start[k] = weight
			edges[0][k][0] = weight
		}
		field := table + string(crf.AppendEdges(nil, edges, start))
		// With too few classes the fault is found before the ranker is looked at.
		if _, err := quote.Load(head + field + field); err != nil && strings.Contains(err.Error(), "transition") {
			continue
		}
		for _, rankers := range []int{2, 1} {
			for dense := 1; dense <= 128; dense++ {
				ranker := strings.Repeat(sparse+floats(dense), rankers)
				data := head + field + field + ranker + floats(21)
				if _, err := quote.Load(data); err == nil {
					return data
				}
			}
		}
	}
	t.Fatal("no small model is accepted: has the layout of the model file changed?")
	return ""
}
