package account

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"

	"github.com/verbatim-record/verbatim/store"
)

// ErrNoAccounts says that a record without accounts cannot be served to others.
var ErrNoAccounts = errors.New("the record has no accounts")

// CheckListen says whether a record may be served on an address: on one that
// others can reach only if it has an account.
func CheckListen(addr net.Addr, s *store.Store) error {
	if IsLoopback(addr) {
		return nil
	}
	has, err := s.HasAccounts(context.Background())
	if err != nil {
		return err
	}
	if !has {
		return fmt.Errorf("%s can be reached by others, and %w: add one with verbatim accounts add NAME --role admin, or serve on 127.0.0.1", addr, ErrNoAccounts)
	}
	return nil
}

// IsLoopback reports whether only this machine can reach an address.
func IsLoopback(addr net.Addr) bool {
	a, ok := addr.(*net.TCPAddr)
	return ok && a.IP.IsLoopback()
}

// loopbackHost reports whether a Host header names this machine. A page of
// another site whose name was made to lead here (DNS rebinding) sends its own.
func loopbackHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	} else {
		name = strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") { // RFC 6761
		return true
	}
	ip := net.ParseIP(name)
	return ip != nil && ip.IsLoopback()
}

// forwarded reports whether a proxy has passed a request on for somebody else.
func forwarded(r *http.Request) bool {
	for _, h := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-Ip", "X-Client-Ip", "Via"} {
		if r.Header.Get(h) != "" {
			return true
		}
	}
	return false
}
