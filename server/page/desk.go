package page

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// deskData is what the desk screen shows.
type deskData struct {
	Newest  string // time of the newest article
	Feeds   []feedRow
	Total   int // of feeds
	Failing int
	Waiting int  // feeds that are due
	Unread  bool // there are feeds, and no program reads them
	Before  string
	After   string
	Alerts  []alertRow
	AlertsN int
	Done    string // what a form has just done

	AlertForm, FeedForm retyped
	Starters            []folder // of feeds that come with the program and are not followed yet

	from int // the first feed that is shown
}

// folder is a folder of feeds, and how many it has.
type folder struct {
	Name  string
	Count int
}

// feedRow is a feed and how it is.
type feedRow struct {
	Name, Address   string
	Link            string // of the web
	Kind            string
	Folder          string
	Health          string // ok, failing, new, quiet
	Chip            string
	Success, New    string
	Next            string
	Failures        int
	Error           string
	Remove          string // see nameOf
	Outlet          string
	NeverSuccessful bool
}

// alertRow is an alert with what it has found last.
type alertRow struct {
	Name, Query, Search string
	Remove              string // see nameOf
	Delivery            string
	Created             string
	Delivered, Waiting  int
	Behind              bool // somebody waits for deliveries
	Error               string
	Finds               []find
}

type find struct {
	When, Who, Link string
	Words           string
}

// How many feeds and alerts the desk shows at a time, and finds of an alert.
const (
	deskFeeds  = 40
	deskAlerts = 20
	alertFinds = 2
)

func (p *Pages) desk(r *http.Request) (*view, error) {
	ctx := r.Context()
	form := r.URL.Query()
	feeds, err := p.o.Store.Feeds(ctx)
	if err != nil {
		return nil, err
	}
	alerts, err := p.o.Store.Alerts(ctx)
	if err != nil {
		return nil, err
	}
	d := &deskData{Total: len(feeds), AlertsN: len(alerts), Done: doneWords[form.Get("done")]}
	d.AlertForm, _ = retypedOf(r, "alert")
	if f, ok := retypedOf(r, "feed"); ok {
		if u, err := url.Parse(f.Get("url")); err == nil && u.User != nil {
			u.User = nil // no page has a password in it
			f.Typed.Set("url", u.String())
		}
		d.FeedForm = f
	}
	d.Starters = foldersOf(p.startersBeside(feeds))
	d.Unread = len(feeds) > 0 && p.o.Followed != nil && !p.o.Followed()
	now := p.o.Now()
	for i := range feeds {
		if feeds[i].Failures > 0 {
			d.Failing++
		}
		if !feeds[i].NextDue.After(now) {
			d.Waiting++
		}
	}
	// Those that need somebody come first.
	slices.SortStableFunc(feeds, func(a, b store.Feed) int {
		return cmp.Or(cmp.Compare(b.Failures, a.Failures), cmp.Compare(a.Folder, b.Folder), cmp.Compare(a.URL, b.URL))
	})
	v := &view{Template: "desk.html", Title: "Desk", Place: "desk", Data: d}
	v.Less = d.less
	v.JSON = map[string]any{"feeds": feedsJSON(feeds), "alerts": alertsJSON(alerts)}
	v.CSV = func(dst []byte) []byte { return feedsCSV(dst, feeds) }
	if ctx.Value(formKey{}) != nil {
		return v, nil
	}
	from, _ := strconv.Atoi(form.Get("from"))
	from = min(max(from, 0), max(len(feeds)-1, 0))
	d.from = from
	if from > 0 {
		d.Before = "/desk?from=" + strconv.Itoa(max(from-deskFeeds, 0)) + "#h-feeds"
	}
	if from+deskFeeds < len(feeds) {
		d.After = "/desk?from=" + strconv.Itoa(from+deskFeeds) + "#h-feeds"
	}
	for i := range feeds[from:min(len(feeds), from+deskFeeds)] {
		d.Feeds = append(d.Feeds, feedRowOf(&feeds[from+i], now))
	}
	if newest, ok, err := p.o.Store.Newest(ctx); err != nil {
		return nil, err
	} else if ok {
		d.Newest = newest.Format("2 January 2006 15:04 UTC")
	}
	// The newest alerts are those somebody waits for.
	slices.SortStableFunc(alerts, func(a, b store.Alert) int { return b.Created.Compare(a.Created) })
	for i := range alerts[:min(len(alerts), deskAlerts)] {
		row, err := p.alertRowOf(ctx, &alerts[i])
		if err != nil {
			return nil, err
		}
		d.Alerts = append(d.Alerts, row)
	}
	return v, nil
}

// less takes feeds off the page, which are then on the next, and then alerts.
func (d *deskData) less() bool {
	if n := len(d.Feeds); n > 8 {
		d.Feeds = d.Feeds[:n*2/3]
		d.After = "/desk?from=" + strconv.Itoa(d.from+len(d.Feeds)) + "#h-feeds"
		return true
	}
	if n := len(d.Alerts); n > 1 {
		d.Alerts = d.Alerts[:n*2/3]
		return true
	}
	return false
}

// nameOf is how a form names a feed or an alert: by a hash, for its address may
// have a password in it, and its name any length.
func nameOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:12])
}

// feedAddress is what may be told of where a feed is: its address without names
// and passwords, or of a folder no more than its name.
func feedAddress(feed string) (address string, onWeb bool) {
	u, err := url.Parse(feed)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return path.Base(strings.ReplaceAll(feed, `\`, "/")), false
	}
	u.User = nil
	return u.String(), true
}

// feedError is why a feed fails, as far as that may be told: the error of a
// folder names it.
func feedError(f *store.Feed) string {
	address, onWeb := feedAddress(f.URL)
	if !onWeb {
		return "the folder cannot be read"
	}
	return strings.ReplaceAll(f.LastError, f.URL, address)
}

func feedRowOf(f *store.Feed, now time.Time) feedRow {
	r := feedRow{Kind: f.Kind, Folder: shorten(f.Folder, 60), Outlet: shorten(f.Outlet, 60), Failures: f.Failures, Success: "never", New: "never", Remove: nameOf(f.URL)}
	address, onWeb := feedAddress(f.URL)
	r.Address = shorten(address, 120)
	if onWeb && len(address) < 400 {
		r.Link = web(address)
	}
	r.Name = shorten(cmp.Or(f.Title, f.Outlet, address), 80)
	if !f.LastNew.IsZero() {
		r.New = since(f.LastNew, now)
	}
	switch {
	case f.Failures > 0:
		r.Health, r.Chip, r.Error = "failing", "bad", shorten(feedError(f), 200)
		r.Success = "not at the last " + plural(f.Failures, "attempt")
		r.NeverSuccessful = f.LastNew.IsZero()
	case f.LastFetched.IsZero():
		r.Health, r.Chip = "not read yet", "plan"
	case !f.LastNew.IsZero() && now.Sub(f.LastNew) > 14*24*time.Hour:
		r.Health, r.Chip, r.Success = "quiet", "warn", since(f.LastFetched, now)
	default:
		r.Health, r.Chip, r.Success = "well", "good", since(f.LastFetched, now)
	}
	switch {
	case f.NextDue.IsZero(), !f.NextDue.After(now):
		r.Next = "now"
	default:
		r.Next = "in " + span(f.NextDue.Sub(now))
	}
	return r
}

// since says how long ago something was.
func since(t, now time.Time) string {
	if d := now.Sub(t); d >= 0 && d < 48*time.Hour {
		return span(d) + " ago"
	}
	return t.Format("2 January 2006")
}

// span writes a length of time in its largest unit.
func span(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "a minute"
	case d < 2*time.Hour:
		return plural(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return plural(int(d/time.Hour), "hour")
	}
	return plural(int(d/(24*time.Hour)), "day")
}

func (p *Pages) alertRowOf(ctx context.Context, a *store.Alert) (alertRow, error) {
	r := alertRow{Name: shorten(a.Name, 120), Remove: nameOf(a.Name), Query: shorten(a.Query, 300), Delivered: a.Delivered, Waiting: a.Waiting, Created: a.Created.Format("2 January 2006"), Delivery: "shown here"}
	if link := "/search?" + (url.Values{"q": {a.Query}, "sort": {"newest"}}).Encode(); len(link) < 1000 {
		r.Search = link
	}
	switch a.Delivery {
	case "webhook":
		// Its address may be a secret.
		r.Delivery = "to a webhook"
		if u, err := url.Parse(a.Target); err == nil && u.Host != "" {
			r.Delivery = "to " + shorten(u.Hostname(), 80)
		}
	case "feed":
		r.Delivery = "to a feed file"
	case "stdout":
		r.Delivery = "shown here, and printed by verbatim alert deliver"
	}
	r.Behind = a.Waiting > 0 && a.Delivery != "stdout" && a.Delivery != "desk"
	if a.LastError != "" {
		r.Error = "The last delivery failed; the server's log says why."
		if _, err := search.Parse(a.Query); err != nil {
			r.Error = "The query can no longer be read: " + shorten(err.Error(), 200)
		}
	}
	list, err := p.o.Store.Latest(ctx, a.Name, alertFinds)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return r, err
	}
	for i := range list {
		h := &list[i].Hit
		who, source := export.WhoSaid(h.Document, h.Index)
		r.Finds = append(r.Finds, find{dayOf(h), shorten(cmp.Or(who, source, "nobody named"), 60), "/statements/" + h.ID,
			shorten(export.Words(h.Document.Text, h.Statement().Content), 140)})
	}
	return r, nil
}

// doneWords are what the forms of the desk say when they are done. The address
// names one, so that nobody can put words of their own on the page.
var doneWords = map[string]string{
	"feed": "The feed is followed from now on.", "starters": "The feeds are followed from now on.", "unfollowed": "The feed is no longer followed. What came from it stays in the record.",
	"alert": "The alert is made. Every statement that is added from now on is held against it.", "silenced": "The alert is gone.",
}

// may returns a refusal where whoever asks may not do something.
func may(allowed bool, who string) error {
	if !allowed {
		return problem{http.StatusForbidden, "Only " + who + " may do that."}
	}
	return nil
}

func (p *Pages) addFeed(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Admin, "an admin"); err != nil {
		return "", err
	}
	address := strings.TrimSpace(r.PostForm.Get("url"))
	parsed, err := url.Parse(address)
	if err != nil || web(address) == "" || len(address) > 2000 {
		return "", wrongFeed(http.StatusBadRequest, "A feed is followed at an http or https address, without a password in it.")
	}
	parsed.Fragment = ""
	f := store.Feed{URL: parsed.String(), Kind: "feed", Outlet: oneLine(r.PostForm.Get("outlet"), 200), Folder: oneLine(r.PostForm.Get("folder"), 200)}
	if strings.Contains(strings.ToLower(parsed.Path), "sitemap") {
		f.Kind = "sitemap"
	}
	if _, err := p.o.Store.Feed(r.Context(), f.URL); err == nil {
		return "", wrongFeed(http.StatusConflict, "The feed is followed already.")
	} else if !errors.Is(err, store.ErrNotFound) {
		return "", err
	}
	if p.o.Refused != nil {
		if err := p.o.Refused(r.Context(), f.URL); err != nil {
			return "", wrongFeed(http.StatusBadRequest, "The address "+err.Error()+".")
		}
	}
	return "/desk?done=feed", p.o.Store.PutFeed(r.Context(), f)
}

// startersBeside returns the feeds that come with the program and are not followed.
func (p *Pages) startersBeside(feeds []store.Feed) []store.Feed {
	have := make(map[string]bool, len(feeds))
	for i := range feeds {
		have[feeds[i].URL] = true
	}
	var out []store.Feed
	for _, f := range p.o.Starters {
		if !have[f.URL] {
			out = append(out, f)
		}
	}
	return out
}

func foldersOf(feeds []store.Feed) []folder {
	count := make(map[string]int)
	for i := range feeds {
		count[feeds[i].Folder]++
	}
	var out []folder
	for _, name := range slices.Sorted(maps.Keys(count)) {
		out = append(out, folder{name, count[name]})
	}
	return out
}

func (p *Pages) addStarters(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Admin, "an admin"); err != nil {
		return "", err
	}
	feeds, err := p.o.Store.Feeds(r.Context())
	if err != nil {
		return "", err
	}
	found := false
	for _, f := range p.startersBeside(feeds) {
		if f.Folder != r.PostForm.Get("folder") {
			continue
		}
		found = true
		if err := p.o.Store.PutFeed(r.Context(), f); err != nil {
			return "", err
		}
	}
	if !found {
		return "", problem{http.StatusNotFound, "No feed that comes with the program is in that folder and not followed yet."}
	}
	return "/desk?done=starters#h-feeds", nil
}

func wrongFeed(status int, text string) error {
	return &mistake{problem{status, text}, "feed", "url"}
}

func (p *Pages) removeFeed(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Admin, "an admin"); err != nil {
		return "", err
	}
	feeds, err := p.o.Store.Feeds(r.Context())
	if err != nil {
		return "", err
	}
	err = store.ErrNotFound
	for i := range feeds {
		if nameOf(feeds[i].URL) == r.PostForm.Get("feed") {
			err = p.o.Store.RemoveFeed(r.Context(), feeds[i].URL)
		}
	}
	if errors.Is(err, store.ErrNotFound) {
		return "", problem{http.StatusNotFound, "There is no such feed: somebody else may have removed it."}
	}
	return "/desk?done=unfollowed", err
}

func (p *Pages) addAlert(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Editor, "an editor"); err != nil {
		return "", err
	}
	query := strings.TrimSpace(typed(r.PostForm.Get("query")))
	a := store.Alert{Query: query, Name: cmp.Or(oneLine(r.PostForm.Get("name"), 200), shorten(query, 200)), Delivery: "desk"}
	root, err := search.Parse(query)
	switch {
	case err != nil:
		return "", &mistake{problem{http.StatusBadRequest, "The query cannot be read: " + err.Error() + "."}, "alert", "query"}
	case root == nil:
		return "", &mistake{problem{http.StatusBadRequest, "An alert needs a query: one of nothing would find every statement."}, "alert", "query"}
	}
	if err := p.o.Store.PutAlert(r.Context(), a); err != nil {
		if errors.Is(err, store.ErrExists) {
			return "", &mistake{problem{http.StatusConflict, "There is an alert of that name already: choose another name."}, "alert", "name"}
		}
		return "", err
	}
	return "/desk?done=alert#h-alerts", nil
}

func (p *Pages) removeAlert(r *http.Request) (string, error) {
	u, _ := userOf(r)
	if err := may(u.Editor, "an editor"); err != nil {
		return "", err
	}
	alerts, err := p.o.Store.Alerts(r.Context())
	if err != nil {
		return "", err
	}
	err = store.ErrNotFound
	for i := range alerts {
		if nameOf(alerts[i].Name) == r.PostForm.Get("alert") {
			err = p.o.Store.RemoveAlert(r.Context(), alerts[i].Name)
		}
	}
	if errors.Is(err, store.ErrNotFound) {
		return "", problem{http.StatusNotFound, "There is no such alert: somebody else may have removed it."}
	}
	return "/desk?done=silenced#h-alerts", err
}

// oneLine is what somebody typed as one line of at most so many bytes.
func oneLine(s string, most int) string {
	return shorten(typed(strings.Join(strings.Fields(s), " ")), most)
}

func feedsJSON(feeds []store.Feed) any {
	type feed struct {
		Address  string  `json:"address"`
		Kind     string  `json:"kind"`
		Title    string  `json:"title"`
		Folder   string  `json:"folder"`
		Outlet   string  `json:"outlet"`
		Fetched  *string `json:"fetched"`
		New      *string `json:"new"`
		Due      *string `json:"due"`
		Failures int     `json:"failures"`
		Error    string  `json:"error"`
	}
	out := make([]feed, len(feeds))
	for i := range feeds {
		f := &feeds[i]
		address, _ := feedAddress(f.URL)
		out[i] = feed{address, f.Kind, f.Title, f.Folder, f.Outlet, instant(f.LastFetched), instant(f.LastNew), instant(f.NextDue), f.Failures, ""}
		if f.Failures > 0 {
			out[i].Error = feedError(f)
		}
	}
	return out
}

func alertsJSON(alerts []store.Alert) any {
	type alert struct {
		Name      string  `json:"name"`
		Query     string  `json:"query"`
		Delivery  string  `json:"delivery"`
		Created   *string `json:"created"`
		Delivered int     `json:"delivered"`
		Waiting   int     `json:"waiting"`
		Failing   bool    `json:"failing"`
	}
	out := make([]alert, len(alerts))
	for i, a := range alerts {
		out[i] = alert{a.Name, a.Query, a.Delivery, instant(a.Created), a.Delivered, a.Waiting, a.LastError != ""}
	}
	return out
}

func instant(t time.Time) *string {
	if t.IsZero() {
		return nil
	}
	s := t.UTC().Format(time.RFC3339)
	return &s
}

func feedsCSV(dst []byte, feeds []store.Feed) []byte {
	dst = export.Row(dst, "address", "kind", "title", "folder", "outlet", "fetched", "new", "due", "failures", "error")
	str := func(s *string) string {
		if s == nil {
			return ""
		}
		return *s
	}
	for i := range feeds {
		f := &feeds[i]
		address, _ := feedAddress(f.URL)
		why := ""
		if f.Failures > 0 {
			why = feedError(f)
		}
		dst = export.Row(dst, address, f.Kind, f.Title, f.Folder, f.Outlet, str(instant(f.LastFetched)), str(instant(f.LastNew)), str(instant(f.NextDue)), strconv.Itoa(f.Failures), why)
	}
	return dst
}
