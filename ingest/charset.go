package ingest

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/wlynxg/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"

	"github.com/verbatim-record/verbatim"
)

// decoded is a text in UTF-8 and where it comes from in the bytes that were
// decoded. No segments: byte i of the text is byte i of the source.
type decoded struct {
	text     string
	segments []verbatim.Segment
}

var utf8BOM = []byte("\xef\xbb\xbf")

// bomEncoding returns the encoding that a byte order mark at the start of data
// names, or nil. The decoder drops the mark.
func bomEncoding(data []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(data, utf8BOM):
		return unicode.UTF8BOM
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")):
		return utf32.UTF32(utf32.LittleEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return utf32.UTF32(utf32.BigEndian, utf32.UseBOM)
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

// wide returns UTF-16 where data without a mark looks like it: of a Latin text
// every other byte is NUL.
func wide(data []byte) encoding.Encoding {
	head := data[:min(len(data), 512)&^1]
	var zero [2]int
	for i, b := range head {
		if b == 0 {
			zero[i&1]++
		}
	}
	half := len(head) / 2
	switch {
	case half < 4:
		return nil
	case zero[1]*10 > half*7 && zero[0]*20 < half:
		return unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zero[0]*10 > half*7 && zero[1]*20 < half:
		return unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	}
	return nil
}

// decodeText decodes a plain text. Valid UTF-8 without a byte
// order mark stays as it is; else the mark, the charset of contentType and the
// statistics of the bytes decide, in this order.
func decodeText(data []byte, contentType string) (decoded, error) {
	if e := bomEncoding(data); e != nil {
		return decode(data, e), nil
	}
	if e := wide(data); e != nil { // before UTF-8: its bytes may all be ASCII
		return decode(data, e), nil
	}
	if utf8.Valid(data) {
		return decoded{text: string(data)}, nil
	}
	bad := badOffset(data)
	if i := strings.Index(strings.ToLower(contentType), "charset="); i >= 0 {
		if e, name := charset.Lookup(strings.Trim(contentType[i+len("charset="):], `"' `)); e != nil && name != "utf-8" {
			return decode(data, e), nil
		}
	}
	if e := guess(data); e != nil {
		return decode(data, e), nil
	}
	return decoded{}, fmt.Errorf("is not valid UTF-8 (byte %d) and in no other encoding that can be told", bad)
}

// decodeHTML decodes a page by the rules of the HTML standard (byte order mark,
// HTTP header, meta element); where these name nothing and the bytes are no
// UTF-8, their statistics decide. It never fails: bytes that do not fit
// become U+FFFD, as in a browser.
func decodeHTML(data []byte, contentType string) decoded {
	if e := bomEncoding(data); e != nil {
		return decode(data, e)
	}
	e, name, certain := charset.DetermineEncoding(data[:min(len(data), 1024)], contentType)
	switch {
	case name == "utf-8" || utf8.Valid(data):
		// Pages that declare another charset and are valid UTF-8 with
		// characters outside ASCII are UTF-8: no other text looks like it.
		if utf8.Valid(data) {
			return decoded{text: string(data)}
		}
		return decode(data, unicode.UTF8)
	case certain:
		return decode(data, e)
	}
	if e := wide(data); e != nil {
		return decode(data, e)
	}
	if e := guess(data); e != nil {
		return decode(data, e)
	}
	return decode(data, charmap.Windows1252)
}

// badOffset returns the offset of the first byte that is not UTF-8.
func badOffset(data []byte) int {
	for i := 0; i < len(data); {
		r, n := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && n == 1 {
			return i
		}
		i += n
	}
	return len(data)
}

// guess returns the legacy encoding that the statistics of data speak for, or
// nil where none does: where the bytes decode to control characters, or hold
// well-formed UTF-8 sequences besides broken ones.
func guess(data []byte) encoding.Encoding {
	sample := highSample(data, 64<<10)
	good, bad := 0, 0
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(sample[i:])
		if r == utf8.RuneError && n == 1 {
			bad++
		} else {
			good++
		}
		i += n
	}
	if good > bad {
		return nil
	}
	if westernPlausible(sample) {
		return charmap.Windows1252
	}
	r := chardet.Detect(sample)
	if r.Encoding == "" || r.Confidence < 0.4 {
		return nil
	}
	e, err := htmlindex.Get(r.Encoding)
	if err != nil {
		return nil
	}
	text, err := e.NewDecoder().Bytes(sample)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	for _, c := range string(text) {
		if c >= 0x80 && c < 0xa0 {
			return nil
		}
	}
	return e
}

// highSample returns at most n bytes of data around its bytes above ASCII:
// whole lines that hold one, so that a long ASCII head does not hide them.
func highSample(data []byte, n int) []byte {
	if len(data) <= n {
		return data
	}
	var out []byte
	for line := range bytes.Lines(data) {
		high := false
		for _, b := range line {
			if b >= utf8.RuneSelf {
				high = true
				break
			}
		}
		if high {
			out = append(out, line[:min(len(line), n-len(out))]...)
		}
		if len(out) >= n {
			break
		}
	}
	return out
}

// westernPlausible reports whether data reads as windows-1252: its bytes above
// ASCII are typographic marks, or single letters inside or at the end of Latin
// words. Cyrillic, Greek or Asian text has long runs of such bytes.
func westernPlausible(data []byte) bool {
	high, odd := 0, 0
	letter := func(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
	for i := 0; i < len(data); i++ {
		b := data[i]
		if b < 0x80 {
			continue
		}
		high++
		switch {
		case b == 0x81 || b == 0x8d || b == 0x8f || b == 0x90 || b == 0x9d:
			return false // not in windows-1252
		case b < 0xc0 && b != 0x8a && b != 0x8c && b != 0x9a && b != 0x9c:
			continue // quotation marks, dashes, signs
		case b == 0xd0 || b == 0xf0 || b == 0xde || b == 0xfe || b == 0xff || b == 0xd7 || b == 0xf7:
			odd++ // Icelandic letters, ÿ, × and ÷
		case (i > 0 && letter(data[i-1])) || (i+1 < len(data) && letter(data[i+1])):
		default:
			odd++
		}
	}
	return high > 0 && odd*10 <= high
}

// decode decodes data from e, keeping for every stretch of the text where it
// comes from. Runs of ASCII carry over exactly in the encodings that keep
// ASCII; the other characters are gathered into a segment a word.
func decode(data []byte, e encoding.Encoding) decoded {
	if e == unicode.UTF8BOM {
		data, off := data[len(utf8BOM):], len(utf8BOM)
		if utf8.Valid(data) {
			n := len(data)
			return decoded{string(data), []verbatim.Segment{{Text: verbatim.Span{End: n}, Source: verbatim.Span{Start: off, End: off + n}, Exact: true}}}
		}
		d := decode(data, unicode.UTF8)
		for i := range d.segments {
			d.segments[i].Source.Start += off
			d.segments[i].Source.End += off
		}
		return d
	}
	var (
		dec   = e.NewDecoder()
		out   = make([]byte, 0, len(data)+len(data)/8)
		segs  []verbatim.Segment
		src   int
		dst   [16]byte
		ascii = asciiCompatible(e)
	)
	add := func(n int, text []byte, exact bool) {
		seg := verbatim.Segment{
			Text:   verbatim.Span{Start: len(out), End: len(out) + len(text)},
			Source: verbatim.Span{Start: src, End: src + n},
			Exact:  exact,
		}
		out = append(out, text...)
		src += n
		if k := len(segs) - 1; k >= 0 && segs[k].Exact == exact && segs[k].Source.End == seg.Source.Start &&
			(exact || !endsWord(out[segs[k].Text.Start:segs[k].Text.End])) {
			segs[k].Text.End, segs[k].Source.End = seg.Text.End, seg.Source.End
			return
		}
		segs = append(segs, seg)
	}
	for src < len(data) {
		if ascii {
			n := 0
			for src+n < len(data) && data[src+n] < utf8.RuneSelf && data[src+n] != 0x1b {
				n++
			}
			if n > 0 {
				add(n, data[src:src+n], true)
				continue
			}
		}
		if e == unicode.UTF8 {
			r, n := utf8.DecodeRune(data[src:])
			if r == utf8.RuneError && n == 1 {
				add(1, []byte("\ufffd"), false)
			} else {
				add(n, data[src:src+n], true)
			}
			continue
		}
		// Room for one character makes the decoder stop after each.
		size := 4
		nDst, nSrc, err := dec.Transform(dst[:size], data[src:min(len(data), src+16)], src+16 >= len(data))
		for nSrc == 0 && nDst == 0 && err == transform.ErrShortDst && size < len(dst) {
			size += 4
			nDst, nSrc, err = dec.Transform(dst[:size], data[src:min(len(data), src+16)], src+16 >= len(data))
		}
		if nSrc == 0 {
			nDst, nSrc = copy(dst[:], "\ufffd"), 1
		}
		if nDst == 0 { // a byte order mark, a shift
			src += nSrc
			continue
		}
		add(nSrc, bytes.ToValidUTF8(dst[:nDst], []byte("\ufffd")), false)
	}
	return decoded{string(out), segs}
}

// endsWord reports whether a segment of decoded text is to stop where it is.
func endsWord(text []byte) bool {
	c := text[len(text)-1]
	return c == ' ' || c == '\n' || c == '\r' || len(text) > 1<<10
}

// asciiCompatible reports whether e keeps bytes below 0x80 between characters
// as they are. Lead bytes of all the encodings of the web are above.
func asciiCompatible(e encoding.Encoding) bool {
	var buf [8]byte
	n, m, err := e.NewDecoder().Transform(buf[:], []byte("a~{"), true)
	return err == nil && n == 3 && m == 3 && string(buf[:3]) == "a~{"
}
