package postings

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"sync"

	"github.com/verbatim-record/verbatim/internal/bounded"
)

// ErrChanged says that the index was written while it was being read: what was
// asked has to be asked again.
var ErrChanged = errors.New("the index has changed")

// Source reads the tables that FTS5 keeps an index in. Each answer comes with
// the bytes of the structure as they were at the same moment.
type Source struct {
	// Block reads the block of a row of the table data; nil where it is missing.
	Block func(row int64) (block, structure []byte, err error)
	// Separators reads which pages of a segment have words, as the table idx has
	// them in the order of its terms: term and page.
	Separators func(segment int) (list []Separator, structure []byte, err error)
}

// Separator says that words from a term on begin on a page.
type Separator struct {
	Term string
	Page int // times two, and one more where FTS5 has an index of the page's list
}

// Index remembers of an index what was read. It may be used by any number of
// goroutines.
type Index struct {
	lists  *bounded.Cache[listKey, *list]
	blocks *bounded.Cache[blockKey, *block]

	mu       sync.Mutex
	segments map[key]*segment
}

// listKey names the list of a word; blockKey a page on which a list goes on
// that begins before.
type listKey struct {
	of   *segment
	word string
}
type blockKey struct {
	of   *segment
	page int
}

// New returns an index that keeps up to so many bytes.
func New(bytes int) *Index {
	return &Index{
		lists: bounded.New[listKey, *list](bytes / 4), blocks: bounded.New[blockKey, *block](bytes / 4 * 3),
		segments: make(map[key]*segment),
	}
}

// segment is a part of the index that does not change.
type segment struct {
	key
	separators []Separator
	deleted    []int64 // rows of it that are gone, in order
}

// Snapshot is the index at one moment.
type Snapshot struct {
	index     *Index
	source    Source
	structure []byte
	segments  []*segment
}

// At returns the index as it is by its structure.
func (x *Index) At(structure []byte, source Source) (*Snapshot, error) {
	keys, err := parseStructure(structure)
	if err != nil {
		return nil, err
	}
	s := &Snapshot{index: x, source: source, structure: structure}
	for _, k := range keys {
		x.mu.Lock()
		seg := x.segments[k]
		x.mu.Unlock()
		if seg == nil {
			if seg, err = s.load(k); err != nil {
				return nil, err
			}
		}
		s.segments = append(s.segments, seg)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if len(x.segments) > 2*len(s.segments)+16 { // most are gone
		clear(x.segments)
	}
	for _, seg := range s.segments {
		x.segments[seg.key] = seg
	}
	return s, nil
}

// load reads what is kept of a segment.
func (s *Snapshot) load(k key) (*segment, error) {
	list, structure, err := s.source.Separators(k.id)
	if err != nil {
		return nil, err
	}
	if string(structure) != string(s.structure) {
		return nil, ErrChanged
	}
	seg := &segment{key: k, separators: list}
	for i := range list {
		list[i].Page >>= 1
		if i > 0 && (list[i].Term <= list[i-1].Term || list[i].Page <= list[i-1].Page) || list[i].Page > k.last {
			return nil, ErrForm
		}
	}
	for page := range k.tombstones {
		b, err := s.block(k.tombstoneRow(page))
		if err != nil {
			return nil, err
		}
		if seg.deleted, err = parseTombstones(seg.deleted, b); err != nil {
			return nil, err
		}
	}
	slices.Sort(seg.deleted)
	return seg, nil
}

func (s *Snapshot) block(row int64) ([]byte, error) {
	b, structure, err := s.source.Block(row)
	if err != nil {
		return nil, err
	}
	if string(structure) != string(s.structure) {
		return nil, ErrChanged
	}
	if b == nil {
		return nil, ErrForm
	}
	return b, nil
}

// isDeleted reports whether a row of the segment is gone.
func (g *segment) isDeleted(row int64) bool {
	if len(g.deleted) == 0 {
		return false
	}
	_, found := slices.BinarySearch(g.deleted, row)
	return found
}

// mainPrefix is what the terms of the index begin with, beside those of indexes
// of prefixes, which there are none of.
const mainPrefix = "0"

// list finds the rows of a word in a segment; nil where there are none.
func (s *Snapshot) list(g *segment, word string) (*list, error) {
	k := listKey{g, word}
	if l, ok := s.index.lists.Get(k); ok {
		return l, nil
	}
	l, err := s.read(g, mainPrefix+word)
	if err != nil {
		return nil, err
	}
	bytes := 200 + len(word)
	if l != nil {
		bytes += l.head.bytes() + 8*l.parts
	}
	s.index.lists.Put(k, l, bytes)
	return l, nil
}

func (s *Snapshot) read(g *segment, term string) (*list, error) {
	i, found := slices.BinarySearchFunc(g.separators, term, func(a Separator, t string) int { return cmp.Compare(a.Term, t) })
	if !found {
		i--
	}
	page, next := g.first, g.last
	if i >= 0 {
		page = max(page, g.separators[i].Page)
	}
	if i+1 < len(g.separators) {
		next = g.separators[i+1].Page
	}
	b, err := s.block(g.row(page))
	if err != nil {
		return nil, err
	}
	lf, err := parseLeaf(b)
	if err != nil {
		return nil, err
	}
	from, to, last, err := lf.find(term)
	if err != nil || from == 0 {
		return nil, err
	}
	l := &list{segment: g, page: page, parts: 1}
	if l.head, err = parseBlock(lf.data, from, to); err != nil {
		return nil, err
	}
	if last && next > page {
		l.parts = next - page + 1
	}
	if l.parts > mostParts {
		return nil, ErrForm
	}
	l.starts = make([]int64, l.parts)
	for i := range l.starts {
		l.starts[i] = noRow
	}
	return l, nil
}

// list is the rows that have a word in a segment: those on the page where the
// word stands, and those on the pages behind it up to the next word.
type list struct {
	segment *segment
	head    *block
	page    int // of the head
	parts   int // pages, with the head
	starts  []int64
}

// mostParts bounds the pages of a list: a damaged one could ask for all memory.
const mostParts = 1 << 20

// noRow stands in list.starts, the first row of each part, where that is not
// known yet. They are read and written atomically.
const noRow = math.MinInt64

// part returns the rows on a page of a list. There may be none: places can take
// a page of their own, and the last page may begin with the next word.
func (s *Snapshot) part(l *list, i int) (*block, error) {
	if i == 0 {
		return l.head, nil
	}
	k := blockKey{l.segment, l.page + i}
	if b, ok := s.index.blocks.Get(k); ok {
		return b, nil
	}
	raw, err := s.block(l.segment.row(k.page))
	if err != nil {
		return nil, err
	}
	lf, err := parseLeaf(raw)
	if err != nil {
		return nil, err
	}
	b, lead := &block{}, lf.end()
	if lf.first != 0 {
		if lf.first > lf.end() {
			return nil, ErrForm
		}
		if b, err = parseBlock(lf.data, lf.first, lf.end()); err != nil {
			return nil, err
		}
		lead = lf.first
	}
	b.lead = slices.Clone(lf.data[4:lead])
	s.index.blocks.Put(k, b, b.bytes())
	return b, nil
}

// over returns the bytes of places that run over onto the pages behind part i.
func (s *Snapshot) over(l *list, i, more int) ([]byte, error) {
	var out []byte
	for more > 0 {
		if i++; i >= l.parts {
			return nil, ErrForm
		}
		b, err := s.part(l, i)
		if err != nil {
			return nil, err
		}
		n := min(more, len(b.lead))
		if n == 0 || n < more && b.count > 0 {
			return nil, ErrForm
		}
		out, more = append(out, b.lead[:n]...), more-n
	}
	return out, nil
}

// Often returns how many rows have a word, counted no further than most.
func (s *Snapshot) Often(text string, most int) (int, error) {
	c := &compiler{s: s}
	w, err := c.word(text)
	if err != nil {
		return 0, err
	}
	n := 0
	for _, r := range w.runs {
		if len(r.l.segment.deleted) > 0 { // they have to be looked at one by one
			for place := int64(math.MinInt64); n < most; n++ {
				at, err := r.seek(place)
				if err != nil {
					return 0, err
				}
				if at == end {
					break
				}
				place = at + 1
			}
			continue
		}
		for i := 0; i < r.l.parts && n < most; i++ {
			b, err := s.part(r.l, i)
			if err != nil {
				return 0, err
			}
			n += b.count
		}
	}
	return min(n, most), nil
}
