// Package timex finds the time expressions of an article and gives each the
// value that TIMEX3 writes (ISO 24617-1; Ferro and others, TIDES 2005): a day,
// a part of the day, a week, a season, a duration, a set.
//
// It is a hand-written grammar, as in HeidelTime (Strötgen and Gertz, 2010) and
// SUTime (Chang and Manning, 2012): [lex] gives a class to the few hundred words
// that can take part, every other word is passed over at once, and a recursive
// descent over the classes reads the expression and its value together.
//
// An expression that says less than a full date is anchored. A weekday or a
// month without its year is looked up from the publication date, backwards or
// forwards as the governing verb says (tense.go); "the following week" and "a
// day earlier" count from the date last named in the text, and "three days
// after the vote" from a date that stands in one sentence with the vote. What
// cannot be anchored keeps its span and has no value.
//
// What is no time here: ages ("a 17-year-old", "in his 50s"), model years ("a
// 2014 Toyota"), rates ("a barrel a day"), names that hold a weekday or a month
// ("Bloody Sunday", "the Sunday Times", Theresa May).
package timex

import (
	"time"

	"github.com/verbatim-record/verbatim"
)

// Times returns the time expressions of doc, ordered and not overlapping. It
// uses the text, the tokens and sentences, the words where they are known, and
// the publication date. Without that date relative expressions have no value.
// Nothing is read in page furniture.
func Times(doc *verbatim.Document) []verbatim.Time {
	r := &reader{source: doc.Text, tokens: doc.Tokens, words: doc.Words, doc: doc}
	r.published(doc.Published)
	for i := range doc.Sentences {
		if s := &doc.Sentences[i]; !s.Furniture {
			r.sentence(s)
		}
	}
	return r.out
}

// A reader is the state of one pass over a document.
type reader struct {
	doc    *verbatim.Document
	source string
	tokens []verbatim.Token
	words  []verbatim.Word

	lo, hi int    // the tokens of the sentence
	items  []item // their classes

	pub        point // a day, or a second where the time is known
	hasPub     bool
	ref        point // the date last named
	paragraph  int
	refPlace   int // the paragraph of ref
	first      int // index in out of the sentence's first expression
	out        []verbatim.Time
	points     []point // beside out; unknown where there is no date
	depth      int     // of dates inside dates
	waiting    int     // a clock time of this sentence that waits for its day, or -1
	order      int8    // of digits in a date: 0 not looked at, 1 month first, 2 day first
	surnameMay int8    // 0 not looked at, 1 no, 2 yes
}

// published reads doc.Published: a day, or an instant with its zone.
func (r *reader) published(s string) {
	for _, layout := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02"} {
		t, err := time.Parse(layout, s)
		if err != nil {
			continue
		}
		if t.Year() < 1 || t.Year() > 9998 {
			return
		}
		g := second
		if layout == "2006-01-02" {
			g = day
		}
		r.pub, r.hasPub = from(t, g), true
		return
	}
}

// sentence reads the expressions of one sentence.
func (r *reader) sentence(s *verbatim.Sentence) {
	r.lo, r.hi = s.First, min(s.Last, len(r.tokens))
	r.paragraph = s.Paragraph
	r.first, r.waiting = len(r.out), -1
	r.items = r.items[:0]
	any := false
	for k := r.lo; k < r.hi; k++ {
		it := lex(r.text(k))
		any = any || it.c != none
		r.items = append(r.items, it)
	}
	if !any {
		return
	}
	for i := r.lo; i < r.hi; {
		if !starts[r.items[i-r.lo].c] {
			i++
			continue
		}
		if f, ok := r.expression(i); ok && f.j > i {
			i = r.emit(f)
			continue
		}
		i++
	}
}

// now is the point of grain g that the publication date lies in.
func (r *reader) now(g grain) point {
	if !r.hasPub || g == unknown {
		return point{g: g, lost: true}
	}
	return r.pub.at(g)
}

// last is the date last named in the text, if it is at least as fine as g.
func (r *reader) last(g grain) (point, bool) {
	if r.ref.g == unknown || r.ref.g < g && !(g <= day && r.ref.g >= part) {
		return point{g: g, lost: true}, false
	}
	return r.ref.at(g), true
}

// text is the text of token k.
func (r *reader) text(k int) string {
	if k < 0 || k >= len(r.tokens) {
		return ""
	}
	return r.tokens[k].In(r.source)
}

// tag is the part of speech of token k; empty where it is not known.
func (r *reader) tag(k int) string {
	if len(r.words) != len(r.tokens) || k < 0 || k >= len(r.words) {
		return ""
	}
	return r.words[k].Tag
}

// c is the class of token k of the sentence.
func (r *reader) c(k int) class {
	if k < r.lo || k >= r.hi {
		return none
	}
	return r.items[k-r.lo].c
}

// n is the number of token k of the sentence.
func (r *reader) n(k int) int {
	if k < r.lo || k >= r.hi {
		return 0
	}
	return int(r.items[k-r.lo].n)
}

// upper says whether token k begins with a capital letter.
func (r *reader) upper(k int) bool {
	if k < r.lo || k >= r.hi {
		return false
	}
	if it := r.items[k-r.lo]; it.c != none {
		return it.upper
	}
	w := r.text(k)
	return len(w) > 0 && w[0] >= 'A' && w[0] <= 'Z'
}

// glued says that nothing stands between token k and the one before.
func (r *reader) glued(k int) bool {
	return k > r.lo && k < r.hi && !r.tokens[k].SpaceBefore
}

// A found expression: the tokens [i, j) and what they mean.
type found struct {
	i, j  int
	p     point
	value string // for what is no point: durations, sets, references
	kind  verbatim.TimeKind
	mod   int32
	// bare says that p is a time of the day whose day the text has yet to give.
	bare bool
	apm  int  // of a time of the day: -1 where it does not say
	weak bool // the date was looked up from the publication date by tense
	hol  int  // the holiday
}

// emit adds f, and the second end of a range where one follows, and returns
// the token to go on with.
func (r *reader) emit(f found) int {
	if g, ok := r.rangeEnd(&f); ok {
		r.add(f)
		r.waiting = -1 // "from 2pm till tomorrow 4pm": the day is the second end's
		r.add(g)
		return g.j
	}
	r.add(f)
	return f.j
}

func (r *reader) add(f found) {
	t := verbatim.Time{Kind: f.kind, Value: f.value, Mod: mods[f.mod]}
	t.Start, t.End = r.tokens[f.i].Start, r.tokens[f.j-1].End
	if w := r.text(f.j - 1); f.j == r.hi && len(w) > 2 && w[len(w)-1] == '.' && w[0] >= 'A' && w[1] >= 'A' && w[1] <= 'Z' {
		t.End-- // the full stop that the tokens leave with "EST."
	}
	if f.p.g != unknown {
		if f.bare {
			r.giveDay(&f)
		}
		t.Value = f.p.value()
		if f.bare && !r.hasPub && f.p.y == 0 {
			t.Value = ""
		}
		if t.Kind == "" {
			t.Kind = f.p.kind()
		}
	}
	if t.Kind == "" {
		t.Kind = verbatim.Date
	}
	r.out = append(r.out, t)
	p := f.p
	if t.Kind == verbatim.Set || t.Kind == verbatim.Duration || t.Value == "" {
		p = point{}
	}
	r.points = append(r.points, p)
	if p.g == unknown {
		return
	}
	if r.waiting >= 0 && p.g >= day && !f.bare {
		// "at 3 p.m. in Geneva on Tuesday": the day comes after the hour.
		if q := &r.points[r.waiting]; len(r.out)-1-r.waiting <= 2 {
			q.y, q.m, q.d = p.y, p.m, p.d
			r.out[r.waiting].Value = q.value()
		}
		r.waiting = -1
	}
	if f.bare && f.p.x == "waiting" {
		r.waiting = len(r.out) - 1
		r.points[r.waiting].x = ""
	}
	r.ref, r.refPlace = p, r.paragraph
}

// giveDay gives a time of the day its day: the one last named in the sentence
// or the paragraph, else the day of publication.
func (r *reader) giveDay(f *found) {
	for k := len(r.points) - 1; k >= r.first; k-- {
		if p := r.points[k]; p.g >= day {
			f.p.y, f.p.m, f.p.d = p.y, p.m, p.d
			f.bare = false
			return
		}
	}
	if r.ref.g >= day && r.refPlace == r.paragraph {
		f.p.y, f.p.m, f.p.d = r.ref.y, r.ref.m, r.ref.d
	} else if r.hasPub {
		f.p.y, f.p.m, f.p.d = r.pub.y, r.pub.m, r.pub.d
	} else {
		f.p.y = 0
	}
	f.p.x = "waiting"
}
