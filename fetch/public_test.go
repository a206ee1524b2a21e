package fetch_test

import (
	"context"
	"errors"
	"net/netip"
	"testing"

	"github.com/verbatim-record/verbatim/fetch"
)

// An address that will be refused is refused before it is asked, as far as that
// can be told; names are looked up where they are none of numbers.
func TestCheckPublic(t *testing.T) {
	lookup := func(_ context.Context, host string) ([]netip.Addr, error) {
		switch host {
		case "intranet.example":
			return []netip.Addr{netip.MustParseAddr("93.184.216.34"), netip.MustParseAddr("10.1.2.3")}, nil
		case "news.example":
			return []netip.Addr{netip.MustParseAddr("93.184.216.34")}, nil
		}
		return nil, errors.New("no such host")
	}
	for address, private := range map[string]bool{
		"http://127.0.0.1/rss":            true,
		"http://127.0.0.1.:8080/rss":      true,
		"http://[::1]:80/rss":             true,
		"http://[::ffff:192.168.1.1]/rss": true,
		"http://192.168.0.12/rss":         true,
		"http://169.254.169.254/latest":   true,
		"http://localhost/rss":            true,
		"http://LOCALHOST.:1/rss":         true,
		"http://a.localhost/rss":          true,
		"https://intranet.example/rss":    true,
		"https://news.example/rss":        false,
		"https://unknown.example/rss":     false,
		"https://93.184.216.34/rss":       false,
		"https://localhost.example/rss":   false,
	} {
		err := fetch.CheckPublic(t.Context(), address, lookup)
		if errors.Is(err, fetch.ErrPrivate) != private || err != nil && !private {
			t.Errorf("%s: %v, want private %t", address, err, private)
		}
	}
}
