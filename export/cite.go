package export

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// A citation names the article as the source and quotes the statement. What is
// not known is left out; nothing is made up for it.

// CitePlain appends a citation as a person would write it, on one line: who,
// the words, author, title, outlet, day and link.
func CitePlain(dst []byte, h *search.Hit) []byte {
	d := h.Document
	var parts []string
	if author := fold(d.Byline); author != "" {
		parts = append(parts, author)
	}
	if d.Title != "" {
		parts = append(parts, "“"+fold(d.Title)+"”")
	}
	if h.Entry.Outlet.Label != "" {
		parts = append(parts, h.Entry.Outlet.Label)
	}
	if d.Published != "" {
		parts = append(parts, Day(d.Published))
	}
	s := citedWords(h)
	if len(parts) > 0 {
		s += " " + strings.Join(parts, ", ") + "."
	}
	if link := Link(h); link != "" {
		s += " " + link
	}
	return append(append(dst, Visible(s)...), '\n')
}

// citedWords is who says what, as a sentence.
func citedWords(h *search.Hit) string {
	said := ended(reportedWords(h))
	if said == "" {
		return ""
	}
	if b := bracketed(h.Document, h.Statement()); b != "" {
		return b + " " + said
	}
	if r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(said, "”’\"'»› ")); !strings.ContainsRune(".,;:!?…", r) {
		said += "."
	}
	return said
}

// reportedWords is who says what. Where the words are not all in
// quotation marks they are the article's, and what the speaker did with them
// stands before them in square brackets: "Tom Orde [denied]: that he was
// paid" must not become a statement that he was.
func reportedWords(h *search.Hit) string {
	d, s := h.Document, h.Statement()
	who, said := speaker(h), words(d.Text, s.Content)
	if cue := name(d.Text, s.Cue); s.Kind != verbatim.Direct {
		who = strings.TrimSpace(who + " [" + cmp.Or(cue, "reported") + "]")
	}
	switch {
	case said == "":
		return who
	case who != "":
		said = who + ": " + said
	}
	return said
}

// ended is words without the comma, semicolon or colon that led on to the rest
// of the article's sentence, before closing quotation marks too. Words end
// otherwise as they do there.
func ended(said string) string {
	body := strings.TrimRight(said, "”’\"'»› ")
	open := strings.TrimRight(body, ",;: ")
	if open == body || strings.Trim(open, "“‘\"'«‹ ") == "" {
		return said
	}
	return strings.TrimRight(open+said[len(body):], " ")
}

// CiteLink appends the address that shows the words in their page, or nothing
// where the article has none.
func CiteLink(dst []byte, h *search.Hit) []byte {
	if link := Link(h); link != "" {
		dst = append(append(dst, link...), '\n')
	}
	return dst
}

// BibTeX appends an entry @misc in UTF-8. Names of authors stand in braces as
// the article has them: a byline is not taken apart. Day and month are those
// where the article was published.
func BibTeX(dst []byte, h *search.Hit) []byte {
	d := h.Document
	dst = append(dst, "@misc{"+h.ID+",\n"...)
	field := func(name, value string) {
		if value != "" {
			dst = append(dst, "  "+name+" = {"+value+"},\n"...)
		}
	}
	braced := func(s string) string {
		if s = texText(s); s != "" {
			return "{" + s + "}"
		}
		return ""
	}
	field("author", braced(d.Byline))
	field("title", braced(d.Title))
	field("howpublished", texText(h.Entry.Outlet.Label))
	year, month, day := dateParts(d.Published)
	field("year", year)
	if month != "" {
		dst = append(dst, "  month = "+texMonths[month]+",\n"...)
	}
	if day != "" {
		field("day", strings.TrimPrefix(day, "0"))
	}
	field("url", texURL(Link(h)))
	field("note", texText(citedWords(h)))
	field("language", texText(d.Language))
	return append(dst, "}\n"...)
}

var texMonths = map[string]string{
	"01": "jan", "02": "feb", "03": "mar", "04": "apr", "05": "may", "06": "jun",
	"07": "jul", "08": "aug", "09": "sep", "10": "oct", "11": "nov", "12": "dec",
}

var texEscapes = strings.NewReplacer(`\`, `\textbackslash{}`, "{", `\{`, "}", `\}`, "$", `\$`, "&", `\&`, "#", `\#`, "%", `\%`, "_", `\_`,
	"^", `\textasciicircum{}`, "~", `\textasciitilde{}`)

// texText is text on one line in which TeX finds no command. BibTeX counts a
// brace after a backslash too, so that a brace becomes a symbol.
func texText(s string) string {
	return strings.NewReplacer(`\{`, `\textbraceleft{}`, `\}`, `\textbraceright{}`).Replace(texEscapes.Replace(Visible(fold(s))))
}

// texURL is an address, which BibTeX styles set as it is: webURL has left no
// brace in it.
func texURL(s string) string { return s }

var dateHead = regexp.MustCompile(`^(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:$|T| )`)

// dateParts returns year, month and day of a publication date, as far as it
// has them.
func dateParts(published string) (year, month, day string) {
	m := dateHead.FindStringSubmatch(published)
	if m == nil {
		return "", "", ""
	}
	return m[1], m[2], m[3]
}

// CSLItem is a citation in CSL JSON 1.0.2, as reference managers read it.
type CSLItem struct {
	ID             string    `json:"id"`
	Type           string    `json:"type"`
	Author         []CSLName `json:"author,omitempty"`
	Title          string    `json:"title,omitempty"`
	ContainerTitle string    `json:"container-title,omitempty"`
	Issued         *CSLDate  `json:"issued,omitempty"`
	URL            string    `json:"URL,omitempty"`
	Language       string    `json:"language,omitempty"`
	Note           string    `json:"note,omitempty"`
}

// CSLName is a name that is not taken apart.
type CSLName struct {
	Literal string `json:"literal"`
}

// CSLDate is a day, a month or a year.
type CSLDate struct {
	Parts [][]int `json:"date-parts"`
}

// CSL appends an item of CSL JSON, without the brackets of the list that a
// file of them is.
func CSL(dst []byte, h *search.Hit) []byte { return appendObject(dst, NewCSL(h)) }

// NewCSL returns the citation of a statement.
func NewCSL(h *search.Hit) CSLItem {
	d := h.Document
	item := CSLItem{ID: h.ID, Type: "article-newspaper", Title: fold(d.Title), ContainerTitle: h.Entry.Outlet.Label, URL: Link(h), Language: d.Language, Note: citedWords(h)}
	if author := fold(d.Byline); author != "" {
		item.Author = []CSLName{{author}}
	}
	if item.URL != "" && item.ContainerTitle == "" {
		item.Type = "webpage"
	}
	var parts []int
	year, month, day := dateParts(d.Published)
	for _, p := range []string{year, month, day} {
		if p != "" {
			n := 0
			for _, c := range p {
				n = 10*n + int(c-'0')
			}
			parts = append(parts, n)
		}
	}
	if len(parts) > 0 {
		item.Issued = &CSLDate{[][]int{parts}}
	}
	return item
}

// quotedParts are the stretches in quotation marks of a content, marks left out.
func quotedParts(d *verbatim.Document, content []verbatim.Span) []verbatim.Span {
	var out []verbatim.Span
	for _, c := range content {
		at, _ := slices.BinarySearchFunc(d.Quotations, c.Start, func(q verbatim.Quotation, start int) int { return cmp.Compare(q.Start, start) })
		for ; at < len(d.Quotations) && d.Quotations[at].Start < c.End; at++ {
			if q := d.Quotations[at]; q.Parent < 0 && c.Contains(q.Span) && valid(d.Text, q.Inner()) {
				out = append(out, q.Inner())
			}
		}
	}
	return out
}
