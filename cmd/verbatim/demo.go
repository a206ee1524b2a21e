package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/demo"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

func demoCommand() *cobra.Command {
	var record, addr string
	var closed, only bool
	cmd := &cobra.Command{
		Use:   "demo [flags]",
		Short: "Try it on a record of sample articles",
		Long: `Demo fills a fresh record with a few articles that were written for it, about a
quarrel over herring between two countries that do not exist, and opens the desk
on it in a browser, until it is interrupted. The record is in a folder for
temporary files unless --record names a place; the record in your data folder is
left alone.

One outlet carries the story of a wire, one rewrites it and alters a quotation,
one cuts it, one drops a "not", one corrects itself. A meeting is planned and
then happens, an invitation is declined, a visit is called off, a meeting denied.`,
		Example: `  verbatim demo
  verbatim demo --record demo.db --no-serve`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			path, n, err := fillDemo(cmd, record)
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			if _, err := fmt.Fprintf(out, "%s in %s\n", articles(n), path); err != nil {
				return written(err)
			}
			if err := suggest(out, path); err != nil || only {
				return written(err)
			}
			entities := "none"
			f := serving{record: &path, entities: &entities, addr: addr, open: !closed}
			return f.run(cmd)
		},
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&record, "record", "", "`file` of the demo's record (default a new one in a folder for temporary files)")
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:0", "`address` to answer on; port 0 takes a free one")
	cmd.Flags().BoolVar(&closed, "no-open", false, "do not open a browser")
	cmd.Flags().BoolVar(&only, "no-serve", false, "fill the record and end")
	return cmd
}

// suggest prints what to look at.
func suggest(w io.Writer, path string) error {
	_, err := fmt.Fprintf(w, `
In a terminal it is asked like this:

  verbatim search --record %[1]s 'speaker:thorsby bays'
  verbatim check --record %[1]s --speaker thorsby 'We will not sign anything that closes our waters to our own vessels'
  verbatim timeline --record %[1]s 'speaker:thorsby sign*'
  verbatim events --record %[1]s --sort oldest 'kind:meeting who:thorsby with:quill'
  verbatim search --record %[1]s --facets ''

`, shellWord(path))
	return err
}

// shellWord is a path as a POSIX shell takes it for one word.
func shellWord(path string) string {
	plain := func(r rune) bool {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == filepath.Separator || strings.ContainsRune("/._-+:,@%", r)
	}
	if path != "" && !strings.ContainsFunc(path, func(r rune) bool { return !plain(r) }) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

// fillDemo fills a record with the demo's articles and returns where it is and
// how many they are.
func fillDemo(cmd *cobra.Command, path string) (string, int, error) {
	ctx := cmd.Context()
	path, err := demoPlace(path)
	if err != nil {
		return "", 0, err
	}
	models, err := loadModels()
	if err != nil {
		return "", 0, failure{err}
	}
	s, err := openRecordFor(ctx, cmd, path, true, model.Version)
	if err != nil {
		return "", 0, err
	}
	defer s.Close()
	if err := onlyDemo(ctx, s); err != nil {
		return "", 0, recordError(ctx, cmd, err)
	}
	n, err := demo.Fill(ctx, s, analyzer(models))
	if err != nil {
		return "", 0, recordError(ctx, cmd, err)
	}
	return path, n, nil
}

// demoPlace is the file of the demo's record, which is never the user's own.
func demoPlace(path string) (string, error) {
	if path == "" {
		dir, err := os.MkdirTemp("", "verbatim-demo-")
		if err != nil {
			return "", failure{fmt.Errorf("demo: %w", err)}
		}
		return filepath.Join(dir, "record.db"), nil
	}
	if own, err := store.DefaultPath(); err == nil && sameFile(own, path) {
		return "", fmt.Errorf("demo: %s is your own record: name another file", path)
	}
	return path, nil
}

// sameFile reports whether two paths name one file, which need not exist.
func sameFile(a, b string) bool {
	if x, err := os.Stat(a); err == nil {
		if y, err := os.Stat(b); err == nil {
			return os.SameFile(x, y)
		}
	}
	a, errA := filepath.Abs(a)
	b, errB := filepath.Abs(b)
	return errA == nil && errB == nil && a == b
}

// onlyDemo makes sure that a record has nothing but the demo's articles.
func onlyDemo(ctx context.Context, s *store.Store) error {
	list, err := demo.Articles()
	if err != nil {
		return err
	}
	known := make(map[string]bool, len(list))
	for _, d := range list {
		known[store.DocumentID(d)] = true
	}
	for stored, err := range s.Documents(ctx) {
		if err != nil {
			return err
		}
		if !known[stored.Info.ID] {
			return errOthers
		}
	}
	return nil
}

var errOthers = errors.New("the record has articles that are not the demo's: name a file that does not exist yet")
