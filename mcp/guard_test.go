package mcp_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/verbatim-record/verbatim/mcp"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/store"
)

// bearer adds a token to each request.
type bearer string

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+string(b))
	return http.DefaultTransport.RoundTrip(r)
}

// TestAccounts: behind the guard of a desk with accounts, only who has a token
// gets an answer.
func TestAccounts(t *testing.T) {
	s := demoRecord(t)
	token := account.NewToken()
	if err := s.PutAccount(t.Context(), store.Account{Name: "ada", Role: "reader"}, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutToken(t.Context(), "ada", store.Token{Hash: store.HashOf([]byte(token))}, "test"); err != nil {
		t.Fatal(err)
	}
	server, err := mcp.NewServer(s, "test", nil)
	if err != nil {
		t.Fatal(err)
	}
	guard := account.New(s, account.Options{})
	defer guard.Wait()
	web := httptest.NewServer(guard.Wrap(mcp.Handler(server, nil)))
	defer web.Close()
	defer http.DefaultTransport.(*http.Transport).CloseIdleConnections()

	body := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"search_statements","arguments":{"query":"herring"}}}`
	for name, auth := range map[string]string{"nothing": "", "another token": "Bearer " + account.NewToken(), "a password": "Basic YWRhOmFkYQ=="} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, web.URL, strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/json")
		req.Header.Set("Accept", "application/json, text/event-stream")
		if auth != "" {
			req.Header.Set("Authorization", auth)
		}
		res, err := web.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != http.StatusUnauthorized {
			t.Errorf("with %s: %s", name, res.Status)
		}
	}
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(t.Context(), &sdk.StreamableClientTransport{Endpoint: web.URL, HTTPClient: &http.Client{Transport: bearer(token)}, MaxRetries: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	var got mcp.SearchAnswer
	if ask(t, c, "search_statements", map[string]any{"query": "herring"}, &got); got.Total == 0 {
		t.Errorf("with a token: %+v", got)
	}
}
