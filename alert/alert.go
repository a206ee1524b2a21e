// Package alert delivers what the alerts of a record have found: into an Atom
// feed, to a webhook, or to a writer.
//
// What is to be delivered is in the record's outbox, written in the same
// transaction as the documents, one row an alert and statement, ever. A
// delivery that fails stays there and is tried again, later each time. A
// process that dies between a webhook's answer and the note of it in the record
// leaves a delivery that may have arrived; it is made once more under the same
// id, by which the receiver knows it (the header Verbatim-Delivery).
package alert

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// The ways of delivery.
const (
	Feed    = "feed"
	Webhook = "webhook"
	Stdout  = "stdout"
	Desk    = "desk" // nowhere: the desk shows what is found, which is in the record
)

// Deliverer makes the deliveries of a record.
type Deliverer struct {
	Store  *store.Store
	Client *http.Client // nil: one with a limit of 15 seconds
	// Public makes the deliveries of alerts that were made over a network, and
	// asks addresses of the public internet only; nil: those deliveries fail.
	Public *http.Client
	Out    io.Writer        // where "stdout" goes; nil leaves those deliveries waiting
	Print  func(Find) error // writes a find to Out; nil writes a line of JSON
	Now    func() time.Time // nil: time.Now

	judged int // corrections that the files of feeds have
}

// Find is a statement that an alert has found.
type Find struct {
	Alert string
	Hit   *search.Hit
}

// Report says what Deliver has done.
type Report struct {
	Delivered int
	Failed    int
	Errors    []error // one an alert that failed
}

// lease is how long a process has for the deliveries that it has claimed, and
// batch how many it claims at a time: each webhook has 15 seconds.
const (
	lease = 10 * time.Minute
	batch = 30
)

// feedEntries is how many of its latest finds a feed has.
const feedEntries = 100

// Deliver makes all deliveries that are due, and returns when none is left. An
// alert that fails is left alone until its next time, so that its deliveries
// arrive in order.
func (d *Deliverer) Deliver(ctx context.Context) (Report, error) {
	var r Report
	broken := make(map[string]bool)
	feeds := make(map[string]bool)
	for ctx.Err() == nil {
		list, err := d.Store.Claim(ctx, d.now().Add(lease), batch)
		if err != nil {
			return r, err
		}
		if len(list) == 0 {
			return r, d.correct(ctx, broken, &r)
		}
		var inFeeds []store.Delivery
		for _, x := range list {
			switch {
			case broken[x.Alert.Name]: // postponed with the one that failed
			case feeds[x.Alert.Name]: // the file has all finds at once
				inFeeds = append(inFeeds, x)
			default:
				if err := d.one(ctx, x, broken, feeds, &r); err != nil {
					return r, err
				}
			}
		}
		if len(inFeeds) > 0 {
			if err := d.Store.Delivered(ctx, inFeeds...); err != nil {
				return r, err
			}
			r.Delivered += len(inFeeds)
		}
	}
	return r, ctx.Err()
}

// correct writes the files of feeds anew that lack what somebody has decided about
// their statements since. Its error is one of the record.
func (d *Deliverer) correct(ctx context.Context, broken map[string]bool, r *Report) error {
	alerts, err := d.Store.Alerts(ctx)
	if err != nil || !slices.ContainsFunc(alerts, func(a store.Alert) bool { return a.Delivery == Feed }) {
		return err
	}
	n := 0
	for _, err := range d.Store.AllCorrections(ctx) {
		if err != nil {
			return err
		}
		n++
	}
	if n == d.judged {
		return nil
	}
	for _, a := range alerts {
		if a.Delivery != Feed || a.Delivered == 0 || broken[a.Name] {
			continue
		}
		body, err := d.feedOf(ctx, a)
		if err != nil {
			return err
		}
		if old, err := os.ReadFile(a.Target); err == nil && bytes.Equal(old, body) {
			continue
		}
		if err := replace(a.Target, body); err != nil {
			r.Failed++
			r.Errors = append(r.Errors, fmt.Errorf("alert %s: corrections: %w", a.Name, err))
			return nil // and not d.judged, so that it is tried again
		}
	}
	d.judged = n
	return nil
}

func (d *Deliverer) now() time.Time {
	if d.Now != nil {
		return d.Now()
	}
	return time.Now()
}

// one makes one delivery and notes what became of it. Its error is one of the
// record.
func (d *Deliverer) one(ctx context.Context, x store.Delivery, broken, feeds map[string]bool, r *Report) error {
	name := x.Alert.Name
	// What is delivered late may have been judged meanwhile.
	err := desk.JudgeOne(ctx, d.Store, &x.Hit)
	if err != nil {
		return err
	}
	switch x.Alert.Delivery {
	case Feed:
		err = d.feed(ctx, x.Alert)
		feeds[name] = err == nil
	case Webhook:
		err = d.post(ctx, x)
	case Desk:
	case Stdout:
		if d.Out == nil {
			// They wait for somebody who looks.
			broken[name] = true
			return d.Store.Postpone(ctx, x, d.now().Add(time.Minute), nil)
		}
		err = d.print(x)
	default:
		err = fmt.Errorf("delivery by %q is unknown", x.Alert.Delivery)
	}
	if err == nil {
		r.Delivered++
		return d.Store.Delivered(ctx, x)
	}
	if ctx.Err() != nil { // not the receiver's fault
		return d.Store.Postpone(context.WithoutCancel(ctx), x, d.now(), nil)
	}
	until := d.now().Add(backoff(x.Attempts))
	var later *laterError
	if errors.As(err, &later) && later.after > 0 {
		until = d.now().Add(later.after)
	}
	broken[name] = true
	r.Failed++
	r.Errors = append(r.Errors, fmt.Errorf("alert %s: %w; next try at %s", name, err, until.UTC().Format("2006-01-02 15:04 UTC")))
	return d.Store.Postpone(ctx, x, until, err)
}

// backoff is how long to wait after so many failures before: a minute, two,
// four, up to six hours.
func backoff(attempts int) time.Duration {
	const most = 6 * time.Hour
	if attempts > 20 {
		return most
	}
	return min(most, time.Minute<<attempts)
}

// feed writes the file of a feed anew.
func (d *Deliverer) feed(ctx context.Context, a store.Alert) error {
	body, err := d.feedOf(ctx, a)
	if err != nil {
		return err
	}
	return replace(a.Target, body)
}

// feedOf is the file of a feed: the latest finds, each with what somebody has
// decided about it. An entry that is corrected is updated then.
func (d *Deliverer) feedOf(ctx context.Context, a store.Alert) ([]byte, error) {
	list, err := d.Store.Latest(ctx, a.Name, feedEntries)
	if err != nil {
		return nil, err
	}
	hits := make([]search.Hit, len(list))
	for i := range list {
		hits[i] = list[i].Hit
	}
	if err := desk.Judge(ctx, d.Store, hits); err != nil {
		return nil, err
	}
	updated := a.Created
	entries := make([]export.FeedEntry, len(list))
	for i, x := range list {
		e := export.FeedEntry{ID: x.ID, Updated: x.Queued, Hit: hits[i]}
		if j := hits[i].Statement().Judgement; j != nil && j.At.After(e.Updated) {
			e.Updated = j.At
		}
		entries[i] = e
		if e.Updated.After(updated) {
			updated = e.Updated
		}
	}
	return export.Atom(nil, a.Name, "Verbatim: "+a.Name, updated, entries), nil
}

// replace writes a file whole or leaves the one that is there.
func replace(name string, body []byte) error {
	f, err := os.CreateTemp(filepath.Dir(name), ".verbatim-*")
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), name)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func (d *Deliverer) print(x store.Delivery) error {
	if d.Print != nil {
		return d.Print(Find{x.Alert.Name, &x.Hit})
	}
	_, err := d.Out.Write(export.FoundJSONL(nil, &x.Hit))
	return err
}

// laterError is an answer that may name when to come again.
type laterError struct {
	status string
	after  time.Duration
}

func (e *laterError) Error() string { return "the webhook answered " + e.status }

// post sends a delivery to a webhook. Any answer of the 200s will do.
func (d *Deliverer) post(ctx context.Context, x store.Delivery) error {
	body := export.DeliveryJSON(nil, export.DeliveryRecord{Delivery: x.ID, Alert: x.Alert.Name, Query: x.Alert.Query, Statement: export.NewFound(&x.Hit)})
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, x.Alert.Target, bytes.NewReader(body))
	if err != nil {
		return err
	}
	at := strconv.FormatInt(d.now().Unix(), 10)
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "verbatim")
	req.Header.Set("Verbatim-Delivery", x.ID)
	req.Header.Set("Verbatim-Timestamp", at)
	req.Header.Set("Verbatim-Signature", Sign(x.Alert.Secret, at, body))
	client := d.Client
	switch {
	case x.Alert.Public && d.Public == nil:
		return errors.New("the alert was made over a network, and nothing here keeps it from addresses of this machine's network")
	case x.Alert.Public:
		client = d.Public
	case client == nil:
		client = &http.Client{Timeout: 15 * time.Second}
	}
	// A signed body goes where the person said and nowhere else.
	direct := *client
	direct.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := direct.Do(req)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // without the address, which may hold a password
		}
		return err
	}
	defer resp.Body.Close()
	io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
	if resp.StatusCode/100 == 2 {
		return nil
	}
	after, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
	return &laterError{resp.Status, min(time.Duration(max(after, 0))*time.Second, 24*time.Hour)}
}

// Sign returns the signature of a webhook's body: "sha256=" and the HMAC of
// the timestamp, a full stop and the body, in hexadecimal.
func Sign(secret, timestamp string, body []byte) string {
	m := hmac.New(sha256.New, []byte(secret))
	m.Write([]byte(timestamp + "."))
	m.Write(body)
	return "sha256=" + hex.EncodeToString(m.Sum(nil))
}

// NewSecret returns a secret for a webhook: 32 random bytes in hexadecimal.
func NewSecret() string {
	var b [32]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
