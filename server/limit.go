package server

import (
	"container/list"
	"math"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"sync"

	"golang.org/x/time/rate"
)

// Rate is how many requests one client may make.
type Rate struct {
	PerSecond float64 // in the long run
	Burst     int     // at once
	// Loopback is by how much more a client on the same machine may make.
	Loopback float64
}

// DefaultRate suits a person with a browser, and a program that waits for its
// answers.
var DefaultRate = Rate{PerSecond: 20, Burst: 100, Loopback: 250}

// clients bounds how many clients are remembered. Who has not asked for longest
// is forgotten first, and begins anew.
const clients = 10_000

// limiter counts the requests of each client.
type limiter struct {
	rate Rate

	mu    sync.Mutex
	known map[netip.Prefix]*list.Element
	order *list.List // of *client, who asked last at the front
}

type client struct {
	from  netip.Prefix
	limit *rate.Limiter
}

func newLimiter(r Rate) *limiter {
	if r == (Rate{}) {
		r = DefaultRate
	}
	return &limiter{rate: r, known: make(map[netip.Prefix]*list.Element), order: list.New()}
}

// of returns the limit of the client at an address.
func (l *limiter) of(from netip.Prefix) *rate.Limiter {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e, ok := l.known[from]; ok {
		l.order.MoveToFront(e)
		return e.Value.(*client).limit
	}
	factor := 1.0
	if from.Addr().IsLoopback() && l.rate.Loopback > 1 {
		factor = l.rate.Loopback
	}
	c := &client{from, rate.NewLimiter(rate.Limit(l.rate.PerSecond*factor), int(float64(l.rate.Burst)*factor))}
	l.known[from] = l.order.PushFront(c)
	if l.order.Len() > clients {
		last := l.order.Back()
		delete(l.known, l.order.Remove(last).(*client).from)
	}
	return c.limit
}

func (l *limiter) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := l.of(networkOf(r))
		if reserve := limit.Reserve(); reserve.Delay() > 0 {
			wait := reserve.Delay()
			reserve.Cancel()
			w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
			problem(w, r, http.StatusTooManyRequests, "too many requests; Retry-After says in how many seconds to ask again")
			return
		}
		next.ServeHTTP(w, r)
	})
}

// clientOf is the address that a request comes from.
func clientOf(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}

// networkOf is what counts as one client: an address, or in IPv6 a network of
// 64 bits, which one household has.
func networkOf(r *http.Request) netip.Prefix {
	a, err := netip.ParseAddr(clientOf(r))
	if err != nil {
		return netip.Prefix{}
	}
	a = a.Unmap().WithZone("")
	bits := 32
	if a.Is6() && !a.IsLoopback() {
		bits = 64
	} else if a.Is6() {
		bits = 128
	}
	p, err := a.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return p
}
