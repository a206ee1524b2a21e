package train

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/token"
)

// dictionary reads the words that the thesaurus has in small letters.
func (l *lists) dictionary() {
	body := l.open("thesaurus/moby-words.txt.gz")
	if body == nil {
		return
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		l.err = fmt.Errorf("thesaurus: %w", err)
		return
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		root, _, _ := strings.Cut(lines.Text(), ",")
		if root != "" && !strings.ContainsAny(root, " -'.") && root == strings.ToLower(root) {
			l.add(root, entity.ListWord)
		}
	}
	if err := lines.Err(); err != nil {
		l.err = fmt.Errorf("thesaurus: %w", err)
	}
}

// capitals counts in PolNeAR's training articles and in the treebanks which
// words have a capital in the middle of a sentence.
func (l *lists) capitals() {
	if l.err != nil {
		return
	}
	type use struct{ upper, lower int }
	count := map[string]*use{}
	note := func(form string, start bool) {
		key := strings.ToLower(form)
		u := count[key]
		if u == nil {
			u = &use{}
			count[key] = u
		}
		switch {
		case form == key:
			u.lower++
		case upperFirst(form) && !start:
			u.upper++
		}
	}
	articles, err := eval.PolNeAR(l.data, "train")
	if err != nil {
		l.err = err
		return
	}
	l.files = append(l.files, "polnear/train")
	for _, a := range articles {
		paragraphs := token.Paragraphs(a.Text)
		tokens := token.Tokens(a.Text, paragraphs, nil)
		for _, s := range token.Sentences(a.Text, paragraphs, tokens, nil) {
			start := true
			upper, words := 0, 0
			for _, t := range tokens[s.First:s.Last] {
				if f := t.In(a.Text); len(f) > 3 {
					words++
					if upperFirst(f) {
						upper++
					}
				}
			}
			if 3*upper >= 2*words {
				continue // a headline
			}
			for _, t := range tokens[s.First:s.Last] {
				f := t.In(a.Text)
				if r, _ := utf8.DecodeRuneInString(f); !unicode.IsLetter(r) {
					continue
				}
				note(f, start)
				start = false
			}
		}
	}
	banks, err := eval.ReadTreebanks(l.data)
	if err != nil {
		l.err = err
		return
	}
	for _, s := range banks.Train {
		for i := range s {
			if r, _ := utf8.DecodeRuneInString(s[i].Form); unicode.IsLetter(r) {
				note(s[i].Form, i == 0)
			}
		}
	}
	keys := make([]string, 0, len(count))
	for k := range count {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		u := count[k]
		switch {
		case u.lower >= 3 && 20*u.upper <= u.lower:
			l.entries = append(l.entries, entity.ListEntry{Words: []string{k}, Class: entity.ListLower})
		case u.upper >= 3 && 20*u.lower <= u.upper:
			l.entries = append(l.entries, entity.ListEntry{Words: []string{k}, Class: entity.ListUpper})
		}
	}
}
