package ingest

import "bytes"

// MayBeArticle reports whether the bytes of a page that was found could read
// like an article at all: whether there is prose outside its links. It takes a
// hundredth of the time of reading the page, so that an archive of front
// pages, lists and galleries is passed over fast.
func (r *Raw) MayBeArticle() bool {
	return !r.Found || r.format != HTMLPage || hasProse(r.Body)
}

// The least prose, in bytes of markup, that a page needs: less than
// readsLikeArticle asks for, for markup is longer than text and links inside a
// paragraph do not count here.
const (
	leastParagraph = 60
	leastProse     = 250
)

// hasProse passes once over the tags of a page. What it cannot see for sure
// counts as prose: other character sets, articles inside scripts.
func hasProse(page []byte) bool {
	prose, paragraph := 0, 0
	inLink := false
	for {
		i := bytes.IndexByte(page, '<')
		text := page
		if i >= 0 {
			text = page[:i]
		}
		if !inLink && len(text) > 0 {
			if text[0] <= ' ' {
				text = bytes.TrimSpace(text)
			}
			paragraph += len(text)
		}
		if paragraph >= leastParagraph && prose+paragraph >= leastProse {
			return true
		}
		if i < 0 || i+2 >= len(page) {
			return false
		}
		page = page[i+1:]
		if page[0] == 0 || len(text) > 1 && text[1] == 0 { // UTF-16
			return true
		}
		if page[0] == '!' {
			if bytes.HasPrefix(page, []byte("!--")) {
				k := bytes.Index(page, []byte("-->"))
				if k < 0 {
					return true
				}
				page = page[k:]
			}
			continue
		}
		closing := page[0] == '/'
		if closing {
			page = page[1:]
		}
		var buf [12]byte
		name := tagName(&buf, page)
		switch {
		case name == "a":
			inLink = !closing
		case proseInline[name] || name == "":
		default:
			if paragraph >= leastParagraph {
				prose += paragraph
			}
			paragraph = 0
			inLink = false
		}
		if !closing && (name == "script" || name == "style") {
			k := indexEnd(page, name)
			if k < 0 {
				return true
			}
			if name == "script" && bytes.Contains(page[:k], []byte("articleBody")) {
				return true
			}
			page = page[k:]
		}
		k := bytes.IndexByte(page, '>')
		if k < 0 {
			return false
		}
		page = page[k+1:]
	}
}

// tagName returns the name at the start of a tag in lower case. Names that are
// longer than any of interest are cut, and those with a hyphen are "".
func tagName(buf *[12]byte, b []byte) string {
	n := 0
	for n < len(buf) && n < len(b) {
		c := b[n] | 0x20
		if !('a' <= c && c <= 'z' || '0' <= b[n] && b[n] <= '9') {
			break
		}
		buf[n] = c
		n++
	}
	if n < len(b) && b[n] == '-' {
		return ""
	}
	if name, ok := tagNames[string(buf[:n])]; ok {
		return name
	}
	return "block"
}

// tagNames makes a name of its bytes without an allocation; "block" stands for
// all others.
var tagNames = func() map[string]string {
	m := map[string]string{"a": "a", "script": "script", "style": "style", "": ""}
	for name := range proseInline {
		m[name] = name
	}
	return m
}()

// proseInline are the elements that do not end a paragraph. Line breaks are
// among them: some pages have no other paragraphs.
var proseInline = map[string]bool{
	"abbr": true, "b": true, "br": true, "cite": true, "code": true, "del": true, "em": true, "font": true, "i": true, "img": true, "ins": true,
	"mark": true, "q": true, "s": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "time": true, "u": true, "wbr": true,
}

// indexEnd returns the offset of the end tag of a script or a style, or -1.
func indexEnd(b []byte, name string) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], []byte("</"))
		if i < 0 {
			return -1
		}
		at += i
		if rest := b[at+2:]; len(rest) >= len(name) && bytes.EqualFold(rest[:len(name)], []byte(name)) {
			return at
		}
		at += 2
	}
}
