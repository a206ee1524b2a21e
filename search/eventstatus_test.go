package search

import (
	"testing"

	"github.com/verbatim-record/verbatim"
)

func TestAnyStatus(t *testing.T) {
	for _, c := range []struct {
		query string
		all   bool // nothing is left of it
		may   map[verbatim.EventStatus]bool
	}{
		{"status:planned", true, map[verbatim.EventStatus]bool{"planned": true, "denied": false, "under way": false}},
		{`status:"under way" kind:call`, false, map[verbatim.EventStatus]bool{"under way": true, "unknown": false}},
		{"kind:call", false, map[verbatim.EventStatus]bool{"planned": true, "denied": true}},
		{"kind:call -status:denied", false, map[verbatim.EventStatus]bool{"planned": true, "denied": false}},
		{"-status:denied", true, map[verbatim.EventStatus]bool{"planned": true, "denied": false}},
		{"status:(planned OR denied) rome", false, map[verbatim.EventStatus]bool{"planned": true, "denied": true, "happened": false}},
		{"status:planned OR kind:call", true, map[verbatim.EventStatus]bool{"planned": true, "denied": true}},
		{"-(status:planned rome)", false, map[verbatim.EventStatus]bool{"planned": true, "denied": true}},
	} {
		n, err := ParseEvents(c.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := AnyStatus(n) == nil; got != c.all {
			t.Errorf("%s: is everything: %v", c.query, got)
		}
		for s, want := range c.may {
			if got := MayHaveStatus(n, s); got != want {
				t.Errorf("%s: may be %s: %v", c.query, s, got)
			}
		}
	}
	if AnyStatus(nil) != nil || !MayHaveStatus(nil, verbatim.Planned) {
		t.Error("a query for everything")
	}
}
