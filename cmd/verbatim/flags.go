package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// choice is a flag that takes one of a few words. Its definition yields the
// check, the help and the shell completion.
type choice struct {
	value string
	words []string
}

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return strings.Join(c.words, "|") }

func (c *choice) Set(s string) error {
	if !slices.Contains(c.words, s) {
		return fmt.Errorf("must be one of %s", strings.Join(c.words, ", "))
	}
	c.value = s
	return nil
}

// choose defines the flag name of cmd. The first of words is its value where
// the flag is not given, unless that is to be empty.
func choose(cmd *cobra.Command, name, usage string, optional bool, words ...string) *choice {
	c := &choice{words: words}
	if !optional {
		c.value = words[0]
	}
	cmd.Flags().Var(c, name, usage)
	// Fails only where the flag does not exist, and it was just defined.
	_ = cmd.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// date is a flag that takes a day or an instant.
type date string

func (d *date) String() string { return string(*d) }
func (d *date) Type() string   { return "date" }

func (d *date) Set(s string) error {
	for _, layout := range []string{time.DateOnly, time.RFC3339} {
		if _, err := time.Parse(layout, s); err == nil {
			*d = date(s)
			return nil
		}
	}
	return fmt.Errorf("must be a day such as 2025-02-13 or an instant such as 2025-02-13T09:30:00Z")
}
