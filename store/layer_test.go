package store

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/search"
)

// full is a document with something in every layer and every field.
func full(t testing.TB) *verbatim.Document {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("..", "testdata", "harbour.txt"))
	if err != nil {
		t.Fatal(err)
	}
	d := &verbatim.Document{Text: string(text)}
	d.Furniture = []verbatim.Furniture{{Span: verbatim.Span{Start: 853, End: 963}, Kind: verbatim.VideoFallback}}
	analyze.Document(d, m)
	d.Segments = []verbatim.Segment{
		{Text: verbatim.Span{Start: 0, End: 10}, Source: verbatim.Span{Start: 700000, End: 700010}, Exact: true},
		{Text: verbatim.Span{Start: 10, End: 12}, Source: verbatim.Span{Start: 5, End: 9}},
	}
	d.Mentions = []verbatim.Mention{
		{Span: verbatim.Span{Start: 0, End: 12}, Form: verbatim.Named, Name: verbatim.Span{Start: 4, End: 12}, First: 0, End: 2, Head: 1, Kind: verbatim.Person, Entity: 0},
		{Span: verbatim.Span{Start: 20, End: 22}, Form: verbatim.Pronoun, First: 4, End: 5, Head: 4, Entity: -1},
	}
	d.Entities = []verbatim.Entity{
		{Kind: verbatim.Person, Name: verbatim.Span{Start: 4, End: 12}, Gender: verbatim.Female, Wikidata: "Q1", Key: "Q1", Mentions: []int{0},
			Roles: []verbatim.Role{{Title: "mayor", Span: verbatim.Span{Start: 0, End: 3}}, {Title: "minister", Source: "factbook", AsOf: "2026-01-22", Since: "2024"}}},
		{Kind: verbatim.Group, Name: verbatim.Span{Start: 30, End: 37}, Unnamed: true, Plural: true},
	}
	d.Times = []verbatim.Time{{Span: verbatim.Span{Start: 40, End: 50}, Kind: verbatim.Date, Value: "2025-02-12TEV", Mod: "APPROX"}, {Span: verbatim.Span{Start: 60, End: 61}, Kind: verbatim.Set}}
	for i := range d.Statements { // what they point at has just been replaced
		s := &d.Statements[i]
		s.Speakers, s.SpeakerConfidence, s.Addressee, s.Venue, s.Time = nil, 0, nil, nil, -1
	}
	s := &d.Statements[1]
	s.Speakers, s.SpeakerConfidence, s.Time, s.Parent = []int{0, 1}, 0.123456789012, 0, 0
	s.Addressee = &verbatim.Addressee{Span: verbatim.Span{Start: 30, End: 37}, Entities: []int{1}}
	s.Venue = &verbatim.Venue{Span: verbatim.Span{Start: 40, End: 44}, Kind: verbatim.Post, Entity: 1}
	d.Events = []verbatim.Event{
		{Kind: verbatim.Encounter, Plover: "CONSULT:meet", Status: verbatim.RuledOut, Time: 0, Duration: 1, By: 1, Trigger: verbatim.Span{Start: 30, End: 37},
			Participants: []verbatim.Participant{{Entity: 1, Mention: verbatim.Span{Start: 4, End: 12}, Role: verbatim.Actor}, {Entity: -1, Mention: verbatim.Span{Start: 20, End: 22}, Role: verbatim.Target}},
			Place:        &verbatim.EventPlace{Span: verbatim.Span{Start: 40, End: 44}, Entity: -1}, Topic: verbatim.Span{Start: 50, End: 60},
			Evidence: []verbatim.Span{{Start: 26, End: 29}, {Start: 30, End: 37}}, Confidence: 0.75},
		{Plover: "ACCUSE", Status: verbatim.Happened, Time: -1, Duration: -1, By: -1, Trigger: verbatim.Span{Start: 60, End: 61}},
	}
	return d
}

func pack(d *verbatim.Document) (layers [layerCount][]byte) {
	for i := range layers {
		layers[i] = compress(packLayer(d, i))
	}
	return layers
}

func TestLayers(t *testing.T) {
	d := full(t)
	got := &verbatim.Document{Text: d.Text}
	if err := unpackLayers(got, pack(d)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(d, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("after packing and unpacking (-want +got):\n%s", diff)
	}
	empty := &verbatim.Document{Text: "x"}
	for i, b := range pack(empty) {
		if len(b) > 0 {
			t.Errorf("an empty layer %s has %d bytes", layerNames[i], len(b))
		}
	}
}

// Stored bytes that are damaged are an error, and never a panic; bytes that
// are read are written as the same document again.
func FuzzUnpack(f *testing.F) {
	d := full(f)
	for layer := range layerCount {
		f.Add(layer, packLayer(d, layer))
	}
	text := d.Text
	f.Fuzz(func(t *testing.T, layer int, b []byte) {
		if layer < 0 || layer >= layerCount || len(b) > 1<<16 {
			return
		}
		got := &verbatim.Document{Text: text}
		if layer == layerSyntax || layer == layerEntity {
			got.Tokens = d.Tokens
		}
		if layer == layerQuote {
			got.Entities, got.Times = d.Entities, d.Times
		}
		if layer == layerEvent {
			got.Entities, got.Times, got.Statements = d.Entities, d.Times, d.Statements
		}
		if err := unpackLayer(got, layer, b); err != nil {
			return
		}
		// What was read can be shown and indexed.
		checkSpans(got, func(string, ...any) {})
		again := packLayer(got, layer)
		twice := &verbatim.Document{Text: text, Tokens: got.Tokens, Entities: got.Entities, Times: got.Times, Statements: got.Statements}
		switch layer {
		case layerToken:
			twice.Tokens = nil
		case layerEntity:
			twice.Entities = nil
		case layerTime:
			twice.Times = nil
		case layerQuote:
			twice.Statements = nil
		}
		if err := unpackLayer(twice, layer, again); err != nil {
			t.Fatalf("what was read cannot be read again: %v", err)
		}
		if !bytes.Equal(again, packLayer(twice, layer)) {
			t.Fatal("what was read is written otherwise")
		}
	})
}

func FuzzDecompress(f *testing.F) {
	f.Add(compress([]byte("some words of an article, and some words again")))
	f.Fuzz(func(t *testing.T, b []byte) {
		out, err := decompress(b)
		if err == nil && len(out) > maxBlob {
			t.Fatalf("%d bytes", len(out))
		}
	})
}

// Notes of events that are damaged are an error; those that are read are written
// as the same bytes again.
func FuzzUnpackReport(f *testing.F) {
	f.Add(packReport(&EventReport{
		EventReport: search.EventReport{Kind: verbatim.Encounter, Status: verbatim.Planned, Who: []string{"Q1", "person:ana orde"}, Place: "Q2", PlaceName: "harbour", By: "Q1", Moved: true},
		DocumentID:  "d0123", Published: -5, Dated: true,
	}))
	f.Add(packReport(&EventReport{}))
	f.Fuzz(func(t *testing.T, b []byte) {
		var r, again EventReport
		if unpackReport(&r, b) != nil {
			return
		}
		if err := unpackReport(&again, packReport(&r)); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(r, again, cmpopts.IgnoreUnexported(EventReport{})); diff != "" {
			t.Fatal(diff)
		}
	})
}
