package feed

import (
	"bufio"
	"bytes"
	"html"
	"io"
	"strings"
)

// kind says what a token is.
type kind int

const (
	text  kind = iota // character data, entities not decoded
	cdata             // character data as it is
	start
	end
)

// token is a piece of XML. Its bytes hold until the next one is read.
type token struct {
	kind
	raw  []byte
	name string // of a tag, in lower case, without the prefixes of Atom
	done bool   // of a start tag: it is empty
}

const (
	scanBuffer = 128 << 10
	maxTag     = 64 << 10
)

// scanner cuts XML, or what is meant for it, into tokens. It knows no errors:
// what is no markup is text. Nothing is expanded but the character references
// of HTML, so that entities declared by a document cannot blow up.
type scanner struct {
	r       *bufio.Reader
	inCData bool
}

func newScanner(r io.Reader) *scanner { return &scanner{r: bufio.NewReaderSize(r, scanBuffer)} }

// more returns what is in the buffer, with at least one byte more than n.
func (s *scanner) more(n int) ([]byte, error) {
	b, err := s.r.Peek(n + 1)
	if len(b) <= n {
		return b, err
	}
	b, _ = s.r.Peek(s.r.Buffered())
	return b, nil
}

// next returns the next token, or the error of the reader.
func (s *scanner) next() (token, error) {
	for {
		b, err := s.more(0)
		if len(b) == 0 {
			return token{}, err
		}
		switch {
		case s.inCData:
			if t, ok := s.cdata(b); ok {
				return t, nil
			}
		case b[0] != '<':
			return s.text(b), nil
		default:
			head, _ := s.r.Peek(9)
			switch {
			case bytes.HasPrefix(head, []byte("<![CDATA[")):
				s.r.Discard(9)
				s.inCData = true
			case bytes.HasPrefix(head, []byte("<!--")):
				s.r.Discard(4)
				s.pass("-->")
			case bytes.HasPrefix(head, []byte("<?")):
				s.r.Discard(2)
				s.pass("?>")
			case bytes.HasPrefix(head, []byte("<!")):
				s.doctype()
			default:
				if t, ok := s.tag(); ok {
					return t, nil
				}
			}
		}
	}
}

// text returns the text up to the next tag, or as much of it as is there. It
// does not end inside a character reference.
func (s *scanner) text(b []byte) token {
	i := bytes.IndexByte(b, '<')
	if i >= 0 {
		return s.take(text, b[:i])
	}
	near := max(0, len(b)-maxReference)
	k := bytes.LastIndexByte(b[near:], '&')
	switch {
	case k < 0:
		i = len(b)
	case near+k > 0:
		i = near + k
	default: // it begins with one
		b, _ = s.r.Peek(maxReference)
		if i = bytes.IndexAny(b, "<;"); i < 0 {
			i = len(b)
		} else if b[i] == ';' {
			i++
		}
	}
	return s.take(text, b[:i])
}

// maxReference is more than a character reference has bytes.
const maxReference = 40

func (s *scanner) take(k kind, b []byte) token {
	raw := bytes.Clone(b)
	s.r.Discard(len(b))
	return token{kind: k, raw: raw}
}

// cdata returns a part of a CDATA section; ok is false at its end.
func (s *scanner) cdata(b []byte) (token, bool) {
	if i := bytes.Index(b, []byte("]]>")); i == 0 {
		s.r.Discard(3)
		s.inCData = false
		return token{}, false
	} else if i > 0 {
		return s.take(cdata, b[:i]), true
	}
	// The end may be cut by the buffer.
	if n := len(b) - 2; n > 0 {
		return s.take(cdata, b[:n]), true
	}
	if more, err := s.more(2); err != nil && len(more) < 3 {
		return s.take(cdata, more), true
	}
	return token{}, false
}

// pass passes over everything up to and with the mark.
func (s *scanner) pass(mark string) {
	for {
		b, err := s.more(len(mark) - 1)
		if i := bytes.Index(b, []byte(mark)); i >= 0 {
			s.r.Discard(i + len(mark))
			return
		}
		if err != nil {
			s.r.Discard(len(b))
			return
		}
		s.r.Discard(len(b) - len(mark) + 1)
	}
}

// doctype passes over a declaration with what stands in brackets in it.
func (s *scanner) doctype() {
	open := false
	for {
		b, _ := s.more(0)
		if len(b) == 0 {
			return
		}
		for i, c := range b {
			switch {
			case c == '[':
				open = true
			case c == ']':
				open = false
			case c == '>' && !open:
				s.r.Discard(i + 1)
				return
			}
		}
		s.r.Discard(len(b))
	}
}

// tag returns the tag at the start of the buffer. What is none loses its first
// character and is text.
func (s *scanner) tag() (token, bool) {
	b, _ := s.more(1)
	if len(b) < 2 || b[1] != '/' && !letter(b[1]) {
		return s.take(text, b[:1]), true
	}
	quote, size := byte(0), 0
	for i := 1; i < maxTag; i++ {
		if i >= len(b) {
			// What was seen may have moved in the buffer.
			if b, _ = s.more(i); len(b) <= i {
				if quote != 0 {
					break
				}
				s.r.Discard(len(b)) // cut off inside a tag
				return token{}, false
			}
		}
		switch c := b[i]; {
		case quote != 0 && c == '<': // which no value has
			i = maxTag
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case (c == '"' || c == '\'') && b[i-1] == '=':
			quote = c
		case c == '>':
			size = i + 1
		}
		if size > 0 {
			break
		}
	}
	for size == 0 { // an attribute that does not end: the first > ends the tag
		n := len(b)
		b = b[:min(n, maxTag)]
		if size = bytes.IndexByte(b, '>') + 1; size > 0 {
			break
		}
		// What has come so far may not be all of it.
		if n >= maxTag {
			return s.take(text, b), true // no tag begins in it, for none ends
		}
		if b, _ = s.more(n); len(b) <= n {
			return s.take(text, b), true
		}
	}
	t := s.take(start, b[:size])
	inner := t.raw[1 : size-1]
	if inner[0] == '/' {
		t.kind = end
		inner = inner[1:]
	} else if inner[len(inner)-1] == '/' {
		t.done = true
		inner = inner[:len(inner)-1]
	}
	if i := bytes.IndexAny(inner, " \t\r\n"); i >= 0 {
		inner = inner[:i]
	}
	t.name = name(string(inner))
	return t, true
}

// name is the name of an element as it is compared.
func name(s string) string {
	s = strings.ToLower(s)
	for _, p := range []string{"atom:", "atom10:", "a10:", "rss:"} {
		if rest, ok := strings.CutPrefix(s, p); ok {
			return rest
		}
	}
	return s
}

func letter(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_' || c >= 0x80
}

// attr returns the value of an attribute of a start tag.
func (t *token) attr(name string) string {
	s := string(t.raw)
	for at := 0; ; {
		i := strings.Index(s[at:], name)
		if i < 0 {
			return ""
		}
		at += i
		before := s[at-1] // a tag has a name before its attributes
		at += len(name)
		if before != ' ' && before != '\t' && before != '\n' && before != '\r' {
			continue
		}
		rest := strings.TrimLeft(s[at:], " \t\r\n")
		if !strings.HasPrefix(rest, "=") {
			continue
		}
		rest = strings.TrimLeft(rest[1:], " \t\r\n")
		if rest == "" {
			return ""
		}
		if q := rest[0]; q == '"' || q == '\'' {
			value, _, _ := strings.Cut(rest[1:], rest[:1])
			return html.UnescapeString(value)
		}
		if i := strings.IndexAny(rest, " \t\r\n>"); i >= 0 {
			rest = rest[:i]
		}
		return html.UnescapeString(rest)
	}
}
