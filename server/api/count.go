package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// Timeline is statements counted by periods, in order.
type Timeline struct {
	Points []export.PointRecord `json:"points"`
}

var grains = map[string]store.Grain{"auto": store.ByFit, "day": store.ByDay, "month": store.ByMonth, "year": store.ByYear}

func (s *service) counts() {
	register(s, huma.Operation{
		OperationID: "count-statements", Path: "/facets", Summary: "Count statements by speaker, outlet, month and so on", Tags: []string{"statements"},
		Description: "Where very many match, the newest 20,000 are counted by field; counted says how many. none is how many have no value in a field, undated how many are of articles without a date; a query finds them by speaker:none, outlet:none, date:none.",
	}, func(ctx context.Context, in *struct {
		Asking
		Values int `query:"values" minimum:"1" maximum:"100" default:"10" doc:"At most so many values of each field."`
	}) (*output[export.Counts], error) {
		q, err := in.query()
		if err != nil {
			return nil, err
		}
		c, err := desk.Counts(ctx, s.store, q, in.Values)
		if err != nil {
			return nil, err
		}
		c.Schema = export.CountsSchema
		return answer(c), nil
	})

	register(s, huma.Operation{
		OperationID: "get-timeline", Path: "/timeline", Summary: "When something was said, and how often", Tags: []string{"statements"},
		Description: "Periods are of publication, UTC, each with its first statement. What is of articles without a date is a period of its own at the end, \"no date\".",
	}, func(ctx context.Context, in *struct {
		Asking
		By string `query:"by" enum:"auto,day,month,year" default:"auto" doc:"How long a period is; auto: days up to two months, months up to six years."`
	}) (*output[Timeline], error) {
		q, err := in.query()
		if err != nil {
			return nil, err
		}
		list, err := s.store.Timeline(ctx, q, grains[in.By])
		if err != nil {
			return nil, err
		}
		t := Timeline{Points: make([]export.PointRecord, 0, len(list))}
		for _, p := range list {
			t.Points = append(t.Points, export.NewPoint(export.Point{Label: p.Label(), Count: p.Count, Hit: p.First}))
		}
		return answer(t), nil
	})
}
