package search

import "github.com/verbatim-record/verbatim"

// language is what the fields of a query are called and what they hold.
type language struct {
	fields map[string]string   // name to the prefix of its tokens
	list   string              // of the names, for a person
	names  map[string]bool     // prefixes of fields that hold names
	closed map[string][]string // the values of a field that has no others
	// none are the tokens of what has no value in the field of a prefix.
	none map[string]string
	// apart says that what is undated is in no range of dates, whatever its
	// place in the index.
	apart bool
}

var statementLanguage = &language{
	fields: fieldsOf,
	list:   fieldList,
	names:  map[string]bool{tokenSpeaker: true, tokenAddressee: true},
	closed: map[string][]string{tokenKind: kinds, tokenAct: plain(acts)},
	none:   map[string]string{tokenSpeaker: tokenNoSpeaker, tokenAddressee: tokenNoAddressee, tokenVenue: tokenNoVenue, tokenOutlet: tokenNoOutlet},
	apart:  true,
}

func plain[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// fieldsOf are the names of the fields in a query for statements.
var fieldsOf = map[string]string{
	"speaker": tokenSpeaker, "by": tokenSpeaker, "from": tokenSpeaker,
	"role": tokenRole,
	"to":   tokenAddressee, "addressee": tokenAddressee,
	"venue":  tokenVenue,
	"outlet": tokenOutlet,
	"kind":   tokenKind,
	"act":    tokenAct,
}

var dateFields = map[string]bool{"after": true, "before": true, "on": true, "in": true, "month": true, "date": true}

const fieldList = "speaker, role, to, venue, outlet, kind, act, after, before, on, in, date"

// None is the value of a field that has none, as a query has it.
const None = "none"

// tokenMark is the prefix of the tokens that are of no field.
const tokenMark = "x:"

var kinds = []string{string(verbatim.Direct), string(verbatim.Indirect), string(verbatim.Mixed)}

var acts = []verbatim.Act{
	verbatim.Say, verbatim.Ask, verbatim.Deny, verbatim.Promise, verbatim.Threaten, verbatim.Demand, verbatim.Accuse, verbatim.Believe,
	verbatim.Want, verbatim.Plan, verbatim.Agree, verbatim.Refuse, verbatim.Warn, verbatim.Predict, verbatim.Praise, verbatim.Criticize,
	verbatim.Support, verbatim.Oppose, verbatim.Announce, verbatim.Rule, verbatim.Show, verbatim.Know, verbatim.Feel,
}
