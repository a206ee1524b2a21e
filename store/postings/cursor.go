package postings

import (
	"cmp"
	"math"
	"slices"
	"sync/atomic"
)

// Rows are gone through by their place: the row itself from the oldest on, and
// its complement from the newest on, so that either way goes up.
const end = math.MaxInt64

// cursor goes through rows that match.
type cursor interface {
	// seek goes to the first place from one on, which is not before the one it
	// is at, and returns it; end where there is none.
	seek(place int64) (int64, error)
	// size is about how many rows there are at most.
	size() int
}

// run goes through one list.
type run struct {
	s          *Snapshot
	l          *list
	descending bool

	i     int    // part that it is in
	block *block // of it
	g     int    // group of it
	rows  rows   // of the group
	k     int    // row of them
	at    int64  // the place of this row
	begun bool
}

func (r *run) place(row int64) int64 {
	if r.descending {
		return ^row
	}
	return row
}

// first is the first row of a part, or of the next that has one.
func (r *run) first(i int) (int64, error) {
	for ; i < r.l.parts; i++ {
		if row := atomic.LoadInt64(&r.l.starts[i]); row != noRow {
			return row, nil
		}
		b, err := r.s.part(r.l, i)
		if err != nil {
			return 0, err
		}
		if b.count > 0 {
			atomic.StoreInt64(&r.l.starts[i], b.heads[0].row)
			return b.heads[0].row, nil
		}
	}
	return end, nil
}

// locate returns the last part that begins at a row or before it; 0 where all
// begin behind it.
func (r *run) locate(row int64) (int, error) {
	low, high := 0, r.l.parts // the part is in [low, high)
	// It is most often close to the one before.
	if r.begun {
		step := 1
		if r.descending {
			high = r.i + 1
			for low = r.i; low > 0; step *= 2 {
				f, err := r.first(low)
				if err != nil {
					return 0, err
				}
				if f <= row {
					break
				}
				high, low = low, max(0, low-step)
			}
		} else {
			low, high = r.i, r.i+1
			for high < r.l.parts {
				f, err := r.first(high)
				if err != nil {
					return 0, err
				}
				if f > row {
					break
				}
				low, high = high, min(r.l.parts, high+step)
				step *= 2
			}
		}
	}
	for low+1 < high {
		mid := (low + high) / 2
		f, err := r.first(mid)
		if err != nil {
			return 0, err
		}
		if f <= row {
			low = mid
		} else {
			high = mid
		}
	}
	return low, nil
}

func (r *run) seek(place int64) (int64, error) {
	if r.begun && r.at >= place {
		return r.at, nil
	}
	if place == end {
		r.begun, r.at = true, end
		return end, nil
	}
	row := r.place(place)
	if !r.begun || row < r.block.heads[0].row || row > r.block.last {
		i, err := r.locate(row)
		if err != nil {
			return 0, err
		}
		r.begun = true
		if err := r.enter(i); err != nil {
			return 0, err
		}
		if r.block.count == 0 { // and so are those behind it
			return r.checked(-1, place)
		}
	}
	// The last group that begins at the row or before it.
	g, found := r.group(row)
	if !found {
		g = max(0, g-1)
	}
	k := r.k
	if g != r.g {
		r.g, k = g, 0
		r.rows.enter(r.block, g)
	}
	if r.descending || k >= r.rows.n {
		k = 0
	}
	for r.rows.row[k] < row {
		if k++; k == r.rows.n && !r.rows.more() {
			break
		}
	}
	if r.descending && (k == r.rows.n || r.rows.row[k] > row) {
		k--
	}
	return r.checked(k, place)
}

// checked is rest, which finds no place before one unless the rows are out of
// order: then it could go round for ever.
func (r *run) checked(k int, place int64) (int64, error) {
	at, err := r.rest(k)
	if err == nil && at < place {
		err = ErrForm
	}
	return at, err
}

// group finds a row among the heads of the block. It is most often in the group
// that the run is in, or in the next.
func (r *run) group(row int64) (int, bool) {
	heads := r.block.heads
	if g := r.g; g >= 0 && heads[g].row <= row {
		if g+1 == len(heads) || row < heads[g+1].row {
			return g, true
		}
		if g+2 == len(heads) || row < heads[g+2].row {
			return g + 1, true
		}
	}
	return slices.BinarySearchFunc(heads, row, func(h head, row int64) int { return cmp.Compare(h.row, row) })
}

// enter goes to a part.
func (r *run) enter(i int) error {
	b, err := r.s.part(r.l, i)
	if err != nil {
		return err
	}
	r.i, r.block, r.g, r.k = i, b, -1, 0
	r.rows.n, r.rows.size = 0, 0
	return nil
}

// rest goes to row k of the group, or on to the next group or part, and past
// what is gone.
func (r *run) rest(k int) (int64, error) {
	step := 1
	if r.descending {
		step = -1
	}
	for ; ; k += step {
		for k < 0 || k >= r.rows.n && !r.rows.more() {
			g := r.g + step
			for g < 0 || g >= len(r.block.heads) {
				if r.i+step < 0 || r.i+step >= r.l.parts {
					r.at = end
					return end, nil
				}
				if err := r.enter(r.i + step); err != nil {
					return 0, err
				}
				g = 0
				if r.descending {
					g = len(r.block.heads) - 1
				}
			}
			r.g, k = g, 0
			r.rows.enter(r.block, g)
			if r.descending {
				for r.rows.more() {
				}
				k = r.rows.n - 1
			}
		}
		if !r.l.segment.isDeleted(r.rows.row[k]) {
			r.k, r.at = k, r.place(r.rows.row[k])
			return r.at, nil
		}
	}
}

func (r *run) size() int {
	return r.l.head.count + (r.l.parts-1)*1000
}

// places appends where the word stands in the row that the run is at.
func (r *run) places(dst []int) ([]int, error) {
	b, more := r.block.places(r.rows.at[r.k])
	if more > 0 {
		rest, err := r.s.over(r.l, r.i, more)
		if err != nil {
			return dst, err
		}
		b = append(slices.Clone(b), rest...)
	}
	return parsePlaces(dst, b)
}

// word goes through the rows of one word in all segments.
type word struct {
	runs []*run
	at   *run
}

func (s *Snapshot) word(text string, descending bool) (*word, error) {
	w := &word{}
	for _, g := range s.segments {
		l, err := s.list(g, text)
		if err != nil {
			return nil, err
		}
		if l != nil {
			w.runs = append(w.runs, &run{s: s, l: l, descending: descending})
		}
	}
	return w, nil
}

func (w *word) seek(place int64) (int64, error) {
	least := int64(end)
	w.at = nil
	for _, r := range w.runs {
		at, err := r.seek(place)
		if err != nil {
			return 0, err
		}
		if at < least {
			least, w.at = at, r
		}
	}
	return least, nil
}

func (w *word) size() int {
	n := 0
	for _, r := range w.runs {
		n += r.size()
	}
	return n
}

// both goes through the rows that all of several cursors have.
type both struct {
	kids []cursor // the rarest first
}

func together(kids []cursor) *both {
	slices.SortStableFunc(kids, func(a, b cursor) int { return a.size() - b.size() })
	return &both{kids}
}

func (c *both) seek(place int64) (int64, error) {
	for i := 0; i < len(c.kids); {
		at, err := c.kids[i].seek(place)
		if err != nil || at == end {
			return end, err
		}
		if at > place {
			place = at
			if i > 0 {
				i = 0
				continue
			}
		}
		i++
	}
	return place, nil
}

func (c *both) size() int { return c.kids[0].size() }

// phrase goes through the rows in which words stand side by side.
type phrase struct {
	words []*word // in their order
	all   *both   // the same
	at    int64
	found []int // where it begins in the row
	list  []int
}

func (c *phrase) seek(place int64) (int64, error) {
	if len(c.found) > 0 && c.at >= place {
		return c.at, nil
	}
	for {
		at, err := c.all.seek(place)
		if err != nil || at == end {
			return at, err
		}
		if err := c.look(); err != nil {
			return 0, err
		}
		if len(c.found) > 0 {
			c.at = at
			return at, nil
		}
		place = at + 1
	}
}

// look finds the phrase in the row that all words are at.
func (c *phrase) look() error {
	var err error
	if c.found, err = c.words[0].at.places(c.found[:0]); err != nil {
		return err
	}
	for i, w := range c.words[1:] {
		if len(c.found) == 0 {
			return nil
		}
		if c.list, err = w.at.places(c.list[:0]); err != nil {
			return err
		}
		k := 0
		kept := c.found[:0]
		for _, p := range c.found {
			for k < len(c.list) && c.list[k] < p+i+1 {
				k++
			}
			if k < len(c.list) && c.list[k] == p+i+1 {
				kept = append(kept, p)
			}
		}
		c.found = kept
	}
	return nil
}

func (c *phrase) size() int { return c.all.size() }

// near goes through the rows in which phrases stand close together. See
// search.Node for what that means.
type near struct {
	phrases []*phrase
	all     *both
	within  int
}

func (c *near) seek(place int64) (int64, error) {
	for {
		at, err := c.all.seek(place)
		if err != nil || at == end {
			return at, err
		}
		if c.close() {
			return at, nil
		}
		place = at + 1
	}
}

func (c *near) close() bool {
	// The last of them begins at a place of one of the phrases.
	for _, p := range c.phrases {
		for _, last := range p.found {
			if !slices.ContainsFunc(c.phrases, func(p *phrase) bool { return !c.before(p, last) }) {
				return true
			}
		}
	}
	return false
}

// before reports whether a phrase has a place close before the last.
func (c *near) before(p *phrase, last int) bool {
	k, found := slices.BinarySearch(p.found, last)
	if !found {
		k--
	}
	return k >= 0 && p.found[k]+len(p.words)+c.within >= last
}

func (c *near) size() int { return c.all.size() }

// either goes through the rows that one of several cursors has.
type either struct{ kids []cursor }

func (c *either) seek(place int64) (int64, error) {
	least := int64(end)
	for _, k := range c.kids {
		at, err := k.seek(place)
		if err != nil {
			return 0, err
		}
		least = min(least, at)
	}
	return least, nil
}

func (c *either) size() int {
	n := 0
	for _, k := range c.kids {
		n += k.size()
	}
	return n
}

// without goes through the rows of one cursor that another does not have.
type without struct{ with, not cursor }

func (c *without) seek(place int64) (int64, error) {
	for {
		at, err := c.with.seek(place)
		if err != nil || at == end {
			return at, err
		}
		other, err := c.not.seek(at)
		if err != nil || other != at {
			return at, err
		}
		place = at + 1
	}
}

func (c *without) size() int { return c.with.size() }
