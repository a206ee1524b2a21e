package event

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// TestCalculus holds the operators to what their words say: the value of the
// governor's clause, and what that makes of what it governs.
func TestCalculus(t *testing.T) {
	for _, c := range []struct {
		words string
		lemma string
		outer value
		want  value
	}{
		{"managed to meet", "manage", happened, happened},
		{"did not manage to meet", "manage", denied, denied},
		{"will manage to meet", "manage", planned, planned},
		{"failed to meet", "fail", happened, denied},
		{"did not fail to meet", "fail", denied, happened},
		{"will avoid meeting", "avoid", planned, ruledOut},
		{"plans to meet", "plan", happened, planned},
		{"may plan to meet", "plan", unknown, unknown},
		{"would agree to meet", "agree", conditional, conditional},
		{"has not agreed to meet", "agree", denied, unknown},
		{"wants to agree to meet", "agree", proposed, proposed},
		{"hopes to meet", "hope", happened, proposed},
		{"does not want to meet", "want", denied, ruledOut},
		{"would want to meet", "want", conditional, proposed},
		{"considers meeting", "consider", happened, unknown},
		{"refused to meet", "refuse", happened, ruledOut},
		{"did not refuse to meet", "refuse", denied, unknown},
		{"denied meeting", "deny", happened, denied},
		{"did not deny meeting", "deny", denied, unknown},
		{"cancelled the meeting", "cancel", happened, cancelled},
		{"did not cancel the meeting", "cancel", denied, planned},
		{"may cancel the meeting", "cancel", unknown, unknown},
		{"began the talks", "begin", happened, underWay},
		{"will begin the talks", "begin", planned, planned},
		{"did not begin the talks", "begin", denied, denied},
		{"ended the talks", "end", happened, happened},
		{"is said to have met", "say", happened, happened},
	} {
		op, ok := governors[c.lemma]
		if !ok {
			t.Errorf("%q is no governor", c.lemma)
			continue
		}
		if got := op.apply(c.outer); got != c.want {
			t.Errorf("%s: %s, want %s", c.words, statuses[got], statuses[c.want])
		}
	}
	for v := happened; v <= cancelled; v++ {
		if v.negative() && v.not() == v {
			t.Errorf("the opposite of %s is itself", statuses[v])
		}
	}
}

func TestForms(t *testing.T) {
	for form, lemma := range map[string]string{
		"met": "meet", "struck": "strike", "shelled": "shell", "postponed": "postpone", "ruled": "rule", "cancelled": "cancel",
		"cancels": "cancel", "denies": "deny", "denied": "deny", "visiting": "visit", "arranging": "arrange", "attaches": "",
		"withdrew": "withdraw", "banned": "ban", "massing": "mass",
	} {
		if got := verbForms[form]; got != lemma {
			t.Errorf("%s is a form of %q, want %q", form, got, lemma)
		}
	}
	for form, lemma := range map[string]string{"troops": "troop", "embassies": "embassy", "treaties": "treaty", "talks": "talk", "clergymen": ""} {
		if got := nounForms[form]; got != lemma {
			t.Errorf("%s is a form of %q, want %q", form, got, lemma)
		}
	}
}

// Every type of the tables is one of PLOVER's sixteen, and every kind one of
// the record's.
func TestLexicon(t *testing.T) {
	types := strings.Fields("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT")
	kinds := strings.Fields("call meeting visit invitation talks agreement refusal demand threat promise sanction aid troops ceasefire attack resignation election")
	for _, table := range []map[string]sense{verbs, nouns} {
		for lemma, s := range table {
			typ, _, _ := strings.Cut(s.plover, ":")
			if !in(strings.Join(types, " "), typ) {
				t.Errorf("%s: %q is no type", lemma, s.plover)
			}
			if s.kind != "" && !in(strings.Join(kinds, " "), string(s.kind)) {
				t.Errorf("%s: %q is no kind", lemma, s.kind)
			}
		}
	}
}

// wild makes a document of a text with tags, heads, mentions, times and
// statements that the bytes of seed choose, whatever they are.
func wild(text string, seed []byte) *verbatim.Document {
	doc := &verbatim.Document{Text: text, Meta: verbatim.Meta{Published: "2025-02-13"}}
	at := 0
	next := func(n int) int {
		if len(seed) == 0 || n <= 0 {
			return 0
		}
		at++
		return int(seed[at%len(seed)]^byte(at)) % n
	}
	tags := strings.Fields("NN NNP NNS VB VBD VBN VBG VBZ VBP MD TO IN RB JJ DT PRP , . CD WP POS")
	rels := strings.Fields("root nsubj obj obl nmod conj ccomp xcomp advcl acl acl:relcl aux aux:pass cop mark case det amod compound nmod:poss appos flat punct nsubj:pass")
	pos := 0
	for _, w := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\n' }) {
		i := strings.Index(text[pos:], w) + pos
		doc.Tokens = append(doc.Tokens, verbatim.Token{Span: verbatim.Span{Start: i, End: i + len(w)}, Quotation: -1, SpaceBefore: true, Depth: uint8(next(2))})
		pos = i + len(w)
	}
	n := len(doc.Tokens)
	for k := range n {
		doc.Words = append(doc.Words, verbatim.Word{Tag: tags[next(len(tags))], Rel: rels[next(len(rels))], Lemma: doc.Tokens[k].In(text), Head: int32(k + next(9) - 4)})
		if next(4) == 0 {
			doc.Mentions = append(doc.Mentions, verbatim.Mention{Span: doc.Tokens[k].Span, Form: verbatim.Named, First: k, End: k + 1, Head: k, Entity: len(doc.Entities)})
			doc.Entities = append(doc.Entities, verbatim.Entity{Kind: []verbatim.EntityKind{verbatim.Person, verbatim.Place, verbatim.Group}[next(3)], Name: doc.Tokens[k].Span, Mentions: []int{len(doc.Mentions) - 1}})
		} else if next(6) == 0 {
			doc.Times = append(doc.Times, verbatim.Time{Span: doc.Tokens[k].Span, Kind: []verbatim.TimeKind{verbatim.Date, verbatim.Duration}[next(2)], Value: []string{"2025-02-13", "", "2024", "FUTURE_REF"}[next(4)]})
		}
		if next(9) == 0 && k+2 < n {
			doc.Statements = append(doc.Statements, verbatim.Statement{Kind: verbatim.Indirect, Parent: -1, Time: -1, Act: verbatim.Refuse, Content: []verbatim.Span{{Start: doc.Tokens[k].Start, End: doc.Tokens[min(n-1, k+next(20))].End}}})
		}
	}
	for first := 0; first < n; {
		last := min(n, first+1+next(40))
		doc.Sentences = append(doc.Sentences, verbatim.Sentence{Span: verbatim.Span{Start: doc.Tokens[first].Start, End: doc.Tokens[last-1].End}, First: first, Last: last, Furniture: next(7) == 0})
		first = last
	}
	return doc
}

// checkLayer is what holds of the events of any document.
func checkLayer(t *testing.T, doc *verbatim.Document, events []verbatim.Event) {
	t.Helper()
	span := func(what string, s verbatim.Span) {
		if s.Start < 0 || s.End > len(doc.Text) || s.Empty() || !utf8.RuneStart(doc.Text[s.Start]) || s.End < len(doc.Text) && !utf8.RuneStart(doc.Text[s.End]) {
			t.Fatalf("%s %v is no span of the text", what, s)
		}
	}
	before := -1
	for _, e := range events {
		span("trigger", e.Trigger)
		if e.Trigger.Start < before {
			t.Fatalf("trigger at %d after %d", e.Trigger.Start, before)
		}
		before = e.Trigger.Start
		if e.Status == "" || e.Plover == "" || e.Confidence < 0 || e.Confidence > 1 {
			t.Fatalf("%+v", e)
		}
		seen := map[int]bool{}
		for _, p := range e.Participants {
			span("participant", p.Mention)
			if p.Entity >= 0 && seen[p.Entity] || p.Entity >= len(doc.Entities) || p.Role == "" {
				t.Fatalf("participant %+v", p)
			}
			seen[p.Entity] = true
		}
		if len(e.Evidence) == 0 {
			t.Fatalf("no evidence for %q", e.Trigger.In(doc.Text))
		}
		for i, s := range e.Evidence {
			span("evidence", s)
			if i > 0 && s.Start < e.Evidence[i-1].End {
				t.Fatalf("evidence %v out of order", e.Evidence)
			}
		}
		if e.Place != nil {
			span("place", e.Place.Span)
		}
		if !e.Topic.Empty() {
			span("topic", e.Topic)
		}
		if e.Time >= len(doc.Times) || e.Duration >= len(doc.Times) || e.By >= len(doc.Statements) {
			t.Fatalf("indices of %+v", e)
		}
		for _, s := range doc.Sentences {
			if s.Furniture && s.Overlaps(e.Trigger) {
				t.Fatalf("%q is in furniture", e.Trigger.In(doc.Text))
			}
		}
	}
}

const eventful2 = "the president met the minister in Geneva on Monday and agreed to visit Paris after talks with the army collapsed ; he denied that a call to the king had been cancelled , refused to resign and threatened sanctions if an attack on the city was planned by « élus » who may hold an election "

func FuzzEvents(f *testing.F) {
	f.Add(eventful2, []byte("seed"))
	f.Add(eventful2+eventful2, []byte{0, 3, 9, 1, 250, 17, 4})
	f.Add("visit our website", []byte{1})
	f.Fuzz(func(t *testing.T, text string, seed []byte) {
		if len(text) > 1<<14 || !utf8.ValidString(text) {
			return
		}
		doc := wild(text, seed)
		events := Events(doc)
		checkLayer(t, doc, events)
	})
}

// TestWild runs the layer's properties over many trees that no parser makes.
func TestWild(t *testing.T) {
	seed := []byte("a seed of some length, for trees that differ")
	found := 0
	for i := range 300 {
		seed[i%len(seed)] += byte(i)
		doc := wild(strings.Repeat(eventful2, 3), seed)
		events := Events(doc)
		found += len(events)
		checkLayer(t, doc, events)
	}
	if found < 300 {
		t.Errorf("%d events in 300 documents: the trees test nothing", found)
	}
}

// TestTime holds the stage to time in proportion to the text, in one sentence
// and in many.
func TestTime(t *testing.T) {
	for _, n := range []int{1, 0} {
		took := func(times int) time.Duration {
			doc := wild(strings.Repeat(eventful2, times), []byte("seed of the trees"))
			if n == 1 {
				doc.Sentences = []verbatim.Sentence{{Span: verbatim.Span{End: len(doc.Text)}, Last: len(doc.Tokens)}}
			}
			best := time.Hour
			for range 3 {
				start := time.Now()
				Events(doc)
				best = min(best, time.Since(start))
			}
			return best
		}
		slow := true
		var small, large time.Duration
		for i := 0; i < 4 && slow; i++ { // once may be the machine's other work
			small, large = took(100), took(800)
			t.Logf("%v and %v for eight times as much", small, large)
			slow = large > 100*time.Millisecond && large > 24*small
		}
		if slow {
			t.Errorf("%v, and %v for eight times as much", small, large)
		}
	}
}
