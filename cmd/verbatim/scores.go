package main

import (
	"fmt"
	"io"
	"math"
	"strings"
	"sync/atomic"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/ingest"
)

// quoteScores are the figures of statements on the dev split of PolNeAR.
type quoteScores struct {
	eval.QuoteScore
	Typography  map[eval.Style]styleScores `json:"typography"`
	Reliability []reliability              `json:"reliability"`
}

// styleScores are the exact figures of the same articles in other marks.
type styleScores struct {
	Source  float64 `json:"source"`
	Cue     float64 `json:"cue"`
	Content float64 `json:"content"`
	Linked  float64 `json:"linked"`
	Strict  float64 `json:"strict"`
}

type reliability struct {
	From       float64 `json:"from"`
	Statements int     `json:"statements"`
	Stated     float64 `json:"stated"`
	Right      float64 `json:"right"`
}

// evalQuotes reads the articles as read does and scores their statements.
func evalQuotes(data string) (scores, error) {
	articles, err := eval.PolNeAR(data, "dev")
	if err != nil {
		return nil, err
	}
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	var failed atomic.Pointer[error]
	r := eval.Quotes(articles, func(text string) []verbatim.Statement {
		doc, err := ingest.Text([]byte(text))
		if err != nil {
			failed.Store(&err)
			return nil
		}
		doc.Language = "en"
		analyze.Document(doc, models)
		return doc.Statements
	})
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	out := quoteScores{QuoteScore: r.QuoteScore, Typography: map[eval.Style]styleScores{}}
	s := &out.QuoteScore
	for _, r := range []*eval.RoleScore{&s.Source, &s.Cue, &s.Content} {
		for _, f := range []*float64{&r.Exact, &r.Overlap, &r.Char, &r.Precision, &r.Recall} {
			*f = round2(*f)
		}
	}
	s.Linked, s.Strict = round2(s.Linked), round2(s.Strict)
	for _, t := range r.Typography {
		if t.Style != eval.AsIs {
			out.Typography[t.Style] = styleScores{round2(t.Source.Exact), round2(t.Cue.Exact), round2(t.Content.Exact), round2(t.Linked), round2(t.Strict)}
		}
	}
	for _, b := range r.Reliability {
		out.Reliability = append(out.Reliability, reliability{round2(b.Low), b.Statements, round2(b.Stated), round2(b.Right)})
	}
	return out, nil
}

// Reference figures on PolNeAR's test split, exact F1.
const (
	humanRow = "one annotator against another  77.9    70.6     68.4     75.4    56.6\n"
	bestRow  = "CofeNet, BERT-base (2022)      83.2    75.3     72.9        –       –\n"
)

func (s quoteScores) table(w io.Writer) {
	fmt.Fprintf(w, "Statements: PolNeAR dev, %d articles, %d labelled, %d found. F1 in percent.\n\n", s.Documents, s.Gold, s.Predicted)
	fmt.Fprintf(w, "%-30s %5s %7s %8s %8s %7s\n", "", "source", "cue", "content", "linked", "strict")
	row := func(name string, f func(eval.RoleScore) float64, rest string) {
		fmt.Fprintf(w, "%-30s %5.1f %7.1f %8.1f%s\n", name, f(s.Source), f(s.Cue), f(s.Content), rest)
	}
	row("verbatim, exact", func(r eval.RoleScore) float64 { return r.Exact }, fmt.Sprintf(" %8.1f %7.1f", s.Linked, s.Strict))
	row("  precision", func(r eval.RoleScore) float64 { return r.Precision }, "")
	row("  recall", func(r eval.RoleScore) float64 { return r.Recall }, "")
	row("verbatim, overlap", func(r eval.RoleScore) float64 { return r.Overlap }, "")
	row("verbatim, characters", func(r eval.RoleScore) float64 { return r.Char }, "")
	fmt.Fprintf(w, "\nOn the test split, exact:\n%s%s\n", humanRow, bestRow)
	fmt.Fprintf(w, "The same articles in other quotation marks, exact:\n")
	for _, style := range eval.Styles {
		if t, ok := s.Typography[style]; ok {
			fmt.Fprintf(w, "%-30s %5.1f %7.1f %8.1f %8.1f %7.1f\n", style, t.Source, t.Cue, t.Content, t.Linked, t.Strict)
		}
	}
	fmt.Fprintf(w, "\nConfidence, and how often it was right (content overlaps by half, source overlaps):\n")
	for _, b := range s.Reliability {
		fmt.Fprintf(w, "%.1f to %.1f  %5d statements  stated %.2f  right %.2f\n", b.From, b.From+0.1, b.Statements, b.Stated, b.Right)
	}
	fmt.Fprintln(w)
}

// syntaxScores are the figures on the held-out treebanks.
type syntaxScores struct {
	EWTTest treeScores `json:"ewt_test"`
	GUMDev  treeScores `json:"gum_dev"`
	GUMTest treeScores `json:"gum_test"`
	NewsDev treeScores `json:"gum_news_dev"`
	News    treeScores `json:"gum_news_test"`
}

type treeScores struct {
	Words int     `json:"words"`
	XPOS  float64 `json:"xpos"`
	Lemma float64 `json:"lemma"`
	UAS   float64 `json:"uas"` // right heads
	LAS   float64 `json:"las"` // right heads and relations
}

func evalSyntax(data string) (scores, error) {
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	s, err := eval.Syntax(data, models.Syntax)
	if err != nil {
		return nil, err
	}
	t := func(s eval.TreeScore) treeScores {
		return treeScores{s.Words, round2(s.Percent(s.Tags)), round2(s.Percent(s.Lemmas)), round2(s.Percent(s.Heads)), round2(s.Percent(s.Arcs))}
	}
	return syntaxScores{t(s.EWTTest), t(s.GUMDev), t(s.GUMTest), t(s.NewsDev), t(s.News)}, nil
}

func (s syntaxScores) table(w io.Writer) {
	fmt.Fprintf(w, "Syntax: held-out treebanks, tokens and sentences given, percent of words.\n\n")
	fmt.Fprintf(w, "%-20s %8s %6s %6s %6s %6s\n", "", "words", "XPOS", "lemma", "UAS", "LAS")
	for _, r := range []struct {
		name string
		s    treeScores
	}{{"EWT test", s.EWTTest}, {"GUM dev", s.GUMDev}, {"GUM test", s.GUMTest}, {"GUM news, dev", s.NewsDev}, {"GUM news, test", s.News}} {
		fmt.Fprintf(w, "%-20s %8d %6.2f %6.2f %6.2f %6.2f\n", r.name, r.s.Words, r.s.XPOS, r.s.Lemma, r.s.UAS, r.s.LAS)
	}
	fmt.Fprintln(w)
}

// pageScores are the figures of the reading of web pages.
type pageScores struct {
	Outlets   collectionScores `json:"fundus_pages"`
	Benchmark collectionScores `json:"article_extraction_benchmark"`
	text      string
}

type collectionScores struct {
	Pages     int      `json:"pages"`
	Precision float64  `json:"precision"`
	Recall    float64  `json:"recall"`
	F1        float64  `json:"f1"`
	WithAll   float64  `json:"f1_with_furniture"`
	Title     *float64 `json:"title,omitempty"` // right titles; only where the collection has them
	Day       *float64 `json:"day,omitempty"`
}

func evalPages(data string) (scores, error) {
	p, err := eval.Pages(data)
	if err != nil {
		return nil, err
	}
	c := func(pages []eval.PageScore, meta bool) collectionScores {
		body, whole, title, day := eval.Summary(pages)
		s := collectionScores{
			Pages: len(pages), Precision: round2(100 * body.Precision()), Recall: round2(100 * body.Recall()),
			F1: round2(100 * body.F1()), WithAll: round2(100 * whole.F1()),
		}
		if meta {
			title, day = round2(100*title), round2(100*day)
			s.Title, s.Day = &title, &day
		}
		return s
	}
	return pageScores{c(p.Outlets, true), c(p.Benchmark, false), p.String()}, nil
}

func (s pageScores) table(w io.Writer) {
	fmt.Fprintf(w, "Pages: 4-word runs of the body, furniture left out; right titles and days.\n\n%s\n", strings.TrimRight(s.text, "\n"))
	fmt.Fprintln(w)
}

func round2(x float64) float64 { return math.Round(x*100) / 100 }
