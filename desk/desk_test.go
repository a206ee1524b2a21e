package desk_test

import (
	"slices"
	"testing"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// A name that the record knows under two keys is counted once: it is one line to
// whoever reads it, and the query that it becomes finds both.
func TestCountsOfOneName(t *testing.T) {
	c := desk.CountsOf(&store.Facets{Total: 9, Counted: 9, Fields: []store.FacetField{{Field: store.Addressee, Values: []store.FacetValue{
		{Label: "reporters", Sort: "group", Count: 3}, {Label: "Radio Elin", Sort: "organisation", Count: 2}, {Label: "Ann Pell", Sort: "person", Count: 2}, {Label: "Radio Elin", Count: 2},
	}}}})
	want := []export.ValueCount{{Value: "Radio Elin", Kind: "organisation", Count: 4}, {Value: "reporters", Kind: "group", Count: 3}, {Value: "Ann Pell", Kind: "person", Count: 2}}
	if len(c.Fields) != 1 || !slices.Equal(c.Fields[0].Values, want) {
		t.Errorf("%+v, want %+v", c.Fields, want)
	}
}
