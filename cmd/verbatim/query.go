package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
)

// queryOf is the query that the arguments of a command make. A shell takes the
// quotation marks off an argument; where there are several, one with a space in
// it was a phrase.
func queryOf(args []string) string {
	if len(args) == 1 {
		return args[0]
	}
	parts := make([]string, len(args))
	for i, a := range args {
		parts[i] = a
		if !strings.ContainsRune(a, ' ') || strings.ContainsAny(a, `"“”()`) || strings.Contains(a, " OR ") || strings.Contains(a, " AND ") {
			continue
		}
		field, rest := "", a
		if f, r, ok := strings.Cut(a, ":"); ok && !strings.ContainsRune(f, ' ') {
			field, rest = f+":", r
		}
		parts[i] = field + `"` + rest + `"`
	}
	return strings.Join(parts, " ")
}

// parseQuery reads a query. Where it is wrong it shows the place on standard
// error, and the error only sets the exit status.
func parseQuery(cmd *cobra.Command, query string) (*search.Node, error) {
	return parsed(cmd, query, search.Parse)
}

func parsed(cmd *cobra.Command, query string, parse func(string) (*search.Node, error)) (*search.Node, error) {
	root, err := parse(query)
	var e *search.Error
	if errors.As(err, &e) {
		fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: %s: %s\n%s", cmd.Name(), export.Visible(e.Error()), export.QueryError(nil, e))
		return nil, status(statusUsage)
	}
	return root, err
}

// queryFlags prepares a command that takes a query: a word that is left out
// looks like a flag where it comes first in an argument.
func queryFlags(cmd *cobra.Command) {
	cmd.Flags().SortFlags = false
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w; a query with a minus goes between marks: verbatim %s 'tax -china'", err, cmd.Name())
	})
}

const queryHelp = "\n\nA query, which goes between single quotation marks in a shell, is made of\n\n" + search.Syntax
