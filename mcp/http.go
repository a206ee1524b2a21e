package mcp

import (
	"log/slog"
	"net"
	"net/http"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// mostBody is how many bytes a request may have: a question is small.
const mostBody = 256 << 10

// Handler serves the protocol over HTTP ("streamable HTTP"), a request a
// question: it keeps no sessions. Pages of other sites get no answer in a
// browser. Who may ask is for the handler around it to say; see [Local].
func Handler(s *sdk.Server, log *slog.Logger) http.Handler {
	h := sdk.NewStreamableHTTPHandler(func(*http.Request) *sdk.Server { return s }, &sdk.StreamableHTTPOptions{
		Stateless: true, JSONResponse: true, Logger: log, MaxRequestBodyBytes: mostBody, PropagateRequestCancellation: true,
		// A desk behind a proxy on the same machine is asked under its own name;
		// Local has the check for one that has none.
		DisableLocalhostProtection: true,
	})
	return http.NewCrossOriginProtection().Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-store")
		h.ServeHTTP(w, r)
	}))
}

// Local answers only requests that name this machine itself, so that no page
// can reach the record by giving its own name the address of this machine (DNS
// rebinding).
func Local(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !loopback(r.Host) {
			http.Error(w, "this address answers only to localhost and 127.0.0.1", http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// loopback reports whether a host, with or without a port, is this machine.
func loopback(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	if len(host) > 2 && host[0] == '[' && host[len(host)-1] == ']' {
		host = host[1 : len(host)-1]
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
