package eval

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/syntax"
)

// TreeScore counts what a model got right on a treebank, words of any kind.
type TreeScore struct {
	Words  int
	Tags   int // right XPOS
	Lemmas int // right, capitals aside
	Heads  int // right head
	Arcs   int // right head and relation
}

// Percent returns a count as a share of the words, 0 to 100.
func (s TreeScore) Percent(n int) float64 {
	if s.Words == 0 {
		return 0
	}
	return 100 * float64(n) / float64(s.Words)
}

func (s *TreeScore) add(t TreeScore) {
	s.Words += t.Words
	s.Tags += t.Tags
	s.Lemmas += t.Lemmas
	s.Heads += t.Heads
	s.Arcs += t.Arcs
}

// SyntaxScores are the scores of a model on the held-out treebanks.
type SyntaxScores struct {
	EWTTest         TreeScore
	GUMDev, GUMTest TreeScore
	NewsDev         TreeScore            // the news of GUMDev
	News            TreeScore            // the news of GUMTest
	Genres          map[string]TreeScore // of GUMTest
}

// Syntax scores a model on the held-out treebanks below dataDir, with gold
// tokens and sentences and nothing else given.
func Syntax(dataDir string, m *syntax.Model) (*SyntaxScores, error) {
	t, err := ReadTreebanks(dataDir)
	if err != nil {
		return nil, err
	}
	return ScoreTreebanks(t, m), nil
}

// ScoreTreebanks scores a model on treebanks that have been read.
func ScoreTreebanks(t *Treebanks, m *syntax.Model) *SyntaxScores {
	s := &SyntaxScores{
		EWTTest: scoreTrees(t.EWTTest, m),
		Genres:  map[string]TreeScore{},
	}
	for genre, bank := range t.GUMDev {
		g := scoreTrees(bank, m)
		s.GUMDev.add(g)
		if genre == "news" {
			s.NewsDev = g
		}
	}
	for genre, bank := range t.GUMTest {
		g := scoreTrees(bank, m)
		s.Genres[genre] = g
		s.GUMTest.add(g)
	}
	s.News = s.Genres["news"]
	return s
}

// scoreTrees compares a model with a treebank. Subtypes of relations that the
// model does not know count as the relation without the subtype.
func scoreTrees(bank Treebank, m *syntax.Model) TreeScore {
	var s TreeScore
	var in []syntax.Input
	var words []verbatim.Word
	for _, sentence := range bank {
		in = in[:0]
		for i := range sentence {
			in = append(in, sentence[i].Input)
		}
		words = slices.Grow(words[:0], len(in))[:len(in)]
		m.Analyse(in, words)
		for i := range sentence {
			w, g := &words[i], &sentence[i]
			s.Words++
			if w.Tag == g.Tag {
				s.Tags++
			}
			if strings.EqualFold(w.Lemma, g.Lemma) || g.Lemma == "_" {
				s.Lemmas++
			}
			if w.Head == g.Head {
				s.Heads++
				rel := g.Rel
				if !m.Knows(rel) {
					rel, _, _ = strings.Cut(rel, ":")
				}
				if w.Rel == rel {
					s.Arcs++
				}
			}
		}
	}
	return s
}
