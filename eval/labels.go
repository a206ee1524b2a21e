package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// SpeakerKind says what an article tells of who made a statement.
type SpeakerKind string

// The classes of labelled statements.
const (
	NamedSpeaker   SpeakerKind = "named"   // somebody whose name stands in the article
	UnnamedSpeaker SpeakerKind = "unnamed" // somebody who is only described, or a collective
	UnknownSpeaker SpeakerKind = "unknown" // the text does not tell
)

// SpeakerArticle is an article and who makes its statements, as
// testdata/README.md describes.
type SpeakerArticle struct {
	Article    string         `json:"article"` // file name without .txt
	Statements []SpeakerLabel `json:"statements"`
	Text       string         `json:"-"` // the corpus has it, the labels do not
}

// SpeakerLabel is a statement of the reference annotation and its speakers.
type SpeakerLabel struct {
	Content  []verbatim.Span   `json:"content"`
	Source   []verbatim.Span   `json:"source"`
	Kind     SpeakerKind       `json:"kind"`
	Speakers []LabelledSpeaker `json:"speakers,omitempty"`
	Doubt    bool              `json:"doubt,omitempty"` // two careful readers could differ
	Note     string            `json:"note,omitempty"`  // in what
}

// LabelledSpeaker is somebody by name, or a group by its description.
type LabelledSpeaker struct {
	verbatim.Span                     // the fullest name in the article, bare
	Kind          verbatim.EntityKind `json:"kind"`
	Also          []verbatim.Span     `json:"also,omitempty"` // a place of each shorter name
}

// SpeakerLabels reads the labels in file and the texts that they are about
// from PolNeAR's split ("train" or "dev") below data.
func SpeakerLabels(file, data, split string) ([]SpeakerArticle, error) {
	articles, err := labelled(file, "speakers", ReadSpeakerLabels)
	if err != nil {
		return nil, err
	}
	for i := range articles {
		a := &articles[i]
		text, err := os.ReadFile(filepath.Join(data, "polnear", split, "text", a.Article+".txt"))
		if err != nil {
			return nil, fmt.Errorf("text of labels: %w", err)
		}
		a.Text = string(text)
		if err := a.check(); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", file, a.Article, err)
		}
	}
	return articles, nil
}

// ReadSpeakerLabels reads one article a line. The spans are not yet held
// against a text.
func ReadSpeakerLabels(r io.Reader) ([]SpeakerArticle, error) {
	return readLabels(r, "article", func(a *SpeakerArticle) string { return a.Article })
}

// readLabels reads one item a line, each of which names the article it is of.
func readLabels[T any](r io.Reader, item string, article func(*T) string) ([]T, error) {
	var out []T
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 16<<20)
	for n := 1; lines.Scan(); n++ {
		dec := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		dec.DisallowUnknownFields()
		var v T
		if err := dec.Decode(&v); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if dec.More() {
			return nil, fmt.Errorf("line %d: more than one %s", n, item)
		}
		if name := article(&v); name == "" || strings.ContainsAny(name, `/\`) {
			return nil, fmt.Errorf("line %d: %q is not the name of an article", n, name)
		}
		out = append(out, v)
	}
	return out, lines.Err()
}

// labelled reads a file of labels.
func labelled[T any](file, what string, read func(io.Reader) ([]T, error)) ([]T, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("labels of %s: %w", what, err)
	}
	defer f.Close()
	list, err := read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return list, nil
}

// check holds the labels against the text and against one another.
func (a *SpeakerArticle) check() error {
	for i := range a.Statements {
		if err := a.Statements[i].check(a.Text); err != nil {
			return fmt.Errorf("statement %d: %w", i, err)
		}
	}
	return nil
}

func (l *SpeakerLabel) check(text string) error {
	if len(l.Content) == 0 {
		return errors.New("it has no content")
	}
	spans := append(append([]verbatim.Span{}, l.Content...), l.Source...)
	names := 0
	for i := range l.Speakers {
		sp := &l.Speakers[i]
		spans = append(spans, sp.names()...)
		switch sp.Kind {
		case verbatim.Person, verbatim.Organisation, verbatim.Place:
			names++
		case verbatim.Group:
		default:
			return fmt.Errorf("%q is no kind of speaker", sp.Kind)
		}
	}
	switch {
	case l.Kind == NamedSpeaker && names == 0:
		return errors.New("it is named and has no name")
	case l.Kind == UnnamedSpeaker && (names > 0 || len(l.Speakers) == 0):
		return errors.New("it is unnamed and has a name or no description")
	case l.Kind == UnknownSpeaker && len(l.Speakers) > 0:
		return errors.New("it is unknown and has speakers")
	case l.Kind != NamedSpeaker && l.Kind != UnnamedSpeaker && l.Kind != UnknownSpeaker:
		return fmt.Errorf("%q is no class", l.Kind)
	case l.Doubt != (l.Note != ""):
		return errors.New("a doubt and its note go together")
	}
	for _, s := range spans {
		if s.Start < 0 || s.End > len(text) || s.Empty() || !boundary(text, s.Start) || !boundary(text, s.End) {
			return fmt.Errorf("span %d–%d is not in the text", s.Start, s.End)
		}
	}
	return nil
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// people returns the named speakers of the article, each once.
func (a *SpeakerArticle) people() []LabelledSpeaker {
	var out []LabelledSpeaker
	seen := make(map[verbatim.Span]bool)
	for _, l := range a.Statements {
		for _, sp := range l.Speakers {
			if sp.Kind != verbatim.Group && !seen[sp.Span] {
				seen[sp.Span] = true
				out = append(out, sp)
			}
		}
	}
	return out
}
