package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/store"
)

// tries is how many requests each operation gets.
const tries = 150

// operation is one of the description.
type operation struct {
	method, path string
	Parameters   []struct {
		Name, In string
		Schema   schema
	}
	RequestBody *struct {
		Content map[string]struct{ Schema schema }
	}
	Responses map[string]struct {
		Content map[string]json.RawMessage
	}
}

type schema struct {
	Type     any
	Enum     []any
	Minimum  *float64
	Maximum  *float64
	Default  any
	Examples []any
	Ref      string `json:"$ref"`
}

// Values that are asked of everything that takes text.
var hostile = []string{
	"", " ", "\x00", "a\x00b", "../../../../etc/shadow", "%00", "' OR 1=1 --", `"`, `\"`, "(((((", strings.Repeat("(", 300), strings.Repeat("a ", 2500),
	strings.Repeat("x", 20_000), "\xff\xfe", "\u202egnp.exe", "😀", "speaker:", "speaker:(a OR", "after:9999-99-99", "-", "NOT", "a near/99999999999 b",
	"<script>alert(1)</script>", "{{.}}", "${jndi:x}", "null", "-1", "0", "99999999999999999999", "1e309", "NaN", "true", "[]", "{}", "s", "d", "v0", "s00000000", "sffff",
	"d0000000000000000000000000000000000", "kind:direct OR act:deny", "after:2025 before:2026 -kind:indirect", "A", "bri*", "a*", "*", ":", "\r\nX-Injected: 1", "..", ".", "/", "//",
}

func fetchSpec(t *testing.T, base string) (doc map[string]any, ops []operation, compile func(pointer string) *jsonschema.Schema) {
	t.Helper()
	res, err := http.Get(base + "/api/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	var spec struct {
		OpenAPI string
		Paths   map[string]map[string]json.RawMessage
	}
	if err := json.Unmarshal(raw, &spec); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(spec.OpenAPI, "3.1") {
		t.Fatalf("OpenAPI %q", spec.OpenAPI)
	}
	for path, methods := range spec.Paths {
		for method, body := range methods {
			op := operation{method: strings.ToUpper(method), path: path}
			if err := json.Unmarshal(body, &op); err != nil {
				t.Fatalf("%s %s: %v", method, path, err)
			}
			ops = append(ops, op)
		}
	}
	slices.SortFunc(ops, func(a, b operation) int { return strings.Compare(a.path+a.method, b.path+b.method) })
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource("mem:///openapi.json", parsed); err != nil {
		t.Fatal(err)
	}
	known := map[string]*jsonschema.Schema{}
	return parsed.(map[string]any), ops, func(pointer string) *jsonschema.Schema {
		if s := known[pointer]; s != nil {
			return s
		}
		s, err := c.Compile("mem:///openapi.json#" + pointer)
		if err != nil {
			t.Fatalf("%s: %v", pointer, err)
		}
		known[pointer] = s
		return s
	}
}

func escape(s string) string {
	return url.PathEscape(strings.ReplaceAll(strings.ReplaceAll(s, "~", "~0"), "/", "~1"))
}

// asker makes up requests.
type asker struct {
	r          *rand.Rand
	statements []string
	documents  []string
	events     []string
	cursors    []string // that answers gave
}

func (a *asker) pick(list []string) string { return list[a.r.IntN(len(list))] }

// value makes a value of a parameter: one that suits it, or one that does not.
func (a *asker) value(name, path string, s schema) string {
	if a.r.IntN(4) == 0 {
		return a.pick(hostile)
	}
	switch {
	case name == "cursor" && len(a.cursors) > 0 && a.r.IntN(3) > 0:
		return a.pick(a.cursors)
	case name == "id" && strings.Contains(path, "/documents/"):
		id := a.pick(a.documents)
		return id[:len(id)-a.r.IntN(3)*a.r.IntN(14)]
	case name == "id" && strings.Contains(path, "/ledger/"):
		id := a.pick(a.events)
		return id[:len(id)-a.r.IntN(3)*a.r.IntN(6)]
	case name == "id":
		id := a.pick(a.statements)
		return id[:len(id)-a.r.IntN(3)*a.r.IntN(6)]
	case name == "q":
		return a.pick([]string{"", "bridge", `"every bolt"`, "speaker:belmonte", "kind:direct -act:deny", "steel OR ferry", "after:2025-03-01", "kind:meeting", "who:okonkwo"})
	case name == "published":
		return a.pick([]string{"2025-02-13", "2025-02-13T09:30:00Z", "yesterday"})
	case name == "url":
		return a.pick([]string{"https://news.example/a", "ftp://x", "javascript:alert(1)"})
	case name == "name":
		return a.pick([]string{"bridge", "none", "a/b"})
	case name == "words":
		return a.pick([]string{"every bolt has been counted", "The steel is sound", "nobody ever said this of anything"})
	case len(s.Enum) > 0:
		return fmt.Sprint(s.Enum[a.r.IntN(len(s.Enum))])
	case s.Type == "boolean":
		return a.pick([]string{"true", "false"})
	case s.Type == "integer":
		low, high := 0, 100
		if s.Minimum != nil {
			low = int(*s.Minimum)
		}
		if s.Maximum != nil {
			high = int(*s.Maximum)
		}
		return strconv.Itoa(low - 1 + a.r.IntN(high-low+3))
	}
	return a.pick([]string{"Belmonte", "text", "bridge"})
}

// body makes a body of one of the kinds that an operation takes, or another.
func (a *asker) body(op operation) (contentType, body string) {
	kinds := []string{}
	for k := range op.RequestBody.Content {
		kinds = append(kinds, k)
	}
	slices.Sort(kinds)
	contentType = a.pick(append(kinds, kinds...))
	switch a.r.IntN(12) {
	case 0:
		contentType = a.pick([]string{"", "application/xml", "text/plain; charset=nonsense", "text/html; charset=utf-16", "multipart/form-data", ";;;", "application/json; a=b+c"})
	case 1:
		return contentType, ""
	case 2:
		return contentType, a.pick(hostile)
	case 3:
		return contentType, strings.Repeat("[", 20_000)
	case 4:
		return contentType, a.pick([]string{`{"text":1}`, `{"text":null}`, `{"query":["a"]}`, `{"query":"a","extra":1}`, `{"text":"\ud800"}`, `{"text":"`, `null`, `"text"`, `{}`, `{"query":"bridge","secret":"12345678"}`, `{"query":"(("}`, `{"query":"a","webhook":"file:///etc/shadow"}`})
	}
	article := articles[a.r.IntN(len(articles))]
	switch {
	case strings.HasSuffix(op.path, "/corrections"):
		return contentType, a.pick([]string{
			`{"verdict":"accept"}`, `{"verdict":"undo"}`, `{"verdict":"reject","note":"it is none"}`, `{"verdict":"correct","speaker":"Ana Belmonte"}`, `{"verdict":"correct","cue":[]}`,
			`{"verdict":"correct","content":[{"start":10,"end":20}]}`, `{"verdict":"correct","content":[{"start":20,"end":10}]}`, `{"verdict":"correct","source":[{"start":-9223372036854775808,"end":9223372036854775807}]}`,
			`{"verdict":"correct","unattributed":true}`, `{"verdict":"correct","source":null}`, `{"verdict":"correct","speaker":"\u0000"}`, `{"verdict":"accept","speaker":"x"}`,
		})
	case contentType == "application/json" && strings.HasSuffix(op.path, "/alerts"):
		b, _ := json.Marshal(map[string]string{"query": a.pick([]string{"bridge", "ferry OR steel", "speaker:belmonte"}), "name": "alert " + strconv.Itoa(a.r.IntN(40))})
		return contentType, string(b)
	case contentType == "application/json":
		b, _ := json.Marshal(map[string]string{"text": article.Text, "url": article.URL, "date": article.Published, "title": "A title"})
		return contentType, string(b)
	case strings.HasPrefix(contentType, "text/html"):
		return contentType, "<html><head><title>T</title></head><body><article><p>" + strings.ReplaceAll(article.Text, "\n\n", "</p><p>") + "</p></article></body></html>"
	}
	return contentType, article.Text
}

// Every operation is asked with values that suit it, that do not, and that are
// meant to do harm. None fails, none tells where the record is or how the
// program is made, and each answer is as it is described.
func TestOperationsAsDescribed(t *testing.T) {
	s, dir := record(t)
	srv := httptest.NewServer(server.New(server.Options{Store: s, Models: models(t), Version: "test", Rate: server.Rate{PerSecond: 1e6, Burst: 1e6}}))
	defer srv.Close()
	_, ops, compile := fetchSpec(t, srv.URL)
	a := &asker{r: rand.New(rand.NewPCG(7, 11))}
	hits, err := s.Events(t.Context(), store.EventQuery{Limit: 100})
	if err != nil || len(hits) == 0 {
		t.Fatal("no events", err)
	}
	for _, h := range hits {
		a.events = append(a.events, h.ID)
	}
	for stored, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		a.documents = append(a.documents, stored.Info.ID)
		for i := range stored.Document.Statements {
			a.statements = append(a.statements, store.StatementID(stored.Document, i))
		}
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, op := range ops {
		seen := map[int]int{}
		for range tries {
			path, query := op.path, url.Values{}
			for _, p := range op.Parameters {
				v := a.value(p.Name, op.path, p.Schema)
				switch p.In {
				case "path":
					path = strings.ReplaceAll(path, "{"+p.Name+"}", url.PathEscape(v))
				case "query":
					if a.r.IntN(3) > 0 {
						query.Set(p.Name, v)
					}
				}
			}
			if a.r.IntN(20) == 0 {
				query.Set(a.pick([]string{"unknown", "Q", "limit[]", "\x00"}), "1")
			}
			target := srv.URL + path
			if len(query) > 0 {
				target += "?" + query.Encode()
			}
			var body io.Reader
			contentType := ""
			if op.RequestBody != nil {
				var text string
				contentType, text = a.body(op)
				body = strings.NewReader(text)
			}
			req, err := http.NewRequestWithContext(t.Context(), op.method, target, body)
			if err != nil {
				continue // a path that no client sends
			}
			if contentType != "" {
				req.Header.Set("Content-Type", contentType)
			}
			if a.r.IntN(10) == 0 {
				req.Header.Set("Accept", a.pick([]string{"*/*", "application/json;q=0", "text/html", "application/*;q=0.1, */*;q=0", ",,;"}))
			}
			if a.r.IntN(10) == 0 {
				req.Header.Set("If-None-Match", a.pick([]string{"*", `W/"x"`, `"`, strings.Repeat("a,", 100)}))
			}
			res, err := client.Do(req)
			if err != nil {
				t.Fatalf("%s %s: %v", op.method, target, err)
			}
			answer, err := io.ReadAll(res.Body)
			res.Body.Close()
			if err != nil {
				t.Fatalf("%s %s: %v", op.method, target, err)
			}
			seen[res.StatusCode]++
			where := fmt.Sprintf("%s %.300s: %d %.500s", op.method, target, res.StatusCode, answer)
			if res.StatusCode >= 500 {
				t.Fatalf("fails: %s", where)
			}
			for _, secret := range []string{dir, "secret-folder", "hush", "password", "goroutine", ".go:", "SQL", "sqlite", "github.com"} {
				if bytes.Contains(answer, []byte(secret)) {
					t.Errorf("tells %q: %s", secret, where)
				}
			}
			if res.Header.Get("X-Injected") != "" {
				t.Errorf("header injected: %s", where)
			}
			if res.StatusCode >= 300 && res.StatusCode < 400 || res.StatusCode == http.StatusNoContent {
				continue
			}
			kind := res.Header.Get("Content-Type")
			if res.StatusCode >= 400 {
				if kind != "application/problem+json" {
					t.Errorf("an error of type %q: %s", kind, where)
				}
				check(t, compile("/components/schemas/ErrorModel"), answer, where)
				continue
			}
			status := strconv.Itoa(res.StatusCode)
			if _, ok := op.Responses[status].Content[kind]; !ok {
				t.Errorf("is not described as %s: %s", kind, where)
				continue
			}
			check(t, compile("/paths/"+escape(op.path)+"/"+strings.ToLower(op.method)+"/responses/"+status+"/content/"+escape(kind)+"/schema"), answer, where)
			var page struct{ Next *string }
			if json.Unmarshal(answer, &page) == nil && page.Next != nil && len(a.cursors) < 200 {
				a.cursors = append(a.cursors, *page.Next)
			}
		}
		if seen[200]+seen[201]+seen[204] == 0 {
			t.Errorf("%s %s never succeeded: %v", op.method, op.path, seen)
		}
		t.Logf("%-6s %-45s %v", op.method, op.path, seen)
	}
}

func check(t *testing.T, s *jsonschema.Schema, answer []byte, where string) {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(answer))
	if err != nil {
		t.Errorf("is no JSON: %v: %s", err, where)
		return
	}
	if err := s.Validate(v); err != nil {
		t.Errorf("is not as described: %v: %s", err, where)
	}
}
