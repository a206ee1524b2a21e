package server_test

import (
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/server"
	screens "github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// Every command of docs/api.md is run, as it stands there but for the port and
// the ids, which are those of a record that is made here.
func TestCommandsOfTheDocs(t *testing.T) {
	if _, err := exec.LookPath("curl"); err != nil {
		t.Skip("not run: there is no curl on this machine")
	}
	text, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := record(t)
	pages, err := screens.New(screens.Options{Store: s})
	if err != nil {
		t.Fatal(err)
	}
	srv := serve(t, server.Options{Store: s, Models: models(t), Pages: pages})
	var statement, document, event string
	for d, err := range s.Documents(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if i := strings.Index(d.Text, "every bolt"); i < 0 {
			continue
		}
		document = d.Info.ID
		if len(d.Events) > 0 {
			event = store.EventID(d.Document, 0)
		}
		for i := range d.Statements {
			for _, c := range d.Statements[i].Content {
				if strings.Contains(c.In(d.Text), "every bolt") {
					statement = store.StatementID(d.Document, i)
				}
			}
		}
	}
	article, err := filepath.Abs("../testdata/harbour.txt")
	if err != nil {
		t.Fatal(err)
	}
	replace := strings.NewReplacer("http://127.0.0.1:8080", srv.URL, "s4be91c0d2f7a6e35", statement, "d03f2c1e5a9b84d7603f2c1e5a9b84d76", document, "va018e315a2e3d0aa", event, "@harbour.txt", "@"+article)
	n := 0
	inside := false
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "```") {
			inside = line == "```sh"
			continue
		}
		if !inside || !strings.HasPrefix(line, "curl ") {
			continue
		}
		n++
		out, err := exec.CommandContext(t.Context(), "sh", "-c", replace.Replace(strings.Replace(line, "curl ", "curl -sS --fail-with-body --max-time 60 ", 1))).CombinedOutput()
		switch {
		case err != nil:
			t.Errorf("%s: %v: %s", line, err, out)
		case strings.Contains(line, ":8080/export/statements") && !strings.Contains(string(out), "bolt"), strings.Contains(line, ":8080/search") && strings.Count(string(out), "\n") < 2:
			t.Errorf("%s: %.300s", line, out)
		case len(out) == 0 && !strings.Contains(line, "DELETE"):
			t.Errorf("%s: says nothing", line)
		}
		// The questions of the page have an answer.
		for _, empty := range []string{`"statements":[]`, `"events":[]`, `"points":[]`, `"checks":[]`} {
			if strings.Contains(string(out), empty) && !strings.Contains(line, "/read") {
				t.Errorf("%s: %s", line, empty)
			}
		}
	}
	if n < 15 {
		t.Errorf("only %d commands", n)
	}
}

// The page names every operation.
func TestDocsNameEveryOperation(t *testing.T) {
	text, err := os.ReadFile("../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	s, _ := record(t)
	srv := serve(t, server.Options{Store: s, Models: models(t)})
	_, ops, _ := fetchSpec(t, srv.URL)
	for _, op := range ops {
		last := op.path[strings.LastIndexByte(op.path, '/')+1:]
		if strings.HasPrefix(last, "{") {
			last = strings.TrimSuffix(op.path, "/"+last)
			last = last[strings.LastIndexByte(last, '/')+1:] + "/"
		}
		if !strings.Contains(string(text), "/"+last) {
			t.Errorf("%s %s is not in docs/api.md", op.method, op.path)
		}
	}
	// It is served in both forms.
	for path, kind := range map[string]string{"/api/openapi.json": "application/openapi+json", "/api/openapi.yaml": "application/openapi+yaml"} {
		res, err := http.Get(srv.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		io.Copy(io.Discard, res.Body)
		res.Body.Close()
		if res.StatusCode != 200 || res.Header.Get("Content-Type") != kind {
			t.Errorf("%s: %d %s", path, res.StatusCode, res.Header.Get("Content-Type"))
		}
	}
}
