package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

func statusCommand() *cobra.Command {
	var asJSON bool
	var record *string
	cmd := &cobra.Command{
		Use:                   "status [flags]",
		Short:                 "Say what the record has and whether its feeds are well",
		Long:                  "Status prints how much the record has, which feeds fail and why, and what waits.",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			st, err := s.Status(ctx)
			if err != nil {
				return err
			}
			out := statusText(st)
			if asJSON {
				out = statusJSON(st)
			}
			_, err = cmd.OutOrStdout().Write(out)
			return written(err)
		}),
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	cmd.Flags().BoolVar(&asJSON, "json", false, "print JSON")
	return cmd
}

func statusText(st store.Status) []byte {
	var b []byte
	line := func(name, format string, args ...any) {
		b = fmt.Appendf(b, "%-11s "+format+"\n", append([]any{name}, args...)...)
	}
	line("record", "%s (format %d)", export.Visible(st.Path), st.Format)
	line("size", "%s, of which %s are texts", size(st.FileBytes), size(st.StoredText))
	revised := ""
	if n := st.Documents - st.Articles; n > 0 {
		revised = fmt.Sprintf(", %s of them replaced by newer versions", thousands(n))
	}
	line("documents", "%s%s", thousands(st.Documents), revised)
	line("statements", "%s", thousands(st.Statements))
	people := ""
	if st.People > 0 {
		people = fmt.Sprintf(", %s of them known to be people", thousands(st.People))
	}
	line("speakers", "%s%s", thousands(st.Speakers), people)
	line("feeds", "%s, %s failing", thousands(st.Feeds), thousands(len(st.Failing)))
	for _, f := range st.Failing {
		since := "never fetched"
		if !f.LastFetched.IsZero() {
			since = "last fetched " + f.LastFetched.Format("2006-01-02 15:04 UTC")
		}
		b = fmt.Appendf(b, "  %s: %s (%d times, %s)\n", export.Visible(f.URL), export.Visible(f.LastError), f.Failures, since)
	}
	line("alerts", "%s, %s deliveries waiting", thousands(st.Alerts), thousands(st.Waiting))
	for _, layer := range slices.Sorted(maps.Keys(st.Stale)) {
		line("outdated", "layer %s of %s documents was made by another model: verbatim reread makes it anew", layer, thousands(st.Stale[layer]))
	}
	return b
}

// size writes a number of bytes.
func size(n int64) string {
	switch {
	case n < 1<<20:
		return fmt.Sprintf("%.0f KiB", float64(n)/(1<<10))
	case n < 1<<30:
		return fmt.Sprintf("%.1f MiB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.2f GiB", float64(n)/(1<<30))
}

func statusJSON(st store.Status) []byte {
	r := export.StatusRecord{
		Record: st.Path, Format: st.Format, Bytes: st.FileBytes, TextBytes: st.TextBytes, Documents: st.Documents, Articles: st.Articles,
		Statements: st.Statements, Speakers: st.Speakers, People: st.People, Feeds: st.Feeds, Alerts: st.Alerts, Waiting: st.Waiting, Outdated: st.Stale,
	}
	for _, f := range st.Failing {
		x := export.FailingFeed{URL: f.URL, Failures: f.Failures, Error: f.LastError}
		if !f.LastFetched.IsZero() {
			x.LastFetched = &f.LastFetched
		}
		r.Failing = append(r.Failing, x)
	}
	return export.StatusJSON(nil, r)
}

func verifyCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:   "verify [flags]",
		Short: "Check the record: its file, every document, every span, the index",
		Long: `Verify reads the whole record: the structure of its file, every document
against its address, every layer and span against its text, and every word of
the index against the documents. It prints a line for each fault and exits with
1 where there is one. It changes nothing, and others may write meanwhile.`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			line := commandProgress(cmd)
			v, err := s.Verify(ctx, func(f store.Fault) {
				line.clear()
				fmt.Fprintln(cmd.OutOrStdout(), export.Visible(strings.TrimSpace(f.ID+" "+f.Text)))
			}, line.documentsOf)
			line.clear()
			if err != nil {
				return err
			}
			if v.Faults > 0 {
				fmt.Fprintf(cmd.OutOrStdout(), "%s faults in %s documents and %s statements.\n", thousands(v.Faults), thousands(v.Documents), thousands(v.Statements))
				return status(statusFailed)
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s documents and %s statements are sound.\n", thousands(v.Documents), thousands(v.Statements))
			return written(err)
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func backupCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "backup [flags] FILE",
		Short:                 "Copy the record to a file while it is in use",
		Long:                  "Backup writes a copy of the record, as it is at one moment, to a file that does\nnot exist yet. Others may read and write the record meanwhile. The copy is a\nrecord like any other: verbatim verify --record FILE checks it.",
		Example:               "  verbatim backup record-2025-03-01.db",
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("backup: name the one file to write")
			}
			return nil
		},
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, args []string) error {
			return s.Backup(ctx, args[0])
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func compactCommand() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "compact [flags]",
		Short:                 "Make the file of the record as small as it can be",
		Long:                  "Compact merges the index into one piece and gives unused room back to the disk.\nIt needs free room of twice the file while it works, and others cannot write.",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, true, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			before, err := s.Status(ctx)
			if err != nil {
				return err
			}
			if err := s.Compact(ctx); err != nil {
				return err
			}
			after, err := s.Status(ctx)
			if err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s, was %s\n", size(after.FileBytes), size(before.FileBytes))
			return written(err)
		}),
	}
	record = recordFlag(cmd)
	return cmd
}
