package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/ingest"
)

// labelFolder holds the labels of speakers, below the root of the repository.
var labelFolder = filepath.Join("eval", "testdata")

// speakerScores are the figures of who made a statement, on articles of
// PolNeAR that are labelled for it. The errors of both were listed while
// the rules were written; the linker has learned from others.
type speakerScores struct {
	Dev    speakerSet `json:"dev"`
	Train  speakerSet `json:"train"`
	missed []eval.SpeakerMiss
}

type speakerSet struct {
	Articles   int          `json:"articles"`
	Statements int          `json:"statements"`
	Matched    int          `json:"matched"`
	Named      namedScores  `json:"named"`
	Unnamed    classScores  `json:"unnamed"`
	Unknown    classScores  `json:"unknown"`
	Names      givenScores  `json:"names"`
	OfMatched  shareOfNamed `json:"named_of_matched"`
	OfAll      shareOfNamed `json:"named_of_labelled"`
}

type namedScores struct {
	Labelled  int     `json:"labelled"`
	Matched   int     `json:"matched"`
	Right     int     `json:"right"`
	Partial   int     `json:"partial"`
	Precision float64 `json:"precision"` // right, of those that are given a name
	Sure      float64 `json:"accuracy_without_doubt"`
}

// shareOfNamed holds shares of the named statements.
type shareOfNamed struct {
	Accuracy float64 `json:"accuracy"`
	Partial  float64 `json:"right_or_partial"`
	Coverage float64 `json:"coverage"`
}

type classScores struct {
	Labelled int     `json:"labelled"`
	Matched  int     `json:"matched"`
	Accuracy float64 `json:"accuracy"`
}

// givenScores are of all matched statements that are given a name.
type givenScores struct {
	Given     int     `json:"given"`
	Precision float64 `json:"precision"`
}

func evalSpeakers(data string) (scores, error) {
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	var out speakerScores
	for _, set := range []struct {
		split string
		s     *speakerSet
	}{{"dev", &out.Dev}, {"train", &out.Train}} {
		articles, err := eval.SpeakerLabels(filepath.Join(labelFolder, "speakers-"+set.split+".jsonl"), data, set.split)
		if err != nil {
			return nil, err
		}
		var score eval.SpeakerScore
		for _, a := range articles {
			doc, err := ingest.Text([]byte(a.Text))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", a.Article, err)
			}
			if doc.Text != a.Text {
				return nil, fmt.Errorf("%s: the text is not read byte for byte", a.Article)
			}
			doc.Language = "en"
			analyze.Document(doc, models)
			out.missed = append(out.missed, score.Add(doc, a)...)
		}
		*set.s = speakerSetOf(score)
	}
	return out, nil
}

func speakerSetOf(s eval.SpeakerScore) speakerSet {
	n := s.Named
	share := func(of int) shareOfNamed {
		return shareOfNamed{percent(n.Right, of), percent(n.Right+n.Partial, of), percent(n.Covered, of)}
	}
	class := func(c eval.ClassScore) classScores {
		return classScores{c.Labelled, c.Matched, percent(c.Right, c.Matched)}
	}
	return speakerSet{
		Articles: s.Articles, Statements: s.Statements, Matched: s.Matched,
		Named:   namedScores{n.Labelled, n.Matched, n.Right, n.Partial, percent(n.Right, n.Given), percent(n.SureRight, n.Sure)},
		Unnamed: class(s.Unnamed), Unknown: class(s.Unknown),
		Names:     givenScores{s.Given, percent(s.GivenRight, s.Given)},
		OfMatched: share(n.Matched), OfAll: share(n.Labelled),
	}
}

// percent returns 100 a/b in two decimals, 0 where b is.
func percent(a, b int) float64 { return round2(100 * float64(a) / float64(max(1, b))) }

func (s speakerScores) table(w io.Writer) {
	fmt.Fprintf(w, "Speakers: PolNeAR, labels in eval/testdata; percent. A statement is matched when half of its content is found.\n\n")
	fmt.Fprintf(w, "%-48s %9s %9s\n", "", "dev", "train")
	d, t := s.Dev, s.Train
	count := func(name string, a, b int) { fmt.Fprintf(w, "%-48s %9d %9d\n", name, a, b) }
	share := func(name string, a, b float64) { fmt.Fprintf(w, "%-48s %9.1f %9.1f\n", name, a, b) }
	count("articles", d.Articles, t.Articles)
	count("statements labelled", d.Statements, t.Statements)
	count("  matched", d.Matched, t.Matched)
	count("with a named speaker", d.Named.Labelled, t.Named.Labelled)
	count("  matched", d.Named.Matched, t.Named.Matched)
	share("  right, of matched", d.OfMatched.Accuracy, t.OfMatched.Accuracy)
	share("    where the label is beyond doubt", d.Named.Sure, t.Named.Sure)
	share("  right or partly, of matched", d.OfMatched.Partial, t.OfMatched.Partial)
	share("  right, of those given a name", d.Named.Precision, t.Named.Precision)
	share("  any speaker given, of matched", d.OfMatched.Coverage, t.OfMatched.Coverage)
	share("  right, of labelled", d.OfAll.Accuracy, t.OfAll.Accuracy)
	share("  any speaker given, of labelled", d.OfAll.Coverage, t.OfAll.Coverage)
	share("unnamed, and no name given, of matched", d.Unnamed.Accuracy, t.Unnamed.Accuracy)
	share("not told, and nobody given, of matched", d.Unknown.Accuracy, t.Unknown.Accuracy)
	share("right, of all that are given a name", d.Names.Precision, t.Names.Precision)
	fmt.Fprintln(w)
}

// misses prints each matched statement whose speaker is wrong or missing.
func (s speakerScores) misses(w io.Writer) {
	list := func(names []string) string {
		// Fields folds the line ends of a name that runs over two lines.
		return cmp.Or(strings.Join(strings.Fields(strings.Join(names, " + ")), " "), "nobody")
	}
	for _, m := range s.missed {
		doubt := ""
		if m.Doubt {
			doubt = " (in doubt)"
		}
		fmt.Fprintf(w, "%s:%d: labelled %s%s, given %s\n", m.Article, m.Start, list(m.Labelled), doubt, list(m.Given))
	}
}
