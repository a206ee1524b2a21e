package eval

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// A LabelledArticle is a news text of our own with all that a careful reader
// finds said in it. The form is told in testdata/articles/README.md.
type LabelledArticle struct {
	Title     string
	Published string // ISO 8601 day
	Text      string
	Labels    []StatementLabel
}

// StatementLabel is one statement as labelled. Spans are byte offsets in Text.
type StatementLabel struct {
	Line    int // in the file, from 1
	Source  []verbatim.Span
	Cue     []verbatim.Span
	Content []verbatim.Span
	// Speakers are the full names. Unnamed: there is a source, without a name;
	// neither: the text does not tell.
	Speakers  []string
	Unnamed   bool
	Addressee verbatim.Span // empty: none
	Venue     verbatim.Span // empty: none
	VenueKind verbatim.VenueKind
	Said      verbatim.Span // the time it was said; empty: none
	Parent    int           // index in Labels, -1: none
	// Optional statements and fields are those on which two careful readers
	// would differ: neither their absence nor their presence is an error.
	Optional, OptionalVenue, OptionalTo bool
}

// ReadArticles reads labelled articles. An error names the line, from 1.
func ReadArticles(data string) ([]LabelledArticle, error) {
	var out []LabelledArticle
	var text, labels []string
	var first int // the line of labels[0]
	inText, inLabels := false, false
	flush := func() error {
		if len(out) == 0 {
			return nil
		}
		a := &out[len(out)-1]
		a.Text = strings.TrimSpace(strings.Join(text, "\n")) + "\n"
		for i, l := range labels {
			s, err := a.label(l)
			if err != nil {
				return fmt.Errorf("line %d: %w", first+i, err)
			}
			s.Line = first + i
			a.Labels = append(a.Labels, s)
		}
		for i, l := range a.Labels {
			if l.Parent >= len(a.Labels) || l.Parent == i {
				return fmt.Errorf("line %d: no statement %d to be inside of", l.Line, l.Parent+1)
			}
		}
		text, labels = nil, nil
		return nil
	}
	for n, line := range strings.Split(strings.TrimRight(data, "\n"), "\n") {
		title, starts := strings.CutPrefix(line, "== ")
		day, dated := strings.CutPrefix(line, "published: ")
		switch {
		case starts:
			if err := flush(); err != nil {
				return nil, err
			}
			out = append(out, LabelledArticle{Title: title})
			inText, inLabels = true, false
		case len(out) == 0:
			return nil, fmt.Errorf("line %d: before the first article", n+1)
		case inText && dated && len(text) == 0:
			out[len(out)-1].Published = day
		case inText && line == "--":
			inText, inLabels, first = false, true, n+2
		case inText:
			text = append(text, line)
		case inLabels:
			labels = append(labels, line)
		}
	}
	return out, flush()
}

// label reads one line: source | cue | content | keys.
func (a *LabelledArticle) label(line string) (StatementLabel, error) {
	s := StatementLabel{Parent: -1}
	fields := strings.Split(line, " | ")
	if len(fields) < 4 {
		return s, fmt.Errorf("%q is not source | cue | content | speaker=", line)
	}
	if err := a.locate(&s, fields[0], fields[1], fields[2]); err != nil {
		return s, err
	}
	near := s.Content[0].Start
	if len(s.Cue) > 0 {
		near = s.Cue[0].Start
	}
	told := false
	for _, f := range fields[3:] {
		key, value, _ := strings.Cut(f, "=")
		var err error
		switch key {
		case "speaker":
			told = true
			switch value {
			case "~":
				s.Unnamed = true
			case "-":
			default:
				s.Speakers = strings.Split(value, " + ")
				for _, name := range s.Speakers {
					if !strings.Contains(a.Text, name) {
						return s, fmt.Errorf("the text has no %q", name)
					}
				}
			}
		case "to":
			s.Addressee, err = a.nearest(value, near)
		case "venue":
			kind, words, _ := strings.Cut(value, ": ")
			s.VenueKind = verbatim.VenueKind(kind)
			s.Venue, err = a.nearest(words, near)
		case "said":
			s.Said, err = a.nearest(value, near)
		case "parent":
			_, err = fmt.Sscanf(value, "%d", &s.Parent)
			s.Parent--
		case "optional":
			s.Optional = true
		case "optional-venue":
			s.OptionalVenue = true
		case "optional-to":
			s.OptionalTo = true
		default:
			err = fmt.Errorf("no key %q", key)
		}
		if err != nil {
			return s, err
		}
	}
	if !told {
		return s, fmt.Errorf("no speaker= in %q", line)
	}
	return s, nil
}

// locate sets the spans of a statement to the occurrences of its words that
// lie closest together.
func (a *LabelledArticle) locate(s *StatementLabel, source, cue, content string) error {
	var parts [][]verbatim.Span
	for _, f := range strings.Split(content, " ; ") {
		spans := a.fragments(f)
		if spans == nil {
			return fmt.Errorf("the text has no %q", f)
		}
		parts = append(parts, spans)
	}
	role := func(words string) ([]verbatim.Span, error) {
		if words == "-" {
			return []verbatim.Span{{}}, nil
		}
		spans := a.occurrences(words)
		if spans == nil {
			return nil, fmt.Errorf("the text has no %q", words)
		}
		return spans, nil
	}
	sources, err := role(source)
	if err != nil {
		return err
	}
	cues, err := role(cue)
	if err != nil {
		return err
	}
	best := -1
	for _, first := range parts[0] {
		list := []verbatim.Span{first}
		for _, p := range parts[1:] {
			k := slices.IndexFunc(p, func(f verbatim.Span) bool { return f.Start >= list[len(list)-1].End })
			if k < 0 {
				break
			}
			list = append(list, p[k])
		}
		if len(list) < len(parts) {
			continue
		}
		for _, src := range sources {
			for _, c := range cues {
				if src.Overlaps(c) || slices.ContainsFunc(list, c.Overlaps) || slices.ContainsFunc(list, src.Overlaps) {
					continue
				}
				cost := list[len(list)-1].End - list[0].Start
				if !c.Empty() {
					cost += gapTo(list, c)
				}
				switch {
				case src.Empty():
				case c.Empty():
					cost += gapTo(list, src)
				default:
					cost += 2 * gapTo([]verbatim.Span{c}, src)
				}
				if best < 0 || cost < best {
					best = cost
					s.Content, s.Source, s.Cue = list, oneSpan(src), oneSpan(c)
				}
			}
		}
	}
	if best < 0 {
		return fmt.Errorf("%q, %q and %q overlap", source, cue, content)
	}
	return nil
}

func oneSpan(s verbatim.Span) []verbatim.Span {
	if s.Empty() {
		return nil
	}
	return []verbatim.Span{s}
}

// gapTo counts the bytes between s and the closest of list.
func gapTo(list []verbatim.Span, s verbatim.Span) int {
	best := -1
	for _, l := range list {
		gap := max(0, s.Start-l.End, l.Start-s.End)
		if best < 0 || gap < best {
			best = gap
		}
	}
	return best
}

// fragments returns where "first words … last words" can stand.
func (a *LabelledArticle) fragments(words string) []verbatim.Span {
	head, tail, cut := strings.Cut(words, " … ")
	heads := a.occurrences(head)
	if !cut {
		return heads
	}
	var out []verbatim.Span
	tails := a.occurrences(tail)
	for _, h := range heads {
		if k := slices.IndexFunc(tails, func(t verbatim.Span) bool { return t.Start >= h.End }); k >= 0 {
			out = append(out, verbatim.Span{Start: h.Start, End: tails[k].End})
		}
	}
	return out
}

// occurrences returns the places of whole words.
func (a *LabelledArticle) occurrences(words string) []verbatim.Span {
	var out []verbatim.Span
	for at := 0; ; {
		k := strings.Index(a.Text[at:], words)
		if k < 0 || words == "" {
			return out
		}
		s := verbatim.Span{Start: at + k, End: at + k + len(words)}
		if wholeWords(a.Text, s) {
			out = append(out, s)
		}
		at = s.Start + 1
	}
}

func wholeWords(text string, s verbatim.Span) bool {
	word := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	before, _ := utf8.DecodeLastRuneInString(text[:s.Start])
	first, _ := utf8.DecodeRuneInString(text[s.Start:])
	last, _ := utf8.DecodeLastRuneInString(text[:s.End])
	after, _ := utf8.DecodeRuneInString(text[s.End:])
	return !(word(before) && word(first)) && !(word(last) && word(after))
}

func (a *LabelledArticle) nearest(words string, at int) (verbatim.Span, error) {
	spans := a.occurrences(words)
	if spans == nil {
		return verbatim.Span{}, fmt.Errorf("the text has no %q", words)
	}
	point := []verbatim.Span{{Start: at, End: at}}
	return slices.MinFunc(spans, func(x, y verbatim.Span) int { return gapTo(point, x) - gapTo(point, y) }), nil
}
