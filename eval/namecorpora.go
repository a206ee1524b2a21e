package eval

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// NameText is a text with the names that a corpus marks in it.
type NameText struct {
	Name  string
	Text  string
	Names []NamedSpan // ordered, not overlapping
}

// NamedSpan is a name and its type in the corpus's own words.
type NamedSpan struct {
	verbatim.Span
	Label string
}

// NameCorpus is a corpus of names, or a part of one.
type NameCorpus struct {
	Name  string // "wikigold"
	Train []NameText
	Dev   []NameText
	Files []string // below the data folder, as they were read
}

// columnWord is a line of a file in columns: a word and its label, "O" where
// it belongs to no name.
type columnWord struct {
	form, label string
	glued       bool // no space before it, where the file says so
	spaced      bool // a space before it, where the file says so
}

// column names the columns of a file of labelled words.
type columns struct {
	word, label, least int
	comments           bool // lines that begin with # are none of the text
}

// readColumns reads sentences of labelled words, one a line, an empty line
// after each. Where a comment begins a document, the sentence is the first of
// one; without such comments each sentence is a document.
func readColumns(r io.Reader, c columns) (docs [][][]columnWord, err error) {
	var doc [][]columnWord
	var sentence []columnWord
	marked := false
	text := "" // of the sentence, where a comment has it
	endSentence := func() {
		if len(sentence) > 0 {
			glue(sentence, text)
			doc = append(doc, sentence)
		}
		sentence, text = nil, ""
		if !marked {
			endDoc(&docs, &doc)
		}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	n := 0
	for lines.Scan() {
		n++
		line := strings.TrimRight(lines.Text(), " \r")
		if n == 1 {
			line = strings.TrimPrefix(line, "\ufeff")
		}
		if line == "" {
			endSentence()
			continue
		}
		if c.comments && line[0] == '#' {
			if strings.HasPrefix(line, "# newdoc") {
				endSentence()
				marked = true
				endDoc(&docs, &doc)
			}
			if t, ok := strings.CutPrefix(line, "# text = "); ok {
				text = t
			}
			continue
		}
		split := " "
		if strings.Contains(line, "\t") {
			split = "\t"
		}
		f := strings.Split(line, split)
		if len(f) < c.least {
			return nil, fmt.Errorf("line %d: %d columns, not %d", n, len(f), c.least)
		}
		label := f[c.label]
		if label != "O" && !strings.HasPrefix(label, "B-") && !strings.HasPrefix(label, "I-") {
			return nil, fmt.Errorf("line %d: label %q is neither O nor B- nor I-", n, label)
		}
		if !utf8.ValidString(f[c.word]) {
			return nil, fmt.Errorf("line %d: not UTF-8", n)
		}
		if n := len(sentence); label != "O" && (f[c.word] == "@" || n > 0 && sentence[n-1].form == "@") {
			label = "O" // the address of a user, which the Broad Twitter Corpus calls a person
		}
		if form := strings.TrimSpace(f[c.word]); form != "" { // some tweets have words that are a space
			sentence = append(sentence, columnWord{form: form, label: label})
		}
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("line %d: %w", n+1, err)
	}
	endSentence()
	endDoc(&docs, &doc)
	return docs, nil
}

// glue says which words have no space before them in the text of the sentence.
func glue(sentence []columnWord, text string) {
	for i := range sentence {
		rest := strings.TrimLeft(text, " ")
		after, ok := strings.CutPrefix(rest, sentence[i].form)
		if !ok {
			return
		}
		sentence[i].glued = i > 0 && len(rest) == len(text)
		sentence[i].spaced = i > 0 && len(rest) < len(text)
		text = after
	}
}

func endDoc(docs *[][][]columnWord, doc *[][]columnWord) {
	if len(*doc) > 0 {
		*docs = append(*docs, *doc)
	}
	*doc = nil
}

// nameText writes words as a text, a sentence a paragraph, with spaces where
// English has them.
func nameText(name string, doc [][]columnWord) NameText {
	t := NameText{Name: name}
	var b strings.Builder
	for k, sentence := range doc {
		if k > 0 {
			b.WriteString("\n")
		}
		var s spacer
		open := -1 // the name that goes on, in t.Names
		for i, w := range sentence {
			if i > 0 && (w.spaced || !w.glued && s.space(w.form)) {
				b.WriteByte(' ')
			}
			s.next(w.form)
			start := b.Len()
			b.WriteString(w.form)
			kind, label, _ := strings.Cut(w.label, "-")
			switch {
			case kind == "O":
				open = -1
			case kind == "I" && open >= 0 && t.Names[open].Label == label:
				t.Names[open].End = b.Len()
			default:
				open = len(t.Names)
				t.Names = append(t.Names, NamedSpan{verbatim.Span{Start: start, End: b.Len()}, label})
			}
		}
	}
	t.Text = b.String()
	return t
}

// spacer says where spaces stand between the words of a sentence.
type spacer struct {
	last string
	open bool // a straight double mark is open
}

func (s *spacer) space(form string) bool {
	if s.last == "" {
		return false
	}
	switch form {
	case ",", ".", ";", ":", "?", "!", ")", "]", "%", "'s", "’s", "'", "’", "n't", "n’t", "'re", "'ve", "'ll", "'m", "'d", "''", "”", "...":
		return s.last == "&" // written apart in the corpora's markup
	case "s":
		return s.last != "'" && s.last != "’"
	case "\"":
		if s.open {
			return false
		}
	}
	switch s.last {
	case "(", "[", "$", "£", "€", "#", "@", "``", "“", "‘":
		return false
	case "\"":
		return !s.open
	}
	return true
}

func (s *spacer) next(form string) {
	s.last = form
	if form == "\"" {
		s.open = !s.open
	}
}

// nameFile reads a file in columns below the data folder.
func (n *NameCorpus) nameFile(data, path string, c columns) ([]NameText, error) {
	f, err := os.Open(filepath.Join(data, filepath.FromSlash(path)))
	if err != nil {
		return nil, fmt.Errorf("read names: %w", err)
	}
	defer f.Close()
	docs, err := readColumns(f, c)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	n.Files = append(n.Files, path)
	out := make([]NameText, len(docs))
	for i, d := range docs {
		out[i] = nameText(fmt.Sprintf("%s:%d", path, i+1), d)
	}
	return out, nil
}

// NameCorpora reads the corpora of names below a data folder. Where a corpus has
// no development part of its own, a fifth is held out: of wikigold and the
// Broad Twitter Corpus every fifth block of fifty sentences.
func NameCorpora(data string) ([]NameCorpus, error) {
	two := columns{word: 0, label: 1, least: 2}
	uner := columns{word: 1, label: 2, least: 3, comments: true}
	var out []NameCorpus

	c := NameCorpus{Name: "CrossNER politics"}
	for _, part := range []struct {
		path string
		to   *[]NameText
	}{{"ner/crossner-politics/train.txt", &c.Train}, {"ner/crossner-politics/dev.txt", &c.Dev}} {
		t, err := c.nameFile(data, part.path, two)
		if err != nil {
			return nil, err
		}
		*part.to = t
	}
	out = append(out, c)

	c = NameCorpus{Name: "wikigold"}
	all, err := c.nameFile(data, "ner/wikigold/CONLL-format/data/wikigold.conll.txt", two)
	if err != nil {
		return nil, err
	}
	c.Train, c.Dev = holdOut(all)
	// The sentences of an article follow one another; no line says where one
	// ends, so that blocks of ten stand for articles.
	c.Train, c.Dev = joinTexts(c.Train, 10), joinTexts(c.Dev, 10)
	out = append(out, c)

	c = NameCorpus{Name: "UNER EWT"}
	if c.Train, err = c.nameFile(data, "ner/uner-ewt/en_ewt-ud-test.iob2", uner); err != nil {
		return nil, err
	}
	if c.Dev, err = c.nameFile(data, "ner/uner-ewt/en_ewt-ud-dev.iob2", uner); err != nil {
		return nil, err
	}
	out = append(out, c)

	c = NameCorpus{Name: "Broad Twitter Corpus"}
	for _, section := range []string{"a", "b", "e", "f", "g", "h"} {
		t, err := c.nameFile(data, "ner/BTC/CONLL-format/data/"+section+".conll", two)
		if err != nil {
			return nil, err
		}
		train, dev := holdOut(t)
		c.Train, c.Dev = append(c.Train, train...), append(c.Dev, dev...)
	}
	out = append(out, c)

	c = NameCorpus{Name: "WNUT17"}
	if c.Train, err = c.nameFile(data, "ner/WNUT17/CONLL-format/data/train/wnut17train.conll", two); err != nil {
		return nil, err
	}
	if c.Dev, err = c.nameFile(data, "ner/WNUT17/CONLL-format/data/dev/emerging.dev.conll", two); err != nil {
		return nil, err
	}
	out = append(out, c)

	c, err = gumNames(data)
	if err != nil {
		return nil, err
	}
	return append(out, c), nil
}

// holdOut parts texts into four fifths and one fifth, by blocks of fifty.
func holdOut(all []NameText) (train, dev []NameText) {
	for i, t := range all {
		if i/50%5 == 4 {
			dev = append(dev, t)
		} else {
			train = append(train, t)
		}
	}
	return train, dev
}

// joinTexts makes one text of each n that follow one another.
func joinTexts(texts []NameText, n int) []NameText {
	var out []NameText
	for i, t := range texts {
		if i%n == 0 {
			out = append(out, t)
			continue
		}
		last := &out[len(out)-1]
		shift := len(last.Text) + 1
		last.Text += "\n" + t.Text
		for _, s := range t.Names {
			s.Start, s.End = s.Start+shift, s.End+shift
			last.Names = append(last.Names, s)
		}
	}
	return out
}

// startsUpper reports whether s begins with a capital letter.
func startsUpper(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}
