package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// progress is a line on standard error that says how far the reading is, and
// the way to standard error for everything else, so that the two do not mix.
// A nil line is silent.
type progress struct {
	w        io.Writer
	shown    bool          // --progress, or a terminal
	patience time.Duration // before the line is first shown
	total    int           // inputs
	noun     string        // what they are; "" stands for inputs
	columns  int
	now      func() time.Time

	start, painted time.Time
	inputs         int // done
	documents      int
	on             bool // the line is on the screen
}

// Progress is shown at once for this many inputs or more, for fewer (one of
// them may hold many documents) after a while, and repainted at most so often:
// more would flicker.
const (
	manyInputs = 20
	aWhile     = 2 * time.Second
	repaint    = 100 * time.Millisecond
)

// say prints a line to standard error.
func (p *progress) say(format string, args ...any) {
	p.clear()
	fmt.Fprintf(p.w, format+"\n", args...)
}

// done counts a result: inputs are those before it and it.
func (p *progress) done(inputs int, document bool) {
	p.inputs = inputs
	if document {
		p.documents++
	}
	if !p.shown {
		return
	}
	if now := p.now(); now.Sub(p.start) >= p.patience && now.Sub(p.painted) >= repaint {
		p.painted = now
		p.paint(now)
	}
}

func (p *progress) paint(now time.Time) {
	line := p.line(now.Sub(p.start))
	if len(line) >= p.columns {
		line = line[:max(p.columns-1, 0)]
	}
	// The line is written over in place and its rest erased, in one write.
	fmt.Fprintf(p.w, "\r%s\x1b[K", line)
	p.on = true
}

// line is the text of progress after so much time.
func (p *progress) line(spent time.Duration) string {
	seconds := spent.Seconds()
	if seconds <= 0 {
		seconds = 1e-9
	}
	rate := float64(p.documents) / seconds
	var b strings.Builder
	if p.total > 1 {
		fmt.Fprintf(&b, "%s of %s %s", thousands(p.inputs), thousands(p.total), firstOf(p.noun, "inputs"))
	}
	if p.total == 1 || p.documents > p.inputs {
		if b.Len() > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s documents", thousands(p.documents))
	}
	if rate >= 10 {
		fmt.Fprintf(&b, ", %s a second", thousands(int(rate+0.5)))
	} else {
		fmt.Fprintf(&b, ", %.1f a second", rate)
	}
	if p.total > 1 && p.inputs > 0 && spent >= time.Second {
		left := time.Duration(float64(spent) / float64(p.inputs) * float64(p.total-p.inputs))
		b.WriteString(", " + clock(left) + " left")
	}
	return b.String()
}

// clear takes the line off the screen.
func (p *progress) clear() {
	if p.on {
		io.WriteString(p.w, "\r\x1b[K")
		p.on = false
	}
}

// finish replaces the line by what was done in all.
func (p *progress) finish() {
	p.clear()
	if p.shown && !p.painted.IsZero() {
		spent := p.now().Sub(p.start)
		fmt.Fprintf(p.w, "%s documents in %s\n", thousands(p.documents), clock(spent))
	}
}

// thousands writes n with commas.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// clock writes a duration as a person says it: 8 s, 2 min 5 s, 3 h 20 min.
func clock(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	switch {
	case s < 60:
		return fmt.Sprintf("%d s", s)
	case s < 3600:
		return fmt.Sprintf("%d min %d s", s/60, s%60)
	}
	return fmt.Sprintf("%d h %d min", s/3600, s/60%60)
}
