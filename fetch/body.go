package fetch

import (
	"bufio"
	"context"
	"io"
	"sync"
	"time"

	"github.com/verbatim-record/verbatim/internal/gz"
)

// body is the body of an answer. Time counts only while it is being waited
// for, so that whoever reads it may take as long as the work takes.
type body struct {
	inner  io.ReadCloser
	ctx    context.Context
	cancel context.CancelCauseFunc
	timer  *time.Timer
	limit  time.Duration
	spent  time.Duration
	read   int64
	once   sync.Once
	done   func()
}

func (b *body) Read(p []byte) (int, error) {
	left := b.limit + time.Duration(b.read)*time.Second/slowest - b.spent
	if left <= 0 {
		b.cancel(errTimeout)
		return 0, errTimeout
	}
	b.timer.Reset(left)
	start := time.Now()
	n, err := b.inner.Read(p)
	b.timer.Stop()
	b.spent += time.Since(start)
	b.read += int64(n)
	if err != nil && err != io.EOF && context.Cause(b.ctx) == errTimeout {
		err = errTimeout
	}
	return n, err
}

func (b *body) Close() error {
	var err error
	b.once.Do(func() {
		// A short rest is read, so that the connection can be used again.
		b.timer.Reset(time.Second)
		io.CopyN(io.Discard, b.inner, 16<<10)
		b.timer.Stop()
		err = b.inner.Close()
		b.cancel(nil)
		b.done()
	})
	return err
}

// decompress returns the content of a gzip body. Servers that say gzip and
// send something else exist: then it is the body itself.
func decompress(b io.ReadCloser) io.ReadCloser {
	r := bufio.NewReaderSize(b, 16<<10)
	if head, _ := r.Peek(3); !gz.Magic(head) {
		return readCloser{r, b}
	}
	z, err := gz.NewReader(r)
	if err != nil {
		return readCloser{failing{err}, b}
	}
	return readCloser{z, b}
}

type readCloser struct {
	io.Reader
	io.Closer
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }
