package desk_test

import (
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/desk"
)

// A query that finds nothing becomes one that finds something by a name that is
// in the record, and otherwise nothing is suggested.
func TestSuggest(t *testing.T) {
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	d := &verbatim.Document{
		Meta: verbatim.Meta{Outlet: "Harbour Gazette", Published: "2025-02-12", Language: "en"},
		Text: "President Volodymyr Zelensky said: “We need guarantees from Ankerland.” Mayor Tom Adeyemi said: “Nobody asked Zelensky about the harbour.”\n",
	}
	analyze.Document(d, m)
	s := record(t, d)
	for _, c := range []struct {
		query string
		want  []string
	}{
		{"speaker:Zelenksy", []string{"speaker:Zelensky"}},
		{"speaker:adeyeni guarantes", nil}, // the other word is of nothing in the record
		{"speaker:adeyeni harbour", []string{"speaker:Adeyemi harbour"}},
		{`speaker:"Tom Adeyeny" harbour`, []string{`speaker:"Tom Adeyemi" harbour`}},
		{"Zelensqi", []string{"Zelensky", "speaker:Zelensky"}},
		{"adeyemi", []string{"speaker:Adeyemi"}}, // nobody says his name, and he speaks
		{"outlet:gazete", []string{"outlet:Gazette"}},
		{"outlet:gazete speaker:adeyeni", []string{"outlet:Gazette speaker:Adeyemi"}},
		{"zebra", nil},
		{"speaker:zebra", nil},
		{"-speaker:adeyemi -speaker:zelensky", nil},
		{"kind:mixed", nil},
		{"speaker:zelensky date:none", nil},
	} {
		got, err := desk.Suggest(t.Context(), s, c.query, false)
		if err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q (%v)", c.query, got, c.want, err)
		}
	}
}
