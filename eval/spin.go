package eval

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

// spinner makes the copies that outlets make of each other's articles, for
// the benchmark of copies.
type spinner struct {
	rand     *rand.Rand
	synonyms map[string][]string
	function map[string]bool
}

// newSpinner reads the synonyms of single words from the Moby thesaurus below
// data.
func newSpinner(data string, seed uint64) (*spinner, error) {
	s := &spinner{rand: rand.New(rand.NewPCG(seed, 1)), synonyms: make(map[string][]string), function: make(map[string]bool)}
	for w := range strings.FieldsSeq(functionWords) {
		s.function[w] = true
	}
	f, err := os.Open(filepath.Join(data, "thesaurus", "moby-words.txt.gz"))
	if err != nil {
		return nil, fmt.Errorf("no thesaurus: %w", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		words := strings.Split(lines.Text(), ",")
		if !plainWord(words[0]) {
			continue
		}
		for _, w := range words[1:] {
			if plainWord(w) && w != words[0] {
				s.synonyms[words[0]] = append(s.synonyms[words[0]], w)
			}
		}
	}
	return s, lines.Err()
}

// functionWords, and numbers written out, are never swapped.
const functionWords = `a about above after again against all also am among an and any are as at be because been before
being below between both but by can cannot could did do does doing down during each either else ever every few for from
further had has have having he her here hers herself him himself his how however i if in into is it its itself just
least less like made many may me might more most much must my myself near neither no nor not now of off often on once
one only onto or other others our ours out over own per rather same shall she should since so some still such than that
the their theirs them themselves then there these they this those though through thus to too toward towards under until
up upon us very was we well were what when where whether which while who whom whose why will with within without would
yet you your yours yourself yourselves two three four five six seven eight nine ten eleven twelve nil million billion`

func plainWord(w string) bool {
	for i := range len(w) {
		if w[i] < 'a' || w[i] > 'z' {
			return false
		}
	}
	return len(w) > 2
}

// swaps returns what may stand for a word: synonyms, or those of its stem with
// the same ending.
func (s *spinner) swap(w string) string {
	if all := s.synonyms[w]; len(all) > 0 {
		return all[s.rand.IntN(len(all))]
	}
	for _, ending := range [...]string{"ing", "ed", "s"} {
		stem, ok := strings.CutSuffix(w, ending)
		if !ok || len(stem) < 3 {
			continue
		}
		for _, base := range [...]string{stem, stem + "e"} {
			if all := s.synonyms[base]; len(all) > 0 {
				to := all[s.rand.IntN(len(all))]
				if ending != "s" {
					to = strings.TrimSuffix(to, "e")
				}
				return to + ending
			}
		}
	}
	return ""
}

// spin swaps the part rate of all words by synonyms, names, numbers and function
// words left in place, and returns how many it swapped of how many.
func (s *spinner) spin(text string, rate float64) (out string, swapped, all int) {
	words := reuse.Words(text)
	type change struct {
		verbatim.Span
		to string
	}
	var can []change
	for i, w := range words {
		raw := w.In(text)
		if !plainWord(w.Folded) || s.function[w.Folded] {
			continue
		}
		if raw != w.Folded && !(i == 0 || strings.ContainsAny(text[words[i-1].End:w.Start], ".\n")) {
			continue // a name
		}
		if to := s.swap(w.Folded); to != "" {
			if raw != w.Folded {
				to = strings.ToUpper(to[:1]) + to[1:]
			}
			can = append(can, change{w.Span, to})
		}
	}
	want := int(rate*float64(len(words)) + 0.5)
	order := s.rand.Perm(len(can))
	chosen := make([]bool, len(can))
	for _, k := range order[:min(want, len(order))] {
		chosen[k] = true
	}
	var b strings.Builder
	at := 0
	for k, c := range can {
		if chosen[k] {
			b.WriteString(text[at:c.Start])
			b.WriteString(c.to)
			at = c.End
			swapped++
		}
	}
	b.WriteString(text[at:])
	return b.String(), swapped, len(words)
}

// cut keeps the part of text from a random word on.
func (s *spinner) cut(text string, part float64) string {
	words := reuse.Words(text)
	n := int(part * float64(len(words)))
	if n == 0 {
		return ""
	}
	from := s.rand.IntN(len(words) - n + 1)
	return text[words[from].Start:words[from+n-1].End]
}

// embed puts text between the halves of another article.
func (s *spinner) embed(text, host string) string {
	sentences := sentences(host)
	k := len(sentences) / 2
	return strings.Join(sentences[:k], " ") + "\n" + text + "\n" + strings.Join(sentences[k:], " ")
}

// edit changes text as a desk does: one sentence in six goes, one in six loses
// its attribution or gets another verb of saying, one in eight gets a word or two more, and
// the first two sentences may trade places.
func (s *spinner) edit(text string) string {
	var out []string
	for _, sentence := range sentences(text) {
		switch s.rand.IntN(6) {
		case 0:
			if s.rand.IntN(2) == 0 {
				continue
			}
			sentence = said.Replace(sentence)
		case 1:
			sentence = shorter.Replace(sentence)
		case 2:
			if r := []rune(sentence); len(r) > 1 && unicode.IsUpper(r[0]) && s.rand.IntN(2) == 0 {
				sentence = asides[s.rand.IntN(len(asides))] + ", " + sentence
			}
		}
		out = append(out, sentence)
	}
	if len(out) > 3 && s.rand.IntN(4) == 0 {
		out[1], out[2] = out[2], out[1]
	}
	return strings.Join(out, " ")
}

var (
	said    = strings.NewReplacer(" said", " told reporters", " says", " has said", " added", " went on")
	shorter = strings.NewReplacer(" in order to ", " to ", " approximately ", " about ", " per cent", " percent",
		" would be ", " will be ", " has been ", " was ", " yesterday", "", " today", "", " mln ", " million ", " pct", " percent", " dlrs", " dollars")
	asides = []string{"Meanwhile", "On Monday", "In a further step", "As expected", "Separately"}
)

// sentences cuts a text roughly after full stops.
func sentences(text string) []string {
	var out []string
	text = strings.Join(strings.Fields(text), " ")
	for len(text) > 0 {
		i := strings.Index(text, ". ")
		if i < 0 {
			return append(out, text)
		}
		out, text = append(out, text[:i+1]), text[i+2:]
	}
	return out
}

// dress puts the lines that an outlet prints on every page around text.
func dress(text string, outlet int) string {
	name := outletNames[outlet%len(outletNames)]
	return "Subscribe to the " + name + " newsletter and get the best of our reporting every morning in your inbox.\n" +
		text + "\nYou are reading the " + name + ", the paper of record for the coast since before the railway came.\n" +
		"Have you got a story for the news desk of the " + name + "? Write to us, and we may call you back.\n" +
		"More from the " + name + ": the week in pictures, the long read, letters to the editor, tides and weather.\n"
}

var outletNames = []string{"Harbour Herald", "Northern Ledger", "Valley Sentinel", "City Courier", "Evening Beacon", "County Mercury", "Island Post", "Daily Tribune"}
