package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A transcript gives each turn a paragraph that begins with who speaks: "FISK: Will you run again?"

// maxLabel bounds the label of a turn in tokens, maxTurns how many are read.
const (
	maxLabel = 8
	maxTurns = 4096
)

// turn is a paragraph of a transcript: the tokens of its label, of the colon and of the words.
type turn struct {
	label tokens
	colon int32
	words tokens
	key   string // the last word of the label
}

// turns returns the turns of the document, none where it is no transcript: there
// are three at least, and one speaks twice.
func (v *view) turns() []turn {
	var out []turn
	count := map[string]int{}
	again := false
	for n := 0; n < len(v.doc.Sentences) && len(out) < maxTurns; {
		p := v.doc.Sentences[n].Paragraph
		first := n
		for n < len(v.doc.Sentences) && v.doc.Sentences[n].Paragraph == p {
			n++
		}
		if v.doc.Sentences[first].Furniture {
			continue
		}
		t, ok := v.turn(int32(v.doc.Sentences[first].First), int32(v.doc.Sentences[n-1].Last))
		if !ok {
			continue
		}
		out = append(out, t)
		count[t.key]++
		again = again || count[t.key] > 1
	}
	if len(out) < 3 || !again || len(count) > 1+len(out)/2+1 {
		return nil
	}
	return out
}

// turn reads a paragraph [first, last).
func (v *view) turn(first, last int32) (turn, bool) {
	t := turn{}
	for i := first; i < last-1 && i < first+maxLabel; i++ {
		s := v.doc.Tokens[i].In(v.doc.Text)
		if s == ":" {
			if i == first {
				return t, false
			}
			t.label, t.colon, t.words = tokens{first, i}, i, tokens{i + 1, last}
			t.key = strings.ToLower(v.doc.Tokens[i-1].In(v.doc.Text))
			return t, !notLabels[t.key]
		}
		r, _ := utf8.DecodeRuneInString(s)
		if !unicode.IsUpper(r) && s != "." && s != "-" && s != "’s" && s != "'s" || v.tok[i].quote >= 0 {
			return t, false
		}
	}
	return t, false
}

// notLabels stand before the colon of what is no turn.
var notLabels = wordSet(`note notes update updated date time location place source sources photo picture credit related more watch read
	ingredients method address phone email contact tickets price verdict rating score result venue when where what`)

// withTurns makes a statement of each turn of a transcript; what was found in a turn is left to those who
// look for what is reported inside.
func (v *view) withTurns(picks []pick) []pick {
	turns := v.turns()
	if turns == nil {
		return picks
	}
	var out []pick
	for _, p := range picks {
		k, _ := slices.BinarySearchFunc(turns, p.first, func(t turn, at int32) int {
			if t.words.last <= at {
				return -1
			}
			return 1
		})
		if k < len(turns) && p.first >= turns[k].label.first {
			continue
		}
		out = append(out, p)
	}
	for _, t := range turns {
		end := t.words.last
		p := pick{head: t.colon, told: true}
		p.first, p.last = t.colon, t.colon+1
		p.source, p.content = []tokens{t.label}, []tokens{{t.words.first, end}}
		out = append(out, p)
	}
	slices.SortStableFunc(out, func(a, b pick) int { return int(a.first - b.first) })
	return out
}
