package page

import (
	"encoding/json"
	"net/http"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// completions is how many ways to go on are offered.
const completions = 10

// valued are the fields whose values the record knows, and those with a fixed
// list of values.
var (
	valued = map[string]store.Field{"speaker": store.Speaker, "to": store.Addressee, "outlet": store.Outlet, "venue": store.Venue}
	listed = map[string][]string{
		"kind": {string(verbatim.Direct), string(verbatim.Indirect), string(verbatim.Mixed)},
		"act": {
			string(verbatim.Say), string(verbatim.Ask), string(verbatim.Deny), string(verbatim.Promise), string(verbatim.Threaten), string(verbatim.Demand),
			string(verbatim.Accuse), string(verbatim.Believe), string(verbatim.Want), string(verbatim.Plan), string(verbatim.Agree), string(verbatim.Refuse),
			string(verbatim.Warn), string(verbatim.Predict), string(verbatim.Praise), string(verbatim.Criticize), string(verbatim.Support), string(verbatim.Oppose),
			string(verbatim.Announce), string(verbatim.Rule), string(verbatim.Show), string(verbatim.Know), string(verbatim.Feel),
		},
	}
	named = []string{"speaker:", "to:", "outlet:", "venue:", "kind:", "act:", "role:", "after:", "before:", "on:", "in:", "date:none"}
)

// complete answers with queries that the last term of one may become.
func (p *Pages) complete(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query().Get("q")
	out := []string{}
	if len(q) < 500 {
		head, last := lastTerm(q)
		field, value, ok := strings.Cut(last, ":")
		value = strings.TrimPrefix(value, `"`)
		switch f, known := valued[field]; {
		case ok && known && (value != "" || f == store.Venue || f == store.Outlet): // of which there are few
			names, err := p.o.Store.Names(r.Context(), f, value, completions)
			if err != nil {
				p.fail(w, r, err)
				return
			}
			for _, n := range names {
				out = append(out, head+term(field, n))
			}
		case ok:
			for _, v := range listed[field] {
				if strings.HasPrefix(v, value) {
					out = append(out, head+field+":"+v)
				}
			}
		case last != "":
			for _, n := range named {
				if strings.HasPrefix(n, last) {
					out = append(out, head+n)
				}
			}
			names, err := p.o.Store.Names(r.Context(), store.Speaker, last, 5)
			if err != nil {
				p.fail(w, r, err)
				return
			}
			for _, n := range names {
				out = append(out, head+term("speaker", n))
			}
		}
	}
	b, err := json.Marshal(map[string][]string{"queries": out[:min(len(out), completions)]})
	if err != nil {
		p.fail(w, r, err)
		return
	}
	p.send(w, r, http.StatusOK, "application/json", b)
}

// lastTerm parts a query before its last term, which a quotation mark that is
// open holds together.
func lastTerm(q string) (head, last string) {
	at, open := 0, false
	for i := range len(q) {
		switch {
		case q[i] == '"':
			open = !open
		case q[i] == ' ' && !open:
			at = i + 1
		}
	}
	return q[:at], q[at:]
}
