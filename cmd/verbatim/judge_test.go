package main

import (
	"context"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// judge corrects the newest statement that matches as an editor on the desk
// would: judge RECORD QUERY VERDICT BY [speaker=NAME] [content=WORDS] [note=TEXT].
func judge(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 4 {
		ts.Fatalf("usage: judge RECORD QUERY VERDICT BY [field=VALUE…]")
	}
	ctx := context.Background()
	s, err := store.Open(ctx, ts.MkAbs(args[0]), store.Options{Command: "judge"})
	ts.Check(err)
	defer s.Close()
	root, err := search.Parse(args[1])
	ts.Check(err)
	hits, err := s.Search(ctx, store.Query{Root: root, Order: store.NewestFirst, Limit: 1})
	ts.Check(err)
	if len(hits) == 0 {
		ts.Fatalf("nothing matches %s", args[1])
	}
	c := store.Correction{Statement: hits[0].ID, Verdict: args[2], By: args[3]}
	for _, field := range args[4:] {
		name, value, _ := strings.Cut(field, "=")
		switch name {
		case "speaker":
			c.Speaker = value
		case "note":
			c.Note = value
		case "content":
			at := strings.Index(hits[0].Document.Text, value)
			if at < 0 {
				ts.Fatalf("the text does not have %s", value)
			}
			c.Content = []verbatim.Span{{Start: at, End: at + len(value)}}
		default:
			ts.Fatalf("no field %s", name)
		}
	}
	_, err = s.Correct(ctx, c)
	ts.Check(err)
}
