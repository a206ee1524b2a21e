package warc

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"

	"github.com/verbatim-record/verbatim/internal/gz"
)

// stream is the content of an archive. A compressed one is a row of members,
// whose ends are seen (errMember): no record goes over one.
type stream struct {
	// The archive as it lies.
	raw   *bufio.Reader
	guard *gz.Guard
	seek  io.Seeker // nil where it cannot
	size  int64     // of what can seek and is not compressed; else -1
	base  int64     // where raw started in what can seek

	zipped bool
	z      *gzip.Reader
	member int64 // where the member starts
	broken bool  // the member is damaged, and what it swallowed is to be searched
	again  int64 // bytes that were searched a second time

	in *bufio.Reader // the content: of the member, or raw itself
	at int64         // how much of the content was read
}

// errMember is the end of a compressed member.
var errMember = errors.New("end of member")

// compressionError is damage of a compressed member.
type compressionError struct{ err error }

func (c *compressionError) Error() string {
	switch {
	case c.err == io.ErrUnexpectedEOF:
		return "is cut off inside its compression"
	case errors.Is(c.err, gz.ErrBarren), errors.Is(c.err, errBomb):
		return c.err.Error()
	}
	return "is compressed and damaged"
}

const bufferSize = 128 << 10 // more than a header

func newStream(r io.Reader) stream {
	s := stream{size: -1, guard: &gz.Guard{R: r}}
	if sk, ok := r.(io.ReadSeeker); ok {
		here, err := sk.Seek(0, io.SeekCurrent)
		end, err2 := sk.Seek(0, io.SeekEnd)
		_, err3 := sk.Seek(here, io.SeekStart)
		if errors.Join(err, err2, err3) == nil {
			s.seek, s.base, s.size = sk, here, end-here
		}
	}
	s.raw = bufio.NewReaderSize(s.guard, bufferSize)
	head, _ := s.raw.Peek(3)
	if s.zipped = gz.Magic(head); s.zipped {
		s.size = -1
		s.in = bufio.NewReaderSize(nil, bufferSize)
	} else {
		s.guard.Off = true
		s.in = s.raw
	}
	return s
}

// offset is where the next byte, or the member that it is in, lies in the
// archive.
func (s *stream) offset() int64 {
	if s.zipped {
		return s.member
	}
	return s.at
}

// left returns how much of the archive is still to come, where that is known.
func (s *stream) left() (int64, bool) {
	if s.size < 0 {
		return 0, false
	}
	return s.size - s.at, true
}

func (s *stream) peek(n int) ([]byte, error) {
	if s.zipped && s.z == nil {
		if err := s.nextMember(); err != nil {
			return nil, err
		}
	}
	return s.in.Peek(n)
}

func (s *stream) discard(n int) {
	k, _ := s.in.Discard(n)
	s.at += int64(k)
}

func (s *stream) Read(p []byte) (int, error) {
	n, err := s.in.Read(p)
	s.at += int64(n)
	return n, err
}

// line reads a line with its end.
func (s *stream) line() ([]byte, error) {
	b, err := s.in.ReadSlice('\n')
	s.at += int64(len(b))
	if err == bufio.ErrBufferFull {
		return nil, errLine
	}
	return b, err
}

// skip passes over n bytes and returns how many there were.
func (s *stream) skip(n int64) (int64, error) {
	if have := int64(s.in.Buffered()); !s.zipped && s.seek != nil && n > have {
		target := s.at + n
		if target > s.size {
			target = s.size
		}
		passed := target - s.at
		if _, err := s.seek.Seek(s.base+target, io.SeekStart); err != nil {
			return 0, err
		}
		s.in.Reset(s.guard)
		s.at = target
		return passed, nil
	}
	var done int64
	for done < n {
		k, err := s.in.Discard(int(min(n-done, 1<<30)))
		done += int64(k)
		s.at += int64(k)
		if err != nil {
			return done, err
		}
	}
	return done, nil
}

// back returns to an earlier place, where the archive can seek.
func (s *stream) back(at int64) {
	if s.seek == nil || s.zipped {
		return
	}
	if _, err := s.seek.Seek(s.base+at, io.SeekStart); err == nil {
		s.in.Reset(s.guard)
		s.at = at
	}
}

// find passes to the next line that begins like a record.
func (s *stream) find() error {
	first := true
	for {
		b, err := s.in.Peek(len(magic) + 1)
		if first && len(b) == len(magic)+1 && startsRecord(b) {
			return nil
		}
		first = false
		if len(b) == 0 {
			return err
		}
		// A whole buffer is searched at a time.
		b, _ = s.in.Peek(max(s.in.Buffered(), 1))
		i := 0
		for {
			k := bytes.IndexByte(b[i:], '\n')
			if k < 0 {
				s.discard(len(b))
				first = b[len(b)-1] == '\n'
				break
			}
			i += k + 1
			if len(b)-i <= len(magic) {
				s.discard(i)
				first = true
				break
			}
			if startsRecord(b[i:]) {
				s.discard(i)
				return nil
			}
		}
	}
}

func startsRecord(b []byte) bool {
	return bytes.HasPrefix(b, magic) && '0' <= b[len(magic)] && b[len(magic)] <= '9'
}

// position is how much of the compressed archive was read.
func (s *stream) position() int64 { return s.guard.Total - int64(s.raw.Buffered()) }

// nextMember goes to the next compressed member. Bytes between members that
// are none are passed over.
func (s *stream) nextMember() error {
	if !s.zipped {
		return io.EOF
	}
	s.searchAgain()
	for {
		head, err := s.raw.Peek(4)
		if len(head) < 4 {
			if err == nil || err == io.EOF {
				return io.EOF
			}
			return err
		}
		if !gz.Magic(head) || head[3]&0xe0 != 0 {
			if err := s.findMember(); err != nil {
				return err
			}
			continue
		}
		s.member = s.position()
		if s.z == nil {
			s.z, err = gzip.NewReader(s.raw)
		} else {
			err = s.z.Reset(s.raw)
		}
		if errors.Is(err, gzip.ErrHeader) || err == io.EOF || err == io.ErrUnexpectedEOF {
			s.z, s.broken = nil, true
			s.searchAgain()
			continue
		}
		if err != nil {
			return err
		}
		s.z.Multistream(false)
		s.in.Reset(&memberReader{s: s, z: s.z})
		return nil
	}
}

// searchAgain goes back into a damaged member: the one after a member that was
// cut off looks like the rest of it. What is read twice is bounded by what was
// read once, so that an archive made of such starts does not take long.
func (s *stream) searchAgain() {
	if !s.broken {
		return
	}
	s.broken = false
	swallowed := s.position() - s.member
	if s.seek == nil || s.again+swallowed > 16<<20+s.position() {
		return
	}
	if _, err := s.seek.Seek(s.base+s.member+1, io.SeekStart); err != nil {
		return
	}
	s.again += swallowed
	s.guard.Total = s.member + 1
	s.raw.Reset(s.guard)
}

// findMember passes over bytes up to what looks like the start of a member.
func (s *stream) findMember() error {
	s.raw.Discard(1)
	for {
		s.guard.Output() // what is passed over is bounded by the archive
		b, err := s.raw.Peek(1)
		if len(b) == 0 {
			return err
		}
		b, _ = s.raw.Peek(s.raw.Buffered())
		i := bytes.IndexByte(b, 0x1f)
		if i < 0 {
			s.raw.Discard(len(b))
			continue
		}
		s.raw.Discard(i)
		if b, _ := s.raw.Peek(3); gz.Magic(b) || len(b) < 3 {
			return nil
		}
		s.raw.Discard(1)
	}
}

// A member that holds this many times its size, and this much, is a bomb: no
// page is so uniform for so long.
const (
	bombRatio = 300
	bombSize  = 256 << 20
)

var errBomb = errors.New("is compressed to less than a 300th, which no page is")

// memberReader reads the content of one member.
type memberReader struct {
	s *stream
	z *gzip.Reader
	n int64
}

func (m *memberReader) Read(p []byte) (int, error) {
	n, err := m.z.Read(p)
	if n > 0 {
		m.s.guard.Output()
		m.n += int64(n)
		if m.n > bombSize && m.n/bombRatio > m.s.position()-m.s.member {
			return n, &compressionError{errBomb}
		}
	}
	switch {
	case err == nil:
		return n, nil
	case err == io.EOF:
		return n, errMember
	case errors.Is(err, gz.ErrBarren):
		return n, &compressionError{err}
	case err == io.ErrUnexpectedEOF, errors.Is(err, gzip.ErrChecksum), errors.Is(err, gzip.ErrHeader):
		m.s.broken = true
		return n, &compressionError{err}
	}
	var corrupt flate.CorruptInputError
	var internal flate.InternalError
	if errors.As(err, &corrupt) || errors.As(err, &internal) {
		m.s.broken = true
		return n, &compressionError{err}
	}
	return n, err
}
