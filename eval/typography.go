package eval

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Style is a typography of quotation marks that Restyle writes.
type Style string

// The styles. AsIs leaves a text alone.
const (
	AsIs           Style = "as published"
	Straight       Style = "straight marks"
	British        Style = "British single marks"
	BritishAscii   Style = "straight single marks"
	GuillemetStyle Style = "guillemets"
)

// Styles are all of them.
var Styles = []Style{AsIs, Straight, British, BritishAscii, GuillemetStyle}

// Restyle returns the article with its double quotation marks, and where the
// style has it its apostrophes, written in another style. A straight double
// mark opens and closes in turn within a line.
func Restyle(a Article, style Style) Article {
	if style == AsIs {
		return a
	}
	open, shut, apostrophe := "\"", "\"", "'"
	switch style {
	case British:
		open, shut, apostrophe = "‘", "’", ""
	case BritishAscii:
		open, shut = "'", "'"
	case GuillemetStyle:
		open, shut, apostrophe = "«", "»", ""
	}
	var b strings.Builder
	offset := make([]int, len(a.Text)+1)
	quoted := false
	for i, r := range a.Text {
		offset[i] = b.Len()
		switch {
		case r == '“' || r == '"' && !quoted:
			b.WriteString(open)
			quoted = r == '"'
		case r == '”' || r == '"':
			b.WriteString(shut)
			quoted = false
		case (r == '’' || r == '‘') && apostrophe != "":
			b.WriteString(apostrophe)
		default:
			if r == '\n' {
				quoted = false
			}
			b.WriteRune(r)
		}
	}
	offset[len(a.Text)] = b.Len()
	out := Article{Name: a.Name, Text: b.String()}
	move := func(spans []verbatim.Span) []verbatim.Span {
		moved := make([]verbatim.Span, len(spans))
		for i, s := range spans {
			moved[i] = verbatim.Span{Start: offset[s.Start], End: offset[s.End]}
		}
		return moved
	}
	for _, g := range a.Attributions {
		out.Attributions = append(out.Attributions, Attribution{Source: move(g.Source), Cue: move(g.Cue), Content: move(g.Content)})
	}
	return out
}
