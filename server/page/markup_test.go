package page

import (
	"html/template"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// asTemplates is what markup.go writes, as templates.
const asTemplates = `{{define "card"}}{{$c := .}}<article class="card{{if ge .Hue 0}} k{{.Hue}}{{end}}">
<p class="who">{{if .Who}}<a href="{{speaker .Key}}"><bdi>{{visible .Who}}</bdi></a>{{if .Source}} <small><bdi>{{visible .Source}}</bdi></small>{{end}}{{else}}<bdi>{{with .Source}}{{visible .}}{{else}}nobody named{{end}}</bdi>{{end}} <span class="cue"><bdi>{{visible .Cue}}</bdi></span></p>
<blockquote dir="auto"><a href="{{statement .ID}}">{{template "pieces" .Words}}</a></blockquote>
{{with .Setting}}<p class="setting">{{range $i, $s := .}}{{if $i}} · {{end}}<bdi>{{visible $s}}</bdi>{{end}}</p>{{end}}
<p class="facts">{{with .Outlet}}<bdi>{{visible .}}</bdi> · {{end}}{{if .Dated}}<time datetime="{{.Published}}">{{day .Published}}</time>{{else}}no date, fetched {{.When}}{{end}} · <a href="{{article .Document}}"><bdi>{{with .Title}}{{visible .}}{{else}}the article{{end}}</bdi></a> · {{.Kind}}, {{.Act}} · sure {{percent .Confidence}}{{if .Old}} · <strong>an older version</strong>{{end}}</p>
{{with .Judged}}<p class="facts">{{template "judgement" .}}</p>{{end}}</article>{{end}}
{{define "judgement"}}<span class="chip {{.Chip}}">{{.Verdict}}</span> by <bdi>{{visible .By}}</bdi>, {{.When}}{{with .What}}: <bdi>{{visible .}}</bdi>{{end}}{{with .Note}} – <bdi>{{visible .}}</bdi>{{end}}{{end}}
{{define "pieces"}}{{range .}}{{if .Marked}}<mark>{{visible .Text}}</mark>{{else}}{{visible .Text}}{{end}}{{end}}{{end}}
{{define "formats"}}<label for="format">Take along as</label> <select id="format" name="format">{{range .}}<option value="{{.Name}}"{{if eq .Name "csv"}} selected{{end}}>{{.Name}}: {{.About}}</option>{{end}}</select> <button>Export</button>{{end}}
{{define "facets"}}{{range .}}{{if or .Values .None}}<section><h2>{{.Title}}</h2><ul>{{range .Values}}<li><a href="{{.Link}}"{{if .Chosen}} class="chosen" aria-label="Take off {{visible .Label}}"{{end}}><bdi>{{visible .Label}}</bdi> <span class="n">{{if .Chosen}}✕{{else}}{{thousands .Count}}{{end}}</span></a></li>{{end}}{{with .None}}<li><a href="{{.Link}}" class="absent{{if .Chosen}} chosen{{end}}"{{if .Chosen}} aria-label="Take off {{.Label}}"{{end}}>{{.Label}} <span class="n">{{if .Chosen}}✕{{else}}{{thousands .Count}}{{end}}</span></a></li>{{end}}</ul>{{if .More}}<p class="note">and {{thousands .More}} more</p>{{end}}</section>{{end}}{{end}}{{end}}
{{define "rows"}}{{range .}}<tr>{{range $i, $c := .}}{{if $i}}<td>{{$c}}</td>{{else}}<th scope="row"><bdi>{{$c}}</bdi></th>{{end}}{{end}}</tr>{{end}}{{end}}`

// What is written by hand is what a template would have written, whatever the
// article, its file or a person has put into it.
func TestMarkup(t *testing.T) {
	p := &Pages{}
	reference := template.Must(template.New("").Funcs(p.funcs()).Parse(asTemplates))
	hostile := []string{
		"", "Ann Pell", `"><script>alert(1)</script>`, "O'Neil & Søns + 1 < 2", "a\x00b\u202eevil", "javascript:alert(1)", "//evil.example/", "日本語", "%2e%2e/../x?y#z", "\xff\xfe",
	}
	for i, s := range hostile {
		other := hostile[(i+3)%len(hostile)]
		same := func(name string, data any, got template.HTML) {
			t.Helper()
			var want strings.Builder
			if err := reference.ExecuteTemplate(&want, name, data); err != nil {
				t.Fatal(err)
			}
			if string(got) != want.String() {
				t.Errorf("%s of %q:\n%s\nand by the template:\n%s", name, s, got, want.String())
			}
			if strings.Contains(string(got), "<script") {
				t.Errorf("%s of %q has a script:\n%s", name, s, got)
			}
		}
		j := judgement{Verdict: "correct", Chip: "good", By: s, When: "1 May 2025", What: other, Note: s}
		same("judgement", j, judgementHTML(j))
		for _, c := range []card{
			{ID: s, Document: other, Who: s, Key: other, Source: s, Cue: other, Words: []piece{{Text: s}, {Text: other, Marked: true}}, Setting: []string{s, other}, Outlet: s, Title: other,
				Published: s, Dated: true, Kind: verbatim.Direct, Act: verbatim.Say, Confidence: 0.934, Hue: 3, Old: true, Judged: &j},
			{ID: "s1", Document: "d1", Source: s, Cue: s, When: s, Kind: verbatim.Kind(s), Act: verbatim.Act(other), Hue: -1},
		} {
			same("card", c, cardHTML(c))
		}
		link := (&searchData{Query: s}).link(s+" "+other, "newest", 20)
		list := []facet{{Title: "Speaker", Values: []facetValue{{Label: s, Count: 12345, Link: link}, {Label: other, Count: 1, Link: link, Chosen: true}}, More: 1234}, {Title: "Empty"}, {Title: s, Values: []facetValue{{Label: "x", Link: link}}}}
		same("facets", list, facetsHTML(list))
		forms := []exportFormat{{"csv", s}, {s, other}}
		same("formats", forms, formatsHTML(forms))
		rows := [][]string{{s, other}, {other}, {}}
		same("rows", rows, rowsHTML(rows))
	}
	var m markup
	if m.link("javascript:alert(1)"); strings.Contains(m.String(), "javascript") {
		t.Errorf("a link leads off the desk: %s", m.String())
	}
}
