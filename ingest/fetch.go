package ingest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	maxRedirects = 10
	// fetchTimeout bounds a whole answer, so that a server that sends a byte a
	// minute does not hold a desk's batch.
	fetchTimeout = 30 * time.Second
	userAgent    = "Verbatim/1 (+https://github.com/verbatim-record/verbatim)"
)

// defaultClient is built on the first use.
var defaultClient = sync.OnceValue(NewClient)

// NewClient returns an HTTP client with the limits of this package: 30 seconds
// for an answer, 10 redirects, and only to http and https addresses.
func NewClient() *http.Client {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.DialContext = (&net.Dialer{Timeout: 10 * time.Second}).DialContext
	t.TLSHandshakeTimeout = 10 * time.Second
	t.ResponseHeaderTimeout = 20 * time.Second
	t.MaxResponseHeaderBytes = 1 << 20
	// Bodies are decompressed by gunzip, which has the bound.
	t.DisableCompression = true
	return &http.Client{Transport: t, Timeout: fetchTimeout, CheckRedirect: checkRedirect}
}

var errRedirects = errors.New("redirected more than 10 times")

func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return errRedirects
	}
	if s := req.URL.Scheme; s != "http" && s != "https" {
		return fmt.Errorf("redirected to a %s address", s)
	}
	return nil
}

// isURL reports whether an input names a web address and not a file.
func isURL(input string) bool {
	scheme, _, ok := strings.Cut(input, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// fetch gets a web address. The caller closes the body and bounds what it
// reads of it.
func fetch(ctx context.Context, address string, client *http.Client) (source, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return source{}, errors.New("is not a web address")
	}
	if client == nil {
		client = defaultClient()
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return source{}, err
	}
	req.Header.Set("User-Agent", userAgent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, text/plain;q=0.9, */*;q=0.1")
	req.Header.Set("Accept-Encoding", "gzip")
	resp, err := client.Do(req)
	if err != nil {
		return source{}, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return source{}, fmt.Errorf("HTTP %d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	}
	return source{resp.Body, resp.Header.Get("Content-Type"), resp.Request.URL.String()}, nil
}

// plainNet words the errors of the network.
func plainNet(err error) error {
	var dns *net.DNSError
	var ne net.Error
	var ue *url.Error
	switch {
	case errors.Is(err, errRedirects):
		return errRedirects
	case errors.Is(err, context.Canceled):
		return said("interrupted", err)
	case errors.Is(err, syscall.ECONNREFUSED), strings.Contains(err.Error(), "actively refused"): // as Windows has it
		return said("connection refused", err)
	case errors.Is(err, syscall.ECONNRESET):
		return said("connection reset by the server", err)
	case errors.As(err, &dns):
		return said(fmt.Sprintf("no such host: %s", dns.Name), err)
	case errors.As(err, &ne) && ne.Timeout():
		return said("timed out", err)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return said("cut off by the server", err)
	case errors.As(err, &ue):
		return plainNet(ue.Err)
	}
	return err
}
