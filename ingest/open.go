package ingest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/gzip"

	"github.com/verbatim-record/verbatim/internal/gz"
)

// sniffLen is how many bytes are looked at to tell what an input is: enough to
// pass over a long comment before the first tag.
const sniffLen = 4096

// gunzip returns a reader of the content of r, decompressed if it starts like
// gzip. An archive of a page that was itself sent compressed is opened twice.
func gunzip(r io.Reader) (*bufio.Reader, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	for range 2 {
		head, err := b.Peek(3)
		if err != nil && err != io.EOF {
			return nil, err
		}
		if !gz.Magic(head) {
			break
		}
		z, err := gz.NewReader(b)
		if err != nil {
			return nil, gzipError(err)
		}
		b = bufio.NewReaderSize(gzipReader{z}, 64<<10)
	}
	return b, nil
}

// gzipReader words the errors of a damaged stream.
type gzipReader struct{ z *gz.Reader }

func (g gzipReader) Read(p []byte) (int, error) {
	n, err := g.z.Read(p)
	if err != nil && err != io.EOF {
		err = gzipError(err)
	}
	return n, err
}

func gzipError(err error) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return said("is a gzip file that is cut off", err)
	case errors.Is(err, gz.ErrBarren):
		return err
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		return said("is a damaged gzip file", err)
	}
	return fmt.Errorf("is a damaged gzip file: %w", err)
}

// readAll reads r to its end, but never more than one byte above limit.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	var buf bytes.Buffer
	n, err := buf.ReadFrom(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, err
	}
	if n > limit {
		return nil, tooLong(limit)
	}
	return buf.Bytes(), nil
}

// tooLong is the error of an article over the limit of so many bytes.
func tooLong(limit int64) error {
	if limit >= 1<<20 && limit%(1<<20) == 0 {
		return fmt.Errorf("%w %d MiB", ErrTooLong, limit>>20)
	}
	if limit >= 1<<10 && limit%(1<<10) == 0 {
		return fmt.Errorf("%w %d KiB", ErrTooLong, limit>>10)
	}
	return fmt.Errorf("%w %d bytes", ErrTooLong, limit)
}
