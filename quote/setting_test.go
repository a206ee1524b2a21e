package quote_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/quote"
)

// A setting is a text with what its statements say of their circumstances
// marked in it: {A:to whom}, {V:in what setting}, {W:when} it was said, and {T:a
// time} at which nothing was said. Kind is that of the venues.
type setting struct {
	kind verbatim.VenueKind
	text string
}

var venues = []setting{
	{verbatim.Post, `In {V:a post on Truth Social}, Pryce said the deal was dead.`},
	{verbatim.Post, `“It is over,” the mayor wrote on {V:X}.`},
	{verbatim.Post, `“We won,” she posted on {V:Facebook}.`},
	{verbatim.Post, `Mayor Adeyemi {V:tweeted}: “Proud of every docker tonight.”`},
	{verbatim.Post, `In {V:a Telegram message}, the governor said two people had died.`},
	{verbatim.Post, `In {V:a video posted to Instagram}, Hart said she was well.`},
	{verbatim.Post, `Lindqvist said in {V:a tweet} that the dock would stay open.`},
	{verbatim.Post, `“The dock stays open,” the union said on {V:its Facebook page}.`},
	{verbatim.Post, `“The dock stays open,” Lindqvist wrote in {V:a thread on Bluesky}.`},

	{verbatim.PhoneCall, `In {V:a phone call with the governor}, the president said the dam was safe.`},
	{verbatim.PhoneCall, `Lindqvist said by {V:telephone} that she was safe.`},
	{verbatim.PhoneCall, `“I am safe,” Lindqvist said by {V:phone}.`},
	{verbatim.PhoneCall, `“The bank is safe,” Pryce said on {V:a conference call with analysts}.`},
	{verbatim.PhoneCall, `During {V:a telephone call}, the minister said that the talks had failed.`},
	{verbatim.PhoneCall, `The minister said in {V:a phone call} that the talks had failed.`},
	{verbatim.PhoneCall, `The farmer said over {V:the phone} that his sheep were gone.`},
	{verbatim.PhoneCall, `In {V:a video call from Kyiv}, Lindqvist said the bridge was gone.`},

	{verbatim.PressConference, `At {V:a news conference in Kyiv}, the minister said the bridge was gone.`},
	{verbatim.PressConference, `The minister told {V:a press conference} that the bridge was gone.`},
	{verbatim.PressConference, `The minister said at {V:a briefing} that the bridge was gone.`},
	{verbatim.PressConference, `“The bridge is gone,” the minister said at {V:a press conference in Oslo}.`},
	{verbatim.PressConference, `During {V:a news conference}, Adeyemi said he would not resign.`},
	{verbatim.PressConference, `Adeyemi told {A:reporters} at {V:a news conference} that he would not resign.`},
	{verbatim.PressConference, `Speaking at {V:a press conference}, Adeyemi said he would not resign.`},
	{verbatim.PressConference, `“We have no plans,” she said at {V:a White House briefing}.`},

	{verbatim.Reporters, `Pryce told {V:{A:reporters} at the White House} that the deal was dead.`},
	{verbatim.Reporters, `Speaking to {V:{A:reporters} aboard Air Force One}, the president said he was tired.`},
	{verbatim.Reporters, `Pryce said to {V:{A:reporters}} that the deal was dead.`},
	{verbatim.Reporters, `“The deal is dead,” Pryce told {V:{A:reporters}}.`},
	{verbatim.Reporters, `“The deal is dead,” Pryce told {V:{A:journalists} in Brussels}.`},
	{verbatim.Reporters, `Asked by {V:{A:reporters}} whether he would resign, Pryce said no.`},
	{verbatim.Reporters, `Pryce also told {V:{A:reporters} outside the Customs House} that he was glad.`},
	{verbatim.Reporters, `He told {V:{A:the press}} that the deal was dead.`},

	{verbatim.Interview, `In {V:an interview with the BBC}, Lindqvist said she would resign.`},
	{verbatim.Interview, `Pryce told {V:{A:CNN}} that the deal was dead.`},
	{verbatim.Interview, `Pryce told {V:{A:the Financial Times}} that the deal was dead.`},
	{verbatim.Interview, `Speaking on {V:NBC’s Meet the Press}, the senator said the vote would fail.`},
	{verbatim.Interview, `“The deal is dead,” Pryce said in {V:an interview}.`},
	{verbatim.Interview, `“The deal is dead,” Pryce told {V:{A:CNN’s Jake Tapper}}.`},
	{verbatim.Interview, `“The deal is dead,” Pryce told {V:{A:the newspaper}}.`},
	{verbatim.Interview, `“The deal is dead,” Pryce said on {V:Fox News}.`},
	{verbatim.Interview, `She told {V:{A:BBC Radio 4’s Today programme}} that she was tired.`},
	{verbatim.Interview, `He told {V:the show} that he was tired.`},
	{verbatim.Interview, `In {V:an interview with Der Spiegel}, the painter Mia Holt said that she had burned it.`},
	{verbatim.Interview, `Speaking on {V:Channel 4} on {W:Sunday}, the actor said he was broke.`},
	{verbatim.Interview, `The governor told {V:{A:Radio 5}} that the prisons were full.`},
	{verbatim.Interview, `Asked about her debts in {V:a radio interview}, {A:the painter} said that she had none.`},

	{verbatim.Speech, `Trump, speaking at {V:a rally in Ohio}, said he would win.`},
	{verbatim.Speech, `Addressing {V:{A:supporters} in Ohio}, the senator said he would win.`},
	{verbatim.Speech, `In {V:a speech to {A:the union}}, Pryce said the deal was dead.`},
	{verbatim.Speech, `In {V:a speech at the university}, Pryce said the deal was dead.`},
	{verbatim.Speech, `“The deal is dead,” Pryce said in {V:a speech}.`},
	{verbatim.Speech, `Delivering {V:the annual lecture}, Pryce argued that the deal was dead.`},
	{verbatim.Speech, `Pryce told {V:{A:the Labour conference}} that the deal was dead.`},
	{verbatim.Speech, `Pryce told {V:a rally in Leeds} that the deal was dead.`},
	{verbatim.Speech, `Pryce told {V:{A:a crowd of supporters} in Leeds} that the deal was dead.`},
	{verbatim.Speech, `“The deal is dead,” Pryce said at {V:a campaign event in Iowa}.`},

	{verbatim.Letter, `In {V:a letter to {A:the council}}, residents said the road was unsafe.`},
	{verbatim.Letter, `Pryce said in {V:an email to {A:staff}} that the shop would close.`},
	{verbatim.Letter, `“The shop will close,” Pryce wrote in {V:an email}.`},
	{verbatim.Letter, `“I am safe,” Hart said in {V:a text message}.`},
	{verbatim.Letter, `“The bank is sound,” the analyst wrote in {V:a note to {A:investors}}.`},
	{verbatim.Letter, `In {V:a WhatsApp message}, Hart said she was well.`},
	{verbatim.Letter, `In {V:a memo to {A:employees}}, the director said the ward would close.`},
	{verbatim.Letter, `“The road is unsafe,” residents wrote in {V:a letter}.`},

	{verbatim.Leak, `According to {V:a leaked memo}, the company knew of the fault.`},
	{verbatim.Leak, `In {V:a leaked email}, the director said that the valve was faulty.`},
	{verbatim.Leak, `In {V:a leaked recording}, the minister said the talks were a farce.`},
	{verbatim.Leak, `“The valve is faulty,” the director wrote in {V:a leaked memo}.`},
	{verbatim.Leak, `The valve was faulty, according to {V:leaked documents}.`},
	{verbatim.Leak, `The valve was faulty, according to {V:a leaked report}.`},
	{verbatim.Leak, `“The talks are a farce,” the minister said in {V:a leaked phone call}.`},
	{verbatim.Leak, `In {V:a leaked letter to {A:the ministry}}, the general said the army was broken.`},

	{verbatim.Report, `In {V:a report published by the ministry}, inspectors said the dam was unsafe.`},
	{verbatim.Report, `The inspectors said in {V:a report} that the dam was unsafe.`},
	{verbatim.Report, `“The dam is unsafe,” the inspectors wrote in {V:a report}.`},
	{verbatim.Report, `In {V:her memoir}, Hart wrote that she had never been happy.`},
	{verbatim.Report, `“I was never happy,” Hart wrote in {V:her book}.`},
	{verbatim.Report, `The dam was unsafe, according to {V:a report by the ministry}.`},
	{verbatim.Report, `In {V:an article for the Courier}, Vance wrote that the schools were failing.`},
	{verbatim.Report, `“The schools are failing,” Vance wrote in {V:an opinion column}.`},

	{verbatim.Parliament, `The minister told {V:{A:parliament}} that the war would end.`},
	{verbatim.Parliament, `The minister told {V:{A:MPs}} that the war would end.`},
	{verbatim.Parliament, `Hale told {V:{A:the Senate Judiciary Committee}} that he had not lied.`},
	{verbatim.Parliament, `The general told {V:{A:lawmakers}} that the army was ready.`},
	{verbatim.Parliament, `The general told {V:{A:Congress}} that the army was ready.`},
	{verbatim.Parliament, `“The army is ready,” the general told {V:{A:the House of Commons}}.`},
	{verbatim.Parliament, `The general said in {V:parliament} that the army was ready.`},
	{verbatim.Parliament, `“The army is ready,” the general said at {V:a Senate hearing}.`},

	{verbatim.Court, `The driver told {V:{A:the court}} he had not slept.`},
	{verbatim.Court, `In {V:court papers}, prosecutors said that the money was gone.`},
	{verbatim.Court, `The driver told {V:{A:the jury}} that he had not slept.`},
	{verbatim.Court, `The driver told {V:{A:the judge}} that he had not slept.`},
	{verbatim.Court, `“I had not slept,” the driver said in {V:court}.`},
	{verbatim.Court, `The lawyers said in {V:a court filing} that the money was gone.`},
	{verbatim.Court, `Amadi {V:testified} that Pryce had burned the files. The jury listened.`},
	{verbatim.Court, `“I burned the files,” Amadi told {V:{A:the tribunal}}.`},
	{verbatim.Court, `Amadi told {V:{A:a jury} at Leeds Crown Court} that she had burned the files.`},
	{verbatim.Court, `In {V:a filing with the court}, the lawyers said that the will was forged.`},
	{verbatim.Report, `In {V:a filing to the stock exchange}, the bank said that it had lost the money.`},
	{verbatim.Leak, `{V:A leaked draft of the plan} says that the ward will close.`},
	{verbatim.Leak, `In {V:files leaked to the Courier}, the broker called the fund a trap.`},
	{verbatim.Parliament, `The chief constable told {V:{A:the home affairs committee}} that crime had fallen.`},
	{verbatim.PhoneCall, `“There is smoke,” the porter said in {V:an emergency call}.`},
	{"", `The coach told {A:the strike committee} that the money had run out.`},
	{"", `“The roof leaks,” Amadi said on her way to the court.`},
	{"", `At the address in Hove, a neighbour said nobody had lived there.`},
	{"", `In a call for calm, the bishop said that nobody should march.`},

	{verbatim.Meeting, `At {V:a meeting of the council}, Pryce said the deal was dead.`},
	{verbatim.Meeting, `“The deal is dead,” Pryce said at {V:a meeting in Geneva}.`},
	{verbatim.Meeting, `During {V:a meeting with the union}, Pryce said the deal was dead.`},
	{verbatim.Meeting, `Pryce said at {V:a summit in Brussels} that the deal was dead.`},
	{verbatim.Meeting, `Speaking at {V:a security conference in Munich}, the general said the army was ready.`},
	{verbatim.Meeting, `Pryce told {V:the meeting} that the deal was dead.`},
	{verbatim.Meeting, `“The deal is dead,” Pryce said at {V:the summit}.`},
	{verbatim.Meeting, `In {V:a meeting with ministers}, Pryce warned that the deal was dead.`},

	{verbatim.Communique, `In {V:a joint statement}, the ministers said the talks would go on.`},
	{verbatim.Communique, `The hospital said in {V:a press release} that the ward was open.`},
	{verbatim.Communique, `“The ward is open,” the hospital said in {V:a statement}.`},
	{verbatim.Communique, `The hospital said in {V:a written statement} that the ward was open.`},
	{verbatim.Communique, `Pryce issued {V:a statement} saying that the deal was dead.`},
	{verbatim.Communique, `“The ward is open,” the hospital said in {V:an emailed statement}.`},
	{verbatim.Communique, `The union, in {V:a statement}, said the strike would go on.`},
	{verbatim.Communique, `“The ward is open,” the hospital said in {V:a statement to {A:the Courier}}.`},

	// A place or a thing that is no setting of what is said.
	{"", `After a meeting with the union, Pryce said the deal was dead.`},
	{"", `Before the press conference, Pryce said the deal was dead.`},
	{"", `Pryce said the letter to the council was a forgery.`},
	{"", `Lindqvist, who led the talks in Geneva, said the dock would stay open.`},
	{"", `The reporters at the White House said the food was bad.`},
	{"", `Pryce said that she had told the court a lie.`},
	{"", `“I never use Twitter,” said Pryce.`},
	{"", `“It is a clause like any other,” Hart explained to an editor with the Eastmouth Post.`},
	{"", `Pryce said of the speech that it was too long.`},
}

var addressees = []setting{
	{"", `The minister promised {A:Ukraine} more ships.`},
	{"", `{A:The captain} was told by the tower that the harbour was closed.`},
	{"", `The doctors warned {A:the ministry} in {W:March} that the masks were gone.`},
	{"", `She told {A:her mother and her brother} that she was leaving.`},
	{"", `The judge asked {A:the driver} whether he had slept.`},
	{"", `The doctor urged {A:patients} to stay at home.`},
	{"", `The king promised {A:his people} that the war would end.`},
	{"", `The coastguard warned {A:sailors} that a storm was coming.`},
	{"", `“Send money,” she wrote to {A:the minister}.`},
	{"", `Pryce assured {A:investors} that the bank was safe.`},
	{"", `Hart called on {A:ministers} to resign.`},
	{"", `In reply to a question from {A:a pupil}, the author said the ending was sad.`},
	{"", `{A:Residents} were told by police that the road was closed.`},
	{"", `“Go home,” the officer told {A:them}.`},
	{"", `“Go home,” the officer said to {A:the boys}.`},
	{"", `Lindqvist told {A:him} that the dock would stay open.`},
	{"", `The general ordered {A:his soldiers} to leave the village.`},
	{"", `Writing to {A:the council}, the owner said the wall would fall.`},
	{"", `Pryce told {A:a friend of the mayor} that the deal was dead.`},
	{"", `Lindqvist asked {A:the union} to wait until March.`},
	{"", `The captain informed {A:the crew} of the danger.`},
	{"", `“You will be safe,” he assured {A:them}.`},
	{"", `The mayor promised {A:them} a new school.`},

	{"", `He told a story about a fox.`},
	{"", `Pryce said of Lindqvist that she was brave.`},
	{"", `The mayor accused the union of lying.`},
	{"", `She blamed the council for the flood.`},
	{"", `Pryce asked for more time.`},
	{"", `The director promised reforms that would save the hospital.`},
	{"", `“Is the deal dead?” asked Mr Hale.`},
	{"", `The minister ordered an inquiry into the flood.`},
	{"", `Pryce said to be safe he would leave early.`},
	{"", `The coastguard warned of a storm.`},
	{"", `Responding to the mayor’s comments, Pryce said the deal was dead.`},
	{"", `Pryce criticised the union for the strike.`},
}

var saidTimes = []setting{
	{"", `The senator said on {W:Thursday} that he would vote on {T:Friday}.`},
	{"", `Pryce said on {W:Monday} that the deal had died on {T:Sunday}.`},
	{"", `“It is over,” Pryce said late {W:Wednesday}.`},
	{"", `Speaking on {W:Thursday}, Pryce said the deal was dead.`},
	{verbatim.Communique, `In {V:a statement} {W:Tuesday}, the senator said that he would not vote.`},
	{verbatim.Interview, `In {V:an interview} on {W:Sunday}, Lindqvist said she would resign on {T:Monday}.`},
	{verbatim.Reporters, `Pryce told {V:{A:reporters}} on {W:Monday} that the deal was dead.`},
	{"", `{W:Last week}, Lindqvist said the vote on {T:Tuesday} would fail.`},
	{"", `On {W:Monday}, Pryce said the deal was dead and added that he was glad.`},
	{"", `The mayor said in {W:March 2020} that the bridge would open in {T:2021}.`},
	{verbatim.Speech, `In {V:a speech in Leeds} on {W:Friday evening}, Vance said the schools were failing.`},
	{"", `Asked on {W:Monday} whether he would resign, {A:Pryce} said no.`},

	{"", `The senator said he would vote on {T:Friday}.`},
	{"", `After the vote on {T:Monday}, Pryce said the deal was dead.`},
	{"", `Lindqvist, who was elected in {T:2016}, said the dock would stay open.`},
	{"", `Pryce said the vote, held on {T:Tuesday}, was fair.`},
	{"", `Before {T:Monday}’s debate, Pryce said he would win.`},
	{"", `Pryce said that on {T:Monday} the deal had died.`},
	{"", `Pryce said of {T:Monday}’s vote that it was fair.`},
	{"", `“I will vote on {T:Friday},” Pryce said.`},
	{"", `The ferry sank on {T:Monday}. Pryce said the engine was old.`},
}

// unsettle takes the marks out of a setting.
func unsettle(marked string) (text string, parts map[byte][]verbatim.Span) {
	var b strings.Builder
	parts = make(map[byte][]verbatim.Span)
	var labels []byte
	var starts []int
	for i := 0; i < len(marked); i++ {
		switch {
		case marked[i] == '{':
			labels, starts = append(labels, marked[i+1]), append(starts, b.Len())
			i += 2
		case marked[i] == '}':
			n := len(labels) - 1
			parts[labels[n]] = append(parts[labels[n]], verbatim.Span{Start: starts[n], End: b.Len()})
			labels, starts = labels[:n], starts[:n]
		default:
			b.WriteByte(marked[i])
		}
	}
	return b.String(), parts
}

// settled analyses text with its time expressions given.
func settled(m *analyze.Models, text string, times []verbatim.Span) *verbatim.Document {
	doc := read(m, text)
	slices.SortFunc(times, verbatim.Span.Compare)
	doc.Times = nil
	for _, t := range times {
		doc.Times = append(doc.Times, verbatim.Time{Span: t, Kind: verbatim.Date})
	}
	quote.Settings(doc)
	return doc
}

func checkSetting(t *testing.T, m *analyze.Models, c setting) {
	t.Helper()
	text, parts := unsettle(c.text)
	doc := settled(m, text, append(slices.Clone(parts['W']), parts['T']...))
	got := map[string][]string{}
	add := func(key, s string) {
		if !slices.Contains(got[key], s) {
			got[key] = append(got[key], s)
		}
	}
	for _, s := range doc.Statements {
		if s.Addressee != nil {
			add("to", s.Addressee.In(text))
		}
		if s.Venue != nil {
			add("at", string(s.Venue.Kind)+": "+s.Venue.In(text))
		}
		if s.Time >= 0 {
			add("when", doc.Times[s.Time].In(text))
		}
	}
	want := map[string][]string{}
	for _, a := range parts['A'] {
		want["to"] = append(want["to"], a.In(text))
	}
	for _, v := range parts['V'] {
		want["at"] = append(want["at"], string(c.kind)+": "+v.In(text))
	}
	for _, w := range parts['W'] {
		want["when"] = append(want["when"], w.In(text))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s\nwant %v\ngot  %v", text, want, got)
		for _, s := range doc.Statements {
			t.Logf("[%s] <%s> {%s}", join(text, s.Source), join(text, s.Cue), join(text, s.Content))
		}
	}
}

func TestVenues(t *testing.T) {
	m := load(t)
	count := map[verbatim.VenueKind]int{}
	for _, c := range venues {
		count[c.kind]++
		checkSetting(t, m, c)
	}
	for _, kind := range []verbatim.VenueKind{verbatim.Post, verbatim.PhoneCall, verbatim.PressConference, verbatim.Reporters,
		verbatim.Interview, verbatim.Speech, verbatim.Letter, verbatim.Leak, verbatim.Report, verbatim.Parliament, verbatim.Court,
		verbatim.Meeting, verbatim.Communique} {
		if count[kind] < 8 {
			t.Errorf("%d texts for %s", count[kind], kind)
		}
	}
}

func TestAddressees(t *testing.T) {
	m := load(t)
	for _, c := range addressees {
		checkSetting(t, m, c)
	}
}

func TestSaidTimes(t *testing.T) {
	m := load(t)
	for _, c := range saidTimes {
		checkSetting(t, m, c)
	}
}

// Where mentions and entities are known, an addressee is those whose heads the
// phrase has, and a venue the outlet, platform or place in it, never a person.
func TestSettingEntities(t *testing.T) {
	m := load(t)
	text := "Lindqvist told Adeyemi and Hale that the dock would stay open. In an interview with the BBC in Leeds, Vance said the schools were failing. Pryce told CNN’s Jake Tapper that he was glad."
	doc := read(m, text)
	for i, e := range []struct {
		name string
		kind verbatim.EntityKind
	}{{"Lindqvist", verbatim.Person}, {"Adeyemi", verbatim.Person}, {"Hale", verbatim.Person}, {"BBC", verbatim.Organisation},
		{"Leeds", verbatim.Place}, {"Vance", verbatim.Person}, {"Pryce", verbatim.Person}, {"CNN", verbatim.Organisation}, {"Jake Tapper", verbatim.Person}} {
		at := strings.Index(text, e.name)
		span := verbatim.Span{Start: at, End: at + len(e.name)}
		mention := verbatim.Mention{Span: span, Form: verbatim.Named, Name: span, Kind: e.kind, Entity: i}
		for k, tok := range doc.Tokens {
			if span.Contains(tok.Span) {
				mention.Head, mention.End = k, k+1
			}
		}
		mention.First = mention.Head
		doc.Mentions = append(doc.Mentions, mention)
		doc.Entities = append(doc.Entities, verbatim.Entity{Kind: e.kind, Name: span, Mentions: []int{i}})
	}
	quote.Settings(doc)
	if len(doc.Statements) != 3 {
		t.Fatalf("%d statements", len(doc.Statements))
	}
	if a := doc.Statements[0].Addressee; a == nil || !slices.Equal(a.Entities, []int{1, 2}) {
		t.Errorf("told Adeyemi and Hale: %+v", a)
	}
	if v := doc.Statements[1].Venue; v == nil || v.Entity != 3 {
		t.Errorf("in an interview with the BBC in Leeds: %+v", v)
	}
	if a, v := doc.Statements[2].Addressee, doc.Statements[2].Venue; a == nil || v == nil || !slices.Equal(a.Entities, []int{8}) || v.Entity != 7 {
		t.Errorf("told CNN’s Jake Tapper: %+v, %+v", a, v)
	}
	// A mention that nobody can be told for gives no entity.
	for i := range doc.Mentions {
		doc.Mentions[i].Entity = -1
	}
	quote.Settings(doc)
	if a, v := doc.Statements[0].Addressee, doc.Statements[1].Venue; a == nil || v == nil || len(a.Entities) > 0 || v.Entity != -1 {
		t.Errorf("without entities: %+v, %+v", a, v)
	}
}

// A setting goes over to the statement that goes on, and to no other.
func TestCarriedVenue(t *testing.T) {
	m := load(t)
	for _, c := range []struct {
		text string
		want string // of each statement, v for the venue of the first
	}{
		{"Recapping the day in a post on X, Pryce said: “The deal is dead and nobody will miss it.”\n\nHe added: “It died on Sunday.”", "vv"},
		{"In a post on X, Lindqvist said the deal was dead. She added that nobody would miss it. Pryce said he was sad.", "vv-"},
		{"“The deal is dead,” Pryce told CNN. “It died,” he continued.", "vv"},
		{"Pryce told CNN that the deal was dead. Lindqvist added that nobody would miss it.", "v-"},
		{"Pryce told CNN that the deal was dead. He said that nobody would miss it.", "v-"},
		{"In an interview, Pryce called the deal a farce and said that the port would close.", "vv"},
		{"Pryce told CNN that the deal was dead.\n\nThe ferry sank.\n\nHe added that nobody would miss it.", "v-"},
	} {
		doc := read(m, c.text)
		got := ""
		for _, s := range doc.Statements {
			switch {
			case s.Venue == nil:
				got += "-"
			case s.Venue.Span == doc.Statements[0].Venue.Span:
				got += "v"
			default:
				got += "?"
			}
		}
		if got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
