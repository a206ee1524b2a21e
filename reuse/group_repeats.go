package reuse

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// repeats remembers which lines an outlet prints on many pages: sign-up boxes,
// credits, lists of links. Such a line is masked once it was seen in
// repeatedStories different stories of the outlet. The memory is a table of
// fixed size, in which a line that does not come again makes room.
type repeats struct{ slots []repeated }

type repeated struct {
	line  uint64
	group uint32 // the story where it was seen last
	times uint32 // in how many stories
}

const (
	repeatedStories = 3
	repeatsBits     = 20
	// A line of fewer words ("He said:") is not looked at.
	leastLineWords = 3
)

func newRepeats() *repeats { return &repeats{make([]repeated, 1<<repeatsBits)} }

// masked appends to skip the spans of a that are not to be compared: those of
// its own Skip and the lines that its outlet repeats. It appends the hashes of
// all lines to lines.
func (r *repeats) masked(a Article, skip []verbatim.Span, lines []uint64) ([]verbatim.Span, []uint64) {
	if a.Outlet == "" {
		return append(skip, a.Skip...), lines
	}
	outlet := hashOf(a.Outlet)
	own := a.Skip
	for start := 0; start < len(a.Text); {
		end := paragraph(a.Text, start)
		line := verbatim.Span{Start: start, End: end}
		start = end
		for len(own) > 0 && own[0].Start < line.Start {
			skip, own = append(skip, own[0]), own[1:]
		}
		h, n, numbers := outlet, 0, false
		for s := (scanner{text: line.In(a.Text)}); s.next(); n++ {
			h = (h ^ s.hash) * rollBase
			h ^= h >> 29
			numbers = numbers || s.number
		}
		// A line with a number in it is news, even if it comes every week.
		if n < leastLineWords || numbers {
			continue
		}
		lines = append(lines, h)
		if s := r.slot(h); s.line != h || s.times < repeatedStories {
			continue
		}
		if k := len(skip); k == 0 || skip[k-1].End <= line.Start {
			skip = append(skip, line)
		} else if skip[k-1].End < line.End {
			skip[k-1].End = line.End // begins inside furniture
		}
		for len(own) > 0 && own[0].Start < line.End {
			k := len(skip) - 1
			skip[k].End = max(skip[k].End, own[0].End)
			own = own[1:]
		}
	}
	return append(skip, own...), lines
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

func (r *repeats) slot(line uint64) *repeated { return &r.slots[line>>(64-repeatsBits)] }

// count notes that lines stand in an article of a group.
func (r *repeats) count(lines []uint64, group uint32) {
	for _, h := range lines {
		switch s := r.slot(h); {
		case s.line != h && s.times > 1:
			s.times-- // fades, and then makes room
		case s.line != h:
			*s = repeated{h, group, 1}
		case s.group != group:
			s.group, s.times = group, min(s.times+1, 1<<16)
		}
	}
}
