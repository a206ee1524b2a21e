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

// bylineLike reports whether a line is "By" and a name or two.
func bylineLike(text, low string) bool {
	if !strings.HasPrefix(low, "by ") || len(text) > 100 || strings.HasSuffix(text, ".") {
		return false
	}
	words := strings.Fields(text)[1:]
	if len(words) == 0 || len(words) > 14 {
		return false
	}
	for k, w := range words {
		w = strings.Trim(w, ",|;·•()-–—")
		c, _ := utf8.DecodeRuneInString(w)
		switch {
		case w == "", unicode.IsUpper(c), unicode.IsDigit(c) && k > 0:
		case bylineWords[strings.ToLower(w)] && k > 0:
		default:
			return false
		}
	}
	return true
}

// dateOnly reports whether a line has a date or a time and nothing else:
// "Nov. 20, 2019, 9:28 AM UTC", "14 hours ago", "4 minute read".
func dateOnly(low string) bool {
	if len(low) > 110 {
		return false
	}
	digits, named, words := 0, 0, 0
	anchor := false // a clock time alone heads an entry of a live report
	for w := range strings.FieldsFuncSeq(low, func(r rune) bool {
		return !(unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'')
	}) {
		words++
		c := w[0]
		switch {
		case '0' <= c && c <= '9':
			digits++
			rest := strings.TrimLeft(w, "0123456789")
			if rest != "" && !dateWords[rest] && rest != "st" && rest != "nd" && rest != "rd" && rest != "th" && rest != "t" && rest != "z" {
				return false
			}
		case dateWords[w] || monthOf(w) > 0:
			named++
			anchor = anchor || monthOf(w) > 0 || dateAnchors[w]
		default:
			return false
		}
	}
	return digits > 0 && named > 0 && words >= 2 && anchor
}

// datedByline reports whether a line is a name, a bar and a date:
// "Jo Marsh | Published 3 hours ago".
func datedByline(low string) bool {
	head, tail, ok := strings.Cut(low, "|")
	if !ok || len(strings.Fields(head)) > 6 {
		return false
	}
	for part := range strings.SplitSeq(tail, "|") {
		if dateOnly(strings.TrimSpace(part)) {
			return true
		}
	}
	return false
}

// pictureCount reports whether a line counts pictures: "Image 2 of 5".
func pictureCount(low string) bool {
	f := strings.Fields(low)
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	return len(f) == 4 && (f[0] == "image" || f[0] == "photo" || f[0] == "slide") && digits(f[1]) && (f[2] == "of" || f[2] == "/") && digits(f[3])
}

// biography reports whether a line at the end says who its author is: a name,
// "is a", and a trade.
func biography(text, low string) bool {
	if len(text) > 400 {
		return false
	}
	words := strings.Fields(text)
	for k := 1; k < min(len(words), 5); k++ {
		w := strings.ToLower(words[k])
		if w == "is" || w == "was" && k >= 2 {
			if k+1 >= len(words) || k < 2 {
				return false
			}
			next := strings.ToLower(words[k+1])
			if next != "a" && next != "an" && next != "the" {
				return false
			}
			for _, trade := range trades {
				if i := strings.Index(low, trade); i > 0 && i < 110 {
					return true
				}
			}
			return false
		}
		if c, _ := utf8.DecodeRuneInString(words[k]); !unicode.IsUpper(c) {
			return false
		}
	}
	return false
}

// dateline returns the length of the dateline that a line starts with, its
// dash included: a place in capitals, perhaps a state, a date and an agency.
// 0 where there is none. Below the head of the text only one with an agency
// counts.
func dateline(text string, head bool) int {
	window := text[:min(len(text), 110)]
	best := -1
	dash := ""
	for _, d := range [...]string{" — ", " -- ", " – ", " - ", "— ", "—"} {
		if i := strings.Index(window, d); i > 0 && (best < 0 || i < best) {
			best, dash = i, d
		}
	}
	if best < 0 {
		// The dateline may be a line of its own.
		if !head || len(window) < len(text) || !strings.HasSuffix(window, " —") && !strings.HasSuffix(window, " –") {
			return 0
		}
		best, dash = len(window)-len(" —"), " — "
	}
	next, _ := utf8.DecodeRuneInString(strings.TrimLeft(text[min(len(text), best+len(dash)):], " "))
	place := strings.TrimSpace(window[:best])
	agency := false
	if strings.HasSuffix(place, ")") {
		open := strings.LastIndexByte(place, '(')
		if open < 0 || !agencies[lower(place[open+1:len(place)-1])] {
			return 0
		}
		agency = true
		place = strings.TrimSpace(place[:open])
	} else if i := strings.LastIndexByte(place, ','); i >= 0 && agencies[lower(strings.TrimSpace(place[i+1:]))] {
		agency = true
		place = place[:i]
	}
	if !agency && (!head || len(dash) < 3 || unicode.IsLower(next)) {
		return 0
	}
	if place != "" && !placeLike(place, agency) {
		return 0
	}
	return min(len(text), best+len(strings.TrimRight(dash, " ")))
}

// placeLike reports whether s is the place and date of a dateline: capitals up
// to the first comma, then names, states and dates.
func placeLike(s string, agency bool) bool {
	first, rest, _ := strings.Cut(s, ",")
	upper, small := 0, 0
	for _, r := range first {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsLower(r):
			small++
		case r == ' ' || r == '.' || r == '\'' || r == '’' || r == '-' || r == '/':
		default:
			return false
		}
	}
	if small > 2 && (!agency || len(strings.Fields(first)) > 3) || upper < 3 && !agency || upper == 0 || len(strings.Fields(first)) > 5 {
		return false
	}
	shouted := 0
	for w := range strings.FieldsSeq(rest) {
		if len(w) > 3 && strings.ToUpper(w) == w && strings.ToLower(w) != w {
			shouted++ // a headline in capitals, not a place
		}
		c, _ := utf8.DecodeRuneInString(w)
		if !unicode.IsUpper(c) && !unicode.IsDigit(c) && !bylineWords[strings.ToLower(strings.Trim(w, ",."))] {
			return false
		}
	}
	return len(strings.Fields(rest)) <= 6 && shouted < 2
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
