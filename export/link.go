package export

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// webURL returns the address as a URI (RFC 3986) if it is one of the web, and
// else nothing: an article may name javascript: or a file as its own address,
// and what is written here becomes a link somewhere. A user and a password
// before the host are left out.
func webURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Opaque != "" {
		return ""
	}
	u.User = nil
	host := u.Scheme + "://" + u.Host
	if strings.ContainsFunc(u.Host, func(r rune) bool { return r <= ' ' || r >= 0x7f || strings.ContainsRune(`<>"{}|\^`+"`%", r) }) {
		host = u.Scheme + "://" + escapeBytes(u.Host, ":[]")
	}
	rest := strings.TrimPrefix(u.String(), u.Scheme+"://")
	at := strings.IndexAny(rest, "/?#")
	if at < 0 {
		return host
	}
	path, fragment, marked := strings.Cut(rest[at:], "#")
	out := host + escapeBytes(path, "/?:@!$&'()*+,;=%")
	if marked {
		out += "#" + escapeBytes(fragment, "/?:@!$&'()*+,;=%")
	}
	return out
}

// escapeBytes percent-encodes every byte but letters, digits, - . _ ~ and
// those of keep; a kept percent sign that begins no escape is encoded.
func escapeBytes(s, keep string) string {
	const hex = "0123456789ABCDEF"
	isHex := func(i int) bool { return i < len(s) && strings.IndexByte("0123456789abcdefABCDEF", s[i]) >= 0 }
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', strings.IndexByte("-._~", c) >= 0:
			b = append(b, c)
		case c == '%' && strings.IndexByte(keep, c) >= 0 && isHex(i+1) && isHex(i+2),
			c != '%' && strings.IndexByte(keep, c) >= 0:
			b = append(b, c)
		default:
			b = append(b, '%', hex[c>>4], hex[c&15])
		}
	}
	return string(b)
}

const (
	// A stretch of more characters is named by its first and last words: what
	// browsers themselves do beyond about this length.
	longestFragment = 300
	fragmentWords   = 6 // of a stretch's beginning and end
	fragmentContext = 8 // words before it at most, where its beginning stands twice
	// How many bytes before a stretch are searched for the same words, which
	// bounds the time that an article of nothing but statements takes.
	searchedBefore = 64 << 10
)

// TextFragment returns the fragment directive (WICG, URL Fragment Text
// Directives) that makes a browser show the words of spans: ":~:text=…", one
// directive a span, with white space folded. Within a directive the hyphen, the
// comma and the ampersand have a meaning, so that they and all that is no plain
// letter or digit are percent-encoded. A long span, and one that runs over a line
// end, is named by its first and last words; where these first words stand in
// the text before, the words before the span are added as context. It is empty
// where there are no words.
func TextFragment(text string, spans []verbatim.Span) string {
	var parts []string
	for _, s := range spans {
		if valid(text, s) {
			if d := directive(text, s); d != "" {
				parts = append(parts, "text="+d)
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return ":~:" + strings.Join(parts, "&")
}

func directive(text string, s verbatim.Span) string {
	exact := s.In(text)
	words := strings.Fields(exact)
	if len(words) == 0 {
		return ""
	}
	encode := func(words ...string) string {
		// Hyphens are among what escapeBytes leaves.
		return strings.ReplaceAll(escapeBytes(strings.ToValidUTF8(strings.Join(words, " "), "\ufffd"), ""), "-", "%2D")
	}
	out, first := encode(words...), exact
	trimmed := strings.TrimSpace(exact)
	if long := utf8.RuneCountInString(exact) > longestFragment; long && len(words) > 2 || strings.ContainsAny(trimmed, "\n\r\u2028\u2029") {
		head, tail := ends(trimmed, words)
		out, first = encode(head...)+","+encode(tail...), head[0]
		if len(head) > 1 {
			first = exact[:strings.Index(exact, head[len(head)-1])+len(head[len(head)-1])]
		}
	}
	first = strings.TrimSpace(first)
	if strings.Contains(text[max(0, s.Start-searchedBefore):min(len(text), s.Start+len(first)-1)], first) {
		if before := contextBefore(text, s.Start); len(before) > 0 {
			out = encode(before...) + "-," + out
		}
	}
	return out
}

// ends returns the first and the last words of a stretch: of the first and the
// last line only, for a directive does not reach over a block of the page.
func ends(trimmed string, words []string) (head, tail []string) {
	lines := strings.FieldsFunc(trimmed, func(r rune) bool { return r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' })
	head, tail = strings.Fields(lines[0]), strings.Fields(lines[len(lines)-1])
	if len(lines) == 1 { // the two must not overlap
		half := len(words) / 2
		head, tail = words[:half], words[half:]
	}
	if len(head) == 0 || len(tail) == 0 {
		half := max(1, len(words)/2)
		head, tail = words[:half], words[min(half, len(words)-1):]
	}
	return head[:min(len(head), fragmentWords)], tail[max(0, len(tail)-fragmentWords):]
}

// contextBefore returns the last words before an offset, on its line.
func contextBefore(text string, at int) []string {
	start := at
	for n := 0; start > 0 && n < 400; n++ {
		r, size := utf8.DecodeLastRuneInString(text[:start])
		if r == '\n' || r == '\r' || r == '\u2028' || r == '\u2029' {
			break
		}
		start -= size
	}
	before := text[start:at]
	// A word that the span cuts is no word of the page.
	if r, _ := utf8.DecodeLastRuneInString(before); before != "" && !unicode.IsSpace(r) && (unicode.IsLetter(r) || unicode.IsDigit(r)) {
		return nil
	}
	words := strings.Fields(before)
	return words[max(0, len(words)-fragmentContext):]
}

// Link returns the address of the page that shows the words of a statement, or
// nothing where the article has no address on the web.
func Link(h *search.Hit) string {
	address := webURL(h.Document.URL)
	if address == "" {
		return ""
	}
	fragment := TextFragment(h.Document.Text, h.Statement().Content)
	if fragment == "" {
		return address
	}
	address, _, _ = strings.Cut(address, ":~:") // one that the article itself has
	if !strings.Contains(address, "#") {
		address += "#"
	}
	return address + fragment
}
