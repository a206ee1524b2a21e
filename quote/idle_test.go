package quote_test

import "testing"

// What reads like a report and is none, and beside it what is one.
var idles = []fixture{
	{"clock", `The clock said noon.`},
	{"thermometer", `The thermometer in the yard said forty.`},
	{"according to schedule", `The first half of the race went according to schedule.`},
	{"according to size", `The eggs are sorted according to size and colour.`},
	{"lives", `The fire claimed the lives of two sailors.`},
	{"asylum", `Two of the runners have claimed asylum.`},
	{"the trophy", `The team claimed the trophy for the third time.`},
	{"for duty", `The guards reported for duty at the north gate.`},
	{"to the barracks", `The recruits reported to the barracks on the hill.`},
	{"a song", `The miners sang “The Old Wheel” on the way home.`},
	{"two songs", `The band played “Red Ferry” and “Harbour Light” at the wedding.`},
	{"the name of a dog", `The dog was named “Bishop”.`},
	{"all told", `All told, nine houses were lost.`},
	{"truth be told", `Truth be told, the soup was cold.`},
	{"mass", `The bishop said Mass in the old chapel.`},
	{"stories", `The old men told stories by the stove.`},
	{"the door", `A boy answered the door.`},
	{"how long", `The two leaders talked for three hours in the old customs house.`},
	{"a vote", `Parliament will vote on the agreement in May.`},
	{"a reason", `The ministry gave a storm warning as the reason.`},
	{"what is called", `The launch is part of what Etlaq calls the Genesis Program.`},
	{"a doubt", `Diplomats doubted that.`},

	{"a doubt with words", `{S:Diplomats} {K:doubted} {C:that the deal would last}.`},
	{"a sign", `{S:The sign on the door} {K:said} {C:“We are at lunch”}.`},
	{"according to the plan", `{K:According to} {S:the plan}, {C:the road would be closed in May}.`},
	{"claims that", `{S:The insurer} {K:claims} {C:that nine lives were lost}.`},
	{"reported that", `{S:The guards} {K:reported} {C:that the gate was open}.`},
	{"said a lot", `{S:The nurse} {K:said} {C:that mass was at noon}.`},
}

func TestIdle(t *testing.T) {
	m := load(t)
	for _, c := range idles {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}
