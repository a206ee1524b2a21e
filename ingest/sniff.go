package ingest

import (
	"bytes"
	"errors"
	"mime"
	"strings"
)

// magics are the first bytes of what people hand over by mistake.
var magics = []struct{ magic, name string }{
	{"%PDF-", "a PDF"},
	{"\x89PNG\r\n\x1a\n", "a PNG image"},
	{"\xff\xd8\xff", "a JPEG image"},
	{"GIF87a", "a GIF image"},
	{"GIF89a", "a GIF image"},
	{"RIFF", "a RIFF file (image, sound or video)"},
	{"\x7fELF", "an ELF program"},
	{"MZ\x90\x00", "a Windows program"},
	{"PK\x03\x04", "a ZIP archive or an Office file"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"},
	{"BZh", "a bzip2 file"},
	{"\xfd7zXZ\x00", "an xz file"},
	{"\x28\xb5\x2f\xfd", "a zstd file"},
	{"\x1f\x8b", "a gzip file"},
	{"7z\xbc\xaf\x27\x1c", "a 7z archive"},
	{"Rar!\x1a\x07", "a RAR archive"},
	{"SQLite format 3\x00", "an SQLite database"},
	{"OggS", "an Ogg file"},
	{"ID3\x03", "an MP3 file"},
	{"ID3\x04", "an MP3 file"},
	{"\x00\x00\x00\x18ftyp", "a video"},
	{"\x00\x00\x00\x20ftyp", "a video"},
	{"\x00asm", "a WebAssembly program"},
	{"\xca\xfe\xba\xbe", "a compiled program"},
	{"{\\rtf", "an RTF file"},
}

// ErrOther says that an input is something else than text.
var ErrOther = errors.New("is not text")

// otherError says what it is.
type otherError string

func (o otherError) Error() string { return string(o) }
func (otherError) Unwrap() error   { return ErrOther }

const errXML = otherError("is XML, not an article")

// sniff tells HTML from plain text by the first bytes of an input and the
// content type that it was sent with, if any. What is neither is an error.
func sniff(head []byte, contentType string) (Format, error) {
	if len(bytes.TrimSpace(head)) == 0 && len(head) < sniffLen {
		return 0, ErrEmpty
	}
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.magic)) && !bytes.HasPrefix(head, []byte("BZh ")) {
			return 0, otherError("is " + m.name + ", not text")
		}
	}
	text := head
	if e := bomEncoding(head); e != nil || wide(head) != nil {
		if e == nil {
			e = wide(head)
		}
		text = []byte(decode(head, e).text)
	} else if binary(head) {
		return 0, otherError("is binary, not text")
	}
	switch {
	case startsHTML(text):
		return HTMLPage, nil
	case startsXML(text):
		return 0, errXML
	}
	if media, _, err := mime.ParseMediaType(contentType); err == nil {
		switch {
		case media == "text/html", media == "application/xhtml+xml":
			return HTMLPage, nil
		case strings.HasPrefix(media, "image/"), strings.HasPrefix(media, "video/"), strings.HasPrefix(media, "audio/"):
			return 0, otherError("is " + media + ", not text")
		}
	}
	return PlainText, nil
}

// binary reports whether head cannot be the start of a text in any character
// set of one or more bytes: NUL or many other control characters.
func binary(head []byte) bool {
	control := 0
	for _, b := range head {
		switch {
		case b == 0:
			return true
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b:
			control++
		}
	}
	return control*20 > len(head)
}

// htmlStarts are the tags that a page or a fragment of one starts with.
var htmlStarts = []string{"!doctype html", "html", "head", "body", "meta", "title", "link", "script", "style",
	"article", "section", "main", "div", "p", "h1", "h2", "h3", "table", "span", "a", "b", "ul", "ol", "br", "img",
	"iframe", "blockquote", "center", "font", "header", "nav", "figure", "base", "noscript", "em", "strong", "i"}

// startsHTML reports whether s starts with an HTML tag, after white space,
// comments and an XML declaration.
func startsHTML(s []byte) bool {
	for {
		s = bytes.TrimLeft(s, " \t\r\n\f\ufeff")
		var end string
		switch {
		case bytes.HasPrefix(s, []byte("<!--")):
			end = "-->"
		case bytes.HasPrefix(s, []byte("<?xml")):
			end = "?>"
		default:
			return startsTag(s)
		}
		i := bytes.Index(s, []byte(end))
		if i < 0 {
			return false
		}
		s = s[i+len(end):]
	}
}

func startsTag(s []byte) bool {
	if len(s) < 3 || s[0] != '<' {
		return false
	}
	s = s[1:]
	for _, name := range htmlStarts {
		if len(s) > len(name) && strings.EqualFold(string(s[:len(name)]), name) {
			switch s[len(name)] {
			case ' ', '\t', '\r', '\n', '\f', '>', '/':
				return true
			}
		}
	}
	return false
}

func startsXML(s []byte) bool {
	s = bytes.TrimLeft(s, " \t\r\n\ufeff")
	for _, p := range []string{"<?xml", "<!DOCTYPE", "<!doctype", "<rss", "<feed", "<urlset", "<sitemapindex", "<rdf:RDF"} {
		if bytes.HasPrefix(s, []byte(p)) {
			return true
		}
	}
	return false
}
