package quote_test

import "testing"

// A clause, a comma, who said it and the verb.
var frontings = []fixture{
	{"adjuncts behind the verb", `{C:The bridge would be closed}, {S:the engineer Mina Alder} {K:warned} in a note to the port in May 2018.`},
	{"behind an apposition", `{C:The ward would open in spring}, {S:its director, Doctor Pia Lund,} {K:announced} at a dinner for the nurses.`},
	{"had warned", `{C:The well would run dry}, {S:the farmer Jakob Ness} {K:had warned} in 1998.`},
	{"told a paper last week", `{C:It was the wrong bridge}, {S:she} {K:told} the Courier last week.`},
	{"a report by a group", `{C:The camp has no water and no doctor}, {S:a report by the aid group Clear Wells} {K:says}.`},
	{"a report in front", `{C:{S2:Engineers} {K2:had warned} {C2:that the dam would break}}, {S:the minister, Ana Roth,} {K:said}.`},
	{"a clause of time in front", `When the war had ended, the old king wrote by candlelight in the tower of Brae.`},
	{"three clauses", `The dog barked, the cat hissed and the parrot swore in Greek.`},
}

func TestFronted(t *testing.T) {
	m := load(t)
	for _, c := range frontings {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}
