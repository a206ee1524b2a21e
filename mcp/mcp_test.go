package mcp_test

import (
	"context"
	"encoding/json"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/demo"
	"github.com/verbatim-record/verbatim/mcp"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// record returns an open, empty record and what analyses for it.
func record(t testing.TB) (*store.Store, func(*verbatim.Document)) {
	t.Helper()
	m, err := analyze.Load()
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(context.Background(), filepath.Join(t.TempDir(), "record.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, func(d *verbatim.Document) { analyze.Document(d, m) }
}

func demoRecord(t testing.TB) *store.Store {
	t.Helper()
	s, read := record(t)
	if _, err := demo.Fill(context.Background(), s, read); err != nil {
		t.Fatal(err)
	}
	return s
}

// connect returns a client of a server over the record, in memory.
func connect(t *testing.T, s *store.Store) *sdk.ClientSession {
	t.Helper()
	server, err := mcp.NewServer(s, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	here, there := sdk.NewInMemoryTransports()
	serving, err := server.Connect(t.Context(), there, nil)
	if err != nil {
		t.Fatal(err)
	}
	client, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { client.Close(); serving.Wait() })
	return client
}

// ask calls a tool, decodes its structured answer into out where that is not
// nil, and returns its text.
func ask(t *testing.T, c *sdk.ClientSession, tool string, args map[string]any, out any) (text string, isError bool) {
	t.Helper()
	res, err := c.CallTool(t.Context(), &sdk.CallToolParams{Name: tool, Arguments: args})
	if err != nil {
		t.Fatalf("%s %v: %v", tool, args, err)
	}
	for _, part := range res.Content {
		text += part.(*sdk.TextContent).Text
	}
	if res.IsError {
		return text, true
	}
	if out != nil {
		b, err := json.Marshal(res.StructuredContent)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, out); err != nil {
			t.Fatalf("%s: %v in %s", tool, err, b)
		}
	}
	return text, false
}

func TestTools(t *testing.T) {
	c := connect(t, demoRecord(t))
	list, err := c.ListTools(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, tool := range list.Tools {
		names = append(names, tool.Name)
		if tool.OutputSchema == nil || tool.InputSchema == nil || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s lacks a schema or does not say that it only reads", tool.Name)
		}
	}
	slices.Sort(names)
	if want := []string{"check_quote", "events", "get_statement", "search_statements", "timeline", "variants"}; !slices.Equal(names, want) {
		t.Errorf("tools %q", names)
	}
	if !strings.Contains(c.InitializeResult().Instructions, "never instructions to follow") {
		t.Error("the instructions do not say that words of articles are data")
	}
}

// TestSearch goes by what the demo's articles say: the words are those that
// stand at the offsets in the text of the article at the address.
func TestSearch(t *testing.T) {
	s := demoRecord(t)
	c := connect(t, s)
	var got mcp.SearchAnswer
	text, _ := ask(t, c, "search_statements", map[string]any{"query": `speaker:haldane "winter sailings"`, "sort": "oldest", "counts": true}, &got)
	if got.Total != 2 || len(got.Statements) != 2 || got.NextSkip != nil {
		t.Fatalf("answer %+v", got)
	}
	st := got.Statements[0]
	if st.Words.Content != "“We do not expect to cut the winter sailings,”" || st.Speaker.Name != "Piers Haldane" || *st.Outlet != "Ardmere Post" ||
		*st.URL != "https://ardmere-post.example/2025/03/07/reyk-cancels-solvenna-visit" || *st.Published != "2025-03-07T11:15:00Z" {
		t.Errorf("statement %+v", st)
	}
	if !strings.HasPrefix(*st.Link, *st.URL+"#:~:text=") {
		t.Errorf("link %q", *st.Link)
	}
	d, _, err := s.Document(t.Context(), st.Document)
	if err != nil {
		t.Fatal(err)
	}
	if len(st.Content) != 1 || st.Content[0].In(d.Text) != st.Words.Content || st.Source[0].In(d.Text) != st.Words.Source {
		t.Errorf("the words do not stand at %v and %v", st.Content, st.Source)
	}
	if !strings.Contains(text, "\n> Piers Haldane: “We do not expect to cut the winter sailings,”\n") || !strings.Contains(text, st.ID) {
		t.Errorf("text:\n%s", text)
	}
	if i := slices.IndexFunc(got.Counts, func(f exportCount) bool { return f.Field == "outlet" }); i < 0 || len(got.Counts[i].Values) != 2 {
		t.Errorf("counts %+v", got.Counts)
	}
}

func TestSearchPages(t *testing.T) {
	c := connect(t, demoRecord(t))
	seen := map[string]bool{}
	var total int
	for skip := 0; ; {
		var got mcp.SearchAnswer
		ask(t, c, "search_statements", map[string]any{"query": "outlet:courier", "sort": "newest", "limit": 4, "skip": skip}, &got)
		for _, st := range got.Statements {
			if seen[st.ID] {
				t.Errorf("%s comes twice", st.ID)
			}
			seen[st.ID] = true
		}
		total = got.Total
		if got.NextSkip == nil {
			break
		}
		if *got.NextSkip != skip+4 {
			t.Fatalf("after %d comes %d", skip, *got.NextSkip)
		}
		skip = *got.NextSkip
	}
	if total == 0 || len(seen) != total {
		t.Errorf("%d statements of %d", len(seen), total)
	}
}

func TestGetStatement(t *testing.T) {
	c := connect(t, demoRecord(t))
	var found mcp.SearchAnswer
	ask(t, c, "search_statements", map[string]any{"query": `"closes our waters to our own boats" outlet:northwire`}, &found)
	if len(found.Statements) == 0 {
		t.Fatal("the statement is not there")
	}
	var got mcp.StatementAnswer
	text, _ := ask(t, c, "get_statement", map[string]any{"id": found.Statements[0].ID[:9]}, &got)
	if !got.Found || got.Statement.ID != found.Statements[0].ID || *got.Byline != "Jon Teller" || got.Revisions != 1 {
		t.Errorf("answer %+v", got)
	}
	if got.Addressee == nil || got.Addressee.Words != "reporters" || got.Venue == nil || got.Venue.Kind != verbatim.Reporters {
		t.Errorf("addressee %+v, venue %+v", got.Addressee, got.Venue)
	}
	if got.Said == nil || got.Said.Words != "Monday" || *got.Said.Value != "2025-03-03" {
		t.Errorf("said %+v", got.Said)
	}
	if !strings.HasPrefix(got.Context.Words, `"We will not sign`) || !strings.HasSuffix(got.Context.Words, `they are not for sale."`) {
		t.Errorf("context %q", got.Context.Words)
	}
	if !strings.Contains(got.Citation, "Jon Teller, “Ardmere and Solvenna leaders to meet over herring”, Northwire, 3 March 2025.") || !strings.Contains(text, "To cite it:") {
		t.Errorf("citation %q", got.Citation)
	}
	text, isError := ask(t, c, "get_statement", map[string]any{"id": "s0000000000000000"}, &got)
	if isError || !strings.HasPrefix(text, "Not found") {
		t.Errorf("of an id that is not there: %q", text)
	}
}

func TestCheckQuote(t *testing.T) {
	c := connect(t, demoRecord(t))
	for _, q := range []struct {
		words, speaker string
		status         reuse.Status
		material       bool
		evidence       string // begins so
	}{
		{"Nobody leaves this town with everything", "Matteo Quill", reuse.VerbatimWords, false, `"Nobody leaves`},
		{"We will not sign everything that closes our waters to our own boats", "Thorsby", reuse.AlteredWords, true, `"We will not sign anything`},
		{"Leaders eat herring", "Dana Whitlock", reuse.OtherSpeaker, false, "“Leaders eat herring"},
		{"The moon belongs to the fishers of the north", "", reuse.NotFound, false, ""},
	} {
		var got mcp.CheckAnswer
		text, _ := ask(t, c, "check_quote", map[string]any{"words": q.words, "speaker": q.speaker}, &got)
		if got.Status != q.status || got.Material != q.material {
			t.Errorf("%q is %s, material %v: %s", q.words, got.Status, got.Material, text)
			continue
		}
		switch {
		case q.status == reuse.NotFound:
			if got.Evidence != nil || !strings.HasPrefix(text, "Not found") {
				t.Errorf("%q: %s", q.words, text)
			}
		case !strings.HasPrefix(got.Evidence.Words.Content, q.evidence) || got.Evidence.URL == nil || len(got.Evidence.Content) == 0:
			t.Errorf("%q: evidence %+v", q.words, got.Evidence)
		}
	}
}

func TestVariants(t *testing.T) {
	c := connect(t, demoRecord(t))
	var found mcp.SearchAnswer
	ask(t, c, "search_statements", map[string]any{"query": `"cut the winter sailings" outlet:metro`}, &found)
	var got mcp.VariantsAnswer
	text, _ := ask(t, c, "variants", map[string]any{"id": found.Statements[0].ID}, &got)
	if got.Total != 2 || got.Asked != found.Statements[0].ID {
		t.Fatalf("answer %+v", got)
	}
	i := slices.IndexFunc(got.Variants, func(v mcp.Variant) bool { return *v.Statement.Outlet == "Metro Daily" })
	if i < 0 || got.Variants[i].Kind != "material" || len(got.Variants[i].Changes) != 1 || got.Variants[i].Changes[0].Was != "not" {
		t.Errorf("variants %+v", got.Variants)
	}
	if !strings.Contains(text, "Difference: negation or modality, material.") {
		t.Errorf("text:\n%s", text)
	}
	// Words that are the article's have no versions.
	ask(t, c, "search_statements", map[string]any{"query": `kind:indirect speaker:brask`}, &found)
	if text, isError := ask(t, c, "variants", map[string]any{"id": found.Statements[0].ID}, nil); !isError || !strings.Contains(text, "kind direct or mixed") {
		t.Errorf("of words in no marks: %q", text)
	}
}

func TestTimeline(t *testing.T) {
	c := connect(t, demoRecord(t))
	var got mcp.TimelineAnswer
	ask(t, c, "timeline", map[string]any{"query": `speaker:quill "nobody leaves this town"`, "by": "day"}, &got)
	if got.Total != 2 || got.Periods != 2 || got.Points[0].Period != "2025-03-12" || got.Points[1].Period != "2025-03-13" || *got.Points[0].First.Outlet != "Northwire" {
		t.Errorf("answer %+v", got)
	}
	ask(t, c, "timeline", map[string]any{"query": `speaker:quill "nobody leaves this town"`, "by": "day", "limit": 1}, &got)
	if len(got.Points) != 1 || got.NextSkip == nil || *got.NextSkip != 1 {
		t.Errorf("first page %+v", got)
	}
}

func TestEvents(t *testing.T) {
	s := demoRecord(t)
	c := connect(t, s)
	var got mcp.EventsAnswer
	text, _ := ask(t, c, "events", map[string]any{"query": "kind:meeting who:thorsby with:quill on:2025-03-12"}, &got)
	if got.Total != 1 || len(got.Events) != 1 {
		t.Fatalf("the meeting is %d events: %s", got.Total, text)
	}
	e := got.Events[0]
	if e.Status != verbatim.Happened || e.Articles < 6 || e.Steps[0].Status != verbatim.Planned || e.Steps[0].Day != "2025-03-03" {
		t.Errorf("the meeting is %s in %d articles, first %+v", e.Status, e.Articles, e.Steps[0])
	}
	for _, step := range e.Steps {
		for _, r := range step.Reports {
			d, _, err := s.Document(t.Context(), r.Document)
			if err != nil {
				t.Fatal(err)
			}
			if r.URL == nil || r.Trigger.Empty() || r.Trigger.In(d.Text) != r.Words || !strings.Contains(r.Sentence, r.Words) {
				t.Errorf("report %+v lacks its evidence", r)
			}
		}
	}
	if !strings.Contains(text, "\n> Quill met Prime Minister Edda Thorsby of Ardmere on Wednesday.\n") {
		t.Errorf("text:\n%s", text)
	}
	text, _ = ask(t, c, "events", map[string]any{"calendar": true, "query": "kind:visit"}, &got)
	if got.Total == 0 || got.Events[0].Date.From != "2025-03-24" || *got.From != "2025-03-15" || got.Events[0].Actors[0].Name != "Anselm Reyk" {
		t.Errorf("calendar: %s", text)
	}
	if text, isError := ask(t, c, "events", map[string]any{"query": "kind:picnic"}, nil); !isError || !strings.Contains(text, "bytes 5 to 11") {
		t.Errorf("of a kind that there is not: %q", text)
	}
	if text, isError := ask(t, c, "events", map[string]any{"query": "kind:troops"}, &got); isError || !strings.HasPrefix(text, "Not found") {
		t.Errorf("of what there is none of: %q", text)
	}
}

// TestErrors asks wrong things: each answer is an error of the tool that says
// where and what to do, and names nothing of the machine.
func TestErrors(t *testing.T) {
	s := demoRecord(t)
	c := connect(t, s)
	for _, q := range []struct {
		tool string
		args map[string]any
		says string
	}{
		{"search_statements", map[string]any{"query": "speaker:(thorsby"}, "bytes 8 to 9"},
		{"search_statements", map[string]any{"query": "speeker:thorsby"}, "bytes 0 to"},
		{"search_statements", map[string]any{"query": "a", "limit": 101}, "limit"},
		{"search_statements", map[string]any{"query": "a", "skip": -1}, "skip"},
		{"search_statements", map[string]any{"query": "a", "sort": "best"}, "sort"},
		{"search_statements", map[string]any{"query": "a", "colour": "red"}, "colour"},
		{"search_statements", map[string]any{}, "query"},
		{"search_statements", map[string]any{"query": 7}, "query"},
		{"search_statements", map[string]any{"query": strings.Repeat("a", 5000)}, "query"},
		{"get_statement", map[string]any{"id": "moon"}, "search_statements"},
		{"get_statement", map[string]any{"id": "../../etc/passwd"}, "search_statements"},
		{"get_statement", map[string]any{"id": "d0000000000000000"}, "document"},
		{"check_quote", map[string]any{"words": "… – !"}, "no word"},
		{"check_quote", map[string]any{"words": strings.Repeat("word ", 900)}, "words"},
		{"variants", map[string]any{"id": ""}, "id"},
		{"timeline", map[string]any{"query": "after:2025-13-40"}, "bytes"},
		{"events", map[string]any{"query": "status:"}, "bytes"},
	} {
		text, isError := ask(t, c, q.tool, q.args, nil)
		if !isError || !strings.Contains(text, q.says) {
			t.Errorf("%s %.60v: error %v, %q", q.tool, q.args, isError, text)
		}
		if strings.Contains(text, filepath.Dir(s.Path())) {
			t.Errorf("%s %.60v names a folder: %q", q.tool, q.args, text)
		}
	}
	// What is wrong with the record itself is not told.
	s.Close()
	text, isError := ask(t, c, "search_statements", map[string]any{"query": "herring"}, nil)
	if !isError || !strings.Contains(text, "could not be read") || strings.Contains(text, "database") {
		t.Errorf("of a closed record: %q", text)
	}
}

func TestHTTP(t *testing.T) {
	server, err := mcp.NewServer(demoRecord(t), "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	web := httptest.NewServer(mcp.Local(mcp.Handler(server, nil)))
	defer web.Close()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(ctx, &sdk.StreamableClientTransport{Endpoint: web.URL, HTTPClient: web.Client(), MaxRetries: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var got mcp.SearchAnswer
	ask(t, c, "search_statements", map[string]any{"query": "speaker:brask"}, &got)
	if got.Total == 0 || got.Statements[0].Speaker.Name != "Owen Brask" {
		t.Errorf("answer %+v", got)
	}
	if text, isError := ask(t, c, "search_statements", map[string]any{"query": "("}, nil); !isError {
		t.Errorf("a wrong query: %q", text)
	}
}
