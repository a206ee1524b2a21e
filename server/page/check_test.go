package page_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/store"
)

// Each outcome of a check is told by its chip, in words, and with the words that
// differ.
func TestCheckOutcomes(t *testing.T) {
	s := recordOf(t, desk...)
	srv := served(t, s)
	for _, c := range []struct {
		name, words, speaker, status string
		has, not                     []string
	}{
		{"verbatim", "There was no cheque, and there was no letter", "Adeyemi", "verbatim", []string{`<span class="chip good">verbatim</span>`}, []string{`class="diff"`}},
		{"trimmed", "There was no cheque … no letter", "Adeyemi", "trimmed", []string{`<span class="chip warn">trimmed</span>`, "Tom Adeyemi"}, []string{`<span class="chip good">`}},
		{"altered", "There was no cheque, and there was no parcel", "Adeyemi", "altered", []string{`<span class="chip bad">altered</span>`, ">parcel</ins>"}, []string{`<span class="chip good">`}},
		{"other speaker", "There was no cheque, and there was no letter", "Maria Lindqvist", "attributed to someone else", []string{`<span class="chip bad">attributed to someone else</span>`, "Tom Adeyemi"}, []string{`<span class="chip good">`}},
		{"not found", "The moon is made of cheese and of little else", "", "not found", []string{"Not found says that this record does not have the words"}, []string{`class="card`}},
	} {
		address := "/check?" + url.Values{"q": {c.words}, "speaker": {c.speaker}}.Encode()
		code, body := get(t, srv.URL+address)
		if code != 200 {
			t.Errorf("%s: status %d", c.name, code)
		}
		for _, want := range c.has {
			if !strings.Contains(body, want) {
				t.Errorf("%s: the page does not have %s:\n%s", c.name, want, body[strings.Index(body, "<main"):])
			}
		}
		for _, not := range c.not {
			if strings.Contains(body, not) {
				t.Errorf("%s: the page has %s", c.name, not)
			}
		}
		_, body = get(t, srv.URL+strings.Replace(address, "/check", "/check.json", 1))
		var got struct{ Status string }
		if err := json.Unmarshal([]byte(body), &got); err != nil || got.Status != c.status {
			t.Errorf("%s: the JSON says %q, want %q (%v)", c.name, got.Status, c.status, err)
		}
	}
}

// What is coming up stands with the next first, else the latest stands first;
// JSON and CSV have every entry, however many the page shows.
func TestEventsInOrder(t *testing.T) {
	m, err := models()
	if err != nil {
		t.Fatal(err)
	}
	s := recordOf(t, harbour)
	const n = 230
	var items []store.Item
	for i := range n {
		// Each of two people who meet nobody else.
		d := &verbatim.Document{
			Text: fmt.Sprintf("Mayor %s Pell will meet Clerk %s Orde on %d March 2025.\n", namesake(2*i), namesake(2*i+1), 1+i%28),
			Meta: verbatim.Meta{URL: fmt.Sprintf("https://echo.example/%d", i), Outlet: "Echo", Published: "2025-02-20", Language: "en"},
		}
		analyze.Document(d, m)
		items = append(items, store.Item{Document: d})
	}
	if _, err := s.Put(t.Context(), items); err != nil {
		t.Fatal(err)
	}
	srv := served(t, s)
	days := func(address string) (out []string) {
		t.Helper()
		code, body := get(t, srv.URL+address)
		if code != 200 {
			t.Fatalf("%s: status %d", address, code)
		}
		for _, m := range regexp.MustCompile(`<p class="setting"><bdi>\w+ (\d+) March 2025</bdi>`).FindAllStringSubmatch(body, -1) {
			out = append(out, fmt.Sprintf("%2s", m[1]))
		}
		return out
	}
	ahead, all := days("/events"), days("/events?q=kind:meeting")
	if len(ahead) < 5 || !slices.IsSorted(ahead) || ahead[0] != " 1" {
		t.Errorf("what is coming up is on %v", ahead)
	}
	slices.Reverse(all)
	if len(all) < 5 || !slices.IsSorted(all) || all[len(all)-1] != "28" {
		t.Errorf("what was found is, from its end, on %v", all)
	}
	_, body := get(t, srv.URL+"/events.json?q=kind:meeting")
	var got struct {
		Entries []struct{ Date struct{ From string } }
		Total   int
	}
	if err := json.Unmarshal([]byte(body), &got); err != nil || got.Total < n || len(got.Entries) != got.Total {
		t.Errorf("the JSON has %d entries of %d, and there are %d (%v)", len(got.Entries), got.Total, n, err)
	}
	_, body = get(t, srv.URL+"/events.csv?q=kind:meeting")
	rows, err := csv.NewReader(strings.NewReader(body)).ReadAll()
	if err != nil || len(rows) < n+1 {
		t.Errorf("the CSV has %d rows, %v", len(rows), err)
	}
	if _, page := get(t, srv.URL+"/events?q=kind:meeting"); !strings.Contains(page, "further events not shown: ask more narrowly, or take the JSON or CSV, which have all of them.") || strings.Contains(page, "Joined:") {
		t.Error("the page does not say what it leaves out")
	}
}

// namesake is a given name for each number, made of syllables.
func namesake(i int) string {
	syllables := []string{"Ba", "Ce", "Di", "Fo", "Gu", "La", "Me", "Ni", "Po", "Ru"}
	return syllables[i/100%10] + strings.ToLower(syllables[i/10%10]+syllables[i%10]) + "n"
}
