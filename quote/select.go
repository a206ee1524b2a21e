package quote

import (
	"cmp"
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// defaultThreshold is the probability that a cue makes a statement from which
// on it is reported; tuned on PolNeAR dev.
const defaultThreshold = 0.5

// Statements finds the statements of doc, which must have all layers up to
// Words, ordered by their first byte. It never fails.
func Statements(doc *verbatim.Document, m *Model) []verbatim.Statement {
	if len(doc.Words) != len(doc.Tokens) || len(doc.Tokens) == 0 {
		return nil
	}
	v := newView(doc, m)
	picks := v.withFronted(m.picks(v, m.rank.threshold))
	picks = v.withTurns(v.withTold(v.heard(v.heardBefore(v.withHeadlines(v.shared(v.whole(picks)))))))
	out := make([]verbatim.Statement, 0, len(picks))
	for _, p := range picks {
		out = append(out, v.statement(p, m))
	}
	out = v.continueQuotations(out)
	slices.SortStableFunc(out, func(a, b verbatim.Statement) int { return cmp.Compare(a.Start(), b.Start()) })
	return out
}

// picks runs the three learned steps over what v shows.
func (m *Model) picks(v *view, threshold float32) []pick {
	var w work
	lab := m.labelTokens(v, &w, minCue)
	lab.cues = slices.DeleteFunc(lab.cues, v.wordless)
	var all []judged
	m.options(v, &lab, &w, func(options []option, frames []*frame) {
		all = append(all, m.judge(v, options, frames, &lab, &w))
	})
	crowd := density(all, len(v.tok))
	var picks []pick
	for g := range all {
		if p, ok := m.choose(v, all, g, crowd, threshold, &w); ok {
			picks = append(picks, v.trimmed(p))
		}
	}
	return picks
}

// wordless reports a cue of nothing but signs, other than a colon or a dash: a
// text of emoji has a candidate at each.
func (v *view) wordless(c cue) bool {
	for i := c.first; i < c.last; i++ {
		s := v.doc.Tokens[i].In(v.doc.Text)
		if r, _ := utf8.DecodeRuneInString(s); unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '’' || s == ":" || isDash(s) {
			return false
		}
	}
	return true
}

// pick is the option of a group that stands, and its probability of being a
// statement.
type pick struct {
	option
	head int32 // of the cue
	p    float32
	told bool // by a rule and not the model
}

// judge ranks the options of one group by themselves.
func (m *Model) judge(v *view, options []option, frames []*frame, lab *labelling, w *work) judged {
	j := judged{options: slices.Clone(options)}
	best := bestScores(options)
	for i := range options {
		w.emit.out = w.emit.out[:0]
		var d dense
		v.rankFeatures(&w.emit, &d, &options[i], frames[i], best[i], lab.p)
		j.logits = append(j.logits, m.rank.alone.score(w.emit.out, &d))
		j.heads = append(j.heads, frames[i].head)
	}
	j.weigh()
	return j
}

// choose ranks the options of group g among those around it.
func (m *Model) choose(v *view, all []judged, g int, crowd, threshold float32, w *work) (pick, bool) {
	j := &all[g]
	logits := make([]float32, len(j.options))
	for i := range j.options {
		w.emit.out = w.emit.out[:0]
		v.contextFeatures(&w.emit, all, g, i, crowd)
		logits[i] = m.rank.among.score(w.emit.out, &dense{denseAlone: j.logits[i]})
	}
	p, none := softmax(logits)
	if 1-none < threshold {
		return pick{}, false
	}
	top := v.agreed(j.options, p)
	if top < 0 || v.idle(&j.options[top]) {
		return pick{}, false
	}
	return pick{option: j.options[top], head: j.heads[top], p: 1 - none}, true
}

// agreed returns the option with a content that agrees best with all options,
// each weighed by its probability (minimum Bayes risk): where no option is
// likely as a whole, the one whose parts are. -1 if none has a content. A number
// by itself ("1959:") is nobody who speaks.
func (v *view) agreed(options []option, p []float32) int {
	top, best := -1, float32(-1)
	for i := range options {
		if len(options[i].content) == 0 || !v.named(options[i].source) {
			continue
		}
		gain := float32(0)
		for j := range options {
			gain += float32(p[j] * options[i].agreement(&options[j]))
		}
		if gain > best {
			top, best = i, gain
		}
	}
	return top
}

// named reports whether a source, if there is one, has a word in it.
func (v *view) named(source []tokens) bool {
	for _, t := range source {
		for i := t.first; i < t.last; i++ {
			if w := &v.tok[i]; w.pos != posPunct && w.shape != shapeNumber {
				return true
			}
		}
	}
	return len(source) == 0
}

// agreement counts the roles in which two options are equal, and one more
// where all are.
func (o *option) agreement(b *option) float32 {
	n := float32(0)
	if o.first == b.first && o.last == b.last {
		n++
	}
	if slices.Equal(o.source, b.source) {
		n++
	}
	if slices.Equal(o.content, b.content) {
		n++
	}
	if n == 3 {
		n++
	}
	return n
}

func (r *weights) score(features []uint64, d *dense) float32 {
	s := r.bias + float32(float32(r.sparse.Sum(features))*r.sparse.Scale)
	for k, x := range d {
		s += float32(x * r.dense[k])
	}
	return s
}

// statement turns a pick into spans.
func (v *view) statement(p pick, m *Model) verbatim.Statement {
	spans := func(list []tokens) []verbatim.Span {
		var out []verbatim.Span
		for _, t := range list {
			out = append(out, v.bytes(t))
		}
		return out
	}
	s := verbatim.Statement{
		Source:     spans(p.source),
		Cue:        []verbatim.Span{v.bytes(tokens{p.first, p.last})},
		Content:    spans(p.content),
		Parent:     -1,
		Time:       -1,
		Confidence: m.rank.confidence(p.p),
	}
	if p.told {
		s.Confidence = toldConfidence
	}
	s.Kind = v.kind(p.content)
	s.Act = v.act(p)
	return s
}

func (v *view) bytes(t tokens) verbatim.Span {
	return verbatim.Span{Start: v.doc.Tokens[t.first].Start, End: v.doc.Tokens[t.last-1].End}
}

// confidence maps a probability to the share of statements that were right.
func (r *ranker) confidence(p float32) float64 {
	x := float64(p) * 20
	k := min(19, int(x))
	f := x - float64(k)
	return min(1, max(0, (1-f)*float64(r.calibration[k])+f*float64(r.calibration[k+1])))
}

// kind tells direct from indirect and mixed content by the share of its words
// that lie in quotation marks.
func (v *view) kind(content []tokens) verbatim.Kind {
	return v.kindOf(content, func(i int32) bool { return v.tok[i].quote >= 0 })
}

// kindOf is kind where quoted tells which tokens lie in quotation marks.
func (v *view) kindOf(content []tokens, quoted func(int32) bool) verbatim.Kind {
	in, out := 0, 0
	for _, t := range content {
		for i := t.first; i < t.last; i++ {
			if r, _ := utf8.DecodeRuneInString(v.doc.Text[v.doc.Tokens[i].Start:]); !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				continue
			}
			if quoted(i) {
				in++
			} else {
				out++
			}
		}
	}
	switch {
	case in == 0:
		return verbatim.Indirect
	case out == 0:
		return verbatim.Direct
	}
	return verbatim.Mixed
}
