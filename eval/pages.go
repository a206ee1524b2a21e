package eval

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/ingest"
)

// Shingles compares two texts by their runs of four words, as the article
// extraction benchmark does (github.com/scrapinghub/article-extraction-benchmark):
// words are runs of letters, digits and underscores, and the counts of a page
// are divided by their sum, so that long pages weigh no more than short ones.
type Shingles struct {
	TP, FP, FN float64
}

// Add sums the fractions of two pages.
func (s *Shingles) Add(o Shingles) { s.TP += o.TP; s.FP += o.FP; s.FN += o.FN }

// Precision is the share of the text found that is in the expected one.
func (s Shingles) Precision() float64 { return ratio(s.TP, s.TP+s.FP) }

// Recall is the share of the expected text that was found.
func (s Shingles) Recall() float64 { return ratio(s.TP, s.TP+s.FN) }

// F1 is the harmonic mean of precision and recall.
func (s Shingles) F1() float64 { return ratio(2*s.TP, 2*s.TP+s.FP+s.FN) }

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}

// PageScore is how one page was read.
type PageScore struct {
	Name  string
	Err   error    // the page was not read
	Body  Shingles // the article without its furniture against the expected body
	Whole Shingles // the article with its furniture
	Got   *verbatim.Document
	Want  Page

	Title, Day bool // right, where the collection has them
}

// Page is what a collection expects of a page.
type Page struct {
	Body  string
	Title string
	Day   string // 2006-01-02; "" where not given
	Date  string // as the collection has it
}

// PageScores are the scores of two collections of pages.
type PageScores struct {
	Outlets   []PageScore // fundus-pages: title and date too
	Benchmark []PageScore // article-extraction-benchmark
}

// Pages reads the pages under dataDir/fundus-pages and
// dataDir/article-extraction-benchmark and scores what ingest makes of them.
func Pages(dataDir string) (PageScores, error) {
	var s PageScores
	var err error
	if s.Outlets, err = outletPages(filepath.Join(dataDir, "fundus-pages")); err != nil {
		return s, err
	}
	s.Benchmark, err = benchmarkPages(filepath.Join(dataDir, "article-extraction-benchmark"))
	return s, err
}

// Summary sums the scores of pages: bodies without furniture, bodies with it,
// and the shares of right titles and days.
func Summary(pages []PageScore) (body, whole Shingles, title, day float64) {
	for _, p := range pages {
		body.Add(p.Body)
		whole.Add(p.Whole)
		if p.Title {
			title++
		}
		if p.Day {
			day++
		}
	}
	n := float64(max(1, len(pages)))
	return body, whole, title / n, day / n
}

// String is a table of the scores.
func (s PageScores) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-30s %6s %6s %6s %6s %6s %6s %6s\n", "pages", "n", "P", "R", "F1", "F1 all", "title", "day")
	for _, c := range []struct {
		name  string
		pages []PageScore
	}{{"fundus-pages", s.Outlets}, {"article-extraction-benchmark", s.Benchmark}} {
		body, whole, title, day := Summary(c.pages)
		fmt.Fprintf(&b, "%-30s %6d %6.3f %6.3f %6.3f %6.3f", c.name, len(c.pages), body.Precision(), body.Recall(), body.F1(), whole.F1())
		if c.name == "fundus-pages" {
			fmt.Fprintf(&b, " %6.3f %6.3f", title, day)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func benchmarkPages(dir string) ([]PageScore, error) {
	raw, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var truth map[string]struct {
		ArticleBody string `json:"articleBody"`
		URL         string `json:"url"`
	}
	if err := json.Unmarshal(raw, &truth); err != nil {
		return nil, fmt.Errorf("ground-truth.json: %w", err)
	}
	var scores []PageScore
	for _, id := range slices.Sorted(maps.Keys(truth)) {
		page, err := gunzipFile(filepath.Join(dir, "html", id+".html.gz"))
		if err != nil {
			return nil, err
		}
		scores = append(scores, scorePage(id, page, truth[id].URL, Page{Body: truth[id].ArticleBody}))
	}
	return scores, nil
}

// fundusBody is the expected reading of a page by one version of a parser.
type fundusBody struct {
	Title string `json:"title"`
	Date  string `json:"publishing_date"`
	Body  struct {
		Summary  []string `json:"summary"`
		Sections []struct {
			Headline   []string `json:"headline"`
			Paragraphs []string `json:"paragraphs"`
		} `json:"sections"`
	} `json:"body"`
}

func (f fundusBody) text() string {
	parts := slices.Clone(f.Body.Summary)
	for _, s := range f.Body.Sections {
		parts = append(append(parts, s.Headline...), s.Paragraphs...)
	}
	return strings.Join(parts, "\n\n")
}

func outletPages(dir string) ([]PageScore, error) {
	pages, err := filepath.Glob(filepath.Join(dir, "*", "*.html.gz"))
	if err != nil {
		return nil, err
	}
	if len(pages) == 0 {
		return nil, fmt.Errorf("%s: no pages", dir)
	}
	var scores []PageScore
	for _, file := range pages {
		name := filepath.Base(file)
		outlet, _, _ := strings.Cut(name, "_")
		raw, err := os.ReadFile(filepath.Join(filepath.Dir(file), outlet+".json"))
		if err != nil {
			return nil, err
		}
		var versions map[string]fundusBody
		if err := json.Unmarshal(raw, &versions); err != nil {
			return nil, fmt.Errorf("%s.json: %w", outlet, err)
		}
		page, err := gunzipFile(file)
		if err != nil {
			return nil, err
		}
		f, ok := versionOf(page, versions)
		if !ok {
			return nil, fmt.Errorf("%s: no version of %s.json is of this page", name, outlet)
		}
		scores = append(scores, scorePage(strings.TrimSuffix(name, ".html.gz"), page, "",
			Page{Body: f.text(), Title: f.Title, Date: f.Date, Day: f.Date[:min(len(f.Date), 10)]}))
	}
	return scores, nil
}

// versionOf returns the version whose words the page has most of.
func versionOf(page []byte, versions map[string]fundusBody) (fundusBody, bool) {
	have := map[string]bool{}
	for _, w := range words(string(page)) {
		have[w] = true
	}
	best, found := fundusBody{}, -1.0
	for _, v := range slices.Sorted(maps.Keys(versions)) {
		text := words(versions[v].text())
		n := 0
		for _, w := range text {
			if have[w] {
				n++
			}
		}
		if share := ratio(float64(n), float64(len(text))); share > found {
			best, found = versions[v], share
		}
	}
	return best, found > 0.5
}

func scorePage(name string, page []byte, url string, want Page) PageScore {
	s := PageScore{Name: name, Want: want}
	doc, err := ingest.HTML(page, "", url)
	if err != nil {
		s.Err = err
		doc = &verbatim.Document{}
	}
	s.Got = doc
	s.Whole = shingles(want.Body, doc.Text)
	s.Body = shingles(want.Body, withoutFurniture(doc, want.Body))
	s.Title = fold(doc.Title) == fold(want.Title)
	s.Day = sameDay(doc.Published, want)
	return s
}

// withoutFurniture returns the text of the article without the furniture that
// is not in the expected body: what is in there counts as body.
func withoutFurniture(doc *verbatim.Document, want string) string {
	var b strings.Builder
	expected := " " + strings.Join(words(want), " ") + " "
	at := 0
	for _, f := range doc.Furniture {
		if strings.Contains(expected, " "+strings.Join(words(f.In(doc.Text)), " ")+" ") {
			continue
		}
		b.WriteString(doc.Text[at:f.Start])
		b.WriteByte('\n')
		at = f.End
	}
	b.WriteString(doc.Text[at:])
	return b.String()
}

// sameDay reports whether a date is on the expected day, in its own zone or in
// UTC.
func sameDay(got string, want Page) bool {
	if want.Day == "" || len(got) < 10 {
		return want.Day == got
	}
	if got[:10] == want.Day {
		return true
	}
	g, err := time.Parse(time.RFC3339, got)
	if err != nil {
		return false
	}
	for _, layout := range []string{"2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05.999999-07:00"} {
		if w, err := time.Parse(layout, want.Date); err == nil {
			return g.UTC().Format(time.DateOnly) == w.UTC().Format(time.DateOnly)
		}
	}
	return g.UTC().Format(time.DateOnly) == want.Day
}

// fold makes titles comparable: white space, quotation marks and dashes vary
// between the places that a page names its title in.
func fold(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "–", "-", "—", "-").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// words returns the runs of letters, digits and underscores of text.
func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r)
	})
}

func shingles(want, got string) Shingles {
	count := func(text string) map[string]int {
		w := words(text)
		m := map[string]int{}
		if len(w) == 0 {
			return m
		}
		for i := 0; i < max(1, len(w)-3); i++ {
			m[strings.Join(w[i:min(len(w), i+4)], " ")]++
		}
		return m
	}
	w, g := count(want), count(got)
	var s Shingles
	for k, n := range w {
		s.TP += float64(min(n, g[k]))
		s.FN += float64(max(0, n-g[k]))
	}
	for k, n := range g {
		s.FP += float64(max(0, n-w[k]))
	}
	if sum := s.TP + s.FP + s.FN; sum > 0 {
		s.TP, s.FP, s.FN = s.TP/sum, s.FP/sum, s.FN/sum
	}
	return s
}

func gunzipFile(name string) ([]byte, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return io.ReadAll(z)
}

// Worst returns the pages in order of their body score, the worst first.
func Worst(pages []PageScore) []PageScore {
	return slices.SortedStableFunc(slices.Values(pages), func(a, b PageScore) int {
		return cmp.Compare(a.Body.F1(), b.Body.F1())
	})
}
