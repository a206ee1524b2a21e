package export

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// parse reads a document with its answers marked inside the text:
//
//	{s1 The mayor} {c1 said} {w1 the bridge “will stay”}. {f caption: A bridge}
//
// s, c and w are the source, the cue and the words of the statement with that
// number; {w2<1 …} is reported inside statement 1; f is furniture of a kind.
// Marks nest. Quotations in “ ” are found; a statement's kind follows them.
func parse(t testing.TB, marked string) *verbatim.Document {
	t.Helper()
	d := &verbatim.Document{}
	var text strings.Builder
	type open struct {
		role   byte
		number int
		kind   string
		start  int
	}
	var stack []open
	head := regexp.MustCompile(`^\{(?:([scw])(\d+)(?:<(\d+))?|f ([a-z-]+):) `)
	for i := 0; i < len(marked); {
		if m := head.FindStringSubmatch(marked[i:]); m != nil {
			i += len(m[0])
			o := open{start: text.Len(), kind: m[4]}
			if m[1] != "" {
				o.role = m[1][0]
				o.number, _ = strconv.Atoi(m[2])
				for len(d.Statements) < o.number {
					d.Statements = append(d.Statements, verbatim.Statement{Parent: -1, Act: verbatim.Say, Confidence: 0.876})
				}
				if m[3] != "" {
					parent, _ := strconv.Atoi(m[3])
					d.Statements[o.number-1].Parent = parent - 1
				}
			}
			stack = append(stack, o)
			continue
		}
		if marked[i] != '}' {
			text.WriteByte(marked[i])
			i++
			continue
		}
		i++
		o := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		s := verbatim.Span{Start: o.start, End: text.Len()}
		if o.role == 0 {
			d.Furniture = append(d.Furniture, verbatim.Furniture{Span: s, Kind: verbatim.FurnitureKind(o.kind)})
			continue
		}
		st := &d.Statements[o.number-1]
		spans := map[byte]*[]verbatim.Span{'s': &st.Source, 'c': &st.Cue, 'w': &st.Content}[o.role]
		*spans = append(*spans, s)
	}
	if len(stack) > 0 {
		t.Fatalf("fixture: %d marks are not closed", len(stack))
	}
	d.Text = text.String()
	for _, m := range regexp.MustCompile(`(?s)“[^”]*”`).FindAllStringIndex(d.Text, -1) {
		d.Quotations = append(d.Quotations, verbatim.Quotation{
			Span: verbatim.Span{Start: m[0], End: m[1]}, Open: verbatim.Span{Start: m[0], End: m[0] + len("“")},
			Close: verbatim.Span{Start: m[1] - len("”"), End: m[1]}, Parent: -1, Previous: -1, Style: verbatim.CurlyDouble,
		})
	}
	for i := range d.Statements {
		st := &d.Statements[i]
		slices.SortFunc(st.Content, verbatim.Span.Compare)
		quoted, said := 0, 0
		for _, c := range st.Content {
			said += c.Len()
			for _, q := range d.Quotations {
				if c.Contains(q.Span) {
					quoted += q.Len()
				}
			}
		}
		switch {
		case quoted == 0:
			st.Kind = verbatim.Indirect
		case quoted == said:
			st.Kind = verbatim.Direct
		default:
			st.Kind = verbatim.Mixed
		}
	}
	return d
}

// ferry is an article as a British local paper would print it.
func ferry(t testing.TB) *verbatim.Document {
	d := parse(t, `Ferry to stop in March, islanders told

{f byline: By Una Marsh, transport correspondent}

{s1 The council leader, Agnes Tully}, {c1 said} on Monday {w1 that the Hallin ferry would stop running in March}. {w2 “It is the hardest letter I have had to sign,”} {s2 she} {c2 told residents}. {w2 “There is no money for the boat.”}

{f video-fallback: To play this film, please turn on scripts in your browser}

{s3 Skipper Tom Orde, who has run the boat for thirty years,} {c3 said} {w3 {s4<3 the harbour office} had {c4<3 told} him {w4<3 the engine would “not see another winter”}}.

{c5 According to} {s5 the operator}, {w5 fewer than forty people a day made the crossing last year}. {s6 It} {c6 denied} {w6 that the timetable was to blame}.

{w7 “We will row it ourselves if we must,”} {c7 shouted} {s7 a woman at the back of the hall}.

{f related: MORE: Five islands without a doctor}
`)
	d.Path, d.Outlet, d.Byline, d.Published, d.Language = "ferry.txt", "The Sound Gazette", "Una Marsh", "2025-11-03", "en"
	d.Title = "Ferry to stop in March, islanders told"
	return d
}

// budget is an article as an American wire would send it, with a title that
// is not in the text.
func budget(t testing.TB) *verbatim.Document {
	d := parse(t, `{f dateline: CORVALE, Ohio (Lakes Wire) — }{s1 Mayor Denise Alvarez} {c1 said} Tuesday {w1 she would veto the city budget, calling the plan “a bill our children will pay”}.

{w2 “Nobody asked the bus drivers,”} {s2 Alvarez} {c2 told reporters outside City Hall}. {w2 “Nobody asked the riders.”}

{s3 Council President Ray Okafor} {c3 said} {w3 he was “surprised”} but {c4 promised} {w4 to hold a second vote}. 東京からの投資家 were also in town.
`)
	d.Path, d.Outlet, d.Title, d.Published, d.Language = "https://lakes.example/budget", "Lakes Wire", "Mayor to veto budget", "2025-06-10T16:05:00-04:00", "en"
	return d
}

func TestFixtures(t *testing.T) {
	d := ferry(t)
	st := d.Statements[1]
	if got := words(d.Text, st.Content); got != "“It is the hardest letter I have had to sign,” … “There is no money for the boat.”" {
		t.Errorf("content of statement 2: %s", got)
	}
	kinds := ""
	for _, s := range d.Statements {
		kinds += fmt.Sprint(s.Kind, s.Parent, " ")
	}
	if want := "indirect-1 direct-1 mixed-1 mixed2 indirect-1 indirect-1 direct-1 "; kinds != want {
		t.Errorf("kinds are %s, want %s", kinds, want)
	}
}
