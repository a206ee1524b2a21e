package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// GUM marks every mention of an entity, named or not, as a stretch of words with
// determiners and modifiers. A name is what is left of a mention whose head is
// a proper noun: the capitalised words around the head.

// gumWord is a word of GUM with what of its annotation concerns names.
type gumWord struct {
	form, pos, xpos string
	head            int // in the sentence, from 0; -1 at the root
	entity          string
	glued           bool
}

// gumNames reads the documents of GUM but those held out for tests; dev is
// those that are held out for development (ReadTreebanks).
func gumNames(data string) (NameCorpus, error) {
	c := NameCorpus{Name: "GUM"}
	banks, err := ReadTreebanks(data)
	if err != nil {
		return c, err
	}
	paths, err := filepath.Glob(filepath.Join(data, "gum/dep/GUM_*.conllu"))
	if err != nil {
		return c, err
	}
	slices.Sort(paths)
	for _, p := range paths {
		name := documentName(p)
		if slices.Contains(banks.Held[1], name) {
			continue
		}
		sentences, err := readGUM(p)
		if err != nil {
			return c, fmt.Errorf("%s: %w", p, err)
		}
		t := nameText(name, markGUM(sentences))
		if slices.Contains(banks.Held[0], name) {
			c.Dev = append(c.Dev, t)
		} else {
			c.Train = append(c.Train, t)
		}
	}
	c.Files = []string{"gum/dep"}
	return c, nil
}

func readGUM(path string) ([][]gumWord, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out [][]gumWord
	var sentence []gumWord
	glued, until := false, 0
	after := false // SpaceAfter=No of the multiword token that the words are in
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := lines.Text()
		if line == "" {
			if len(sentence) > 0 {
				out = append(out, sentence)
			}
			sentence, glued, until = nil, false, 0
			continue
		}
		if line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != 10 {
			return nil, fmt.Errorf("line %d: %d columns, not 10", n, len(cols))
		}
		if strings.Contains(cols[0], ".") {
			continue
		}
		none := strings.Contains(cols[9], "SpaceAfter=No")
		if _, last, ok := strings.Cut(cols[0], "-"); ok {
			if until, err = strconv.Atoi(last); err != nil {
				return nil, fmt.Errorf("line %d: bad range of words %q", n, cols[0])
			}
			after = none
			continue
		}
		head, err := strconv.Atoi(cols[6])
		if err != nil {
			return nil, fmt.Errorf("line %d: bad head %q", n, cols[6])
		}
		w := gumWord{form: cols[1], pos: cols[3], xpos: cols[4], head: head - 1, glued: glued}
		for field := range strings.SplitSeq(cols[9], "|") {
			if v, ok := strings.CutPrefix(field, "Entity="); ok {
				w.entity = v
			}
		}
		sentence = append(sentence, w)
		switch {
		case len(sentence) < until:
			glued = true
		case len(sentence) == until:
			glued = after
		default:
			glued = none
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	if len(sentence) > 0 {
		out = append(out, sentence)
	}
	return out, nil
}

// gumMention is a mention within a sentence: words [first, end).
type gumMention struct {
	first, end int
	kind       string
}

// markGUM labels the words of a document that are names.
func markGUM(sentences [][]gumWord) [][]columnWord {
	out := make([][]columnWord, len(sentences))
	for k, s := range sentences {
		words := make([]columnWord, len(s))
		for i, w := range s {
			words[i] = columnWord{form: w.form, label: "O", glued: w.glued, spaced: !w.glued}
		}
		var names []gumMention
		for _, m := range gumMentions(s) {
			if n, ok := gumName(s, m); ok {
				names = append(names, n)
			}
		}
		// Of names that overlap the longest stands.
		slices.SortStableFunc(names, func(a, b gumMention) int {
			return cmp.Or(cmp.Compare(b.end-b.first, a.end-a.first), cmp.Compare(a.first, b.first))
		})
		for _, n := range names {
			if slices.ContainsFunc(words[n.first:n.end], func(w columnWord) bool { return w.label != "O" }) {
				continue
			}
			for i := n.first; i < n.end; i++ {
				words[i].label = "I-" + n.kind
			}
			words[n.first].label = "B-" + n.kind
		}
		out[k] = words
	}
	return out
}

// gumMentions reads the brackets of a sentence's Entity fields: "(2-person-…"
// opens, "2)" closes, "(4-place-…)" does both.
func gumMentions(s []gumWord) []gumMention {
	var out []gumMention
	type open struct {
		id, kind string
		first    int
	}
	var stack []open
	closed := func(id string, end int) {
		for j := len(stack) - 1; j >= 0; j-- {
			if stack[j].id == id {
				out = append(out, gumMention{stack[j].first, end, stack[j].kind})
				stack = slices.Delete(stack, j, j+1)
				return
			}
		}
	}
	for i, w := range s {
		text := w.entity
		for text != "" {
			if text[0] == '(' {
				end := strings.IndexAny(text[1:], "()")
				if end < 0 {
					end = len(text) - 1
				}
				parts := strings.Split(text[1:1+end], "-")
				text = text[1+end:]
				if len(parts) < 2 {
					continue
				}
				stack = append(stack, open{parts[0], parts[1], i})
				if text != "" && text[0] == ')' {
					closed(parts[0], i+1)
					text = text[1:]
				}
				continue
			}
			end := strings.IndexAny(text, "()")
			if end < 0 {
				break
			}
			if text[end] == ')' {
				closed(text[:end], i+1)
				text = text[end+1:]
			} else {
				text = text[end:]
			}
		}
	}
	return out
}

// gumName returns the name in a mention, if it has one.
func gumName(s []gumWord, m gumMention) (gumMention, bool) {
	head := -1
	for i := m.first; i < m.end; i++ {
		if s[i].head < m.first || s[i].head >= m.end {
			head = i
			break
		}
	}
	if head < 0 || s[head].pos != "PROPN" || m.kind == "time" {
		return m, false
	}
	part := func(i int) bool {
		return s[i].pos != "DET" && s[i].pos != "PRON" && s[i].pos != "PUNCT" &&
			(startsUpper(s[i].form) || s[i].pos == "PROPN")
	}
	if !part(head) {
		return m, false
	}
	joins := func(i int) bool {
		switch strings.ToLower(s[i].form) {
		case "de", "la", "-", "von", "van", "der", "del", "da", "di", "al", "bin":
			return true
		case "of", "the", "&":
			return m.kind != "person"
		case "and", "for":
			return m.kind != "person" && m.kind != "place"
		}
		return false
	}
	first, end := head, head+1
	grow := func(step int) {
		for {
			at := first - 1
			if step > 0 {
				at = end
			}
			far := at
			for far >= m.first && far < m.end && joins(far) && !part(far) && (far-at)*step < 2 {
				far += step
			}
			if far < m.first || far >= m.end || !part(far) {
				return
			}
			if step > 0 {
				end = far + 1
			} else {
				first = far
			}
		}
	}
	grow(-1)
	grow(1)
	kind := m.kind
	if kind == "person" && (s[head].xpos == "NNPS") {
		kind = "people"
	}
	return gumMention{first, end, kind}, true
}
