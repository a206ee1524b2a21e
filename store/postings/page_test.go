package postings

import (
	"encoding/binary"
	"errors"
	"testing"
)

// put appends a varint of SQLite's form, of up to two bytes.
func putVarint(b []byte, n int) []byte {
	if n < 0x80 {
		return append(b, byte(n))
	}
	return append(b, byte(n>>7)|0x80, byte(n&0x7f))
}

func TestVarint(t *testing.T) {
	for _, c := range []struct {
		b    string
		want uint64
		n    int
	}{
		{"\x05", 5, 1}, {"\x81\x00", 128, 2}, {"\x82\x03x", 259, 2},
		{"\xff\xff\xff\xff\xff\xff\xff\xff\xff", 1<<64 - 1, 9}, // the ninth has eight bits
		{"", 0, 0}, {"\x81", 0, 0}, {"\xff\xff\xff\xff\xff\xff\xff\xff", 0, 0},
	} {
		if v, n := varint([]byte(c.b)); v != c.want || n != c.n {
			t.Errorf("varint of %q is %d in %d bytes, want %d in %d", c.b, v, n, c.want, c.n)
		}
	}
}

// page has the words 0ab, with rows 7 and 9, and 0ac, with row 300.
func page() []byte {
	b := []byte{0, 0, 0, 0}
	first := len(b)
	b = append(putVarint(b, 3), "0ab"...)
	b = append(b, 7, 2, 2, 2, 4, 3, 4) // row 7: place 0; two rows on: places 1 and 3
	second := len(b)
	b = append(b, 2, 1, 'c')
	b = append(putVarint(b, 300), 2, 12) // place 10
	binary.BigEndian.PutUint16(b[2:], uint16(len(b)))
	return putVarint(putVarint(b, first), second-first)
}

func TestPage(t *testing.T) {
	l, err := parseLeaf(page())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		word string
		rows []int64
		last bool
		at   [][]int
	}{
		{"0ab", []int64{7, 9}, false, [][]int{{0}, {1, 3}}},
		{"0ac", []int64{300}, true, [][]int{{10}}},
		{"0aa", nil, false, nil}, {"0abc", nil, false, nil}, {"0b", nil, false, nil},
	} {
		from, to, last, err := l.find(c.word)
		if err != nil || last != c.last || (from != 0) != (c.rows != nil) {
			t.Errorf("%s lies at %d, last %v, %v", c.word, from, last, err)
		}
		if from == 0 {
			continue
		}
		b, err := parseBlock(l.data, from, to)
		if err != nil {
			t.Fatal(err)
		}
		var r rows
		r.enter(b, 0)
		for r.more() {
		}
		if b.count != len(c.rows) || r.n != len(c.rows) || b.last != c.rows[len(c.rows)-1] {
			t.Fatalf("%s has %d rows up to %d", c.word, b.count, b.last)
		}
		for i, row := range c.rows {
			in, more := b.places(r.at[i])
			places, err := parsePlaces(nil, in)
			if r.row[i] != row || more != 0 || err != nil || len(places) != len(c.at[i]) {
				t.Fatalf("row %d is %d with places %v, %d more, %v", row, r.row[i], places, more, err)
			}
			for k, p := range c.at[i] {
				if places[k] != p {
					t.Errorf("place %d in row %d is %d, want %d", k, row, places[k], p)
				}
			}
		}
	}
}

func TestTombstones(t *testing.T) {
	b := []byte{8, 1, 0, 0, 0, 0, 0, 2}
	b = binary.BigEndian.AppendUint64(b, 0)
	b = binary.BigEndian.AppendUint64(b, 1<<40)
	got, err := parseTombstones(nil, b)
	if err != nil || len(got) != 2 || got[0] != 0 || got[1] != 1<<40 {
		t.Errorf("rows %v, %v", got, err)
	}
	b = []byte{4, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0}
	if got, err = parseTombstones(nil, b); err != nil || len(got) != 1 || got[0] != 256 {
		t.Errorf("rows of four bytes %v, %v", got, err)
	}
}

// FuzzPage reads pages as a damaged file may have them: there is an error or
// there are rows, in order, that can be gone through in both directions.
func FuzzPage(f *testing.F) {
	f.Add(page(), page()[4:], "ab")
	f.Add([]byte{0, 4, 0, 9, 5, 2, 2, 1, 2}, []byte{0, 0, 0, 0, 0xff, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 5}, "0")
	f.Fuzz(func(t *testing.T, raw, other []byte, text string) {
		_, _ = parseStructure(other)
		_, _ = parseTombstones(nil, other)
		_, _ = parsePlaces(nil, other)
		s := &Snapshot{index: New(1 << 20), structure: []byte("s"), source: Source{
			Block: func(row int64) ([]byte, []byte, error) {
				if row&1 == 1 {
					return raw, []byte("s"), nil
				}
				return other, []byte("s"), nil
			},
		}}
		s.segments = []*segment{{key: key{id: 1, first: 1, last: 4}, separators: []Separator{{"", 1}, {"1", 4}}}}
		if len(raw) > 65535 {
			return
		}
		for _, descending := range []bool{false, true} {
			c := &compiler{s: s, descending: descending}
			if text == "" {
				return
			}
			w, err := c.s.word(text, descending)
			if err != nil {
				if !errors.Is(err, ErrForm) {
					t.Fatal(err)
				}
				return
			}
			p := &phrase{words: []*word{w}, all: together([]cursor{w})}
			before := int64(-1 << 63)
			for place := before; ; {
				at, err := p.seek(place)
				if err != nil {
					if !errors.Is(err, ErrForm) {
						t.Fatal(err)
					}
					return
				}
				if at == end {
					break
				}
				if at < place {
					t.Fatalf("%d comes after %d", at, place)
				}
				place = at + 1
			}
		}
	})
}
