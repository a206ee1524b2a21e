package reuse

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Lines remembers which lines an outlet prints on many pages: sign-up boxes,
// credits, lists of links. Such a line is masked once it was seen in
// repeatedStories different stories of the outlet. The memory is a table of
// linesKept places, in which a line that does not come again makes room. A nil
// *Lines remembers nothing.
type Lines struct {
	slots   map[uint16]repeated
	changed bool
}

type repeated struct {
	line  uint32 // further bits of its hash
	group uint32 // the story where it was seen last
	times uint8  // in how many stories
}

const (
	repeatedStories = 3
	linesBits       = 10
	linesKept       = 1 << linesBits
	mostTimes       = 255
	// A line of fewer words ("He said:") is not looked at.
	leastLineWords = 3
)

// Masked returns the spans of an article that are not to be compared: those of
// skip, which are ordered and do not overlap, and the lines that its outlet
// repeats. It returns the hashes of all lines too, for Count.
func (l *Lines) Masked(text string, skip []verbatim.Span) (masked []verbatim.Span, lines []uint64) {
	if l == nil {
		return skip, nil
	}
	own := skip
	for start := 0; start < len(text); {
		end := paragraph(text, start)
		line := verbatim.Span{Start: start, End: end}
		start = end
		for len(own) > 0 && own[0].Start < line.Start {
			masked, own = append(masked, own[0]), own[1:]
		}
		h, n, numbers := uint64(offset64), 0, false
		for s := (scanner{text: line.In(text)}); s.next(); n++ {
			h = (h ^ s.hash) * rollBase
			h ^= h >> 29
			numbers = numbers || s.number
		}
		// A line with a number in it is news, even if it comes every week.
		if n < leastLineWords || numbers {
			continue
		}
		lines = append(lines, h)
		if s := l.slots[slotOf(h)]; s.line != uint32(h) || s.times < repeatedStories {
			continue
		}
		if k := len(masked); k == 0 || masked[k-1].End <= line.Start {
			masked = append(masked, line)
		} else if masked[k-1].End < line.End {
			masked[k-1].End = line.End // begins inside furniture
		}
		for len(own) > 0 && own[0].Start < line.End {
			k := len(masked) - 1
			masked[k].End = max(masked[k].End, own[0].End)
			own = own[1:]
		}
	}
	return append(masked, own...), lines
}

// paragraph returns the end of the line that begins at start. Lines that were
// wrapped at a fixed width are one as long as the paragraph goes on.
func paragraph(text string, start int) int {
	for {
		i := strings.IndexByte(text[start:], '\n')
		if i < 0 {
			return len(text)
		}
		line := strings.TrimRight(text[start:start+i], " \r\t")
		start += i + 1
		wrapped := len(line) >= 40 && len(line) <= 90 && strings.IndexByte(".!?:\"'", line[len(line)-1]) < 0
		if !wrapped || start >= len(text) || text[start] <= ' ' {
			return start
		}
	}
}

func slotOf(line uint64) uint16 { return uint16(line >> (64 - linesBits)) }

// Count notes that lines stand in an article of a group.
func (l *Lines) Count(lines []uint64, group uint32) {
	if l == nil || len(lines) == 0 {
		return
	}
	if l.slots == nil {
		l.slots = make(map[uint16]repeated)
	}
	for _, h := range lines {
		at := slotOf(h)
		s, before := l.slots[at], l.slots[at]
		switch {
		case s.line != uint32(h) && s.times > 1:
			s.times-- // fades, and then makes room
		case s.line != uint32(h) || s.times == 0:
			s = repeated{uint32(h), group, 1}
		case s.group != group:
			s.group, s.times = group, min(s.times, mostTimes-1)+1
		}
		if s != before {
			l.slots[at], l.changed = s, true
		}
	}
}

// Changed reports whether Count has changed anything.
func (l *Lines) Changed() bool { return l != nil && l.changed }

// AppendBinary appends what l remembers, in at most 12 bytes a line.
func (l *Lines) AppendBinary(b []byte) ([]byte, error) {
	at := uint16(0)
	for _, slot := range slices.Sorted(maps.Keys(l.slots)) {
		s := l.slots[slot]
		b = binary.AppendUvarint(b, uint64(slot-at))
		at = slot
		b = binary.LittleEndian.AppendUint32(b, s.line)
		b = append(b, s.times)
		b = binary.AppendUvarint(b, uint64(s.group))
	}
	return b, nil
}

// errLines says that bytes are not what AppendBinary wrote.
var errLines = errors.New("damaged list of repeated lines")

// UnmarshalBinary reads what AppendBinary wrote.
func (l *Lines) UnmarshalBinary(b []byte) error {
	slots := make(map[uint16]repeated)
	for at := uint64(0); len(b) > 0; {
		step, n := binary.Uvarint(b)
		if n <= 0 || step >= linesKept || len(b) < n+5 || step == 0 && len(slots) > 0 {
			return errLines
		}
		if at += step; at >= linesKept {
			return errLines
		}
		s := repeated{line: binary.LittleEndian.Uint32(b[n:]), times: b[n+4]}
		b = b[n+5:]
		group, n := binary.Uvarint(b)
		if n <= 0 || group > 1<<32-1 || s.times == 0 {
			return errLines
		}
		s.group, b = uint32(group), b[n:]
		slots[uint16(at)] = s
	}
	*l = Lines{slots: slots}
	return nil
}
