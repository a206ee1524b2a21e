package main

import (
	"bufio"
	"context"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

// fill reads articles, a JSON object a line, and puts them into a record one by
// one: fill RECORD FILE. With the word "older" behind them the statements are
// noted as made by an older model.
func fill(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: fill RECORD FILE [older]")
	}
	m, err := analyze.Load()
	ts.Check(err)
	version := model.Version
	if len(args) > 2 {
		version = func(layer string) string {
			if layer == "quote" {
				return "older"
			}
			return model.Version(layer)
		}
	}
	ctx := context.Background()
	s, err := store.Open(ctx, ts.MkAbs(args[0]), store.Options{Version: version, Command: "fill"})
	ts.Check(err)
	defer s.Close()
	for sc := bufio.NewScanner(strings.NewReader(ts.ReadFile(args[1]))); sc.Scan(); {
		d, err := ingest.Record(sc.Bytes())
		ts.Check(err)
		analyze.Document(d, m)
		_, err = s.Put(ctx, []store.Item{{Document: d, Fetched: store.Fetched{URL: d.URL, Hash: store.HashOf(sc.Bytes())}}})
		ts.Check(err)
	}
}
