package analyze_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
)

// An eventCase is a text and the events that a careful reader finds in it. The
// form is told at the head of testdata/events/texts.txt.
type eventCase struct {
	text  string
	line  int
	wants []eventWant
}

type eventWant struct {
	line                  int
	kind, status, trigger string
	keys                  map[string]string
}

// eventKeys are the keys that an answer may have.
var eventKeys = []string{"actor", "target", "place", "time", "by", "lasts", "topic", "plover"}

func readEventCases(data string) ([]eventCase, error) {
	var out []eventCase
	for n, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		n++
		answer, is := strings.CutPrefix(line, "\t")
		switch {
		case line == "" || strings.HasPrefix(line, "#"):
		case !is:
			out = append(out, eventCase{text: line, line: n})
		case len(out) == 0:
			return nil, fmt.Errorf("line %d: an event without a text", n)
		default:
			fields := strings.Split(answer, " | ")
			head := strings.SplitN(fields[0], ", ", 3)
			if len(head) != 3 {
				return nil, fmt.Errorf("line %d: %q is not kind, status, “trigger”", n, fields[0])
			}
			w := eventWant{n, head[0], head[1], strings.Trim(head[2], "“”"), map[string]string{}}
			c := &out[len(out)-1]
			if !strings.Contains(c.text, w.trigger) {
				return nil, fmt.Errorf("line %d: %q is not in the text", n, w.trigger)
			}
			for _, f := range fields[1:] {
				key, value, ok := strings.Cut(f, ": ")
				if !ok || !slices.Contains(eventKeys, key) {
					return nil, fmt.Errorf("line %d: %q is no key and value", n, f)
				}
				w.keys[key] = value
			}
			c.wants = append(c.wants, w)
		}
	}
	return out, nil
}

// checkEvents says what is wrong with the events of doc.
func checkEvents(doc *verbatim.Document, c eventCase) []string {
	var wrong []string
	var left []*verbatim.Event
	for i := range doc.Events {
		if e := &doc.Events[i]; e.Kind != "" {
			left = append(left, e)
		}
	}
	for _, w := range c.wants {
		k := slices.IndexFunc(left, func(e *verbatim.Event) bool {
			t := e.Trigger.In(doc.Text)
			return string(e.Kind) == w.kind && (strings.Contains(t, w.trigger) || strings.Contains(w.trigger, t))
		})
		if k < 0 {
			wrong = append(wrong, fmt.Sprintf("line %d: no %s “%s”", w.line, w.kind, w.trigger))
			continue
		}
		e := left[k]
		left = slices.Delete(left, k, k+1)
		if string(e.Status) != w.status {
			wrong = append(wrong, fmt.Sprintf("line %d: %s “%s” is %s, want %s", w.line, w.kind, w.trigger, e.Status, w.status))
		}
		for _, key := range eventKeys {
			want, ok := w.keys[key]
			if !ok {
				continue
			}
			if got := eventKey(doc, e, key); got != want {
				wrong = append(wrong, fmt.Sprintf("line %d: %s “%s”: %s is %q, want %q", w.line, w.kind, w.trigger, key, got, want))
			}
		}
	}
	for _, e := range left {
		wrong = append(wrong, fmt.Sprintf("line %d: not an event: %s “%s”, %s", c.line, e.Kind, e.Trigger.In(doc.Text), e.Status))
	}
	return wrong
}

// eventKey is what the event has for a key; names are those of the entities.
func eventKey(doc *verbatim.Document, e *verbatim.Event, key string) string {
	time := func(i int) string {
		if i < 0 {
			return "-"
		}
		return timeValue(doc.Times[i])
	}
	switch key {
	case "actor", "target":
		var names []string
		for _, p := range e.Participants {
			if string(p.Role) != key {
				continue
			}
			if p.Entity >= 0 && !doc.Entities[p.Entity].Unnamed {
				names = append(names, doc.Entities[p.Entity].Name.In(doc.Text))
			} else {
				names = append(names, p.Mention.In(doc.Text))
			}
		}
		return strings.Join(names, "; ")
	case "place":
		if e.Place == nil {
			return "-"
		}
		return e.Place.In(doc.Text)
	case "time":
		return time(e.Time)
	case "lasts":
		return time(e.Duration)
	case "by":
		if e.By < 0 || len(doc.Statements[e.By].Source) == 0 {
			return "-"
		}
		return doc.Statements[e.By].Source[0].In(doc.Text)
	case "topic":
		return e.Topic.In(doc.Text)
	}
	return e.Plover
}

// leastEvents is the share of the texts that must be right in all, in percent.
const leastEvents = 97

// knownEvents reads the texts that fail, each with the reason behind a tab.
func knownEvents(t *testing.T) map[string]string {
	name := filepath.Join("testdata", "events", "known")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	known := make(map[string]string)
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		text, reason, ok := strings.Cut(line, "\t")
		if !ok || reason == "" || known[text] != "" {
			t.Fatalf("%s: %q: want a text, a tab and a reason, once", name, line)
		}
		known[text] = reason
	}
	return known
}

// TestEvents reads texts of each kind and status, and texts whose words are
// not what they look like.
func TestEvents(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "events", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal("no texts", err)
	}
	m := models(t)
	known := knownEvents(t)
	right, all := 0, 0
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		cases, err := readEventCases(string(data))
		if err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		for _, c := range cases {
			doc := &verbatim.Document{Meta: verbatim.Meta{Language: "en", Published: "2025-02-13"}, Text: c.text}
			analyze.Document(doc, m)
			all++
			if wrong := checkEvents(doc, c); wrong == nil {
				right++
				if known[c.text] != "" {
					t.Errorf("%s:%d is right now: take it out of known", f, c.line)
				}
			} else if known[c.text] == "" {
				t.Errorf("%s\n\t%s", c.text, strings.Join(wrong, "\n\t"))
			} else {
				t.Logf("%s\n\t%s", c.text, strings.Join(wrong, "\n\t"))
			}
			delete(known, c.text)
		}
	}
	for text := range known {
		t.Errorf("known: there is no text %q", text)
	}
	t.Logf("%d of %d texts right", right, all)
	if all < 150 || 100*right < leastEvents*all {
		t.Errorf("%d of %d texts right, want %d %% of at least 150", right, all, leastEvents)
	}
}
