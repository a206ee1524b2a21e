package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// errDamaged says that stored bytes are not what was written.
var errDamaged = errors.New("damaged")

// packer writes numbers as varints, spans as distances and each string once.
type packer struct {
	b     []byte
	table map[string]int
	at    int // where the last span started
}

func (p *packer) uint(n int) { p.b = binary.AppendUvarint(p.b, uint64(n)) }
func (p *packer) int(n int)  { p.b = binary.AppendVarint(p.b, int64(n)) }

func (p *packer) bool(v bool) {
	if v {
		p.b = append(p.b, 1)
	} else {
		p.b = append(p.b, 0)
	}
}

func (p *packer) float(f float64) {
	p.b = binary.LittleEndian.AppendUint64(p.b, math.Float64bits(f))
}

// span is the distance of the start from that of the span before, and the
// length.
func (p *packer) span(s verbatim.Span) {
	p.int(s.Start - p.at)
	p.int(s.End - s.Start)
	p.at = s.Start
}

func (p *packer) spans(list []verbatim.Span) {
	p.uint(len(list))
	for _, s := range list {
		p.span(s)
	}
}

func (p *packer) ints(list []int) {
	p.uint(len(list))
	for _, n := range list {
		p.int(n)
	}
}

// string writes a string in full where it is new and else its number.
func (p *packer) string(s string) {
	if i, ok := p.table[s]; ok {
		p.uint(i + 1)
		return
	}
	if p.table == nil {
		p.table = make(map[string]int)
	}
	p.table[s] = len(p.table)
	p.uint(0)
	p.uint(len(s))
	p.b = append(p.b, s...)
}

// unpacker reads what packer wrote. After the first fault it yields zeros and
// err is set.
type unpacker struct {
	b      []byte
	text   string // that spans lie in
	table  []string
	at     int
	err    error
	room   []verbatim.Span // that lists of spans are cut from: most have one or two
	places []int           // likewise lists of numbers
}

// roomy is how many spans or numbers are made room for at a time.
const roomy = 64

// fit is for how many of n items room is made at once where each takes so many
// bytes at least: a damaged number asks for no more than there can be.
func (u *unpacker) fit(n, bytes int) int { return min(n, len(u.b)/bytes) }
func (u *unpacker) fail(format string, args ...any) {
	if u.err == nil {
		u.err = fmt.Errorf("%w: "+format, append([]any{errDamaged}, args...)...)
	}
}

func (u *unpacker) uint() int {
	n, size := binary.Uvarint(u.b)
	if u.err != nil || size <= 0 || n > math.MaxInt32 {
		u.fail("number")
		return 0
	}
	u.b = u.b[size:]
	return int(n)
}

func (u *unpacker) int() int {
	n, size := binary.Varint(u.b)
	if u.err != nil || size <= 0 || n > math.MaxInt32 || n < math.MinInt32 {
		u.fail("number")
		return 0
	}
	u.b = u.b[size:]
	return int(n)
}

func (u *unpacker) byte() byte {
	if u.err != nil || len(u.b) == 0 {
		u.fail("too short")
		return 0
	}
	c := u.b[0]
	u.b = u.b[1:]
	return c
}

func (u *unpacker) bool() bool { return u.byte() != 0 }

func (u *unpacker) float() float64 {
	if u.err != nil || len(u.b) < 8 {
		u.fail("too short")
		return 0
	}
	f := math.Float64frombits(binary.LittleEndian.Uint64(u.b))
	u.b = u.b[8:]
	if f != f {
		u.fail("no number")
		return 0
	}
	return f
}

// count reads a length. An item takes a byte at least, so that a damaged
// length cannot ask for more memory than there are bytes.
func (u *unpacker) count() int {
	n := u.uint()
	if n > len(u.b) {
		u.fail("length %d", n)
		return 0
	}
	return n
}

// index reads a number in [least, end).
func (u *unpacker) index(least, end int) int {
	n := u.int()
	if u.err == nil && (n < least || n >= end) {
		u.fail("index %d of %d", n, end)
		return least
	}
	return n
}

func (u *unpacker) span() verbatim.Span {
	start := u.at + u.int()
	s := verbatim.Span{Start: start, End: start + u.int()}
	if u.err != nil {
		return verbatim.Span{}
	}
	if !inText(u.text, s) {
		u.fail("span %d to %d of a text of %d bytes", s.Start, s.End, len(u.text))
		return verbatim.Span{}
	}
	u.at = s.Start
	return s
}

// inText reports whether s can be cut out of text between characters.
func inText(text string, s verbatim.Span) bool {
	return 0 <= s.Start && s.Start <= s.End && s.End <= len(text) && boundary(text, s.Start) && boundary(text, s.End)
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

func (u *unpacker) spans() []verbatim.Span {
	n := u.count()
	if n == 0 {
		return nil
	}
	if n > len(u.room) {
		u.room = make([]verbatim.Span, max(n, roomy))
	}
	list := u.room[:n:n]
	u.room = u.room[n:]
	for i := range list {
		list[i] = u.span()
		if u.err != nil {
			return nil
		}
	}
	return list
}

// indices reads a list of numbers in [0, end).
func (u *unpacker) indices(end int) []int {
	n := u.count()
	if n == 0 {
		return nil
	}
	if n > len(u.places) {
		u.places = make([]int, max(n, roomy))
	}
	list := u.places[:n:n]
	u.places = u.places[n:]
	for i := range list {
		list[i] = u.index(0, end)
		if u.err != nil {
			return nil
		}
	}
	return list
}

func (u *unpacker) string() string {
	i := u.uint()
	if u.err != nil {
		return ""
	}
	if i > 0 {
		if i > len(u.table) {
			u.fail("string %d of %d", i, len(u.table))
			return ""
		}
		return u.table[i-1]
	}
	n := u.count()
	s := string(u.b[:n])
	u.b = u.b[n:]
	if !utf8.ValidString(s) {
		u.fail("string")
		return ""
	}
	if u.table == nil {
		u.table = make([]string, 0, 32)
	}
	u.table = append(u.table, s)
	return s
}

// end says whether all was read, and rightly.
func (u *unpacker) end() error {
	if u.err == nil && len(u.b) > 0 {
		u.fail("%d bytes too many", len(u.b))
	}
	return u.err
}
