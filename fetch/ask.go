package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"time"
)

// How long the rules of a host hold (RFC 9309: not more than a day), and how
// long it is left alone after its robots.txt could not be had.
const (
	robotsHold  = 24 * time.Hour
	robotsRetry = 10 * time.Minute
)

// allowed returns nil where robots.txt of the host of u allows it.
func (f *Fetcher) allowed(ctx context.Context, u *url.URL) error {
	h := f.host(u)
	var r *robots
	select {
	case r = <-h.robots: // whoever holds it asks for all who wait
	case <-ctx.Done():
		return ctx.Err()
	}
	if r == nil || f.o.Now().After(r.expires) {
		fresh, err := f.ask(ctx, u)
		if err != nil {
			h.robots <- r
			return err
		}
		r = fresh
		f.slow(ctx, h, r.delay)
	}
	h.robots <- r
	if r.none != nil {
		return r.none
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if !r.allows(path) {
		return ErrRobots
	}
	return nil
}

// slow sets the delay of a host.
func (f *Fetcher) slow(ctx context.Context, h *host, delay time.Duration) {
	select {
	case <-h.turn:
	case <-ctx.Done():
		return
	}
	h.delay = delay
	if next := f.o.Now().Add(min(delay, longestDelay)); delay > 0 && next.After(h.next) {
		h.next = next
	}
	h.turn <- struct{}{}
}

// ask gets the robots.txt of a host. That it is not there allows all; that the
// server fails or cannot be reached allows nothing (RFC 9309, 2.3.1). An error
// is of this machine or of a server that asks to wait, and says nothing of the
// rules.
func (f *Fetcher) ask(ctx context.Context, u *url.URL) (*robots, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	now := f.o.Now()
	refuse := func(err error) *robots {
		return &robots{none: fmt.Errorf("its robots.txt cannot be had: %w", Plain(err)), expires: now.Add(robotsRetry)}
	}
	for range maxRedirects {
		resp, err := f.try(ctx, at, Request{Accept: "text/plain, */*;q=0.1"})
		var status *StatusError
		switch {
		case errors.As(err, &status) && !status.Until.IsZero():
			return nil, err
		case errors.As(err, &status):
			return refuse(err), nil
		case errors.Is(err, ErrPrivate), err != nil && ctx.Err() != nil:
			return nil, err
		case err != nil:
			return refuse(err), nil
		}
		next, _, err := redirect(at, resp)
		if next != nil {
			resp.Body.Close()
			at = next
			continue
		}
		code := resp.StatusCode
		switch {
		case err != nil, 300 <= code && code < 500:
			resp.Body.Close()
			return &robots{expires: now.Add(robotsHold)}, nil
		case code != 200:
			resp.Body.Close()
			return refuse(&StatusError{Code: code}), nil
		}
		answer, err := f.answer(resp, at, "")
		if err != nil {
			return refuse(err), nil
		}
		data, err := io.ReadAll(io.LimitReader(answer.Body, maxRobots))
		answer.Body.Close()
		if err != nil {
			return refuse(err), nil
		}
		r := parseRobots(data, Token)
		r.expires = now.Add(robotsHold)
		return r, nil
	}
	return &robots{expires: now.Add(robotsHold)}, nil // as if it were not there
}
