package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim/alert"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// FeedList is what the record follows.
type FeedList struct {
	Feeds []Feed `json:"feeds"`
}

// Feed is a feed, a sitemap, a page or a folder that is read again and again.
// Of a folder no more than its name is told.
type Feed struct {
	Kind     string     `json:"kind"`
	URL      *string    `json:"url" doc:"Null of a folder."`
	Title    *string    `json:"title"`
	Folder   *string    `json:"folder" doc:"In which the desk has put it."`
	Outlet   *string    `json:"outlet"`
	Added    time.Time  `json:"added"`
	Fetched  *time.Time `json:"fetched" doc:"When it was last asked."`
	New      *time.Time `json:"new" doc:"When it last had something new."`
	Due      *time.Time `json:"due"`
	Failures int        `json:"failures" doc:"Since it was last read."`
	Error    *string    `json:"error"`
}

// AlertList is the alerts by name.
type AlertList struct {
	Alerts []Alert `json:"alerts"`
}

// Alert is a query that new statements are held against.
type Alert struct {
	Name      string    `json:"name"`
	Query     string    `json:"query"`
	Delivery  string    `json:"delivery" enum:"feed,webhook,stdout,desk" doc:"desk: nowhere, it was made at the desk, which shows what it finds."`
	Host      *string   `json:"host" doc:"Of a webhook. Its address is not told, for it may be a secret."`
	Created   time.Time `json:"created"`
	Delivered int       `json:"delivered"`
	Waiting   int       `json:"waiting"`
	Failing   bool      `json:"failing" doc:"The delivery that waits longest could not be made so far."`
}

// NewAlert is an alert that is to be made.
type NewAlert struct {
	Query   string  `json:"query" minLength:"1" maxLength:"4096" doc:"As of /statements."`
	Name    *string `json:"name,omitempty" minLength:"1" maxLength:"200" doc:"Else the query."`
	Webhook *string `json:"webhook,omitempty" maxLength:"2048" doc:"The address to deliver to, which must not be of a private network unless the server asks nobody who they are. Without one, verbatim alert deliver prints what is found."`
	Secret  *string `json:"secret,omitempty" minLength:"8" maxLength:"200" doc:"To sign a webhook's deliveries with; else a new one is made."`
}

// MadeAlert is an alert that was made. Secret is told this once.
type MadeAlert struct {
	Alert
	Secret *string `json:"secret"`
}

func (s *service) desk() {
	register(s, huma.Operation{
		OperationID: "get-status", Path: "/status", Summary: "The record in figures, and what fails", Tags: []string{"desk"},
	}, func(ctx context.Context, _ *struct{}) (*output[export.StatusRecord], error) {
		st, err := s.store.Status(ctx)
		if err != nil {
			return nil, err
		}
		r := export.StatusRecord{
			Record: filepath.Base(st.Path), Format: st.Format, Bytes: st.FileBytes, TextBytes: st.TextBytes, Documents: st.Documents, Articles: st.Articles,
			Statements: st.Statements, Speakers: st.Speakers, People: st.People, Feeds: st.Feeds, Alerts: st.Alerts, Waiting: st.Waiting, Outdated: st.Stale,
			Failing: []export.FailingFeed{},
		}
		for _, f := range st.Failing {
			address, _ := addressOf(f.URL)
			r.Failing = append(r.Failing, export.FailingFeed{URL: address, Failures: f.Failures, Error: reason(f), LastFetched: moment(f.LastFetched)})
		}
		return answer(r), nil
	})

	register(s, huma.Operation{
		OperationID: "list-feeds", Path: "/feeds", Summary: "What the record follows, and how it is", Tags: []string{"desk"},
	}, func(ctx context.Context, _ *struct{}) (*output[FeedList], error) {
		feeds, err := s.store.Feeds(ctx)
		if err != nil {
			return nil, err
		}
		list := FeedList{Feeds: make([]Feed, 0, len(feeds))}
		for _, f := range feeds {
			one := Feed{
				Kind: f.Kind, Title: known(f.Title), Folder: known(f.Folder), Outlet: known(f.Outlet), Added: f.Added,
				Fetched: moment(f.LastFetched), New: moment(f.LastNew), Due: moment(f.NextDue), Failures: f.Failures,
			}
			if address, ok := addressOf(f.URL); ok {
				one.URL = &address
			} else {
				one.Title = known(address)
			}
			if f.Failures > 0 {
				one.Error = known(reason(f))
			}
			list.Feeds = append(list.Feeds, one)
		}
		return answer(list), nil
	})

	register(s, huma.Operation{
		OperationID: "list-alerts", Path: "/alerts", Summary: "The alerts", Tags: []string{"desk"},
	}, func(ctx context.Context, _ *struct{}) (*output[AlertList], error) {
		alerts, err := s.store.Alerts(ctx)
		if err != nil {
			return nil, err
		}
		list := AlertList{Alerts: make([]Alert, 0, len(alerts))}
		for i := range alerts {
			list.Alerts = append(list.Alerts, alertOf(&alerts[i]))
		}
		return answer(list), nil
	})

	edits(s, huma.Operation{
		OperationID: "make-alert", Method: http.MethodPost, Path: "/alerts", Summary: "Make an alert", Tags: []string{"desk"},
		Description: "Every statement that is added from now on is held against its query.", DefaultStatus: http.StatusCreated,
		Errors: []int{http.StatusConflict},
	}, s.makeAlert)

	edits(s, huma.Operation{
		OperationID: "remove-alert", Method: http.MethodDelete, Path: "/alerts/{name}", Summary: "Remove an alert and what it has not delivered", Tags: []string{"desk"},
		DefaultStatus: http.StatusNoContent,
	}, func(ctx context.Context, in *struct {
		Name string `path:"name" maxLength:"4096" doc:"Of the alert."`
	}) (*struct{}, error) {
		err := s.store.RemoveAlert(ctx, in.Name)
		if errors.Is(err, store.ErrNotFound) {
			return nil, huma.Error404NotFound("there is no alert of that name")
		}
		return nil, err
	})
}

func (s *service) makeAlert(ctx context.Context, in *struct{ Body NewAlert }) (*output[MadeAlert], error) {
	root, err := search.Parse(in.Body.Query)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, invalid("body.query", in.Body.Query, "a query of nothing matches every statement")
	}
	a := store.Alert{Name: strings.TrimSpace(in.Body.Query), Query: in.Body.Query, Delivery: alert.Stdout, Created: s.o.Now()}
	if in.Body.Name != nil {
		a.Name = strings.TrimSpace(*in.Body.Name)
	}
	if a.Name == "" {
		return nil, invalid("body.name", "", "a name is more than white space")
	}
	made := MadeAlert{}
	switch {
	case in.Body.Webhook != nil:
		u, err := url.Parse(*in.Body.Webhook)
		if err != nil || u.Host == "" || u.Scheme != "https" && u.Scheme != "http" {
			return nil, invalid("body.webhook", *in.Body.Webhook, "must be an http or https address")
		}
		a.Delivery, a.Target, a.Public = alert.Webhook, *in.Body.Webhook, !s.user(ctx).Local
		if in.Body.Secret != nil {
			a.Secret = *in.Body.Secret
		} else {
			a.Secret = alert.NewSecret()
			made.Secret = &a.Secret
		}
	case in.Body.Secret != nil:
		return nil, invalid("body.secret", "", "a secret is for a webhook")
	}
	if err := s.store.PutAlert(ctx, a); err != nil {
		if errors.Is(err, store.ErrExists) {
			return nil, huma.Error409Conflict("there is an alert of that name already")
		}
		return nil, err
	}
	made.Alert = alertOf(&a)
	return answer(made), nil
}

func alertOf(a *store.Alert) Alert {
	out := Alert{Name: a.Name, Query: a.Query, Delivery: a.Delivery, Created: a.Created.UTC(), Delivered: a.Delivered, Waiting: a.Waiting, Failing: a.LastError != ""}
	if u, err := url.Parse(a.Target); err == nil && a.Delivery == alert.Webhook {
		out.Host = known(u.Host)
	}
	return out
}

// addressOf is what may be told of where a feed is: its address without names
// and passwords, or of a folder the last part of its path.
func addressOf(feed string) (address string, web bool) {
	u, err := url.Parse(feed)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return filepath.Base(feed), false
	}
	u.User = nil
	return u.String(), true
}

// reason is why a feed fails, as far as that may be told.
func reason(f store.Feed) string {
	address, web := addressOf(f.URL)
	if !web {
		return "the folder cannot be read"
	}
	return strings.ReplaceAll(f.LastError, f.URL, address)
}

func moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}
