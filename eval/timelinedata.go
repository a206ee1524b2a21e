package eval

import (
	"bufio"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// The timelines of SemEval-2015 task 4 (Minard et al. 2015): Wikinews articles
// in sets of thirty about one subject, and for each of a few people, companies
// and things what they do in all of the articles, in order.

// TimelineSet is a set of articles and its timelines.
type TimelineSet struct {
	Name      string
	Documents []TimelineDocument
	Gold      []Timeline
}

// TimelineDocument is an article, as it came in words.
type TimelineDocument struct {
	ID, Title string
	Published string // a day
	Text      string // the words put together again: sentence 0 and 1, the headline and the date, are paragraphs
	words     []timelineWord
}

type timelineWord struct {
	verbatim.Span
	sentence int
}

// Timeline is what one target does.
type Timeline struct {
	Target  string
	Entries []TimelineEntry // ordered by position
}

// TimelineEntry is an event, with every mention of it. Entries of one position
// are simultaneous; position 0 has what could not be placed.
type TimelineEntry struct {
	Position int
	Date     string   // year, year-month or year-month-day; "" is unknown
	Mentions []string // article, sentence and words: "1664-3-gives_up"
}

// TimelineSets reads the trial set and the three evaluation sets below data.
func TimelineSets(data string) ([]TimelineSet, error) {
	root := filepath.Join(data, "semeval2015-timeline", "data", "SemEval2015-Task4-TimeLine")
	folders := []struct{ name, articles, gold string }{
		{"trial", "Corpus-trial-data_task4", "TimeLines_trial_data_task4_v1.2"},
	}
	for _, n := range []string{"1", "2", "3"} {
		base := filepath.Join("SemEval_Task4_data", "corpus_"+n)
		folders = append(folders, struct{ name, articles, gold string }{
			"corpus " + n, filepath.Join(base, "corpus_trackA_CAT"), filepath.Join(base, "TimeLines_Gold_Standard")})
	}
	var out []TimelineSet
	for _, f := range folders {
		set := TimelineSet{Name: f.name}
		err := eachFile(filepath.Join(root, f.articles, "*.xml"), func(r io.Reader, _ string) error {
			d, err := ReadTimelineDocument(r)
			set.Documents = append(set.Documents, d)
			return err
		})
		if err != nil {
			return nil, err
		}
		err = eachFile(filepath.Join(root, f.gold, "*.txt"), func(r io.Reader, name string) error {
			t, err := ReadTimeline(r)
			if name == "united_states_air_force.txt" {
				t.Target = "United States Air Force" // as in the list of targets; misspelt in the timeline
			}
			// One target of corpus 3 is there twice, under two file names.
			if !slices.ContainsFunc(set.Gold, func(o Timeline) bool { return o.Target == t.Target }) {
				set.Gold = append(set.Gold, t)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		out = append(out, set)
	}
	return out, nil
}

func eachFile(pattern string, read func(io.Reader, string) error) error {
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		return fmt.Errorf("no files %s: check the data folder", pattern)
	}
	slices.Sort(names)
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		err = read(f, filepath.Base(name))
		f.Close()
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// ReadTimelineDocument reads an article in the CAT format: tokens with the
// number of their sentence, and time expressions, of which one is the day of
// publication.
func ReadTimelineDocument(r io.Reader) (TimelineDocument, error) {
	var x struct {
		ID     string `xml:"doc_id,attr"`
		Title  string `xml:"doc_name,attr"`
		Tokens []struct {
			Sentence int    `xml:"sentence,attr"`
			Word     string `xml:",chardata"`
		} `xml:"token"`
		Times []struct {
			Function string `xml:"functionInDocument,attr"`
			Value    string `xml:"value,attr"`
		} `xml:"Markables>TIMEX3"`
	}
	if err := xml.NewDecoder(r).Decode(&x); err != nil {
		return TimelineDocument{}, fmt.Errorf("decode: %w", err)
	}
	d := TimelineDocument{ID: x.ID, Title: x.Title}
	if d.ID == "" {
		return TimelineDocument{}, errors.New("the article has no doc_id")
	}
	for _, t := range x.Times {
		if t.Function == "CREATION_TIME" {
			d.Published = dayFirst.ReplaceAllString(t.Value, "$3-$2-$1")
		}
	}
	var b strings.Builder
	last, glue := -1, true
	for _, t := range x.Tokens {
		word := strings.TrimSpace(strings.ToValidUTF8(t.Word, "\uFFFD"))
		if word == "" {
			continue
		}
		switch {
		case last < 0:
		case t.Sentence != last && last <= 1:
			b.WriteString("\n\n")
		case t.Sentence != last || !glue && !closes(word):
			b.WriteByte(' ')
		}
		start := b.Len()
		b.WriteString(word)
		d.words = append(d.words, timelineWord{verbatim.Span{Start: start, End: b.Len()}, t.Sentence})
		last, glue = t.Sentence, opens(word)
	}
	d.Text = b.String()
	return d, nil
}

// closes and opens tell tokens that are written without a space before and behind.
func closes(w string) bool {
	switch w {
	case ",", ".", ";", ":", "!", "?", ")", "]", "%", "''", "n't", "'":
		return true
	}
	return len(w) <= 3 && (strings.HasPrefix(w, "'") || strings.HasPrefix(w, "’"))
}

func opens(w string) bool {
	switch w {
	case "``", "(", "[", "$", "£", "€":
		return true
	}
	return false
}

// Mention names the words under s as timelines do, "" where there are none.
func (d *TimelineDocument) Mention(s verbatim.Span) string {
	i, _ := slices.BinarySearchFunc(d.words, s.Start, func(w timelineWord, start int) int {
		if w.End <= start {
			return -1
		}
		return 1
	})
	var parts []string
	for j := i; j < len(d.words) && d.words[j].Start < s.End && d.words[j].sentence == d.words[i].sentence; j++ {
		parts = append(parts, d.words[j].In(d.Text))
	}
	if len(parts) == 0 {
		return ""
	}
	return d.ID + "-" + strconv.Itoa(d.words[i].sentence) + "-" + strings.Join(parts, "_")
}

// dayFirst is how one article has its day of publication.
var dayFirst = regexp.MustCompile(`^(\d\d)-(\d\d)-(\d{4})$`)

var timelineDate = regexp.MustCompile(`^\d{4}(-\d\d(-\d\d)?)?`)

// ReadTimeline reads the target on the first line, then on each line a
// position, a date with X for what is unknown, and mentions, between tabs.
func ReadTimeline(r io.Reader) (Timeline, error) {
	var t Timeline
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if n == 1 {
			t.Target = line
			continue
		}
		if line == "" {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 3 {
			return Timeline{}, fmt.Errorf("line %d: want a position, a date and mentions", n)
		}
		position, err := strconv.Atoi(f[0])
		if err != nil || position < 0 {
			return Timeline{}, fmt.Errorf("line %d: %q is no position", n, f[0])
		}
		e := TimelineEntry{Position: position, Date: timelineDate.FindString(f[1])}
		for _, m := range f[2:] {
			if m = strings.TrimSpace(m); m != "" {
				e.Mentions = append(e.Mentions, m)
			}
		}
		t.Entries = append(t.Entries, e)
	}
	if err := lines.Err(); err != nil {
		return Timeline{}, err
	}
	if t.Target == "" {
		return Timeline{}, errors.New("the timeline has no target")
	}
	slices.SortStableFunc(t.Entries, func(a, b TimelineEntry) int { return a.Position - b.Position })
	return t, nil
}
