// Package postings reads the index of words as SQLite's FTS5 keeps it, and
// finds the rows that match a query in it. It answers what MATCH answers, many
// times faster: pages that were read are kept, decoded, and no page passes
// through SQLite's virtual machine row by row.
//
//	page.go       the bytes of FTS5's segments: structure, leaves, deleted rows
//	index.go      the segments as they were at one moment; where a word's rows lie
//	list.go       the rows of one word in one segment, from either end
//	cursor.go     rows that match: words, phrases, near, and, or, not
//	find.go       questions
//
// The format is that of the comment at the head of SQLite's fts5_index.c
// (version 3.51), for a table with contentless_delete and one column. Where it
// is another, there is an error, and the caller asks SQLite.
package postings

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// ErrForm says that the index is not of the form that is read here.
var ErrForm = errors.New("the index has another form")

// StructureRow is the row of the table data that lists the segments.
const StructureRow = 10

// key names a segment. A number is used again once its segment is gone, and a
// segment that is merged step by step changes its pages: all of it together is
// one that does not change.
type key struct {
	id, first, last  int
	oldest, newest   uint64 // of the transactions that its rows come from
	entries, deleted uint64
	tombstones       int // pages of deleted rows
}

// parseStructure reads which segments there are.
func parseStructure(b []byte) ([]key, error) {
	if len(b) < 4 {
		return nil, fmt.Errorf("%w: structure of %d bytes", ErrForm, len(b))
	}
	b = b[4:] // the cookie of the configuration
	second := len(b) >= 4 && string(b[:4]) == "\xff\x00\x00\x01"
	if second {
		b = b[4:]
	}
	r := &reader{b: b}
	levels, total := r.uint(), r.uint()
	r.uint() // how often it was written
	if levels > 2000 || total > 2000 {
		return nil, fmt.Errorf("%w: %d levels, %d segments", ErrForm, levels, total)
	}
	var out []key
	for range levels {
		r.uint() // segments being merged
		n := r.uint()
		if n > total {
			return nil, fmt.Errorf("%w: %d segments of %d", ErrForm, n, total)
		}
		for range n {
			k := key{id: int(r.uint()), first: int(r.uint()), last: int(r.uint())}
			if second {
				k.oldest, k.newest = r.uint(), r.uint()
				k.tombstones = int(r.uint())
				k.deleted, k.entries = r.uint(), r.uint()
			}
			if r.failed || k.id <= 0 || k.id > 0xffff || k.first < 0 || k.last < k.first || k.last >= 1<<31 || k.tombstones < 0 || k.tombstones > 1<<20 {
				return nil, fmt.Errorf("%w: segment", ErrForm)
			}
			if k.first > 0 { // one without pages is on its way
				out = append(out, k)
			}
		}
	}
	if r.failed || uint64(len(out)) > total || len(out) > 0 && !second {
		return nil, fmt.Errorf("%w: structure", ErrForm)
	}
	return out, nil
}

// row is the row of the table data that has a page of the segment.
func (k *key) row(page int) int64 { return int64(k.id)<<37 + int64(page) }

// tombstoneRow is the row of a page of deleted rows.
func (k *key) tombstoneRow(page int) int64 { return int64(k.id+1<<16)<<37 + int64(page) }

// reader reads SQLite's varints. After the first fault it yields zeros.
type reader struct {
	b      []byte
	failed bool
}

func (r *reader) uint() uint64 {
	v, n := varint(r.b)
	if n == 0 {
		r.failed = true
		return 0
	}
	r.b = r.b[n:]
	return v
}

// varint reads a number of SQLite's form: seven bits a byte, the highest first,
// a ninth byte with all eight. n is 0 where the bytes end before it does.
func varint(b []byte) (v uint64, n int) {
	if len(b) > 0 && b[0] < 0x80 { // most are
		return uint64(b[0]), 1
	}
	return longVarint(b)
}

func longVarint(b []byte) (v uint64, n int) {
	for i := range min(len(b), 9) {
		c := b[i]
		if i == 8 {
			return v<<8 | uint64(c), 9
		}
		v = v<<7 | uint64(c&0x7f)
		if c < 0x80 {
			return v, i + 1
		}
	}
	return 0, 0
}

// leaf is a page of a segment. Its bytes are rows of words, each word with its
// list of rows; a list that is longer goes on in the next pages.
type leaf struct {
	data  []byte // without the index of the page
	first int    // where the first row of a list stands that begins before; 0: none does
	words []int  // where words begin
}

func parseLeaf(b []byte) (leaf, error) {
	if len(b) < 4 {
		return leaf{}, fmt.Errorf("%w: page of %d bytes", ErrForm, len(b))
	}
	first, size := int(binary.BigEndian.Uint16(b)), int(binary.BigEndian.Uint16(b[2:]))
	if size < 4 || size > len(b) || first != 0 && (first < 4 || first >= size) {
		return leaf{}, fmt.Errorf("%w: page", ErrForm)
	}
	l := leaf{data: b[:size], first: first}
	at := 0
	for r := (&reader{b: b[size:]}); len(r.b) > 0; {
		step := r.uint()
		if r.failed || step == 0 || step > uint64(size) || at+int(step) >= size {
			return leaf{}, fmt.Errorf("%w: index of a page", ErrForm)
		}
		at += int(step)
		l.words = append(l.words, at)
	}
	if len(l.words) > 0 && l.words[0] < 4 {
		return leaf{}, fmt.Errorf("%w: first word of a page", ErrForm)
	}
	return l, nil
}

// end is where what belongs to a list that began before ends.
func (l *leaf) end() int {
	if len(l.words) > 0 {
		return l.words[0]
	}
	return len(l.data)
}

// find returns where the list of a word lies on the page: [from, to). last says
// that it may go on behind it. from is 0 where the word is not there.
func (l *leaf) find(word string) (from, to int, last bool, err error) {
	wrong := func() (int, int, bool, error) { return 0, 0, false, fmt.Errorf("%w: word of a page", ErrForm) }
	var have []byte
	for i, at := range l.words {
		to, last = len(l.data), i == len(l.words)-1
		if !last {
			to = l.words[i+1]
		}
		r := &reader{b: l.data[at:to]}
		keep := 0
		if i > 0 {
			keep = int(min(r.uint(), 1<<20))
		}
		n := int(min(r.uint(), 1<<20))
		if r.failed || keep > len(have) || n > len(r.b) {
			return wrong()
		}
		have = append(have[:keep], r.b[:n]...)
		switch {
		case string(have) == word:
			return to - len(r.b) + n, to, last, nil
		case string(have) > word:
			return 0, 0, false, nil
		}
	}
	return 0, 0, false, nil
}

// group is how many rows of a block are decoded at a time.
const group = 16

// block is rows of one word that lie on one page, with where every sixteenth
// stands.
type block struct {
	lead  []byte // places that lie on this page of the last row before
	data  []byte // rows, each with the length and the bytes of its places
	count int
	last  int64 // row
	heads []head
}

// head is a row and where behind it, in data, the length of its places stands.
type head struct {
	row int64
	at  int
}

// bytes is about what a block takes in memory.
func (b *block) bytes() int { return 250 + 16*len(b.heads) + len(b.data) + len(b.lead) }

// parseBlock reads rows that lie in data[from:to]. The first is a whole number,
// the others are distances. The places of the last may run over.
func parseBlock(data []byte, from, to int) (*block, error) {
	whole := len(data)
	data = data[from:to]
	if len(data) < whole/2 { // what else is on the page is not kept for it
		data = slices.Clone(data)
	}
	b := &block{data: data, heads: make([]head, 0, len(data)/(3*group)+1)}
	for at := 0; at < len(data); {
		step, n := varint(data[at:])
		row := b.last + int64(step)
		if n == 0 || b.count > 0 && row <= b.last {
			return nil, fmt.Errorf("%w: row", ErrForm)
		}
		at += n
		size, n := varint(data[at:])
		if n == 0 || size&1 != 0 { // odd: a row taken away as tables with content do it
			return nil, fmt.Errorf("%w: length of places", ErrForm)
		}
		if b.count%group == 0 {
			b.heads = append(b.heads, head{row, at})
		}
		b.count, b.last = b.count+1, row
		at += n
		if size>>1 > uint64(len(data)-at) {
			break // on the next page
		}
		at += int(size >> 1)
	}
	return b, nil
}

// rows is a group of a block, decoded as far as it was needed.
type rows struct {
	b    *block
	row  [group]int64
	at   [group]int // of the length of its places
	n    int        // decoded
	size int        // of the group
}

// enter begins with a group.
func (r *rows) enter(b *block, g int) {
	r.b, r.n, r.size = b, 1, min(group, b.count-g*group)
	r.row[0], r.at[0] = b.heads[g].row, b.heads[g].at
}

// more decodes one more row of the block, which is known to be sound, if there
// is one.
func (r *rows) more() bool {
	if r.n >= r.size {
		return false
	}
	at := r.at[r.n-1]
	size, n := varint(r.b.data[at:])
	at += n + int(size>>1)
	step, n := varint(r.b.data[at:])
	r.row[r.n], r.at[r.n] = r.row[r.n-1]+int64(step), at+n
	r.n++
	return true
}

// places returns the bytes of a row's places, by where their length stands, as
// far as they are in the block, and how many more there are on the next pages.
func (b *block) places(at int) (in []byte, more int) {
	size, n := varint(b.data[at:])
	in = b.data[at+n:]
	length := int(size >> 1)
	if length <= len(in) {
		return in[:length], 0
	}
	return in, length - len(in)
}

// parsePlaces appends the numbers of words in an entry.
func parsePlaces(dst []int, b []byte) ([]int, error) {
	at := 0
	for len(b) > 0 {
		step, n := varint(b)
		if n == 0 || step < 2 || step > 1<<30 { // 1 begins another column
			return dst, fmt.Errorf("%w: place of a word", ErrForm)
		}
		b = b[n:]
		at += int(step) - 2
		dst = append(dst, at)
	}
	return dst, nil
}

// parseTombstones appends the rows of a page of deleted ones.
func parseTombstones(dst []int64, b []byte) ([]int64, error) {
	if len(b) < 8 {
		return dst, fmt.Errorf("%w: deleted rows", ErrForm)
	}
	if b[1] != 0 {
		dst = append(dst, 0)
	}
	size := 8
	if b[0] == 4 {
		size = 4
	}
	for at := 8; at+size <= len(b); at += size {
		n := uint64(0)
		if size == 4 {
			n = uint64(binary.BigEndian.Uint32(b[at:]))
		} else {
			n = binary.BigEndian.Uint64(b[at:])
		}
		if n != 0 {
			dst = append(dst, int64(n))
		}
	}
	return dst, nil
}
