package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

func timelineCommand() *cobra.Command {
	var f searching
	var by *choice
	cmd := &cobra.Command{
		Use:   "timeline [flags] QUERY",
		Short: "Show when something was said, and how often",
		Long: `Timeline counts the statements that match by day, month or year of publication
(UTC), and prints the first statement of each. What is of articles without a date
is counted apart, at the end.` + queryHelp,
		Example: `  verbatim timeline 'speaker:trump "witch hunt"'
  verbatim timeline --by year 'climate emergency' --format csv`,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return errors.New("timeline: no query: see verbatim help timeline")
			}
			ctx := cmd.Context()
			root, err := parseQuery(cmd, queryOf(args))
			if err != nil {
				return err
			}
			s, err := openRecord(ctx, cmd, *f.record, false)
			if err != nil {
				return err
			}
			defer s.Close()
			list, err := s.Timeline(ctx, store.Query{Root: root, Old: f.old}, grains[by.value])
			if err != nil {
				return recordError(ctx, cmd, err)
			}
			w := cmd.OutOrStdout()
			l := lookOf(w, f.width, f.color.value, os.Getenv)
			most, total := 0, 0
			for _, p := range list {
				most, total = max(most, p.Count), total+p.Count
			}
			var b []byte
			if f.format.value == "csv" {
				b = export.PointCSVHeader(b)
			}
			for _, p := range list {
				point := export.Point{Label: p.Label(), Count: p.Count, Hit: p.First}
				switch f.format.value {
				case "jsonl":
					b = export.PointJSONL(b, point)
				case "csv":
					b = export.PointCSV(b, point)
				default:
					b = export.PointText(b, point, most, l.width, l.palette)
				}
			}
			if f.format.value == "text" {
				if total > 0 {
					b = append(b, '\n')
				}
				b = append(b, summaryOf(total, total, 0, store.OldestFirst)+"\n"...)
			}
			_, err = w.Write(b)
			return written(err)
		},
	}
	f.common(cmd)
	by = choose(cmd, "by", "length of a period", false, "auto", "day", "month", "year")
	cmd.Flags().BoolVar(&f.old, "all-versions", false, "count a statement in every version of its article")
	return cmd
}

var grains = map[string]store.Grain{"auto": store.ByFit, "day": store.ByDay, "month": store.ByMonth, "year": store.ByYear}
