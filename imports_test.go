package verbatim_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/verbatim-record/verbatim"

// allowed is who may import whom inside the module. A package that is missing
// here, or an import that is missing in its row, fails the test: change the
// table on purpose or not at all.
var allowed = map[string]string{
	"":                   "", // the nouns: standard library only
	"token":              "verbatim",
	"internal/linear":    "",
	"internal/crf":       "",
	"internal/boost":     "",
	"syntax":             "verbatim internal/linear",
	"quote":              "verbatim internal/crf",
	"gazetteer":          "verbatim",
	"gazetteer/registry": "verbatim gazetteer",
	"timex":              "verbatim",
	"reuse":              "verbatim",
	"event":              "verbatim",
	"entity":             "verbatim gazetteer internal/boost internal/crf internal/linear",
	"model":              "",
	"analyze":            "verbatim token syntax entity gazetteer gazetteer/registry quote timex event model",
	"read":               "verbatim analyze ingest", // a text to its statements in one call
	"internal/gz":        "",
	"fetch":              "internal/gz",
	"ingest/warc":        "internal/gz",
	"ingest/feed":        "",
	"ingest":             "verbatim fetch ingest/feed ingest/warc internal/gz",
	"gather":             "verbatim fetch ingest ingest/feed store", // from outside into the record
	"export":             "verbatim export/parquet reuse search",
	"export/parquet":     "", // rows to a file
	"search":             "verbatim",
	"internal/bounded":   "",
	"store/postings":     "internal/bounded search",                               // reads the index of words
	"store":              "verbatim internal/bounded reuse search store/postings", // keeps what the others find
	"desk":               "verbatim event export reuse search store",              // what is asked of a record
	"alert":              "verbatim desk export search store",                     // carries what the record found to people
	"server/api":         "verbatim alert analyze desk export ingest reuse search store",
	"server":             "analyze internal/bounded reuse server/account server/api store",
	"mcp":                "verbatim desk export reuse search store",                                                                // for language models
	"demo":               "verbatim ingest store",                                                                                  // articles to try it on
	"server/page":        "verbatim analyze desk export ingest reuse search server/account server/plot store",                      // the screens
	"server/account":     "store",                                                                                                  // who asks
	"internal/browser":   "",                                                                                                       // for tests and pictures
	"server/plot":        "export search",                                                                                          // figures as SVG
	"docs/pictures":      "verbatim analyze demo export internal/browser model read reuse search server/account server/page store", // of the README
	"bench/gather":       "",
	"bench/serve":        "analyze model server server/page store",
	"bench/record":       "verbatim analyze ingest model reuse search store",
	"eval":               "verbatim ingest analyze reuse syntax token",
	"train":              "verbatim analyze entity eval gazetteer ingest quote reuse syntax token",
	"cmd/verbatim":       "verbatim alert analyze demo desk entity eval export fetch gather gazetteer gazetteer/registry ingest ingest/feed mcp model quote reuse search server server/account server/page store syntax train",
}

// outside is who may import packages of other modules, and which.
var outside = map[string][]string{
	"internal/gz": {"github.com/klauspost/compress"},
	"ingest/warc": {"github.com/klauspost/compress"},
	"ingest": {"github.com/klauspost/compress", "codeberg.org/readeck/go-readability/v2", "golang.org/x/net", "golang.org/x/text",
		"github.com/RadhiFadlillah/whatlanggo", "github.com/wlynxg/chardet"},
	"export":           {"github.com/clipperhouse/displaywidth", "github.com/clipperhouse/uax29/v2"},
	"export/parquet":   {"github.com/parquet-go/parquet-go"},
	"store":            {"modernc.org/sqlite", "github.com/klauspost/compress"},
	"server/account":   {"golang.org/x/crypto"},
	"internal/browser": {"github.com/chromedp"},
	"cmd/verbatim":     {"github.com/modelcontextprotocol/go-sdk", "github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term", "golang.org/x/sys"},
	"server/api":       {"github.com/danielgtaylor/huma/v2"},
	"server":           {"github.com/klauspost/compress", "golang.org/x/net", "golang.org/x/time"},
	"mcp":              {"github.com/modelcontextprotocol/go-sdk", "github.com/google/jsonschema-go"},
}

func TestImports(t *testing.T) {
	list := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...")
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	for line := range strings.Lines(string(out)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(strings.TrimPrefix(fields[0], module), "/")
		row, ok := allowed[name]
		if !ok {
			t.Errorf("package %s is not in the table", fields[0])
			continue
		}
		for _, path := range fields[1:] {
			if inner, ok := strings.CutPrefix(path, module); ok {
				inner = strings.TrimPrefix(inner, "/")
				if inner == "" {
					inner = "verbatim"
				}
				if !slices.Contains(strings.Fields(row), inner) {
					t.Errorf("%s may not import %s", name, inner)
				}
				continue
			}
			if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
				continue // the standard library
			}
			if !slices.ContainsFunc(outside[name], func(m string) bool {
				return path == m || strings.HasPrefix(path, m+"/")
			}) {
				t.Errorf("%s may not import %s", name, path)
			}
		}
	}
}
