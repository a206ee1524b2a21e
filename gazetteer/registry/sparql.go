package registry

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Variables are the variables of a query to Wikidata that are read; others
// are passed over. Only person and personLabel are required. docs/entities.md
// has the query.
var Variables = []string{"person", "personLabel", "aliases", "gender", "family", "positionLabel", "start", "startPrecision", "end", "endPrecision", "country"}

// ReadSPARQL reads what query.wikidata.org gives for a query with Variables:
// JSON, CSV or TSV (plain, or in the notation of SPARQL). It also returns how
// many rows were left out because the item has no label in the language of the
// query.
//
// A mistake is a *SyntaxError, and no records are returned.
func ReadSPARQL(r io.Reader) (records []Record, unlabelled int, err error) {
	data, err := readAll(r)
	if err != nil {
		return nil, 0, err
	}
	return readSPARQL(data)
}

// Read reads a file to import and tells by its contents what it is: see
// ReadCSV and ReadSPARQL.
func Read(r io.Reader) (records []Record, unlabelled int, err error) {
	data, err := readAll(r)
	if err != nil {
		return nil, 0, err
	}
	head, _, _ := bytes.Cut(data, []byte("\n"))
	if t := bytes.TrimSpace(data); len(t) > 0 && (t[0] == '{' || t[0] == '[') {
		return readSPARQL(data)
	}
	for column := range bytes.FieldsFuncSeq(head, func(r rune) bool { return strings.ContainsRune(",;\t\r\"", r) }) {
		if strings.TrimPrefix(string(column), "?") == "person" {
			return readSPARQL(data)
		}
	}
	records, err = readCSV(data)
	return records, 0, err
}

func readSPARQL(data []byte) ([]Record, int, error) {
	trimmed := bytes.TrimSpace(data)
	if len(trimmed) > 0 && trimmed[0] == '{' {
		return readBindings(data)
	}
	head, _, _ := bytes.Cut(data, []byte("\n"))
	if bytes.IndexByte(head, '\t') >= 0 {
		return readTSV(data)
	}
	in := newTable(data)
	var rows rowReader
	for n := 0; ; n++ {
		fields, err := in.Read()
		if err == io.EOF {
			return rows.end()
		}
		if err != nil {
			return nil, 0, tableError(err)
		}
		if n == 0 {
			err = rows.head(fields)
		} else {
			err = rows.row(fields, in.FieldPos)
		}
		if err != nil {
			return nil, 0, err
		}
	}
}

// rowReader makes records of rows of values.
type rowReader struct {
	batch
	columns    []string
	unlabelled int
}

func (x *rowReader) head(fields []string) error {
	for _, f := range fields {
		x.columns = append(x.columns, strings.TrimPrefix(strings.TrimSpace(f), "?"))
	}
	for _, needed := range []string{"person", "personLabel"} {
		if !slices.Contains(x.columns, needed) {
			return &SyntaxError{1, 1, fmt.Sprintf("there is no variable %s; those that are read are %s", needed, strings.Join(Variables, ", "))}
		}
	}
	return nil
}

func (x *rowReader) end() ([]Record, int, error) {
	if x.columns == nil {
		return nil, 0, &SyntaxError{1, 1, "the file is empty"}
	}
	return x.records, x.unlabelled, nil
}

// row adds a row; pos tells where its fields are.
func (x *rowReader) row(fields []string, pos func(int) (line, column int)) error {
	values := make(map[string]string, len(fields))
	for i, f := range fields {
		if i >= len(x.columns) {
			line, col := pos(i)
			return &SyntaxError{line, col, "the line has more values than there are variables"}
		}
		values[x.columns[i]] = strings.TrimSpace(f)
	}
	column, wrong := x.add(values)
	if wrong != "" {
		line, col := pos(min(max(slices.Index(x.columns, column), 0), max(len(fields)-1, 0)))
		return &SyntaxError{line, col, wrong}
	}
	return nil
}

const entityURI = "http://www.wikidata.org/entity/"

// genders are the items of Wikidata that tell the pronouns of English.
var genders = map[string]verbatim.Gender{
	"Q6581097": verbatim.Male, "Q2449503": verbatim.Male, "male": verbatim.Male, "trans man": verbatim.Male,
	"Q6581072": verbatim.Female, "Q1052281": verbatim.Female, "female": verbatim.Female, "trans woman": verbatim.Female,
}

// add adds the record of a row, and returns the variable that is at fault and
// what is wrong.
func (x *rowReader) add(values map[string]string) (variable, wrong string) {
	for _, name := range Variables {
		if wrong := checkText(values[name]); wrong != "" {
			return name, wrong
		}
	}
	id := values["person"]
	for _, prefix := range []string{entityURI, "https" + strings.TrimPrefix(entityURI, "http"), "wd:"} {
		id = strings.TrimPrefix(id, prefix)
	}
	if !validID(id) {
		return "person", fmt.Sprintf("%.60q is no item of Wikidata, such as %sQ22686", values["person"], entityURI)
	}
	r := Record{Wikidata: id, Kind: verbatim.Person}
	label := values["personLabel"]
	if label == id {
		x.unlabelled++
		return "", ""
	}
	var role Role
	for _, f := range []struct{ variable, column, value string }{
		{"personLabel", "name", label},
		{"family", "family", values["family"]},
		{"aliases", "aliases", values["aliases"]},
		{"positionLabel", "role", plainItem(values["positionLabel"])},
		{"country", "country", values["country"]},
	} {
		if f.column == "aliases" {
			f.value = nameAliases(f.value)
		}
		if wrong := r.set(f.column, f.value, &role); wrong != "" {
			return f.variable, wrong
		}
	}
	r.Gender = genders[strings.TrimPrefix(values["gender"], entityURI)]
	for _, end := range []struct {
		variable string
		to       *string
	}{{"start", &role.Since}, {"end", &role.Until}} {
		day, ok := wikidataDate(values[end.variable], values[end.variable+"Precision"])
		if !ok {
			return end.variable, fmt.Sprintf("%.40q is no date such as 2025-01-20T00:00:00Z", values[end.variable])
		}
		*end.to = day
	}
	if role.Title == "" {
		role = Role{}
	}
	column, wrong := r.finish(role)
	if wrong != "" {
		return map[string]string{"name": "personLabel", "since": "start", "until": "end"}[column], wrong
	}
	x.batch.add(r)
	if len(x.records) > maxRecords {
		return "person", fmt.Sprintf("more than %d records", maxRecords)
	}
	return "", ""
}

// plainItem leaves out an item that has no label.
func plainItem(s string) string {
	if validID(s) || strings.HasPrefix(s, entityURI) {
		return ""
	}
	return s
}

// nameAliases leaves out of a list what cannot be a name: Wikidata's aliases
// are by many hands.
func nameAliases(s string) string {
	var out []string
	for a := range strings.SplitSeq(s, "|") {
		if checkName(a) == "" {
			out = append(out, a)
		}
	}
	return strings.Join(out, "|")
}

// wikidataDate reads a date of Wikidata with its precision: 11 for a day, 10
// for a month, 9 for a year, and nothing where it is not known. An unknown
// value, which is a node without a name, is no date.
func wikidataDate(s, precision string) (string, bool) {
	if s == "" || strings.HasPrefix(s, "_:") || strings.HasPrefix(s, "t") || strings.Contains(s, "/.well-known/genid/") {
		return "", true
	}
	day, clock, _ := strings.Cut(s, "T")
	if clock != "" && clock != "00:00:00Z" && clock != "00:00:00.000Z" {
		return "", false
	}
	switch precision {
	case "9":
		day, _, _ = strings.Cut(day, "-")
	case "10":
		day = day[:min(len("2006-01"), len(day))]
	case "", "11":
	default: // a decade or longer
		return "", true
	}
	return day, validDate(day)
}

// readTSV reads tab-separated values, plain or in the notation of SPARQL
// (<address>, "text"@en, "1"^^<type>).
func readTSV(data []byte) ([]Record, int, error) {
	var rows rowReader
	line := 0
	for text := range bytes.Lines(data) {
		line++
		s := strings.TrimRight(string(text), "\r\n")
		if s == "" {
			continue
		}
		var fields []string
		var starts []int
		at := 1
		for f := range strings.SplitSeq(s, "\t") {
			value, ok := term(f)
			if !ok {
				return nil, 0, &SyntaxError{line, at, "the quotation marks of the value are not closed"}
			}
			fields, starts = append(fields, value), append(starts, at)
			at += len(f) + 1
		}
		var err error
		if rows.columns == nil {
			err = rows.head(fields)
		} else {
			err = rows.row(fields, func(i int) (int, int) { return line, starts[i] })
		}
		if err != nil {
			return nil, 0, err
		}
	}
	return rows.end()
}

// term returns the text of a value of SPARQL's TSV, and whether it is whole.
func term(s string) (string, bool) {
	switch {
	case strings.HasPrefix(s, "<") && strings.HasSuffix(s, ">"):
		return s[1 : len(s)-1], true
	case !strings.HasPrefix(s, `"`):
		return s, true
	}
	var b strings.Builder
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s):
			i++
			switch s[i] {
			case 't':
				b.WriteByte('\t')
			case 'n':
				b.WriteByte('\n')
			case 'r':
				b.WriteByte('\r')
			default:
				b.WriteByte(s[i])
			}
		case s[i] == '"' && i+1 < len(s) && s[i+1] == '"': // as in CSV
			b.WriteByte('"')
			i++
		case s[i] == '"':
			return b.String(), true
		default:
			b.WriteByte(s[i])
		}
	}
	return "", false
}

// readBindings reads the JSON of SPARQL 1.1 query results.
func readBindings(data []byte) ([]Record, int, error) {
	var rows rowReader
	dec := json.NewDecoder(bytes.NewReader(data))
	fail := func(at int64, why string) ([]Record, int, error) {
		before := data[:min(at, int64(len(data)))]
		line := bytes.Count(before, []byte("\n")) + 1
		return nil, 0, &SyntaxError{line, len(before) - bytes.LastIndexByte(before, '\n'), why}
	}
	damaged := func(err error) ([]Record, int, error) {
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return fail(int64(len(data)), "the JSON is damaged: it ends too soon")
		}
		return fail(dec.InputOffset(), "the JSON is damaged: "+strings.TrimPrefix(err.Error(), "json: "))
	}
	// find moves into the object's field name and reports whether it is there.
	find := func(name string) (bool, error) {
		if t, err := dec.Token(); err != nil || t != json.Delim('{') {
			return false, err
		}
		for dec.More() {
			t, err := dec.Token()
			if err != nil {
				return false, err
			}
			if t == name {
				return true, nil
			}
			var skipped json.RawMessage
			if err := dec.Decode(&skipped); err != nil {
				return false, err
			}
		}
		return false, nil
	}
	for _, name := range []string{"results", "bindings"} {
		found, err := find(name)
		if err != nil {
			return damaged(err)
		}
		if !found {
			return fail(dec.InputOffset(), fmt.Sprintf("there is no %q: these are not the results of a query", name))
		}
	}
	if t, err := dec.Token(); err != nil || t != json.Delim('[') {
		return fail(dec.InputOffset(), `"bindings" is no list`)
	}
	for dec.More() {
		at := dec.InputOffset()
		for int(at) < len(data) && bytes.IndexByte([]byte(" \t\r\n,"), data[at]) >= 0 {
			at++
		}
		var row map[string]struct{ Value string }
		if err := dec.Decode(&row); err != nil {
			return damaged(err)
		}
		values := make(map[string]string, len(row))
		for name, v := range row {
			values[name] = strings.TrimSpace(v.Value)
		}
		if variable, wrong := rows.add(values); wrong != "" {
			return fail(at, variable+": "+wrong)
		}
	}
	// What follows must be whole too, or the file was cut off.
	for depth := range 3 {
		if _, err := dec.Token(); err != nil {
			return damaged(err)
		}
		for depth < 2 && dec.More() {
			var skipped json.RawMessage
			if _, err := dec.Token(); err != nil {
				return damaged(err)
			}
			if err := dec.Decode(&skipped); err != nil {
				return damaged(err)
			}
		}
	}
	if dec.More() {
		return fail(dec.InputOffset(), "something follows the results")
	}
	return rows.records, rows.unlabelled, nil
}
