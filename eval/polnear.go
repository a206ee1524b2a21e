// Package eval reads the labelled corpora and scores the stages against them.
package eval

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// Attribution is one labelled statement: the byte spans of its roles, each
// role sorted, white space trimmed, without repeats.
type Attribution struct {
	Source, Cue, Content []verbatim.Span
}

// Article is a text and its attributions by the reference annotator.
type Article struct {
	Name         string // file name without .txt
	Text         string
	Attributions []Attribution
}

// PolNeAR reads one split ("train" or "dev") of the Political News Attribution
// Relations corpus below dir, the folder that holds both. Where an article has
// several annotators, the first file in sorted order is the reference.
func PolNeAR(dir, split string) ([]Article, error) {
	base := filepath.Join(dir, "polnear", split)
	names, err := filepath.Glob(filepath.Join(base, "text", "*.txt"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("no PolNeAR texts in %s: check the data folder", base)
	}
	annotations, err := filepath.Glob(filepath.Join(base, "attributions", "*.ann"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	slices.Sort(annotations)
	var out []Article
	for _, name := range names {
		stem := strings.TrimSuffix(filepath.Base(name), ".txt")
		i, _ := slices.BinarySearchFunc(annotations, stem+"_", func(a, b string) int {
			return strings.Compare(filepath.Base(a), b)
		})
		if i >= len(annotations) || !strings.HasPrefix(filepath.Base(annotations[i]), stem+"_") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		ann, err := os.ReadFile(annotations[i])
		if err != nil {
			return nil, err
		}
		attributions, err := Brat(string(text), ann)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", annotations[i], err)
		}
		out = append(out, Article{Name: stem, Text: string(text), Attributions: attributions})
	}
	return out, nil
}

// Brat reads the attributions of a brat standoff file about text. Offsets in
// the file are Unicode code points. Lines that are neither a text-bound
// annotation nor an event (notes, wrapped lines) are passed over.
func Brat(text string, ann []byte) ([]Attribution, error) {
	offsets := codePointOffsets(text)
	spans := make(map[string][]verbatim.Span)
	var out []Attribution
	scan := bufio.NewScanner(bytes.NewReader(ann))
	scan.Buffer(nil, 1<<20)
	var events [][]string
	for line := 1; scan.Scan(); line++ {
		fields := strings.Split(scan.Text(), "\t")
		if len(fields) < 2 || fields[0] == "" {
			continue
		}
		switch fields[0][0] {
		case 'T':
			_, ranges, ok := strings.Cut(fields[1], " ")
			if !ok {
				continue
			}
			list, err := bratSpans(text, offsets, ranges)
			if err != nil {
				return nil, fmt.Errorf("line %d: %w", line, err)
			}
			spans[fields[0]] = list
		case 'E':
			events = append(events, strings.Fields(fields[1]))
		}
	}
	if err := scan.Err(); err != nil {
		return nil, err
	}
	for _, roles := range events {
		var a Attribution
		for _, role := range roles {
			name, id, _ := strings.Cut(role, ":")
			switch strings.TrimRight(name, "0123456789") {
			case "Source":
				a.Source = append(a.Source, spans[id]...)
			case "Cue":
				a.Cue = append(a.Cue, spans[id]...)
			case "Content":
				a.Content = append(a.Content, spans[id]...)
			}
		}
		a.Source, a.Cue, a.Content = sortSpans(a.Source), sortSpans(a.Cue), sortSpans(a.Content)
		if len(a.Source)+len(a.Cue)+len(a.Content) > 0 {
			out = append(out, a)
		}
	}
	return out, nil
}

// bratSpans reads "Start End;Start End" in code points.
func bratSpans(text string, offsets []int, ranges string) ([]verbatim.Span, error) {
	var out []verbatim.Span
	for r := range strings.SplitSeq(ranges, ";") {
		a, b, _ := strings.Cut(r, " ")
		start, err1 := strconv.Atoi(a)
		end, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || start < 0 || end < start || end >= len(offsets) {
			return nil, fmt.Errorf("span %q is not in the text", r)
		}
		if s := trimSpan(text, verbatim.Span{Start: offsets[start], End: offsets[end]}); !s.Empty() {
			out = append(out, s)
		}
	}
	return out, nil
}

// codePointOffsets returns the byte offset of every code point, and the length.
func codePointOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

func trimSpan(text string, s verbatim.Span) verbatim.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}

func sortSpans(s []verbatim.Span) []verbatim.Span {
	slices.SortFunc(s, verbatim.Span.Compare)
	return slices.Compact(s)
}
