package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/ingest"
)

// articleScores are the figures on each file of labelled articles.
type articleScores struct {
	Files  []articleFile `json:"files"`
	missed []string
}

type articleFile struct {
	File     string                 `json:"file"`
	Articles int                    `json:"articles"`
	Fields   map[string]articleHits `json:"fields"`
}

type articleHits struct {
	Labelled  int     `json:"labelled"`
	Found     int     `json:"found"`
	Right     int     `json:"right"`
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	F1        float64 `json:"f1"`
}

// articleFields are the rows of the table, in its order.
var articleFields = []struct {
	name string
	of   func(*eval.ArticleScore) eval.Hits
}{
	{"statements", func(s *eval.ArticleScore) eval.Hits { return s.Statements }},
	{"source", func(s *eval.ArticleScore) eval.Hits { return s.Source }},
	{"cue", func(s *eval.ArticleScore) eval.Hits { return s.Cue }},
	{"content", func(s *eval.ArticleScore) eval.Hits { return s.Content }},
	{"strict", func(s *eval.ArticleScore) eval.Hits { return s.Strict }},
	{"named speaker", func(s *eval.ArticleScore) eval.Hits { return s.Named }},
	{"no name to give", func(s *eval.ArticleScore) eval.Hits { return s.Unnamed }},
	{"addressee", func(s *eval.ArticleScore) eval.Hits { return s.Addressee }},
	{"venue", func(s *eval.ArticleScore) eval.Hits { return s.Venue }},
	{"time said", func(s *eval.ArticleScore) eval.Hits { return s.Said }},
	{"parent", func(s *eval.ArticleScore) eval.Hits { return s.Parent }},
}

func evalArticles(string) (scores, error) {
	models, err := loadModels()
	if err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(labelFolder, "articles", "*.txt"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no articles in %s: run it from the root of the repository", filepath.Join(labelFolder, "articles"))
	}
	var out articleScores
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		articles, err := eval.ReadArticles(string(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		var score eval.ArticleScore
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		for i := range articles {
			a := &articles[i]
			doc, err := ingest.Text([]byte(a.Text))
			if err != nil {
				return nil, fmt.Errorf("%s: %s: %w", file, a.Title, err)
			}
			doc.Published = a.Published
			analyze.Document(doc, models)
			misses := score.Add(doc, a)
			if !strings.HasSuffix(name, "-b") { // those are only scored
				out.missed = append(out.missed, misses...)
			}
		}
		f := articleFile{File: name, Articles: score.Articles, Fields: map[string]articleHits{}}
		for _, r := range articleFields {
			h := r.of(&score)
			f.Fields[r.name] = articleHits{h.Labelled, h.Found, h.Right, round2(h.Precision()), round2(h.Recall()), round2(h.F1())}
		}
		out.Files = append(out.Files, f)
	}
	return out, nil
}

func (s articleScores) table(w io.Writer) {
	fmt.Fprintf(w, "Articles: own texts, labels in eval/testdata/articles. Labelled, found, right; percent.\n\n")
	for _, f := range s.Files {
		fmt.Fprintf(w, "%-18s %6s %6s %6s %10s %8s %6s\n", fmt.Sprintf("%s (%d)", f.File, f.Articles), "label", "found", "right", "precision", "recall", "F1")
		for _, r := range articleFields {
			h := f.Fields[r.name]
			fmt.Fprintf(w, "  %-16s %6d %6d %6d %10.1f %8.1f %6.1f\n", r.name, h.Labelled, h.Found, h.Right, h.Precision, h.Recall, h.F1)
		}
		fmt.Fprintln(w)
	}
}

// misses prints each difference.
func (s articleScores) misses(w io.Writer) {
	for _, m := range s.missed {
		fmt.Fprintln(w, m)
	}
}
