package main

import (
	"strings"
	"testing"
	"time"
)

func TestProgressLine(t *testing.T) {
	for _, c := range []struct {
		p     progress
		spent time.Duration
		want  string
	}{
		{progress{total: 5000, inputs: 1240, documents: 1240}, 4 * time.Second, "1,240 of 5,000 inputs, 310 a second, 12 s left"},
		{progress{total: 1, inputs: 1, documents: 1234567}, 1000 * time.Second, "1,234,567 documents, 1,235 a second"},
		{progress{total: 2, inputs: 1, documents: 300}, 100 * time.Second, "1 of 2 inputs, 300 documents, 3.0 a second, 1 min 40 s left"},
		{progress{total: 30, inputs: 1, documents: 1}, 100 * time.Millisecond, "1 of 30 inputs, 10 a second"},
	} {
		if got := c.p.line(c.spent); got != c.want {
			t.Errorf("line is %q, want %q", got, c.want)
		}
	}
}

// The line is painted at most ten times a second, and taken away before
// anything else is said.
func TestProgressPaint(t *testing.T) {
	var b strings.Builder
	now := time.Unix(0, 0)
	p := progress{w: &b, shown: true, total: 100, columns: 12, now: func() time.Time { return now }, start: now.Add(-time.Second)}
	for i := range 100 {
		p.done(i+1, true)
		now = now.Add(10 * time.Millisecond)
	}
	if n := strings.Count(b.String(), "\r"); n != 10 {
		t.Errorf("painted %d times in a second, want 10", n)
	}
	for _, line := range strings.Split(b.String(), "\r")[1:] {
		if line = strings.TrimSuffix(line, "\x1b[K"); len(line) > 11 {
			t.Errorf("line %q is wider than the terminal", line)
		}
	}
	b.Reset()
	p.say("verbatim: x: no such file")
	if got := b.String(); got != "\r\x1b[Kverbatim: x: no such file\n" {
		t.Errorf("said %q", got)
	}
}

func TestClock(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0 s", 59400 * time.Millisecond: "59 s", 125 * time.Second: "2 min 5 s", 12000 * time.Second: "3 h 20 min",
	} {
		if got := clock(d); got != want {
			t.Errorf("clock(%v) = %q, want %q", d, got, want)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567"} {
		if got := thousands(n); got != want {
			t.Errorf("thousands(%d) = %q, want %q", n, got, want)
		}
	}
}
