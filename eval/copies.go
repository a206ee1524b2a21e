package eval

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/token"
)

// CopyScore is how well copies are found in a stream of articles into which
// altered copies were mixed.
type CopyScore struct {
	Articles  int // in all, copies too
	Originals int
	Kinds     []CopyKind
	// Pairs are the pairs of articles that were found to be copies and have a
	// made copy among them, and Wrong those of different articles.
	Pairs, Wrong int
	// Joined counts the made copies in a group with an article of another story.
	Joined int
	// Candidates are how many articles one is aligned with, on average.
	Aligned float64
	Hard    HardScore
	// Rewritten is who is accused of having rewritten by machine.
	Rewritten RewrittenScore
	// Bytes of sketch for an article, on average.
	SketchBytes float64
	// Rates depend on the machine: articles a second on one core.
	SketchRate, GroupRate, MinHashRate float64
}

// CopyKind is the recall of one sort of copy.
type CopyKind struct {
	Name    string
	Copies  int
	Swapped float64 // part of the words
	Found   int     // linked to the original or in its group
	Grouped int     // in its group
	MinHash int     // found by the baseline
}

// RewrittenScore counts copies that were called rewritten by machine.
type RewrittenScore struct {
	Swapped, SwappedFound int // made by swapping
	Other, OtherAccused   int // made otherwise: cut, embedded, edited, dressed
	People, Accused       int // pairs of originals that people made of each other, compared both ways
	Near, NearAccused     int // pairs of originals that share passages only
}

// HardScore is how pairs of articles that are hard to tell were judged.
type HardScore struct {
	Same, Apart           int // as labelled
	SameFound, ApartFound int // called copies
}

// sort of copy, and how it is made.
type making struct {
	name string
	make func(s *spinner, text, host string, i int) (out string, swapped, all int)
}

func spun(rate float64) func(*spinner, string, string, int) (string, int, int) {
	return func(s *spinner, text, _ string, _ int) (string, int, int) { return s.spin(text, rate) }
}

var makings = []making{
	{"swapped 6 %", spun(0.06)},
	{"swapped 11 %", spun(0.11)},
	{"swapped 38 %", spun(0.38)},
	{"cut to 40 %, swapped 11 %", func(s *spinner, text, _ string, _ int) (string, int, int) {
		return s.spin(s.cut(text, 0.4), 0.11)
	}},
	{"cut to 40 %", func(s *spinner, text, _ string, _ int) (string, int, int) { return s.cut(text, 0.4), 0, 1 }},
	{"embedded", func(s *spinner, text, host string, _ int) (string, int, int) { return s.embed(text, host), 0, 1 }},
	{"embedded, swapped 11 %", func(s *spinner, text, host string, _ int) (string, int, int) {
		out, n, all := s.spin(text, 0.11)
		return s.embed(out, host), n, all
	}},
	{"edited", func(s *spinner, text, _ string, _ int) (string, int, int) { return s.edit(text), 0, 1 }},
	{"boilerplate added", func(_ *spinner, text, _ string, i int) (string, int, int) { return dress(text, i), 0, 1 }},
	{"swapped 11 %, boilerplate", func(s *spinner, text, _ string, i int) (string, int, int) {
		out, n, all := s.spin(text, 0.11)
		return dress(out, i), n, all
	}},
}

const (
	leastWords  = 30  // of an article in the benchmark
	leastCopied = 100 // of one that is copied, as in the trial that this repeats
	eachKind    = 400
	copySeed    = 20
)

// made is one article of the stream.
type made struct {
	text, outlet string
	of           int // which original it carries
	host         int // and which article it is embedded in, or -1
	kind         int // in makings, or -1
}

// stream returns the originals and, after them, copies of some in mixed order.
func stream(data string) (all []made, kinds []CopyKind, names map[string]int, err error) {
	news, err := Unlabelled(data, leastWords)
	if err != nil {
		return nil, nil, nil, err
	}
	s, err := newSpinner(data, copySeed)
	if err != nil {
		return nil, nil, nil, err
	}
	names = make(map[string]int)
	var long []int
	for i, n := range news {
		names[n.Name] = i
		all = append(all, made{n.Text, n.Outlet, i, -1, -1})
		if words := len(reuse.Words(n.Text)); words >= leastCopied && words <= 2000 {
			long = append(long, i)
		}
	}
	s.rand.Shuffle(len(long), func(i, j int) { long[i], long[j] = long[j], long[i] })
	if len(long) < 2*eachKind*len(makings) {
		return nil, nil, nil, fmt.Errorf("%d articles of %d words are too few", len(long), leastCopied)
	}
	originals, hosts := long[:eachKind*len(makings)], long[eachKind*len(makings):]
	kinds = make([]CopyKind, len(makings))
	var copies []made
	for i, o := range originals {
		k := i % len(makings)
		host := hosts[i]
		text, swapped, words := makings[k].make(s, all[o].text, all[host].text, i)
		c := made{text, outletNames[i%len(outletNames)], o, -1, k}
		if strings.HasPrefix(makings[k].name, "embedded") {
			c.host = host
		}
		kinds[k].Name = makings[k].name
		kinds[k].Copies++
		kinds[k].Swapped += float64(swapped) / float64(words)
		copies = append(copies, c)
	}
	for k := range kinds {
		kinds[k].Swapped /= float64(kinds[k].Copies)
	}
	s.rand.Shuffle(len(copies), func(i, j int) { copies[i], copies[j] = copies[j], copies[i] })
	return append(all, copies...), kinds, names, nil
}

// Copies scores the groups of copies, with a MinHash baseline beside them, and
// who is accused of rewriting. Pairs judged by hand are read from eval/testdata.
func Copies(data string, t *reuse.Thesaurus) (CopyScore, error) {
	all, kinds, names, err := stream(data)
	if err != nil {
		return CopyScore{}, err
	}
	out := CopyScore{Articles: len(all), Kinds: kinds}
	for _, m := range all {
		if m.kind < 0 {
			out.Originals++
		}
	}

	start := time.Now()
	hashes := 0
	for _, m := range all {
		hashes += len(reuse.Compact(m.text, nil).Sketch())
	}
	out.SketchRate = float64(len(all)) / time.Since(start).Seconds()
	out.SketchBytes = 8 * float64(hashes) / float64(len(all))

	start = time.Now()
	groups := reuse.NewGroups(reuse.NewMemory(), 0)
	placed := make([]reuse.Placed, len(all))
	for i, m := range all {
		placed[i] = groups.Add(reuse.Article{Text: m.text, Outlet: m.outlet})
		out.Aligned += float64(len(placed[i].Links)) / float64(len(all))
	}
	out.GroupRate = float64(len(all)) / time.Since(start).Seconds()

	// Two articles carry one text where their originals do, as far as that was
	// found among the originals alone, whose pairs were judged by hand.
	story := func(original int) uint32 { return groups.Of(uint32(original)) }
	related := func(x, y int) bool {
		if story(x) == story(y) {
			return true
		}
		for _, p := range [][2]int{{x, y}, {y, x}} {
			for _, l := range placed[p[0]].Links {
				if int(l.To) == p[1] || groups.Of(l.To) == story(p[1]) {
					return true
				}
			}
		}
		return false
	}
	members := make(map[uint32][]int)
	for i := range all {
		g := groups.Of(uint32(i))
		members[g] = append(members[g], i)
	}
	for i, m := range all {
		if m.kind < 0 {
			continue
		}
		k := &kinds[m.kind]
		group := groups.Of(uint32(i))
		found := group == story(m.of)
		if found {
			k.Grouped++
		}
		pairs := make(map[int]bool)
		for _, j := range members[group] {
			pairs[j] = true
		}
		for _, l := range placed[i].Links {
			if l.Kind.Copy() {
				pairs[int(l.To)] = true
				found = found || groups.Of(l.To) == story(m.of)
			}
		}
		if found {
			k.Found++
		}
		delete(pairs, i)
		joined := false
		for j := range pairs {
			out.Pairs++
			o := all[j]
			right := related(m.of, o.of) || m.host >= 0 && related(m.host, o.of) || o.host >= 0 && related(m.of, o.host)
			if !right {
				out.Wrong++
				joined = joined || groups.Of(uint32(j)) == group
			}
		}
		if joined {
			out.Joined++
		}
	}

	out.Rewritten = accused(all, placed, t)

	start = time.Now()
	base := newMinHash()
	for i, m := range all {
		like := base.add(m.text)
		if m.kind >= 0 && slices.Contains(like, uint32(m.of)) {
			kinds[m.kind].MinHash++
		}
		_ = i
	}
	out.MinHashRate = float64(len(all)) / time.Since(start).Seconds()

	out.Hard, err = hard(all, names)
	return out, err
}

// accused scores who is called rewritten.
func accused(all []made, placed []reuse.Placed, t *reuse.Thesaurus) RewrittenScore {
	var s RewrittenScore
	sides := func(text string) reuse.Side {
		side := reuse.Side{Text: text}
		for _, q := range token.Quotations(text, token.Paragraphs(text)) {
			if q.Parent < 0 {
				side.Quotations = append(side.Quotations, q.Span)
			}
		}
		return side
	}
	judge := func(source, copied string, of, yes *int) {
		*of++
		if t.Compare(sides(source), sides(copied)).Rewritten {
			*yes++
		}
	}
	for i, m := range all {
		switch {
		case m.kind >= 0 && strings.Contains(makings[m.kind].name, "swapped"):
			judge(all[m.of].text, m.text, &s.Swapped, &s.SwappedFound)
		case m.kind >= 0:
			judge(all[m.of].text, m.text, &s.Other, &s.OtherAccused)
		default:
			for _, l := range placed[i].Links {
				of, yes := &s.People, &s.Accused
				if l.Kind == reuse.Exact {
					continue
				} else if !l.Kind.Copy() {
					of, yes = &s.Near, &s.NearAccused
				}
				judge(all[l.To].text, m.text, of, yes)
				judge(m.text, all[l.To].text, of, yes)
			}
		}
	}
	return s
}

// hard scores the pairs judged by hand.
func hard(all []made, names map[string]int) (HardScore, error) {
	var s HardScore
	file := filepath.Join("eval", "testdata", "copies-hard.tsv")
	raw, err := os.ReadFile(file)
	if err != nil {
		return s, fmt.Errorf("pairs judged by hand: %w (run in the repository's root)", err)
	}
	for line := range strings.Lines(string(raw)) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(f) != 3 {
			continue
		}
		x, okX := names[f[0]]
		y, okY := names[f[1]]
		if !okX || !okY {
			return s, fmt.Errorf("%s: no article %s or %s", file, f[0], f[1])
		}
		copied := reuse.Relate(reuse.Compact(all[x].text, nil), reuse.Compact(all[y].text, nil)).Kind.Copy()
		switch {
		case f[2] == "same" && copied:
			s.Same, s.SameFound = s.Same+1, s.SameFound+1
		case f[2] == "same":
			s.Same++
		case copied:
			s.Apart, s.ApartFound = s.Apart+1, s.ApartFound+1
		default:
			s.Apart++
		}
	}
	return s, nil
}

// minHash finds near-duplicates as the common tools do (Broder 1997, with
// banding): 14 bands of 8 minima over runs of five words. It is the baseline.
type minHash struct {
	seeds [14 * 8]uint64
	bands [14]map[uint64][]uint32
	count uint32
}

func newMinHash() *minHash {
	m := new(minHash)
	r := rand.New(rand.NewPCG(3, 4))
	for i := range m.seeds {
		m.seeds[i] = r.Uint64() | 1
	}
	for i := range m.bands {
		m.bands[i] = make(map[uint64][]uint32)
	}
	return m
}

// add adds a text and returns the earlier ones that share a band with it.
func (m *minHash) add(text string) []uint32 {
	const n = 5
	words := reuse.Words(text)
	var least [len(m.seeds)]uint64
	for i := range least {
		least[i] = ^uint64(0)
	}
	for i := 0; i+n <= len(words); i++ {
		h := uint64(1)
		for _, w := range words[i : i+n] {
			h = (h ^ w.Hash) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		for j, seed := range m.seeds {
			least[j] = min(least[j], (h^seed>>7)*seed)
		}
	}
	var like []uint32
	for b := range m.bands {
		h := uint64(b)
		for _, v := range least[b*8 : b*8+8] {
			h = (h ^ v) * 0x9e3779b97f4a7c15
			h ^= h >> 29
		}
		like = append(like, m.bands[b][h]...)
		if len(m.bands[b][h]) < 32 {
			m.bands[b][h] = append(m.bands[b][h], m.count)
		}
	}
	m.count++
	return like
}
