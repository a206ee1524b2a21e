// Package desk is the questions that people ask of a record: whether it has a
// quotation, how one varies, what is ahead. Each is a function of a
// [store.Store] that returns what package export prints, so that the command
// line, the pages and the interfaces for programs answer alike.
package desk

import (
	"context"
	"slices"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// Counts counts the statements that match by each field, the first values of
// each.
func Counts(ctx context.Context, s *store.Store, q store.Query, values int) (export.Counts, error) {
	f, err := s.Facets(ctx, q, values)
	return CountsOf(&f), err
}

// CountsOf is facets as they are printed.
func CountsOf(f *store.Facets) export.Counts {
	c := export.Counts{Total: f.Total, Counted: f.Counted, Undated: f.Undated, Fields: []export.FieldCount{}}
	for _, field := range f.Fields {
		fc := export.FieldCount{Field: field.Field.String(), More: field.More, None: field.None, Values: []export.ValueCount{}}
		for _, v := range field.Values {
			// Two of one name are one to whoever reads the list, and a query finds both.
			if i := slices.IndexFunc(fc.Values, func(o export.ValueCount) bool { return o.Value == v.Label }); i >= 0 {
				fc.Values[i].Count += v.Count
				slices.SortStableFunc(fc.Values, func(a, b export.ValueCount) int { return b.Count - a.Count })
				continue
			}
			fc.Values = append(fc.Values, export.ValueCount{Value: v.Label, Kind: v.Sort, Count: v.Count})
		}
		c.Fields = append(c.Fields, fc)
	}
	return c
}

// Calendar narrows a query for events to what is planned for so many days from
// that of the newest article of the record on, as far as an article tells the
// day or at least the month.
func Calendar(ctx context.Context, s *store.Store, q *store.EventQuery, days int) error {
	newest, ok, err := s.Newest(ctx)
	if err != nil {
		return err
	}
	if ok {
		q.Since = newest.Truncate(24 * time.Hour)
		q.Until = q.Since.AddDate(0, 0, days)
	}
	q.Status, q.Told, q.Longest = verbatim.Planned, true, 31*24*time.Hour
	return nil
}
