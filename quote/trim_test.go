package quote_test

import "testing"

// Who is told is no part of what is said, and whoever tells them is the source.
var trimmings = []fixture{
	{"who are gathered", `{S:The coach} {K:told} players sitting on the grass {C:that the match was off}.`},
	{"told her that", `{S:Amadi} {K:testified} {C:that {S2:the mayor, Tom Adeyemi,} {K2:had told} her {C2:that the dam was safe}}.`},
	{"were told", `The parents {K:were told} {C:that the school had closed}.`},
	{"told by", `Passengers {K:were told} by {S:the guard} {C:that the train was full}.`},
	{"told by, inside", `{S:Lindqvist} {K:said} {C:that her brother had been {K2:told} by {S2:a nurse} {C2:that he was well}}.`},
	{"warned by", `{C:The farmers} {K:had been warned} by {S:the ministry} {C:to keep the cows indoors}.`},
	{"a name and its apposition", `{S:Halvard, the ferry company,} {K:expects} {C:that the boats will sail on Friday}.`},
	{"a headline the other way round", `{C:Dock stays open}, {K:says} {S:mayor}`},
	{"advised people to", `{S:The ministry} {K:advised} travellers {C:to stay at home}.`},
}

// Quotations that are whole sentences inside a paragraph.
var alones = []fixture{
	{"nobody said it", `The hall was dark. {C:“We want our money back!”} Then a door opened.`},
	{"goes on", `{C:“The road is closed,”} {S:Pryce} {K:told} the Courier. {C:“Nobody asked us.”} He shrugged.`},
	{"asked for, inside", `{C:“That is all we ever asked for.”} The mayor smiled.`},
	{"a title", `The band has one song. “The Old Wheel.” It is loud.`},
	{"a word", `The book is short. “Sea” is a word in it.`},
}

func TestAlone(t *testing.T) {
	m := load(t)
	for _, c := range alones {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTrimmed(t *testing.T) {
	m := load(t)
	for _, c := range trimmings {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}
