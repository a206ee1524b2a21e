package account

import (
	"net"
	"net/http"
	"net/netip"
	"sync"
	"time"
)

// attempts bounds how often somebody may try to sign in. One name from one
// address has a few attempts, and then has to wait, longer after each that
// fails; an address has some more for all names. A name alone is not locked, or
// anybody could keep its owner out.
//
// Each attempt counts as failed until it has succeeded, so that many at a time
// gain nothing.
type attempts struct {
	now func() time.Time
	mu  sync.Mutex
	of  map[attempt]*failures
}

// attempt is who tries to be whom; Name is empty for all names of an address.
type attempt struct{ client, name string }

type failures struct {
	count int
	last  time.Time
}

const (
	freeAttempts  = 5                // of one name from one address
	freeOfAddress = 30               // of all names from one address
	firstWait     = 15 * time.Second // doubles each time
	longestWait   = 15 * time.Minute
	forgotten     = time.Hour // after the last
	mostKept      = 20000     // of those that are remembered
)

// wait is how long after the last of them no other is taken.
func (f *failures) wait(free int) time.Duration {
	if f.count < free {
		return 0
	}
	d := firstWait
	for range f.count - free {
		if d *= 2; d >= longestWait {
			return longestWait
		}
	}
	return d
}

// begin notes an attempt, or says how long to wait before it can be made.
func (a *attempts) begin(client, name string) time.Duration {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.of == nil {
		a.of = make(map[attempt]*failures)
	}
	now := a.now()
	type limit struct {
		attempt
		free int
	}
	limits := []limit{{attempt{client, name}, freeAttempts}, {attempt{client, ""}, freeOfAddress}}
	for _, l := range limits {
		if f := a.of[l.attempt]; f != nil {
			if now.Sub(f.last) >= forgotten {
				delete(a.of, l.attempt)
			} else if d := f.last.Add(f.wait(l.free)).Sub(now); d > 0 {
				return d
			}
		}
	}
	if len(a.of) >= mostKept {
		a.forget(now)
	}
	for _, l := range limits {
		f := a.of[l.attempt]
		if f == nil {
			f = new(failures)
			a.of[l.attempt] = f
		}
		f.count++
		f.last = now
	}
	return 0
}

// forget makes room: it keeps first those who have to wait, then those of
// addresses.
func (a *attempts) forget(now time.Time) {
	for _, dispensable := range []func(k attempt, f *failures) bool{
		func(_ attempt, f *failures) bool { return now.Sub(f.last) >= forgotten },
		func(k attempt, f *failures) bool { return k.name != "" && f.count < freeAttempts },
		func(k attempt, f *failures) bool { return k.name == "" && f.count < freeOfAddress },
		func(attempt, *failures) bool { return true },
	} {
		for k, f := range a.of {
			if len(a.of) < mostKept/2 {
				return
			}
			if dispensable(k, f) {
				delete(a.of, k)
			}
		}
	}
}

// succeeded forgets the attempts of a name from an address.
func (a *attempts) succeeded(client, name string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	delete(a.of, attempt{client, name})
	if f := a.of[attempt{client, ""}]; f != nil && f.count > 0 {
		f.count--
	}
}

// clientOf is the address that a request comes from; of IPv6 the network of
// 64 bits, which is one customer's.
func clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return host
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		if p, err := ip.Prefix(64); err == nil {
			return p.String()
		}
	}
	return ip.String()
}
