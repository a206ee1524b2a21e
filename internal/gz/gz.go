// Package gz reads gzip (RFC 1952) so that a stream made to have no end cannot
// hold its reader: members that hold nothing, one after the other, decompress
// to no byte for as long as they come.
package gz

import (
	"bufio"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
)

// barren is how many bytes may be read without a byte coming out. A full
// window of the compression comes from far fewer.
const barren = 4 << 20

// ErrBarren says that a stream went on for megabytes and held nothing.
var ErrBarren = errors.New("is gzip that holds nothing for 4 MiB")

// Guard hands on what it reads until too much of it has been read since the
// last call of Output.
type Guard struct {
	R     io.Reader
	Off   bool  // only counts
	Total int64 // bytes read
	n     int
}

func (g *Guard) Read(p []byte) (int, error) {
	if g.n > barren && !g.Off {
		return 0, ErrBarren
	}
	n, err := g.R.Read(p)
	g.n += n
	g.Total += int64(n)
	return n, err
}

// Output notes that something came out.
func (g *Guard) Output() { g.n = 0 }

// Reader is the content of all members of a gzip stream.
type Reader struct {
	guard Guard
	z     *gzip.Reader
}

// NewReader returns a reader of r, which starts with a gzip header.
func NewReader(r io.Reader) (*Reader, error) {
	g := &Reader{guard: Guard{R: r}}
	z, err := gzip.NewReader(bufio.NewReaderSize(&g.guard, 64<<10))
	g.z = z
	return g, err
}

func (r *Reader) Read(p []byte) (int, error) {
	n, err := r.z.Read(p)
	if n > 0 {
		r.guard.Output()
	}
	return n, err
}

// Magic reports whether head starts like gzip.
func Magic(head []byte) bool {
	return len(head) >= 3 && head[0] == 0x1f && head[1] == 0x8b && head[2] == 8
}
