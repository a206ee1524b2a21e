package fetch

import (
	"context"
	"net/url"
	"strings"
	"time"
)

// manyHosts is how many hosts are remembered before those that are at rest are
// forgotten.
const manyHosts = 4096

// host is what is known of one host. Its turn is held by the request under
// way, until its body is closed.
type host struct {
	turn chan struct{} // holds one while nobody asks

	// Below: only for whom the turn is.
	next  time.Time     // no request before
	delay time.Duration // of robots.txt, or 0

	// blocked is when the host asked to be asked again. It is guarded by the
	// mutex of the fetcher, since those who wait for the turn look at it too.
	blocked time.Time

	robots chan *robots // holds the rules, or nil where they are not known yet
}

// host returns the entry of a host; pages of http and https share it.
func (f *Fetcher) host(u *url.URL) *host {
	name := strings.ToLower(u.Host)
	if p := u.Port(); p == "80" || p == "443" {
		name = strings.TrimSuffix(name, ":"+p)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	h := f.hosts[name]
	if h == nil {
		if len(f.hosts) >= manyHosts {
			f.forget()
		}
		h = &host{turn: make(chan struct{}, 1), robots: make(chan *robots, 1)}
		h.turn <- struct{}{}
		h.robots <- nil
		f.hosts[name] = h
	}
	return h
}

// forget drops the hosts that nothing is known of which still matters.
func (f *Fetcher) forget() {
	now := f.o.Now()
	for name, h := range f.hosts {
		select {
		case <-h.turn:
			if now.After(h.next) && now.After(h.blocked) {
				delete(f.hosts, name)
			}
			h.turn <- struct{}{}
		default:
		}
	}
}

// enter waits for the turn of the host and for its delay.
func (h *host) enter(ctx context.Context, f *Fetcher) error {
	select {
	case <-h.turn:
	case <-ctx.Done():
		return ctx.Err()
	}
	f.mu.Lock()
	blocked := h.blocked
	f.mu.Unlock()
	now := f.o.Now()
	wait := max(h.next.Sub(now), 0)
	if left := blocked.Sub(now); left > wait {
		if left > f.o.Wait {
			h.turn <- struct{}{}
			return &StatusError{Code: 429, Until: blocked, wait: left}
		}
		wait = left
	}
	if err := f.sleep(ctx, wait); err != nil {
		h.turn <- struct{}{}
		return err
	}
	return nil
}

// leave ends the turn; the delay counts from here.
func (h *host) leave(f *Fetcher) {
	h.next = f.o.Now().Add(max(f.o.Delay, min(h.delay, longestDelay)))
	h.turn <- struct{}{}
}

// block notes until when the host asked to be left alone.
func (h *host) block(f *Fetcher, until time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if until.After(h.blocked) {
		h.blocked = until
	}
}
