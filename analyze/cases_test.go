package analyze_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// The cases in testdata/cases are small news texts with the answers that a
// careful reader gives to who exactly, to whom, where and when; a file for each
// phenomenon. They were written before the program could answer them.
//
//	== a short title, without a colon
//	published: 2025-02-13
//	The text, of one or more paragraphs. The line above may be absent.
//	--
//	> first words … last words | speaker: Ana Souza | addressee: reporters | said: 2025-02-12TEV
//
// A line that begins with > is a statement that must be there. It is told by
// the words that its content, a fragment of it or a paragraph in it begins
// with (marks and a leading "that" left out), and by the last ones behind "…"
// where they matter; "> … words" is a statement with the words anywhere in its content.
// Its keys, each only where the case is about it:
//
//	speaker:   the fullest bare name in the article, several joined by " + "; ~description for
//	           an entity without a name, whose name or mention overlaps the description; ? for null;
//	           behind either [organisation] or another kind of entity.go where the case is about it
//	addressee: words that the span must have, or - for none; "him = Ana Souza" says who that is
//	venue:     a kind of statement.go, where it matters with “words” that the span must have; or -
//	said:      the TIMEX3 value of the time, null for a time without a value, - for no time
//	parent:    the first words of the content of the statement that it is reported inside; or -
//
// The other lines; (2) behind words means where they occur for the second time:
//
//	@ “Wednesday evening” = 2025-02-12TEV    a time with exactly this span and value, or null
//	@! “Article 5”                           not a time
//	! words                                  no statement's content has these words
//	!> words                                 no statement's content begins with these words
//	= “the president” (2) -> Ana Souza       who a mention is, as for speaker
//
// known.txt lists the cases that fail, with the reason: "file: title: reason".

// leastRight is the share of all cases that must be right, and leastOfFile of those of one
// file, of which a single case is eight or so: in percent.
const (
	leastRight  = 85
	leastOfFile = 75
)

// TestCases reads every case as "verbatim read" does. A case is right when all
// of its lines are.
func TestCases(t *testing.T) {
	m := models(t)
	list, err := os.ReadFile(filepath.Join("testdata", "cases", "known.txt"))
	if err != nil {
		t.Fatal(err)
	}
	known, err := readKnown(string(list))
	if err != nil {
		t.Fatalf("known.txt: %v", err)
	}
	all := loadCases(t)
	rightOfAll, count := 0, 0
	for _, name := range caseFiles {
		t.Run(name, func(t *testing.T) {
			right := 0
			for _, c := range all[name] {
				doc, err := ingest.Text([]byte(c.text))
				if err != nil {
					t.Fatalf("%s: %v", c.title, err)
				}
				doc.Published = c.published
				analyze.Document(doc, m)
				wrong := checkCase(doc, c)
				key := name + ": " + c.title
				reason, listed := known[key]
				delete(known, key)
				switch {
				case len(wrong) == 0:
					right++
					if listed {
						t.Errorf("%s\n\tis right: take it out of known.txt", key)
					}
				case listed:
					t.Logf("%s: %s\n\t%s", key, reason, strings.Join(wrong, "\n\t"))
				default:
					t.Errorf("%s\n\t%s", key, strings.Join(wrong, "\n\t"))
				}
			}
			t.Logf("%d of %d cases right", right, len(all[name]))
			rightOfAll, count = rightOfAll+right, count+len(all[name])
			if 100*right < leastOfFile*len(all[name]) {
				t.Errorf("%d of %d cases are less than %d %%", right, len(all[name]), leastOfFile)
			}
		})
	}
	t.Logf("%d of %d cases right", rightOfAll, count)
	if 100*rightOfAll < leastRight*count {
		t.Errorf("%d of %d cases are less than %d %%", rightOfAll, count, leastRight)
	}
	for key := range known {
		t.Errorf("known.txt: there is no case %q", key)
	}
}

// caseFiles are the phenomena, a file each.
var caseFiles = strings.Fields(`surname roles apposition pronouns relative possessive metonym spelling samename
	unnamed several continued null organisations post call press interview speech letter leak reporters
	parliament addressee chain saidtime times notstatements titles`)

// loadCases returns the cases by file.
func loadCases(t *testing.T) map[string][]newsCase {
	t.Helper()
	all := map[string][]newsCase{}
	for _, name := range caseFiles {
		data, err := os.ReadFile(filepath.Join("testdata", "cases", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		cases, err := readCases(string(data))
		if err != nil {
			t.Fatalf("%s.txt: %v", name, err)
		}
		all[name] = cases
	}
	return all
}

// Each phenomenon has cases enough that one of them is not a tenth and more.
func TestCaseFiles(t *testing.T) {
	for name, cases := range loadCases(t) {
		if len(cases) < 9 {
			t.Errorf("%s: %d cases, want at least 9", name, len(cases))
		}
	}
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".txt")
		if name != "known" && !slices.Contains(caseFiles, name) {
			t.Errorf("%s is read by no test", f)
		}
	}
}
