package registry

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
)

func TestReadCSV(t *testing.T) {
	const table = "\ufeffname,wikidata,kind,gender,family,aliases,role,since,until,country\r\n" +
		"Anna Berg,Q100001,person,female,,A. Berg| Ann Berg |,finance minister,2024-01-15,,se\r\n" +
		"Anna Berg,Q100001,,,,,mayor,2010,2014-06,SE\r\n" +
		"\"Harbour Board, The\",,organization,,,,,,,\r\n" +
		"Sun Wei,,,M,Sun,,,,,CN\r\n"
	got, err := ReadCSV(strings.NewReader(table))
	if err != nil {
		t.Fatal(err)
	}
	want := []Record{
		{Name: "Anna Berg", Wikidata: "Q100001", Kind: verbatim.Person, Gender: verbatim.Female, Aliases: []string{"A. Berg", "Ann Berg"}, Country: "SE",
			Roles: []Role{{"finance minister", "2024-01-15", ""}, {"mayor", "2010", "2014-06"}}},
		{Name: "Harbour Board, The", Kind: verbatim.Organisation},
		{Name: "Sun Wei", Kind: verbatim.Person, Gender: verbatim.Male, Family: "Sun", Country: "CN"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if got, err := ReadCSV(strings.NewReader("role;name\nchair;Anna Berg\n")); err != nil || len(got) != 1 || got[0].Roles[0].Title != "chair" {
		t.Errorf("semicolons: %+v, %v", got, err)
	}
	if got, err := ReadCSV(strings.NewReader("name\n")); err != nil || len(got) != 0 {
		t.Errorf("no lines: %+v, %v", got, err)
	}
}

// Each mistake is named with the line and the column where it is.
func TestReadCSVErrors(t *testing.T) {
	for _, x := range []struct{ table, want string }{
		{"", "1:1: the file is empty"},
		{"wikidata\nQ1\n", "1:1: there is no column name"},
		{"name,age\nAnna,3\n", `1:6: "age" is no column`},
		{"name,name\nAnna,Berg\n", "1:6: the column name is there twice"},
		{"name,role\nAnna\n", "2:1: the line has another number of columns"},
		{"name,role\nAnna,\"x\n", "2:9: a quotation mark"},
		{"name,wikidata\nAnna Berg,Q12\nBo Ek,q13\n", `3:7: "q13" is no Wikidata identifier`},
		{"name,wikidata\nAnna Berg,Q0\n", "2:11:"},
		{"name,wikidata\nAnna Berg,Q12345678901234\n", "2:11:"},
		{"name,kind\nAnna,robot\n", "2:6: the kind is"},
		{"name,gender\nAnna,?\n", "2:6: the gender is"},
		{"name,role,since\nAnna,chair,2025-02-30\n", `2:12: "2025-02-30" is no date`},
		{"name,role,since\nAnna,chair,yesterday\n", "2:12:"},
		{"name,role,since,until\nAnna,chair,2025-02-03,2024\n", "2:23: the role ends on 2024, before"},
		{"name,since\nAnna,2024\n", "2:6: there is a date but no role"},
		{"name,country\nAnna,Sweden\n", `2:6: "Sweden" is no country code`},
		{"role,name\nchair,\n", "2:7: the name is missing"},
		{"name\n42\n", `2:1: the name "42" has no letter`},
		{"name,role\nAnna,a\x1b[31mb\n", "2:6: the field has the control character U+001B"},
		{"name,role\nAnna,a\u202eb\n", "2:6: the field has the control character U+202E"},
		{"name\nAnna \xff\n", "2:1: the field is not UTF-8"},
		{"name,role\nAnna," + strings.Repeat("x", maxField+1) + "\n", "2:6: the field has more than"},
		{"name\n" + strings.Repeat("x", maxNameLen+1) + "\n", "2:1: the name has more than"},
	} {
		got, err := ReadCSV(strings.NewReader(x.table))
		var s *SyntaxError
		if !errors.As(err, &s) || !strings.HasPrefix(err.Error(), x.want) || got != nil {
			t.Errorf("%.60q: %v, want %s", x.table, err, x.want)
		}
	}
}

const bindings = `{
  "head": {"vars": ["person", "personLabel"]},
  "results": {
    "bindings": [
      {"person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q100001"},
       "personLabel": {"xml:lang": "en", "type": "literal", "value": "Anna Berg"},
       "aliases": {"type": "literal", "value": "A. Berg|42|Ann Berg"},
       "gender": {"type": "uri", "value": "http://www.wikidata.org/entity/Q6581072"},
       "positionLabel": {"type": "literal", "value": "finance minister"},
       "start": {"type": "literal", "value": "2024-01-15T00:00:00Z"},
       "country": {"type": "literal", "value": "SE"}},
      {"person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q100001"},
       "personLabel": {"type": "literal", "value": "Anna Berg"},
       "positionLabel": {"type": "literal", "value": "mayor"},
       "start": {"type": "literal", "value": "2010-01-01T00:00:00Z"},
       "startPrecision": {"type": "literal", "value": "9"},
       "end": {"type": "bnode", "value": "t1234"}},
      {"person": {"type": "uri", "value": "http://www.wikidata.org/entity/Q100002"},
       "personLabel": {"type": "literal", "value": "Q100002"}}
    ]
  }
}`

var wantBindings = []Record{{
	Name: "Anna Berg", Wikidata: "Q100001", Kind: verbatim.Person, Gender: verbatim.Female, Aliases: []string{"A. Berg", "Ann Berg"}, Country: "SE",
	Roles: []Role{{"finance minister", "2024-01-15", ""}, {"mayor", "2010", ""}},
}}

// The same results give the same records in each form that they come in.
func TestReadSPARQL(t *testing.T) {
	forms := map[string]string{
		"JSON": bindings,
		"CSV": "person,personLabel,aliases,gender,positionLabel,start,startPrecision,end,country\r\n" +
			"http://www.wikidata.org/entity/Q100001,Anna Berg,A. Berg|42|Ann Berg,http://www.wikidata.org/entity/Q6581072,finance minister,2024-01-15T00:00:00Z,11,,SE\r\n" +
			"http://www.wikidata.org/entity/Q100001,Anna Berg,,,mayor,2010-01-01T00:00:00Z,9,t1234,\r\n" +
			"http://www.wikidata.org/entity/Q100002,Q100002,,,,,,,\r\n",
		"plain TSV": "person\tpersonLabel\taliases\tgender\tpositionLabel\tstart\tstartPrecision\tend\tcountry\n" +
			"http://www.wikidata.org/entity/Q100001\tAnna Berg\tA. Berg|42|Ann Berg\thttp://www.wikidata.org/entity/Q6581072\tfinance minister\t2024-01-15T00:00:00Z\t\t\tSE\n" +
			"http://www.wikidata.org/entity/Q100001\tAnna Berg\t\t\tmayor\t2010-01-01T00:00:00Z\t9\t\t\n" +
			"http://www.wikidata.org/entity/Q100002\tQ100002\t\t\t\t\t\t\t\n",
		"TSV of SPARQL": "?person\t?personLabel\t?aliases\t?gender\t?positionLabel\t?start\t?startPrecision\t?country\n" +
			"<http://www.wikidata.org/entity/Q100001>\t\"Anna Berg\"@en\t\"A. Berg|42|Ann Berg\"\t<http://www.wikidata.org/entity/Q6581072>\t\"finance minister\"@en\t\"2024-01-15T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\t\t\"SE\"\n" +
			"<http://www.wikidata.org/entity/Q100001>\t\"Anna Berg\"@en\t\t\t\"mayor\"@en\t\"2010-01-01T00:00:00Z\"^^<http://www.w3.org/2001/XMLSchema#dateTime>\t\"9\"^^<http://www.w3.org/2001/XMLSchema#integer>\t\n" +
			"<http://www.wikidata.org/entity/Q100002>\t\"Q100002\"\t\t\t\t\t\t\n",
	}
	for name, data := range forms {
		got, unlabelled, err := ReadSPARQL(strings.NewReader(data))
		if err != nil || unlabelled != 1 || !reflect.DeepEqual(got, wantBindings) {
			t.Errorf("%s: %+v, %d unlabelled, %v", name, got, unlabelled, err)
		}
		if got, _, err := Read(strings.NewReader(data)); err != nil || !reflect.DeepEqual(got, wantBindings) {
			t.Errorf("%s, told by its contents: %+v, %v", name, got, err)
		}
	}
	if got, _, err := Read(strings.NewReader("name\nAnna Berg\n")); err != nil || len(got) != 1 {
		t.Errorf("a table, told by its contents: %+v, %v", got, err)
	}
}

func TestReadSPARQLErrors(t *testing.T) {
	line := func(old, new string) string { return strings.Replace(bindings, old, new, 1) }
	for _, x := range []struct{ data, want string }{
		{line("entity/Q100002", "entity/L12"), "18:7: person: "},
		{line("2024-01-15T", "2024-13-15T"), "5:7: start: "},
		{line(`"value": "SE"`, `"value": "Sweden"`), "5:7: country: "},
		{line("Anna Berg", `Anna\u0007Berg`), "5:7: personLabel: the field has the control character"},
		{bindings[:len(bindings)-20], "19:55: the JSON is damaged: it ends too soon"},
		{bindings + "{}", "22:"},
		{line(`"bindings"`, `"rows"`), `21:3: there is no "bindings"`},
		{`{"results":{"bindings":7}}`, `1:25: "bindings" is no list`},
		{"person,personLabel\nQ5,\n", "2:4: the name is missing"},
		{"person,personLabel\nhttp://example.org/Q5,Anna\n", "2:1: "},
		{"person\tpersonLabel\tstart\nQ5\tAnna\t2024-01-01T12:30:00Z\n", "2:9: "},
		{"person\tname\nQ5\tAnna\n", "1:1: there is no variable personLabel"},
		{"?person\t?personLabel\n<http://www.wikidata.org/entity/Q5>\t\"Anna\n", "2:37: the quotation marks"},
		{"person\tpersonLabel\nQ5\tAnna\textra\n", "2:9: the line has more values"},
		{"", "1:1: the file is empty"},
	} {
		got, _, err := ReadSPARQL(strings.NewReader(x.data))
		var s *SyntaxError
		if !errors.As(err, &s) || !strings.HasPrefix(err.Error(), x.want) || got != nil {
			t.Errorf("%.80q: %v, want %s", x.data, err, x.want)
		}
	}
}

// checkRecords checks what holds of all records that were read.
func checkRecords(t *testing.T, records []Record, err error) {
	t.Helper()
	if err != nil {
		if records != nil {
			t.Fatal("records beside an error")
		}
		var s *SyntaxError
		if errors.As(err, &s) && (s.Line < 1 || s.Column < 1 || s.Why == "") {
			t.Fatalf("error without a place: %+v", s)
		}
		return
	}
	keys := map[string]bool{}
	for _, r := range records {
		if r.Name == "" || r.Kind == "" || r.Wikidata != "" && !validID(r.Wikidata) || keys[r.Key()] {
			t.Fatalf("%+v", r)
		}
		keys[r.Key()] = true
		texts := append([]string{r.Name, r.Family, r.Country}, r.Aliases...)
		for _, role := range r.Roles {
			texts = append(texts, role.Title, role.Since, role.Until)
			if role.Since != "" && !validDate(role.Since) || role.Until != "" && !validDate(role.Until) || role.Title == "" {
				t.Fatalf("%+v", role)
			}
		}
		for _, s := range texts {
			if !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl) || len(s) > maxField {
				t.Fatalf("text %q", s)
			}
		}
		if u := r.update(r); !u.equal(&r) {
			t.Fatalf("%+v is changed by itself to %+v", r, u)
		}
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add("name,wikidata,kind,gender,aliases,role,since,until,country\nAnna Berg,Q1,person,f,A|B,chair,2024,,SE\n")
	f.Add("name;role\n\"a\"\"b\";x\n")
	f.Add("name\n\xff\n")
	f.Fuzz(func(t *testing.T, data string) {
		records, err := ReadCSV(strings.NewReader(data))
		checkRecords(t, records, err)
	})
}

func FuzzReadSPARQL(f *testing.F) {
	f.Add(bindings)
	f.Add("person,personLabel\nhttp://www.wikidata.org/entity/Q5,Anna\n")
	f.Add("?person\t?personLabel\n<http://www.wikidata.org/entity/Q5>\t\"An\\\"na\"@en\n")
	f.Add(`{"results":{"bindings":[]}}`)
	f.Fuzz(func(t *testing.T, data string) {
		records, _, err := ReadSPARQL(strings.NewReader(data))
		checkRecords(t, records, err)
		records, _, err = Read(strings.NewReader(data))
		checkRecords(t, records, err)
	})
}
