package fetch

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// reserved are the networks that are not the public internet, besides those
// that netip knows (IANA's special-purpose registries, RFC 6890).
var reserved = prefixes(
	"0.0.0.0/8",       // this network
	"100.64.0.0/10",   // behind a carrier's translation
	"192.0.0.0/24",    // protocol assignments
	"192.0.2.0/24",    // documentation
	"198.18.0.0/15",   // benchmarks
	"198.51.100.0/24", // documentation
	"203.0.113.0/24",  // documentation
	"240.0.0.0/4",     // reserved, and broadcast
	"64:ff9b:1::/48",  // local translation
	"100::/64",        // discard
	"2001::/23",       // protocol assignments, Teredo
	"2001:db8::/32",   // documentation
	"3fff::/20",       // documentation
	"5f00::/16",       // segment routing
	"fec0::/10",       // site-local, as was
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

var (
	nat64  = netip.MustParsePrefix("64:ff9b::/96")
	sixTo4 = netip.MustParsePrefix("2002::/16")
)

// Private reports whether an address is not one of the public internet: of a
// private network, this machine, the link, a group, or reserved. Addresses
// that carry one of version 4 inside are as that is.
func Private(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsValid() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() ||
		ip.IsUnspecified() || ip.IsInterfaceLocalMulticast() {
		return true
	}
	if ip.Is6() {
		b := ip.As16()
		switch {
		case nat64.Contains(ip):
			return Private(netip.AddrFrom4([4]byte(b[12:16])))
		case sixTo4.Contains(ip):
			return Private(netip.AddrFrom4([4]byte(b[2:6])))
		case [12]byte(b[:12]) == [12]byte{}: // version 4 in the old compatible form
			return true
		}
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return true
		}
	}
	return false
}

// CheckPublic says at once whether an address would be refused as private, as far
// as that can be told without asking it: by what it says itself, or by what its
// name resolves to. lookup is nil for the system's resolver. A name that cannot
// be resolved now is not refused; what it leads to is checked when it is asked.
func CheckPublic(ctx context.Context, address string, lookup func(ctx context.Context, host string) ([]netip.Addr, error)) error {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return nil
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	if ip, err := netip.ParseAddr(host); err == nil {
		if Private(ip) {
			return privateError{ip}
		}
		return nil
	}
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return privateError{netip.AddrFrom4([4]byte{127, 0, 0, 1})}
	}
	if lookup == nil {
		lookup = func(ctx context.Context, host string) ([]netip.Addr, error) {
			return net.DefaultResolver.LookupNetIP(ctx, "ip", host)
		}
	}
	ctx, cancel := context.WithTimeout(ctx, lookupTime)
	defer cancel()
	ips, err := lookup(ctx, host)
	if err != nil {
		return nil
	}
	for _, ip := range ips {
		if Private(ip) {
			return privateError{ip.Unmap()}
		}
	}
	return nil
}

// lookupTime bounds how long a name is looked up before its address is asked.
const lookupTime = 3 * time.Second

// privateError is ErrPrivate with the address that was to be dialled.
type privateError struct{ ip netip.Addr }

func (e privateError) Error() string {
	return fmt.Sprintf("%v (%s); --allow-private allows it", ErrPrivate, e.ip)
}
func (privateError) Unwrap() error { return ErrPrivate }

// refusePrivate is called with the very address that a socket is about to be
// connected to, whatever name it was found by.
func refusePrivate(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("%w (%s)", ErrPrivate, address)
	}
	if Private(at.Addr()) {
		return privateError{at.Addr()}
	}
	return nil
}

// dial connects to where a request goes. A proxy that the environment names
// may be private; what lies behind it is then looked up here, since only the
// proxy sees what it dials.
func (f *Fetcher) dial(ctx context.Context, network, address string) (net.Conn, error) {
	d := net.Dialer{Timeout: 10 * time.Second}
	f.mu.Lock()
	trusted := f.trusted[address]
	f.mu.Unlock()
	if !f.o.AllowPrivate && !trusted && ctx.Value(proxied{}) == nil {
		d.Control = refusePrivate
	}
	return d.DialContext(ctx, network, address)
}

// RoundTrip sends one request, as for [http.RoundTripper], to addresses that Get
// would ask: an [http.Client] with it as Transport cannot be led to private ones.
func (f *Fetcher) RoundTrip(req *http.Request) (*http.Response, error) {
	req, err := f.viaProxy(req)
	if err != nil {
		return nil, err
	}
	return f.client.Transport.RoundTrip(req)
}

// proxied marks the context of a request that goes by a proxy.
type proxied struct{}

// viaProxy marks the request if it goes by a proxy, and refuses it where its
// host is private as far as can be told here.
func (f *Fetcher) viaProxy(req *http.Request) (*http.Request, error) {
	proxy, err := http.ProxyFromEnvironment(req)
	if err != nil || proxy == nil {
		return req, nil
	}
	f.mu.Lock()
	trusted := f.trusted[dialled(req.URL)]
	f.mu.Unlock()
	if !f.o.AllowPrivate && !trusted {
		if ips, err := net.DefaultResolver.LookupNetIP(req.Context(), "ip", req.URL.Hostname()); err == nil {
			for _, ip := range ips {
				if Private(ip) {
					return nil, privateError{ip}
				}
			}
		}
	}
	return req.WithContext(context.WithValue(req.Context(), proxied{}, true)), nil
}
