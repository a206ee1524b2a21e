package eval

import (
	"fmt"
	"runtime"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim"
)

// nameKindOf is the kind that a corpus's label stands for; labels that are not
// here, of works or elections, are not looked for.
var nameKindOf = map[string]verbatim.EntityKind{
	"person": verbatim.Person, "politician": verbatim.Person, "PER": verbatim.Person,
	"organisation": verbatim.Organisation, "politicalparty": verbatim.Organisation, "ORG": verbatim.Organisation,
	"corporation": verbatim.Organisation, "group": verbatim.Organisation, "organization": verbatim.Organisation,
	"country": verbatim.Place, "location": verbatim.Place, "LOC": verbatim.Place, "place": verbatim.Place,
}

// NameKinds are the kinds that are scored, in order. The corpora mark no
// groups, or each in its own way.
var NameKinds = []verbatim.EntityKind{verbatim.Person, verbatim.Organisation, verbatim.Place}

// NameCount counts names: what the corpus has, what was found, and how many of
// those are the same to the byte and of the same kind.
type NameCount struct{ Gold, Found, Right int }

// Precision is in percent.
func (c NameCount) Precision() float64 { return share(c.Right, c.Found) }

// Recall is in percent.
func (c NameCount) Recall() float64 { return share(c.Right, c.Gold) }

// F1 is in percent.
func (c NameCount) F1() float64 { return share(2*c.Right, c.Gold+c.Found) }

func share(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return 100 * float64(a) / float64(b)
}

func (c *NameCount) add(o NameCount) {
	c.Gold += o.Gold
	c.Found += o.Found
	c.Right += o.Right
}

// NameScore is the score on one corpus.
type NameScore struct {
	Corpus string
	Texts  int
	Kinds  map[verbatim.EntityKind]NameCount
	All    NameCount // the three kinds together
}

// NameScores are the scores on the development parts.
type NameScores struct{ Corpora []NameScore }

// WithoutParties is what the corpus of politics is called where its parties are
// left out: neither looked for nor counted where found.
const WithoutParties = "CrossNER politics, parties left out"

// Names scores find, which returns the names of a text, on the development
// parts. It calls find from as many goroutines as there are processors.
func Names(corpora []NameCorpus, find func(text string) []verbatim.Mention) *NameScores {
	s := &NameScores{}
	for _, c := range corpora {
		found := make([][]verbatim.Mention, len(c.Dev))
		var wg sync.WaitGroup
		workers := runtime.GOMAXPROCS(0)
		for k := range workers {
			wg.Go(func() {
				for i := k; i < len(c.Dev); i += workers {
					found[i] = find(c.Dev[i].Text)
				}
			})
		}
		wg.Wait()
		score := func(name, without string) {
			n := NameScore{Corpus: name, Texts: len(c.Dev), Kinds: map[verbatim.EntityKind]NameCount{}}
			for i, t := range c.Dev {
				n.compare(t, found[i], without)
			}
			for _, k := range NameKinds {
				n.All.add(n.Kinds[k])
			}
			s.Corpora = append(s.Corpora, n)
		}
		score(c.Name, "")
		if strings.HasPrefix(c.Name, "CrossNER") {
			score(WithoutParties, "politicalparty")
		}
	}
	return s
}

// compare counts the names of one text.
func (n *NameScore) compare(t NameText, found []verbatim.Mention, without string) {
	gold := map[NamedSpan]bool{}
	var out []verbatim.Span
	for _, g := range t.Names {
		if g.Label == without {
			out = append(out, g.Span)
			continue
		}
		if kind := nameKindOf[g.Label]; kind != "" {
			gold[NamedSpan{g.Span, string(kind)}] = true
			c := n.Kinds[kind]
			c.Gold++
			n.Kinds[kind] = c
		}
	}
next:
	for _, m := range found {
		if m.Form != verbatim.Named || m.Kind == verbatim.Group {
			continue
		}
		for _, s := range out {
			if m.Name.Start < s.End && s.Start < m.Name.End {
				continue next
			}
		}
		c := n.Kinds[m.Kind]
		c.Found++
		if gold[NamedSpan{m.Name, string(m.Kind)}] {
			c.Right++
		}
		n.Kinds[m.Kind] = c
	}
}

// Markdown is a table of the scores.
func (s *NameScores) Markdown() string {
	var b strings.Builder
	b.WriteString("Names exact to the byte and of the right kind, on the development parts; F1 in percent.\n\n" +
		"| corpus | texts | names | person | organisation | place | all | precision | recall |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|\n")
	for _, c := range s.Corpora {
		fmt.Fprintf(&b, "| %s | %d | %d | %.1f | %.1f | %.1f | %.1f | %.1f | %.1f |\n", c.Corpus, c.Texts, c.All.Gold,
			c.Kinds[verbatim.Person].F1(), c.Kinds[verbatim.Organisation].F1(), c.Kinds[verbatim.Place].F1(), c.All.F1(), c.All.Precision(), c.All.Recall())
	}
	return b.String()
}
