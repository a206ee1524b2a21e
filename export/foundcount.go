package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/clipperhouse/displaywidth"

	"github.com/verbatim-record/verbatim/search"
)

// Counts are statements counted by the values of fields.
type Counts struct {
	Schema  string       `json:"schema"`
	Total   int          `json:"total"`
	Counted int          `json:"counted"` // the newest of them, where they are very many
	Undated int          `json:"undated"` // of those counted, of articles without a date
	Fields  []FieldCount `json:"fields"`
}

// CountsSchema names the form of [Counts].
const CountsSchema = "verbatim-facets/1"

// FieldCount is the counts of one field.
type FieldCount struct {
	Field  string       `json:"field"`
	Values []ValueCount `json:"values"`
	More   int          `json:"more"` // values left out
	None   int          `json:"none"` // statements without a value
}

// noValue is the kind, in a table, of the count of what has no value in a field.
const noValue = "none"

// noneOf is how many have no value of a field, and how that is called. Most
// statements are addressed to nobody and made at no venue that is named, which is
// not worth a word.
func noneOf(c *Counts, f *FieldCount) ValueCount {
	switch f.Field {
	case "speaker", "outlet":
		return ValueCount{Value: "no " + f.Field, Count: f.None}
	case "month":
		return ValueCount{Value: search.NoDate, Count: c.Undated}
	}
	return ValueCount{}
}

// ValueCount is a value and how many statements have it.
type ValueCount struct {
	Value string `json:"value"`
	Kind  string `json:"kind,omitempty"` // person, organisation, …
	Count int    `json:"count"`
}

// CountsJSON appends counts as one line of JSON.
func CountsJSON(dst []byte, c Counts) []byte {
	c.Schema = CountsSchema
	return appendJSON(dst, c, "")
}

// CountsCSV appends counts as rows of field, value, kind and count. What has
// no value is a row with an empty value and the kind "none".
func CountsCSV(dst []byte, c Counts) []byte {
	dst = appendRow(dst, []string{"field", "value", "kind", "count"})
	for _, f := range c.Fields {
		for _, v := range f.Values {
			dst = appendRow(dst, []string{f.Field, guard(v.Value), v.Kind, strconv.Itoa(v.Count)})
		}
		if f.None > 0 {
			dst = appendRow(dst, []string{f.Field, "", noValue, strconv.Itoa(f.None)})
		}
	}
	if c.Undated > 0 {
		dst = appendRow(dst, []string{"date", "", noValue, strconv.Itoa(c.Undated)})
	}
	return dst
}

// CountsText appends counts as a paragraph a field.
func CountsText(dst []byte, c Counts, width int, palette Palette) []byte {
	width = max(width, minWidth)
	const indent = 11
	fields := c.Fields
	if c.Undated > 0 && !slices.ContainsFunc(fields, func(f FieldCount) bool { return f.Field == "month" }) {
		fields = append(slices.Clip(fields), FieldCount{Field: "month"})
	}
	for _, f := range fields {
		w := wrapper{width: max(width-indent, minWidth-indent)}
		values := f.Values
		if none := noneOf(&c, &f); none.Count > 0 {
			values = append(slices.Clip(values), none)
		}
		for i, v := range values {
			if i > 0 {
				w.write(" ", 0, style{})
			}
			// A value keeps its count.
			label := strings.ReplaceAll(fold(v.Value), " ", "\u00a0")
			w.write(label, 0, style{})
			count := "\u00a0" + strconv.Itoa(v.Count)
			if i < len(values)-1 || f.More > 0 {
				count += ","
			}
			w.write(count, 0, style{dim: true})
		}
		if f.More > 0 {
			w.write(fmt.Sprintf(" and %d more", f.More), 0, style{dim: true})
		}
		for i, l := range w.finish() {
			var out line
			if i == 0 {
				out.add(f.Field, style{bold: true}, displaywidth.String(f.Field))
			}
			out.pad(indent)
			out.append(l)
			for j := range out.pieces { // now that no line breaks there
				out.pieces[j].text = strings.ReplaceAll(out.pieces[j].text, "\u00a0", " ")
			}
			dst = out.ANSI(dst, palette)
			dst = append(dst, '\n')
		}
	}
	return dst
}

// Point is a stretch of a timeline: how many statements it has, and one of
// them, which is nil where it has none.
type Point struct {
	Label string // "2025-02-12", "2025-02", "2025"
	Count int
	Hit   *search.Hit
}

// PointRecord is a stretch of a timeline as JSON.
type PointRecord struct {
	Period    string       `json:"period"`
	Count     int          `json:"count"`
	Statement *FoundRecord `json:"statement"`
}

// NewPoint returns the record of a point.
func NewPoint(p Point) PointRecord {
	r := PointRecord{Period: p.Label, Count: p.Count}
	if p.Hit != nil {
		r.Statement = NewFound(p.Hit)
	}
	return r
}

// PointJSONL appends a point as one line of JSON.
func PointJSONL(dst []byte, p Point) []byte { return appendJSON(dst, NewPoint(p), "") }

// PointCSVHeader appends the line that names the columns.
func PointCSVHeader(dst []byte) []byte {
	return appendRow(dst, append([]string{"period", "count"}, foundColumns...))
}

// PointCSV appends a point as a row.
func PointCSV(dst []byte, p Point) []byte {
	prefix := []string{p.Label, strconv.Itoa(p.Count)}
	if p.Hit == nil {
		return appendRow(dst, append(prefix, make([]string, len(foundColumns))...))
	}
	// The row of a hit goes behind the two columns as it is.
	dst = append(dst, p.Label+","+prefix[1]+","...)
	return FoundCSV(dst, p.Hit)
}

// PointText appends a point as a bar and, under it, the statement. most is the
// largest count of the timeline.
func PointText(dst []byte, p Point, most int, width int, palette Palette) []byte {
	width = max(width, minWidth)
	var l line
	l.add(p.Label, style{bold: p.Count > 0, dim: p.Count == 0}, len(p.Label))
	count := fmt.Sprintf("%6d  ", p.Count)
	l.add(count, style{dim: p.Count == 0}, len(count))
	if p.Count > 0 {
		room := max(1, min(width-l.width, measure)-2)
		n := max(1, p.Count*room/max(most, 1))
		l.add(strings.Repeat("▇", n), style{hue: 1}, n)
	}
	dst = l.ANSI(dst, palette)
	dst = append(dst, '\n')
	if p.Hit == nil {
		return dst
	}
	d, s := p.Hit.Document, p.Hit.Statement()
	who := labels(p.Hit.Entry.Speakers)
	if who == "" {
		who = name1(d.Text, s.Source)
	}
	w := wrapper{width: min(width-4, measure)}
	w.write(foundWhen(p.Hit), 0, style{dim: true})
	if o := p.Hit.Entry.Outlet.Label; o != "" {
		w.write(", "+o, 0, style{dim: true})
	}
	w.write(" · "+who+": ", 0, style{})
	for i, span := range s.Content {
		if i > 0 {
			w.write(between, 0, style{dim: true})
		}
		writeMarked(&w, d.Text, span, p.Hit.Marks)
	}
	w.write(" · "+p.Hit.ID, 0, style{dim: true})
	for _, l := range w.finish() {
		var out line
		out.pad(4)
		out.append(l)
		dst = out.ANSI(dst, palette)
		dst = append(dst, '\n')
	}
	return dst
}
