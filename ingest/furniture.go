package ingest

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

// longestFurniture is the length in bytes of the longest line that is looked
// at as a whole. Longer ones are paragraphs.
const longestFurniture = 420

// textLine is a line of a text without the white space around it.
type textLine struct {
	verbatim.Span
	text string // as it stands
	low  string // in lower case, quotation marks straight; "" for a long line
}

// Furniture returns the stretches of a text that belong to the page and not to
// the article, in order and not overlapping. It goes by lines and by phrases
// that reporting does not use; a line that may be reporting is left alone.
func Furniture(text string) []verbatim.Furniture {
	lines := splitLines(text)
	var out []verbatim.Furniture
	add := func(s verbatim.Span, k verbatim.FurnitureKind) {
		if n := len(out) - 1; n >= 0 && out[n].Kind == k && strings.Trim(text[out[n].End:s.Start], "\r\n\t ") == "" {
			out[n].End = s.End
			return
		}
		out = append(out, verbatim.Furniture{Span: s, Kind: k})
	}
	for i := 0; i < len(lines); i++ {
		l := lines[i]
		if n := videoFallback(lines[i:]); n > 0 {
			add(verbatim.Span{Start: l.Start, End: lines[i+n-1].End}, verbatim.VideoFallback)
			i += n - 1
			continue
		}
		if n := headlineList(lines[i:]); n > 0 {
			add(verbatim.Span{Start: l.Start, End: lines[i+n-1].End}, verbatim.Related)
			i += n - 1
			continue
		}
		if k := lineKind(l, i, len(lines)); k != "" {
			add(l.Span, k)
			continue
		}
		if n := dateline(l.text, i < 12); n > 0 {
			add(verbatim.Span{Start: l.Start, End: l.Start + n}, verbatim.Dateline)
		}
	}
	return out
}

// splitLines returns the lines of text that are not blank.
func splitLines(text string) []textLine {
	var lines []textLine
	at := 0
	for l := range strings.Lines(text) {
		s := verbatim.Span{Start: at, End: at + len(l)}
		at += len(l)
		trimmed := strings.TrimRightFunc(l, unicode.IsSpace)
		s.End = s.Start + len(trimmed)
		trimmed = strings.TrimLeftFunc(trimmed, unicode.IsSpace)
		s.Start = s.End - len(trimmed)
		if s.Empty() {
			continue
		}
		tl := textLine{Span: s, text: trimmed}
		if len(trimmed) <= longestFurniture {
			tl.low = lower(trimmed)
		}
		lines = append(lines, tl)
	}
	return lines
}

var straighten = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`, "\u00a0", " ")

func lower(s string) string { return straighten.Replace(strings.ToLower(s)) }

// videoFallback returns how many lines the text for browsers that cannot play
// a video takes at the start of lines, 0 where there is none. The sentence may
// be broken over several.
func videoFallback(lines []textLine) int {
	if !hasAnyPrefix(lines[0].low, videoStarts) {
		return 0
	}
	if strings.Contains(lines[0].low, "html5 video") || len(lines[0].low) > 200 {
		return 1
	}
	joined := lines[0].low
	for n := 1; n < min(len(lines), 6); n++ {
		// What continues the sentence is short and starts small.
		next := lines[n]
		if next.low == "" || len(next.low) > 80 {
			break
		}
		joined += " " + next.low
		if strings.Contains(joined, "html5 video") {
			return n + 1
		}
		if c, _ := utf8.DecodeRuneInString(next.text); unicode.IsUpper(c) && !strings.HasPrefix(next.low, "html5") {
			break
		}
	}
	return 1
}

// headlineList returns how many lines a list of other headlines takes at the
// start of lines, its title included; 0 where there is none.
func headlineList(lines []textLine) int {
	title := strings.TrimRight(lines[0].low, ":… .")
	// "More great stories from us"
	more := len(title) < 50 && (strings.HasPrefix(title, "more ") || strings.HasPrefix(title, "related ")) &&
		(strings.HasSuffix(title, " stories") || strings.HasSuffix(title, " articles") || strings.HasSuffix(title, " news") || strings.Contains(title, " stories from "))
	if !listTitles[title] && !more {
		return 0
	}
	n := 1
	for n < min(len(lines), 13) && looksHeadline(lines[n]) {
		n++
	}
	return n
}

// looksHeadline reports whether a line has the length of a headline and does
// not end like a sentence.
func looksHeadline(l textLine) bool {
	if len(l.low) < 12 || len(l.low) > 140 {
		return false
	}
	switch l.low[len(l.low)-1] {
	case '.', '"', '!', ',', ';', ':':
		return false
	}
	return !strings.ContainsAny(l.low, `"`)
}

// lineKind returns the kind of furniture that a whole line is, "" for none.
// The line is the i-th of n.
func lineKind(l textLine, i, n int) verbatim.FurnitureKind {
	low := strings.Trim(l.low, " *_•|>-–—")
	if low == "" || low[0] == '"' {
		return ""
	}
	if k := exactLines[strings.TrimRight(low, ".:!… ")]; k != "" {
		return k
	}
	c := low[0]
	if c == '(' || c == '[' {
		low = low[1:]
		if low == "" {
			return ""
		}
		c = low[0]
	}
	for _, p := range starts[c] {
		if len(low) <= p.longest && strings.HasPrefix(low, p.text) {
			return p.kind
		}
	}
	for _, p := range anywhere {
		if len(low) <= p.longest && strings.Contains(low, p.text) {
			return p.kind
		}
	}
	switch {
	case controls(low):
		return verbatim.Share
	case caption(l.text, l.low):
		return verbatim.Caption
	case pictureCount(low):
		return verbatim.Caption
	case following(low), mailLine(low):
		return verbatim.Contact
	case i < 10 && bylineLike(l.text, low), (i < 12 || i >= n-2) && dateOnly(low), i < 12 && datedByline(low):
		return verbatim.Byline
	case i >= n-6 && biography(l.text, low):
		return verbatim.Byline
	}
	return ""
}

func hasAnyPrefix(s string, prefixes []string) bool {
	for _, p := range prefixes {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// controls reports whether a line is a row of share and comment controls.
func controls(low string) bool {
	words := strings.FieldsFunc(low, func(r rune) bool { return r == ' ' || r == ',' || r == '|' || r == '·' || r == '/' || r == '\t' })
	if len(words) == 0 || len(words) > 12 {
		return false
	}
	named := 0
	for _, w := range words {
		switch {
		case shareWords[w]:
			named++
		case strings.Trim(w, "0123456789.k+") == "":
		default:
			return false
		}
	}
	return named > 0
}

// caption reports whether a line ends or starts like the caption of a picture.
func caption(text, low string) bool {
	if strings.HasSuffix(low, ")") {
		if open := strings.LastIndexByte(low, '('); open >= 0 {
			in := low[open+1 : len(low)-1]
			if hasAnyPrefix(in, creditStarts) || strings.Contains(in, "getty") || strings.HasSuffix(in, " via ap") || strings.Contains(in, "ap photo") {
				return true
			}
		}
	}
	for _, e := range creditEnds {
		if strings.HasSuffix(strings.TrimRight(low, ". "), e) {
			return true
		}
	}
	// "CARLOS BARRIA / REUTERS", "Jane Doe/AP"
	if head, tail, ok := strings.Cut(low, "/"); ok && len(low) < 80 && agencies[strings.Trim(tail, " .")] && len(strings.Fields(head)) <= 5 {
		return true
	}
	return agencies[strings.Trim(low, " .()")] && len(strings.Fields(text)) <= 3
}

// following reports whether a line asks to follow someone: "Follow Jane Doe on
// Twitter", "Follow @jane".
func following(low string) bool {
	if len(low) > 220 || !strings.HasPrefix(low, "follow ") || strings.Contains(low, " said") {
		return false
	}
	if strings.Contains(low, "@") {
		return true
	}
	for _, site := range []string{" on twitter", " on facebook", " on instagram", " on x", " on threads", " on bluesky", " on linkedin", " on google news", " on whatsapp", " on youtube"} {
		if strings.Contains(low, site) {
			return true
		}
	}
	return false
}

// mailLine reports whether a line is an e-mail address, perhaps with a name,
// or tells where to write to: "Write to Jo Marsh at jo@example.org".
func mailLine(low string) bool {
	if len(low) > 160 || strings.ContainsAny(low, `"`) || strings.Contains(low, " said") {
		return false
	}
	f := strings.Fields(low)
	for _, w := range f {
		name, host, ok := strings.Cut(strings.Trim(w, "().,:;<>"), "@")
		if ok && name != "" && strings.Contains(host, ".") {
			return len(f) <= 3 || hasAnyPrefix(low, mailStarts)
		}
	}
	return false
}

// merge joins two ordered lists of furniture. Where they overlap the first
// list holds; what sticks out of it is kept.
func merge(a, b []verbatim.Furniture) []verbatim.Furniture {
	out := slices.Clone(a)
	for _, f := range b {
		for _, g := range a {
			if !f.Overlaps(g.Span) {
				continue
			}
			if f.Start < g.Start {
				out = append(out, verbatim.Furniture{Span: verbatim.Span{Start: f.Start, End: g.Start}, Kind: f.Kind})
			}
			f.Start = max(f.Start, g.End)
			if f.Empty() {
				break
			}
		}
		if !f.Empty() {
			out = append(out, f)
		}
	}
	slices.SortFunc(out, func(x, y verbatim.Furniture) int { return x.Compare(y.Span) })
	return out
}
