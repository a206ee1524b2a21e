package eval

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim/syntax"
)

// Treebank is the annotated sentences of a file in CoNLL-U.
type Treebank [][]syntax.Gold

// maxLine bounds a line of a treebank, in bytes.
const maxLine = 1 << 20

// ReadTreebank reads CoNLL-U (https://universaldependencies.org/format.html):
// the syntactic words with their XPOS, lemma, head and relation. Lines of
// multiword tokens and empty nodes are passed over, apart from what they say of
// spaces. An error names the line.
func ReadTreebank(r io.Reader) (Treebank, error) {
	var bank Treebank
	var sentence []syntax.Gold
	space := false         // before the next word; not at the head of a sentence
	until, inside := 0, "" // the last word of a multiword token and its MISC
	end := func() error {
		if len(sentence) > 0 {
			if err := checkHeads(sentence); err != nil {
				return err
			}
			markQuotations(sentence)
			bank = append(bank, sentence)
		}
		sentence, space, until = nil, false, 0
		return nil
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimSuffix(lines.Text(), "\r")
		if line == "" {
			if err := end(); err != nil {
				return nil, fmt.Errorf("line %d: %w", n, err)
			}
			continue
		}
		if line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("line %d: %d columns, not 10", n, len(f))
		}
		if strings.Contains(f[0], ".") {
			continue
		}
		if first, last, ok := strings.Cut(f[0], "-"); ok {
			a, err1 := strconv.Atoi(first)
			b, err2 := strconv.Atoi(last)
			if err1 != nil || err2 != nil || a != len(sentence)+1 || b < a {
				return nil, fmt.Errorf("line %d: bad range of words %q", n, f[0])
			}
			until, inside = b, f[9]
			continue
		}
		if id, err := strconv.Atoi(f[0]); err != nil || id != len(sentence)+1 {
			return nil, fmt.Errorf("line %d: word %q where %d was due", n, f[0], len(sentence)+1)
		}
		head, err := strconv.Atoi(f[6])
		if err != nil || head < 0 {
			return nil, fmt.Errorf("line %d: bad head %q", n, f[6])
		}
		if f[1] == "" {
			return nil, fmt.Errorf("line %d: empty form", n)
		}
		sentence = append(sentence, syntax.Gold{
			Input: syntax.Input{Form: f[1], SpaceBefore: space},
			Tag:   f[4], Rel: f[7], Lemma: f[2], Head: int32(head) - 1,
		})
		switch {
		case len(sentence) < until:
			space = false
		case len(sentence) == until:
			space = !strings.Contains(inside, "SpaceAfter=No")
		default:
			space = !strings.Contains(f[9], "SpaceAfter=No")
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	if err := end(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n, err)
	}
	return bank, nil
}

// checkHeads reports whether the heads make a tree with one root.
func checkHeads(s []syntax.Gold) error {
	roots := 0
	for i := range s {
		if int(s[i].Head) >= len(s) {
			return fmt.Errorf("head %d of word %d is not in the sentence", s[i].Head+1, i+1)
		}
		if s[i].Head < 0 {
			roots++
		}
	}
	if roots != 1 {
		return fmt.Errorf("sentence with %d roots", roots)
	}
	// Word i is seen as reached from the root, or on the way from word seen.
	seen := make([]int, len(s))
	for i := range s {
		j := i
		for ; j >= 0 && seen[j] == 0; j = int(s[j].Head) {
			seen[j] = i + 1
		}
		if j >= 0 && seen[j] == i+1 {
			return fmt.Errorf("word %d is in a circle of heads", j+1)
		}
	}
	return nil
}

// markQuotations says which words are quotation marks, by their form and the
// spaces around them alone, as a reader of the bare text could.
func markQuotations(s []syntax.Gold) {
	open := map[string]bool{}
	for i := range s {
		w := &s[i]
		spaceAfter := i+1 >= len(s) || s[i+1].SpaceBefore
		switch w.Form {
		case "“", "``", "„", "«":
			w.Mark = syntax.OpenMark
		case "”", "''", "»":
			w.Mark = syntax.CloseMark
		case "\"":
			if open["\""] && (!w.SpaceBefore || spaceAfter) {
				w.Mark = syntax.CloseMark
			} else {
				w.Mark = syntax.OpenMark
			}
			open["\""] = w.Mark == syntax.OpenMark
		case "'", "’", "‘", "`":
			// A single mark behind a letter closes only what was opened; else
			// it is an apostrophe.
			leads := (w.SpaceBefore || i == 0) && !spaceAfter
			switch {
			case leads || w.Form == "‘" || w.Form == "`":
				w.Mark, open["'"] = syntax.OpenMark, true
			case open["'"]:
				w.Mark, open["'"] = syntax.CloseMark, false
			}
		}
	}
}
