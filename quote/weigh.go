package quote

import (
	"math"

	"github.com/verbatim-record/verbatim/internal/crf"
)

// ranker weighs options against each other and against "no statement": first
// each group by itself, then with the groups around it.
type ranker struct {
	alone, among weights
	threshold    float32
	// calibration[k] is how often a statement whose probability rounds to
	// k/20 was right.
	calibration [21]float32
}

// weights are the weights of a log-linear model of options.
type weights struct {
	sparse *crf.Scalar
	dense  dense
	bias   float32 // of being a statement at all
}

// softmax returns the probabilities of the options, and of "none" with score 0.
func softmax(logits []float32) (p []float32, none float32) {
	top := float32(0)
	for _, x := range logits {
		top = max(top, x)
	}
	sum := math.Exp(float64(-top))
	none = float32(sum)
	p = make([]float32, len(logits))
	for i, x := range logits {
		v := math.Exp(float64(x - top))
		p[i] = float32(v)
		sum += v
	}
	for i := range p {
		p[i] /= float32(sum)
	}
	return p, none / float32(sum)
}

// options returns every option of every candidate cue, by group.
func (m *Model) options(v *view, lab *labelling, w *work, each func(options []option, frames []*frame)) {
	w.fixed = resize(w.fixed, len(v.tok))
	clear(w.fixed)
	var list []option
	var frames []*frame
	for i, c := range lab.cues {
		f := v.frame(c, w)
		for _, r := range m.readings(v, f, lab.p, w) {
			list = append(list, option{cue: c, reading: r})
			frames = append(frames, f)
		}
		if i+1 == len(lab.cues) || lab.cues[i+1].group != c.group {
			each(list, frames)
			list, frames = list[:0], frames[:0]
			w.framesUsed = 0
		}
	}
}

func resize[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/2)
	}
	return s[:n]
}

// bestScores returns for each option the best reading score of its cue.
func bestScores(options []option) []float32 {
	out := make([]float32, len(options))
	for i := range options {
		b := options[i].score
		for j := range options {
			if options[j].first == options[i].first && options[j].last == options[i].last {
				b = max(b, options[j].score)
			}
		}
		out[i] = b
	}
	return out
}
