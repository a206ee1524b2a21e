package fetch

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"strings"
	"syscall"
)

// worded is an error with a better wording than its own.
type worded struct {
	text string
	err  error
}

func (w worded) Error() string { return w.text }
func (w worded) Unwrap() error { return w.err }

// Plain words an error of the network so that a reader of "ADDRESS: why"
// understands it: without the name of the call and the address again.
func Plain(err error) error {
	var dns *net.DNSError
	var ne net.Error
	var ue *url.Error
	var private privateError
	var certificate *tls.CertificateVerificationError
	switch {
	case errors.As(err, new(worded)):
		return err
	case errors.Is(err, ErrRedirects):
		return ErrRedirects
	case errors.As(err, &private):
		return private
	case errors.Is(err, context.Canceled):
		return worded{"interrupted", err}
	case errors.Is(err, syscall.ECONNREFUSED), strings.Contains(err.Error(), "actively refused"): // as Windows has it
		return worded{"connection refused", err}
	case errors.Is(err, syscall.ECONNRESET):
		return worded{"connection reset by the server", err}
	case errors.As(err, &certificate):
		return worded{"its certificate is not good: " + certificate.Err.Error(), err}
	case errors.As(err, &dns):
		return worded{fmt.Sprintf("no such host: %s", dns.Name), err}
	case errors.As(err, &ne) && ne.Timeout():
		return worded{"timed out", err}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return worded{"cut off by the server", err}
	case errors.As(err, &ue):
		return Plain(ue.Err)
	}
	return err
}
