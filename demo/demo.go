// Package demo has a small set of articles, written for the purpose, with which
// a record can be tried. Countries, outlets, people and events are invented.
//
// Over two weeks, five outlets follow a quarrel over herring: one carries the
// story of a wire, one rewrites it and alters a quotation, one trims it, one
// drops a negation, one corrects itself; a meeting is planned and then happens,
// an invitation is declined, a visit is called off, a meeting is denied.
package demo

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

//go:embed articles/*.txt
var files embed.FS

// Articles returns the articles, not yet analysed, in order of time.
func Articles() ([]*verbatim.Document, error) {
	names, err := fs.Glob(files, "articles/*.txt")
	if err != nil {
		return nil, err
	}
	var list []*verbatim.Document
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			return nil, err
		}
		d, err := article(string(b))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		list = append(list, d)
	}
	return list, nil
}

// article reads lines of fields and, after an empty one, the text.
func article(s string) (*verbatim.Document, error) {
	head, text, ok := strings.Cut(s, "\n\n")
	if !ok {
		return nil, errors.New("has no text after its fields")
	}
	d, err := ingest.Text([]byte(text))
	if err != nil {
		return nil, err
	}
	for line := range strings.Lines(head) {
		field, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch field {
		case "outlet":
			d.Outlet = value
		case "url":
			d.URL = value
		case "title":
			d.Title = value
		case "byline":
			d.Byline = value
		case "date":
			d.Published = value
		default:
			return nil, fmt.Errorf("field %q is not known", field)
		}
	}
	d.Path = d.URL
	return d, nil
}

// Fill analyses the articles and puts them into a record, and returns how many
// they are. Put twice, they change nothing.
func Fill(ctx context.Context, s *store.Store, analyze func(*verbatim.Document)) (int, error) {
	list, err := Articles()
	if err != nil {
		return 0, err
	}
	items := make([]store.Item, len(list))
	for i, d := range list {
		analyze(d)
		items[i].Document = d
		items[i].Fetched = store.Fetched{URL: d.URL, Time: readAt(d)}
	}
	_, err = s.Put(ctx, items)
	return len(items), err
}

// readAt is when an article may have been read first: when it came out.
func readAt(d *verbatim.Document) time.Time {
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if t, err := time.Parse(layout, d.Published); err == nil {
			return t
		}
	}
	return time.Time{}
}
