package quote_test

import (
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/quote"
)

// Statements reported inside statements: what lies in a content is marked in
// it, with the next number.
var chains = []fixture{
	{"told, perfect", `{S1:Trump} {K1:said} {C1:{S2:Putin} {K2:had told} him {C2:that the war would end}}.`},
	{"told, past", `{S1:Vance} {K1:said} {C1:{S2:the minister} {K2:told} her {C2:the school would stay open}}.`},
	{"told me, in marks", `{C1:“{S2:He} {K2:told} me {C2:he was leaving},”} {S1:she} {K1:said}.`},
	{"says, in marks", `{C1:“{S2:The union} {K2:says} {C2:it will strike},”} {S1:Pryce} {K1:said}.`},
	{"asked whether, in marks", `{C1:“{S2:She} {K2:asked} me {C2:whether I was ready to resign},”} {S1:he} {K1:said}.`},
	{"warned", `{S1:Adeyemi} {K1:said} {C1:{S2:the union} {K2:had warned} him {C2:that the port would close}}.`},
	{"denied that he had told", `{S1:The mayor} {K1:denied} {C1:that {S2:he} {K2:had told} Congress {C2:that the bridge was safe}}.`},
	{"denied inside", `{S1:The spokesman} {K1:said} {C1:{S2:the minister} {K2:had denied} {C2:that the talks had collapsed}}.`},
	{"alleged", `{S1:Mr Cole's lawyers} {K1:say} {C1:{S2:prosecutors} {K2:have alleged} {C2:that he stole the ring}}.`},
	{"according to, said", `{K1:According to} {S1:the coroner}, {C1:{S2:Mr Tully} {K2:said} {C2:the signal had failed twice}}.`},
	{"said that, according to", `{S1:Pryce} {K1:said} {C1:that, {K2:according to} {S2:the police}, {C2:the driver had fled}}.`},
	{"marks in marks", `{C1:“{S2:The lawyer’s email} {K2:said:} {C2:‘Do not speak to anyone. Burn the files,’}”} {S1:Amadi} {K1:told} the inquiry.`},
	{"marks in marks, always", `{C1:“{S2:My mother} {K2:always said:} {C2:‘Never trust a man who whistles. He is up to something.’} She was right,”} {S1:he} {K1:wrote}.`},
	{"two inside one", `{C1:“{S2:They} {K2:told} us {C2:that the train was cancelled},”} {K1:said} {S1:Ida Bloom, a nurse}. {C1:“Then {S3:they} {K3:said} {C3:it would come at nine}.”}`},
	{"three deep", `{S1:Pryce} {K1:said} {C1:{S2:Lindqvist} {K2:had claimed} {C2:that {S3:Adeyemi} {K3:promised} {C3:to pay for the dock}}}.`},
	{"three deep, according to", `{K1:According to} {S1:the Guardian}, {C1:{S2:Pryce} {K2:told} colleagues {C2:that {S3:Lindqvist} {K3:had promised} {C3:to pay for the dock}}}.`},
	{"told me is a report, think is none", `{C1:“I think he is lying,”} {K1:said} {S1:Pryce}. {C1:“{S2:I} {K2:told} him {C2:that the deal was dead}.”}`},
	{"ordered her to", `{S1:Amadi} {K1:testified} {C1:that {S2:Pryce} {K2:had ordered} her {C2:to burn the files}}.`},
	{"threatened to", `{S1:She} {K1:told} the court {C1:that {S2:her husband} {K2:had threatened} {C2:to kill her}}.`},
	{"who asked, who said", `{C1:“When I asked him, {S2:he} {K2:said}, {C2:‘Never,’}”} {S1:Vance} {K1:told} the inquiry.`},

	// Inside a content, and no report.
	{"I think", `{C:“I think the deal is dead,”} {S:Pryce} {K:said}. {C:“I know it is. I believe we will lose.”}`},
	{"I say to you", `{C:“I say to you that the deal is dead,”} {S:Pryce} {K:said}.`},
	{"wanted them to say", `{S:Pryce} {K:said} {C:he wanted the union to say that the strike was over}.`},
	{"would say", `{S:Pryce} {K:said} {C:the union would say that the deal was dead}.`},
	{"if they say", `{C:“If they say the deal is dead, we will go home,”} {S:Lindqvist} {K:said}.`},
	{"knew that", `{S:Lindqvist} {K:said} {C:that Pryce knew that the dock would close}.`},
	{"wants to", `{S:Lindqvist} {K:said} {C:that the mayor wants to close the dock}.`},
	{"as rich as he says he is", `{C:“He is not as rich as he says he is,”} {S:Pryce} {K:said}.`},
	{"a thing is no clause", `{S:Pryce} {K:said} {C:the mayor had announced a new bridge}.`},
}

func TestNested(t *testing.T) {
	m := load(t)
	for _, c := range chains {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What is reported changes nothing in what reports it: the outermost
// statements are those that the first stage has found.
func TestNestedKeepsTheOutermost(t *testing.T) {
	m := load(t)
	for _, c := range append(append([]fixture{}, chains...), fixtures...) {
		text, _, err := unmark(c.text)
		if err != nil {
			t.Fatal(err)
		}
		doc := read(m, text)
		found := quote.Statements(doc, m.Quote)
		n := 0
		for _, s := range doc.Statements {
			for _, f := range found {
				if s.Confidence == f.Confidence && join(text, s.Source) == join(text, f.Source) && join(text, s.Cue) == join(text, f.Cue) && join(text, s.Content) == join(text, f.Content) {
					n++
					break
				}
			}
		}
		if n != len(found) {
			t.Errorf("%s: %d of %d statements are still there\n%s", c.name, n, len(found), text)
		}
		doc.Statements = nil
		if got := quote.Nested(doc, m.Quote); len(got) != 0 {
			t.Errorf("%s: %d statements reported inside none", c.name, len(got))
		}
	}
}

// Only what is not reported inside another statement is scored.
func TestOutermost(t *testing.T) {
	all := []verbatim.Statement{{Parent: -1}, {Parent: 0}, {Parent: 1}, {Parent: -1}}
	if got := eval.Outermost(all); len(got) != 2 {
		t.Errorf("%d statements of two", len(got))
	}
}
