package quote_test

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
)

// A case is a text with its statements marked in it: {S:source}, {K:cue} and
// {C:content}. A number says which statement the part belongs to (1 where
// there is none), a comma shares a stretch between several: {S1,S2:Vance}.
// Parts may nest; a statement whose cue lies in the content of another is
// reported inside that one. A text without marks has no statements.
type fixture struct {
	name string
	text string
}

var fixtures = []fixture{
	// One sentence, one statement.
	{"said", `{S:Maria Lindqvist} {K:said} {C:the dock would stay open}.`},
	{"said that", `{S:The harbour master} {K:said} {C:that the north dock would stay open until March}.`},
	{"said, description before", `{S:Port director Hanna Okafor} {K:said} {C:the cranes were safe}.`},
	{"said, description after", `{S:Hanna Okafor, the port's director,} {K:said} {C:the cranes were safe}.`},
	{"says", `{S:The union} {K:says} {C:its members are tired}.`},
	{"warned that", `{S:The coastguard} {K:warned} {C:that the ferry could not dock in high winds}.`},
	{"insists", `{S:Adeyemi} {K:insists} {C:the money was never paid}.`},
	{"announced", `{S:The company} {K:announced} {C:that it would close two of its factories}.`},
	{"according to, first", `{K:According to} {S:the coroner}, {C:the signal had failed twice}.`},
	{"according to, with a clause", `{K:According to} {S:the fishing association, which has 300 members}, {C:the second ferry would have cut through the spawning grounds}.`},
	{"according to, with a clause and commas behind", `{K:According to} {S:police, who were called at noon}, {C:two men were hurt and one, a baker, was killed}.`},
	{"according to, last", `{C:The signal had failed twice}, {K:according to} {S:the coroner}.`},
	{"content before, said last", `{C:The signal had failed twice}, {S:the coroner} {K:said}.`},
	{"content before, said inverted", `{C:The bridge will reopen in June}, {K:said} {S:Anneke Dale, the county's chief engineer}.`},
	{"told X that", `{S:Pryce} {K:told} reporters {C:that the deal was dead}.`},
	{"told the court", `{S:The driver} {K:told} the court {C:that he had not slept for two days}.`},
	{"told them, no that", `{S:She} {K:told} the inquiry {C:the files had been burned}.`},
	{"added", `{S:She} {K:added} {C:that no one had been hurt}.`},
	{"denied", `{S:Mayor Tom Adeyemi} {K:denied} {C:that the city had paid for the agreement}.`},
	{"did not say", `{S:The minister} {K:did not say} {C:when the vote would be held}.`},
	{"has not said", `{S:The army} {K:has not said} {C:how many soldiers were killed}.`},
	{"believes", `{S:Lindqvist} {K:believes} {C:the quarrel is over}.`},
	{"does not believe", `{S:Lindqvist} {K:does not believe} {C:that the quarrel is over}.`},
	{"thinks", `{S:Mr Tully} {K:thinks} {C:the fire was started on purpose}.`},
	{"hopes to", `{S:The club} {K:hopes} {C:to open the new stadium in May}.`},
	{"plans to", `{S:The company} {K:plans} {C:to open twelve shops next year}.`},
	{"wants to", `{S:The senator} {K:wants} {C:to ban the sale of fireworks}.`},
	{"vowed to", `{S:The opposition leader} {K:vowed} {C:to fight the ruling}.`},
	{"refused to", `{S:Reeve} {K:refused} {C:to answer the question}.`},
	{"threatened to", `{S:The union} {K:threatened} {C:to close the port for a month}.`},
	{"promised that", `{S:The owner} {K:promised} {C:that the wages would be paid}.`},
	{"never said", `{S:Reeve} {K:never said} {C:that he was sorry}.`},
	{"where it was said", `Speaking in Brussels, {S:the minister} {K:said} {C:the war was over}.`},
	{"asked whether", `{S:Senator Okafor} {K:asked} {C:whether the bill would ever pass}.`},
	{"urged", `{S:Officials} {K:urged} {C:residents to leave their homes}.`},
	{"ruled", `{S:The court} {K:ruled} {C:that the search was unlawful}.`},
	{"showed", `{S:The report} {K:showed} {C:that most of the money was lost}.`},
	{"fears that", `{S:Shopkeepers} {K:fear} {C:that the road will stay closed until Christmas}.`},

	// Who is the source?
	{"group", `{S:Critics} {K:say} {C:the tunnel will cost too much}.`},
	{"group, counted", `{S:Two officials} {K:said} {C:the talks had collapsed}.`},
	{"unnamed", `{S:A senior official who asked not to be named} {K:said} {C:the talks had collapsed}.`},
	{"two organisations", `{S:The police and the fire service} {K:said} {C:the building was empty}.`},
	{"capital", `{S:The Kremlin} {K:said} {C:the two leaders had spoken for an hour}.`},
	{"study", `{S:A study by the University of Eastmouth} {K:found} {C:that one child in five skips breakfast}.`},
	{"spokesman for", `{S:A spokesman for the hospital} {K:said} {C:the ward was open again}.`},
	{"witness", `{S:One witness} {K:said} {C:the lorry had no lights}.`},
	{"understood", `It {K:is understood} {C:that the two men were arrested}.`},
	{"relative pronoun", `They arrested Mr Bloom, {S:who} {K:said} {C:that he was innocent}.`},
	{"relative clause in the middle", `Mr Bloom, {S:who} {K:said} {C:he was innocent}, walked free on Friday.`},
	{"possessive name", `{S:The baker's brother} {K:said} {C:the shop would never open again}.`},
	{"pronoun after a name", "{S1:Carl Roper} {K1:said} {C1:the hospital would not close}. {S2:He} {K2:said} {C2:the roof would be repaired}."},

	// Direct quotations.
	{"quotation, name after", `{C:“Nobody loses a shift over this,”} {K:said} {S:Maria Lindqvist}.`},
	{"quotation, said last", `{C:“Nobody loses a shift over this,”} {S:Lindqvist} {K:said}.`},
	{"quotation, comma before", `{S:Lindqvist} {K:said}, {C:“Nobody loses a shift over this.”}`},
	{"whose people", `But last month {S:bosses at Ferrant Ales} {K:told} her {C:the birds were a hazard}.`},
	{"no comment, and when", `{S:Haye-Lister} {K:declined} {C:to comment} last night.`},
	{"an inquest heard", `{C:The climber had checked his rope}, {S:an inquest} {K:heard} yesterday.`},
	{"they were told", `{C:The new ferries will be late}, MPs {K:were told} on Wednesday.`},
	{"inserted, before the verb", `{C:Eleven}, {S:she} {K:says}, {C:is the number of desks}.`},
	{"insists, behind", `{C:It was never about the money}, {K:insists} {S:Sophie Wretham}.`},
	{"the club announced", `{C:Striker Des Gantry has died at the age of 77}, {S:the club} {K:announced} on Sunday.`},
	{"when asked", `Bo Pell shrugged when {K:asked} {C:whether he would go}.`},
	{"question", `{C:“Where were the police?”} {K:asked} {S:Ida Bloom}.`},
	{"exclamation", `{C:“Order!”} {K:shouted} {S:the clerk}.`},
	{"two words", `{C:“No comment,”} {S:Reeve} {K:said}.`},
	{"said; and more", `{C:“It was time,”} {S:she} {K:said}; {C:“I was tired.”}`},
	{"source by age", `{C:“He never gives you an easy point,”} {K:said} {S:the 36-year-old}.`},
	{"cue in the middle", `{C:“We came here for the dock,”} {K:said} {S:Lindqvist}, {C:“and the dock stays open.”}`},
	{"cue between sentences", `{C:“We came here for the dock,”} {S:Lindqvist} {K:said}. {C:“Nobody loses a shift over this.”}`},
	{"cue between, description", `{C:“I saw the flames and I ran,”} {K:said} {S:Ida Bloom, a nurse who lives opposite}. {C:“The door was locked.”}`},
	{"tail after a quotation", `{C:“Can I keep it?”} {S:Hart} {K:asked} before leaving the room.`},
	{"told reporters", `{C:“The deal is dead,”} {S:Pryce} {K:told} reporters. {C:“It died on Sunday.”}`},
	{"added, pronoun", "{C1:“The deal is dead,”} {S1:Pryce} {K1:said}.\n\n{C2:“It died on Sunday,”} {S2:he} {K2:added}."},
	{"colon", `{S:Pryce} {K:said:} {C:“Not this year. I promise nothing about the next one.”}`},
	{"told, place, colon", `{S:Pryce} {K:told} reporters outside the Customs House: {C:“Not this year. I promise nothing about the next one.”}`},
	{"added, colon", "{S1:Pryce} {K1:said:} {C1:“The deal is dead.”}\n\n{S2:He} {K2:added:} {C2:“It died on Sunday.”}"},
	{"name and colon", "{S:Lindqvist}{K::} {C:“We are not going back on Thursday.”}"},
	{"two speakers", "{C1:“The deal is dead,”} {S1:Pryce} {K1:said}. {C2:“He is wrong,”} {K2:said} {S2:Lindqvist}."},
	{"part quoted", `{S:Pryce} {K:said} {C:the deal was “expensive but fair”}.`},
	{"called", `{S:Pryce} {K:called} {C:the deal “expensive but fair”}.`},
	{"wrote", `{C:“The pool needs a roof, not a letter,”} {S:Bram Oosterhuis} {K:wrote}.`},
	{"tweeted", `{S:Mayor Adeyemi} {K:tweeted:} {C:“Proud of every docker tonight.”}`},
	{"according to, quotation", `{K:According to} {S:the judge}, {C:the driver was “a danger to everyone”}.`},
	{"quotation over paragraphs", "{S:Priya Nandakumar} {K:said:} {C:“We have listened to every one of you.}\n\n{C:“The swimming pool will not close this winter, and nobody will lose a job.”}"},
	{"quotation over two paragraphs", "{S:Priya Nandakumar} {K:wrote:} {C:“We have listened to every one of you!}\n\n{C:“The swimming pool will not close this winter, and nobody will lose a job.”}"},
	{"paragraph continues without a cue", "{C:“We have listened to every one of you,”} {S:Nandakumar} {K:said}.\n\n{C:“The swimming pool will not close this winter, and nobody will lose a job.”}"},

	// Other marks, and marks in marks.
	{"single marks", `{C:‘Nobody loses a shift over this,’} {K:said} {S:Maria Lindqvist}.`},
	{"single marks, possessives", `{C:‘We’re not the bosses’ punchbags,’} {K:said} {S:Hester Vance, the union’s leader}.`},
	{"single marks, part quoted", `{S:The teachers’ union} {K:said} {C:its members’ pay had ‘fallen off a cliff’ since the ’90s}.`},
	{"single marks, cue between", `{C:‘It’s the ministers’ turn,’} {S:Vance} {K:said}. {C:‘The schools’ cleaners can’t wait.’}`},
	{"straight marks", `{C:"Nobody loses a shift over this,"} {K:said} {S:Maria Lindqvist}.`},
	{"straight marks, cue between", `{C:"Nobody loses a shift over this,"} {S:Lindqvist} {K:said}. {C:"That was the promise."}`},
	{"straight single marks", `{C:'Nobody loses a shift over this,'} {K:said} {S:Maria Lindqvist}.`},
	{"straight single marks, possessives", `{C:'It's the ministers' turn,'} {K:said} {S:Hester Vance}.`},
	{"low marks", `{C:„Nobody loses a shift over this,“} {K:said} {S:Maria Lindqvist}.`},
	{"guillemets", `{C:«Nobody loses a shift over this,»} {K:said} {S:Maria Lindqvist}.`},
	{"quotation in a quotation", `{C1:“{S2:He} looked at me and {K2:said}, {C2:‘You will never work here again,’}”} {S1:Doris Amadi} {K1:told} the tribunal.`},
	{"double in single", `{C:‘We sang “Harbour Lights” and went home,’} {S:Mr Tully} {K:said}.`},
	{"guillemets the other way", `{C:»Nobody loses a shift over this,«} {K:said} {S:Maria Lindqvist}.`},
	{"backticks", "{C:``Nobody loses a shift over this,''} {K:said} {S:Maria Lindqvist}."},
	{"single marks, contractions", `{C:‘I can’t, I won’t and I didn’t,’} {S:Reeve} {K:said}.`},
	{"straight single marks, contractions", `{C:'I can't, I won't and I didn't,'} {S:Reeve} {K:said}.`},
	{"stop outside the mark", `{C:“We never agreed”}, {S:Pryce} {K:said}.`},

	// Several statements in a sentence.
	{"signed", `{C:“The harbour belongs to all of us and it always will.”} {K:―} {S:Lola Hart}`},
	{"signed after a question", `{C:“Who would close a dock that pays for the whole town?”} {K:—} {S:Tom Adeyemi, mayor}`},
	{"needless to say", `Needless to say, the shops were empty by noon.`},
	{"that is to say", `The train was late, that is to say it did not come.`},
	{"adding after", `{S1,S2:Lola Hart} {K1:said} {C1:she was heartbroken}, {K2:adding} {C2:that the tour would go ahead}.`},
	{"split by the cue", `{C:The money}, {S:she} {K:said}, {C:had been spent on paint}.`},
	{"two sentences", `{S1:Police} {K1:said} {C1:the road was closed}. {S2:Residents} {K2:said} {C2:they had heard a loud bang}.`},
	{"statement and plain sentence", `The ferry was late again on Monday. {S:The owners} {K:said} {C:the engine had failed}. It arrived at noon.`},
	{"time is not content", `{S:Dale} {K:said} on Tuesday {C:that the bridge was unsafe}.`},
	{"after X said, something happened", `Shortly after {S:Pryce} {K:said} {C:the deal was dead}, the dockers walked out of the hall.`},
	{"on condition of anonymity", `{C:The plane fell in a field}, {S:an officer} {K:told} reporters on condition of anonymity because he was not allowed to speak.`},
	{"as X said", `As {S:the captain} {K:said}, {C:“The sea does not wait for anyone.”}`},
	{"headline", `{C:Port strike over}, {K:says} {S:union}`},

	// Looks like a statement and is none.
	{"title of a film", `The film “No Way Back” opens on Friday.`},
	{"title of a song", `The band closed with “Harbour Lights” and left the stage.`},
	{"scare quotes", `The “smart” meter stopped after a week.`},
	{"nickname", `Joe “the Hammer” Fox won the fight in three rounds.`},
	{"plain news", `The ferry left Eastmouth at six and reached the island two hours later.`},
	{"plain news with a person", `Lindqvist, 44, walked to the gate and sat down on a crate.`},
	{"spoke to", `The two men met for lunch in a small hotel near the station.`},
	{"ship in marks", `The “Good Hope” sank in 1921 with all hands.`},
	{"newspaper", `The Daily Mail hired a new editor in May.`},
	{"addressed", `The letter was sent to the wrong street.`},

	{"saying after", `{S1,S2:Roper} {K1:denied} {C1:the report}, {K2:saying} {C2:it was full of mistakes}.`},
	// Page furniture.
	{"video fallback", "To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video"},
	{"related headline", "{S:Pryce} {K:said} {C:the deal was dead}.\n\nMORE: ‘I waited forty hours in a corridor,’ says nurse"},
	{"read more", "{S:Pryce} {K:said} {C:the deal was dead}.\n\nRead more: Union boss says strike will go on"},
	{"contact", "{S:Pryce} {K:said} {C:the deal was dead}.\n\nGet in touch with our newsroom at desk@eastmouthcourier.example."},
	{"newsletter", "{S:Pryce} {K:said} {C:the deal was dead}.\n\nSign up to our newsletter: “The best of Eastmouth, every single morning”"},
}

// knownFailures are cases as above that come out wrong. One that comes out
// right fails the test: it belongs in the table above.
var knownFailures = []struct {
	fixture
	reason string
}{
	{fixture{"passive without source", `It {K:was reported} {C:that two men had drowned}.`}, "the empty subject is read as content"},
	{fixture{"passive with recipient", `Residents {K:were told} {C:to boil their water}.`}, "who is told is read as content"},
	{fixture{"relative clause after the name", `{C:“Where were the police?”} {K:asked} {S:Ida Bloom, who lives opposite}.`}, "the relative clause is left out of the source"},
	{fixture{"quotation over three paragraphs", "{S:The chairman} {K:told} shareholders: {C:“We have had a very bad year.}\n\n{C:“The ships were late and the docks were closed for weeks.}\n\n{C:“Next year will be better than this one was.”}"}, "the stop before the mark that is not there is left out, as after indirect content"},
	{fixture{"furniture in the middle of a quotation", "{S:Pryce} {K:said:} {C:“The deal is dead and it will stay dead.}\n\nTo view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video\n\n{C:“Nobody in this town will miss it, and neither will I.”}"}, "a quotation is not continued past furniture"},
	{fixture{"continued after a paraphrase", "{S:Cooke} {K:said} {C:the shop was safe}.\n\n{C:“Nobody who works here needs to worry about a thing.”}"}, "left without source: the next paragraph may be anybody's words"},
	{fixture{"split by according to", `{C:The signal}, {K:according to} {S:the coroner}, {C:had failed twice}.`}, "the second half is lost"},
	{fixture{"split, first half without subject", `{C:Even worse}, {S:she} {K:said}, {C:is that the road is closed}.`}, "the first half is lost"},
	{fixture{"relative clause split by the cue", `The house, {C:which} {S:she} {K:said} {C:was empty}, burned down.`}, "what follows the relative clause is read as content"},
	{fixture{"transcript", "{S1:OKAFOR}{K1::} {C1:The bill has failed and you know it.}\n\n{S2:HALE}{K2::} {C2:It has not.}"}, "lines of a transcript are not in the training data"},
	{fixture{"one source, two cues", `{S1,S2:Vance} {K1:said} {C1:the offer was an insult} and {K2:warned} {C2:that teachers would walk out}.`}, "the second statement is read into the first as well"},
	{fixture{"cue before an adverbial", `{C:The army replied}, {S:the statement} {K:added}, {C:by closing the border}.`}, "the first half is lost"},
	{fixture{"sign", `{S:The sign on the gate} {K:read:} {C:‘Closed until further notice.’}`}, "the noun nearest to the cue is read as the source"},
	{fixture{"dash ends the content", `{S:The director} {K:said} {C:she would not resign} — she has led the firm since 2011 — and left the room.`}, "a remark of the author between dashes is read as content"},
}

// minRight is the share of all cases that must come out right: fewer means that
// the model reads plain news less well than it did.
const minRight = 0.8

func TestStatements(t *testing.T) {
	m := load(t)
	for _, c := range fixtures {
		t.Run(c.name, func(t *testing.T) {
			if diff := check(t, m, c.text); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestKnownFailures(t *testing.T) {
	m := load(t)
	for _, c := range knownFailures {
		t.Run(c.name, func(t *testing.T) {
			if c.reason == "" {
				t.Error("no reason given")
			}
			if diff := check(t, m, c.text); diff == "" {
				t.Errorf("comes out right: move it to the other table (it failed because: %s)", c.reason)
			}
		})
	}
	if right, all := len(fixtures), len(fixtures)+len(knownFailures); float64(right) < minRight*float64(all) {
		t.Errorf("%d of %d cases are right", right, all)
	}
}

func load(t testing.TB) *analyze.Models {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// read analyses text as an article in plain text.
func read(m *analyze.Models, text string) *verbatim.Document {
	doc := &verbatim.Document{Text: text, Furniture: ingest.Furniture(text)}
	analyze.Document(doc, m)
	return doc
}

// statement is a statement as the marks have it.
type statement struct {
	source, cue, content []verbatim.Span
	parent               int
}

// check compares the statements of a marked text with those found, in any
// order, and returns what differs. A comma after a source is not looked at:
// the guidelines include the second of a pair.
func check(t *testing.T, m *analyze.Models, marked string) string {
	t.Helper()
	text, want, err := unmark(marked)
	if err != nil {
		t.Fatal(err)
	}
	doc := read(m, text)
	var got []statement
	for _, s := range doc.Statements {
		got = append(got, statement{s.Source, s.Cue, s.Content, s.Parent})
	}
	describe := func(all []statement) []string {
		var out []string
		for _, s := range all {
			line := fmt.Sprintf("[%s] <%s> {%s}", strings.TrimSuffix(join(text, s.source), ","), join(text, s.cue), join(text, s.content))
			if s.parent >= 0 && s.parent < len(all) {
				line += " in <" + join(text, all[s.parent].cue) + ">"
			}
			out = append(out, line)
		}
		slices.Sort(out)
		return out
	}
	w, g := describe(want), describe(got)
	if slices.Equal(w, g) {
		return ""
	}
	return fmt.Sprintf("%s\nwant %s\ngot  %s", text, strings.Join(w, "\n     "), strings.Join(g, "\n     "))
}

func join(text string, spans []verbatim.Span) string {
	var parts []string
	for _, s := range spans {
		parts = append(parts, s.In(text))
	}
	return strings.Join(parts, " … ")
}

// unmark takes the marks out of a case.
func unmark(marked string) (string, []statement, error) {
	type open struct {
		label string
		start int
	}
	var text strings.Builder
	var stack []open
	parts := make(map[int]*statement)
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '{':
			label, _, ok := strings.Cut(marked[i+1:], ":")
			if !ok || len(label) > 8 {
				return "", nil, fmt.Errorf("no label at byte %d of %q", i, marked)
			}
			stack = append(stack, open{label, text.Len()})
			i += len(label) + 1
		case '}':
			if len(stack) == 0 {
				return "", nil, fmt.Errorf("nothing to close at byte %d of %q", i, marked)
			}
			top := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			span := verbatim.Span{Start: top.start, End: text.Len()}
			for label := range strings.SplitSeq(top.label, ",") {
				n := 1
				if len(label) > 1 {
					var err error
					if n, err = strconv.Atoi(label[1:]); err != nil {
						return "", nil, fmt.Errorf("label %q in %q", label, marked)
					}
				}
				s := parts[n]
				if s == nil {
					s = &statement{parent: -1}
					parts[n] = s
				}
				switch label[:1] {
				case "S":
					s.source = append(s.source, span)
				case "K":
					s.cue = append(s.cue, span)
				case "C":
					s.content = append(s.content, span)
				default:
					return "", nil, fmt.Errorf("label %q in %q", label, marked)
				}
			}
		default:
			text.WriteByte(marked[i])
		}
	}
	if len(stack) > 0 {
		return "", nil, fmt.Errorf("%d marks left open in %q", len(stack), marked)
	}
	var out []statement
	for n := range len(parts) {
		s := parts[n+1]
		if s == nil {
			return "", nil, fmt.Errorf("no statement %d in %q", n+1, marked)
		}
		for _, spans := range [][]verbatim.Span{s.source, s.cue, s.content} {
			slices.SortFunc(spans, verbatim.Span.Compare)
		}
		out = append(out, *s)
	}
	for i := range out {
		for j := range out {
			if i != j && len(out[i].cue) > 0 && slices.ContainsFunc(out[j].content, func(c verbatim.Span) bool { return c.Contains(out[i].cue[0]) }) {
				out[i].parent = j
			}
		}
	}
	return text.String(), out, nil
}

func TestUnmark(t *testing.T) {
	text, all, err := unmark("{C1:“Aé,”} {K1:said:} {S1,S2:X} who {K2:wept}. {C1:“B {C2:c}.”}")
	if err != nil {
		t.Fatal(err)
	}
	if want := "“Aé,” said: X who wept. “B c.”"; text != want {
		t.Fatalf("text %q, not %q", text, want)
	}
	if len(all) != 2 || join(text, all[0].content) != "“Aé,” … “B c.”" || join(text, all[0].cue) != "said:" ||
		join(text, all[0].source) != "X" || join(text, all[1].source) != "X" || join(text, all[1].content) != "c" {
		t.Errorf("got %+v", all)
	}
	for _, bad := range []string{"{S:a", "a}", "{Sx:a}", "{X:a}", "{S2:a}", "{a b}"} {
		if _, _, err := unmark(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// valid reports what is wrong with the statements of doc whatever its text is.
func valid(doc *verbatim.Document) error {
	last := -1
	for i, s := range doc.Statements {
		if s.Parent >= i {
			return fmt.Errorf("statement %d: stands before statement %d that reports it", i, s.Parent)
		}
		if s.Parent >= 0 {
			for _, spans := range [][]verbatim.Span{s.Source, s.Cue, s.Content} {
				for _, x := range spans {
					if !slices.ContainsFunc(doc.Statements[s.Parent].Content, func(c verbatim.Span) bool { return c.Contains(x) }) {
						return fmt.Errorf("statement %d: %v is not in the content of statement %d", i, x, s.Parent)
					}
				}
			}
		}
		if !(s.Confidence >= 0 && s.Confidence <= 1) {
			return fmt.Errorf("statement %d: confidence %v", i, s.Confidence)
		}
		if s.Kind == "" || s.Act == "" {
			return fmt.Errorf("statement %d: kind %q, act %q", i, s.Kind, s.Act)
		}
		if len(s.Content) == 0 {
			return fmt.Errorf("statement %d: no content", i)
		}
		if s.Parent < -1 || s.Parent >= len(doc.Statements) || s.Parent == i {
			return fmt.Errorf("statement %d: parent %d of %d", i, s.Parent, len(doc.Statements))
		}
		for above, steps := s.Parent, 0; above >= 0; above = doc.Statements[above].Parent {
			if steps++; steps > len(doc.Statements) {
				return fmt.Errorf("statement %d: is reported inside itself", i)
			}
		}
		if s.Start() < last {
			return fmt.Errorf("statement %d: starts at %d, before the one in front of it", i, s.Start())
		}
		last = s.Start()
		for _, part := range []struct {
			name  string
			spans []verbatim.Span
		}{{"source", s.Source}, {"cue", s.Cue}, {"content", s.Content}} {
			end := 0
			for _, x := range part.spans {
				switch {
				case x.Start < end || x.End > len(doc.Text):
					return fmt.Errorf("statement %d: %s %v is not behind %d or ends past %d", i, part.name, x, end, len(doc.Text))
				case strings.TrimSpace(x.In(doc.Text)) == "":
					return fmt.Errorf("statement %d: %s %v is blank", i, part.name, x)
				case !boundary(doc.Text, x.Start) || !boundary(doc.Text, x.End):
					return fmt.Errorf("statement %d: %s %v cuts a character", i, part.name, x)
				}
				end = x.End
				for _, f := range doc.Furniture {
					if f.Overlaps(x) {
						return fmt.Errorf("statement %d: %s %v lies in furniture %v", i, part.name, x, f.Span)
					}
				}
			}
		}
	}
	return nil
}

func boundary(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

// words are what the drawn texts are made of: cues, names, marks in every
// style, and what could break the bookkeeping of offsets.
var words = []string{
	"said", "says", "told", "according to", "added", "denied", "that", "the deal was dead", "Maria Lindqvist", "he", "Pryce", "reporters",
	"“", "”", "‘", "’", "\"", "'", "„", "«", "»", "``", "''", ",", ".", ":", ";", "?", "—", "…", "(", ")", "\n", "\n\n", "\r\n", "\t", " ", "\u00a0",
	"didn’t", "1,200", "é", "e\u0301", "東京", "👩\u200d🚒", "\u200b", "\u202e", "\ufeff", "\x00", "MORE:", "Get in touch with us at a@b.example.",
	"To view this video please enable JavaScript", "@mayor", "https://a.example/b", strings.Repeat("x", 300),
}

func TestProperties(t *testing.T) {
	m := load(t)
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(words), rapid.String()), 0, 60).Draw(t, "parts")
		text := strings.ToValidUTF8(strings.Join(parts, rapid.SampledFrom([]string{"", " "}).Draw(t, "between")), "\ufffd")
		doc := read(m, text)
		if err := valid(doc); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		// The same text has the same statements.
		if again := read(m, text); !slices.EqualFunc(doc.Statements, again.Statements, same) {
			t.Fatalf("%q: not the same the second time", text)
		}
	})
}

func same(a, b verbatim.Statement) bool {
	return a.Kind == b.Kind && a.Act == b.Act && a.Parent == b.Parent && cmp.Compare(a.Confidence, b.Confidence) == 0 &&
		slices.Equal(a.Source, b.Source) && slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
}

// White space before and after an article moves the statements and changes
// nothing else.
func TestShifted(t *testing.T) {
	m := load(t)
	for _, c := range fixtures {
		text, _, err := unmark(c.text)
		if err != nil {
			t.Fatal(err)
		}
		plain, shifted := read(m, text).Statements, read(m, "\n\n"+text+"\n").Statements
		if !slices.EqualFunc(plain, shifted, func(a, b verbatim.Statement) bool {
			for _, spans := range [][]verbatim.Span{b.Source, b.Cue, b.Content} {
				for i := range spans {
					spans[i].Start -= 2
					spans[i].End -= 2
				}
			}
			return same(a, b)
		}) {
			t.Errorf("%s: other statements behind two line ends\n%s", c.name, text)
		}
	}
}
