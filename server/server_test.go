package server_test

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/store"
)

// request asks h and returns what it answered.
func request(h http.Handler, method, target, body string, headers ...string) *httptest.ResponseRecorder {
	var b io.Reader
	if body != "" {
		b = strings.NewReader(body)
	}
	r := httptest.NewRequest(method, target, b)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestProblems(t *testing.T) {
	s, _ := record(t)
	h := server.New(server.Options{Store: s, Models: models(t)})
	long := strings.Repeat("word ", 200_000)
	for _, test := range []struct {
		name, method, target, body string
		headers                    []string
		want                       int
	}{
		{"no such address", "GET", "/nothing", "", nil, 404},
		{"no such operation", "GET", "/api/v1/nothing", "", nil, 404},
		{"no such version", "GET", "/api/v2/statements", "", nil, 404},
		{"no such statement", "GET", "/api/v1/statements/s0123456789abcdef", "", nil, 404},
		{"no id at all", "GET", "/api/v1/statements/bridge", "", nil, 404},
		{"an id of the other sort", "GET", "/api/v1/documents/s0123456789abcdef", "", nil, 404},
		{"another method", "PUT", "/api/v1/statements", "", nil, 405},
		{"another form", "GET", "/api/v1/statements", "", []string{"Accept", "text/csv"}, 406},
		{"an unknown parameter", "GET", "/api/v1/statements?query=bridge", "", nil, 422},
		{"too many at once", "GET", "/api/v1/statements?limit=101", "", nil, 422},
		{"a wrong query", "GET", "/api/v1/statements?q=speaker:(", "", nil, 422},
		{"an alert of nothing", "POST", "/api/v1/alerts", `{"query":""}`, []string{"Content-Type", "application/json"}, 422},
		{"a name that is taken", "POST", "/api/v1/alerts", `{"query":"x","name":"bridge"}`, []string{"Content-Type", "application/json"}, 409},
		{"no type of body", "POST", "/api/v1/alerts", `{"query":"x"}`, nil, 415},
		{"another type of body", "POST", "/api/v1/alerts", `query=x`, []string{"Content-Type", "application/x-www-form-urlencoded"}, 415},
		{"a compressed body", "POST", "/api/v1/read", "x", []string{"Content-Type", "text/plain", "Content-Encoding", "gzip"}, 415},
		{"a large body", "POST", "/api/v1/alerts", `{"query":"` + strings.Repeat("a", 70<<10) + `"}`, []string{"Content-Type", "application/json"}, 413},
		{"a long article", "POST", "/api/v1/read", long, []string{"Content-Type", "text/plain"}, 413},
		{"an empty article", "POST", "/api/v1/read", "  \n", []string{"Content-Type", "text/plain"}, 422},
		{"an article that is none", "POST", "/api/v1/read", "\x00\x01\x02\x03", []string{"Content-Type", "text/plain"}, 422},
		{"no date", "POST", "/api/v1/read?published=Monday", "He said no.", []string{"Content-Type", "text/plain"}, 422},
	} {
		w := request(h, test.method, test.target, test.body, test.headers...)
		var p struct {
			Title, Detail string
			Status        int
			At            *verbatim.Span
		}
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != test.want || p.Status != test.want || p.Title == "" || p.Detail == "" ||
			w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s %s, want %d", test.name, w.Code, w.Header().Get("Content-Type"), w.Body, test.want)
		}
		if test.name == "a wrong query" && (p.At == nil || p.At.Start != len("speaker:")) {
			t.Errorf("a wrong query is wrong at its bracket: %s", w.Body)
		}
		if test.want == 405 && w.Header().Get("Allow") != "GET, HEAD, OPTIONS" {
			t.Errorf("Allow: %q", w.Header().Get("Allow"))
		}
	}
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	s, _ := record(t)
	h := server.New(server.Options{Store: s, Pages: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "<p>") })})
	for _, target := range []string{"/", "/nothing", "/api/v1/statements", "/api/v1/nothing", "/api/openapi.json"} {
		w := request(h, "GET", target, "")
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "X-Frame-Options": "DENY",
		} {
			if !strings.HasPrefix(w.Header().Get(name), want) {
				t.Errorf("%s: %s: %q", target, name, w.Header().Get(name))
			}
		}
		for _, name := range []string{"Access-Control-Allow-Origin", "Server"} {
			if got := w.Header().Get(name); got != "" {
				t.Errorf("%s: %s: %q", target, name, got)
			}
		}
	}
}

// An answer holds until the record changes.
func TestNotModified(t *testing.T) {
	s, _ := record(t)
	h := server.New(server.Options{Store: s})
	const target = "/api/v1/statements?q=bridge"
	first := request(h, "GET", target, "")
	tag := first.Header().Get("ETag")
	if first.Code != 200 || tag == "" {
		t.Fatalf("%d, ETag %q", first.Code, tag)
	}
	for _, sent := range []string{tag, `"x", ` + tag, strings.TrimPrefix(tag, "W/")} {
		w := request(h, "GET", target, "", "If-None-Match", sent)
		if w.Code != http.StatusNotModified || w.Body.Len() != 0 || w.Header().Get("ETag") != tag {
			t.Errorf("If-None-Match %s: %d, %d bytes", sent, w.Code, w.Body.Len())
		}
	}
	if w := request(h, "GET", target+"&limit=5", "", "If-None-Match", tag); w.Code != 200 {
		t.Errorf("another question: %d", w.Code)
	}
	d := &verbatim.Document{Text: "Mayor Piet Okonkwo said the bridge was fine.\n", Meta: verbatim.Meta{Published: "2025-03-13"}}
	d.Language = "en"
	analyze.Document(d, models(t))
	if _, err := s.Put(t.Context(), []store.Item{{Document: d}}); err != nil {
		t.Fatal(err)
	}
	if w := request(h, "GET", target, "", "If-None-Match", tag); w.Code != 200 || w.Header().Get("ETag") == tag {
		t.Errorf("after the record has changed: %d", w.Code)
	}
	if w := request(h, "GET", "/api/v1/statements?q=(", ""); w.Header().Get("ETag") != "" {
		t.Error("an error has an ETag")
	}
}

func TestHeadAndOptions(t *testing.T) {
	s, _ := record(t)
	srv := serve(t, server.Options{Store: s})
	res, err := http.Head(srv.URL + "/api/v1/statements")
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if res.StatusCode != 200 || len(b) != 0 || res.Header.Get("Content-Type") != "application/json" || res.Header.Get("ETag") == "" {
		t.Errorf("HEAD: %d, %d bytes, %v", res.StatusCode, len(b), res.Header)
	}
	req, _ := http.NewRequestWithContext(t.Context(), "OPTIONS", srv.URL+"/api/v1/alerts", nil)
	if res, err = http.DefaultClient.Do(req); err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != 204 || res.Header.Get("Allow") != "GET, HEAD, POST, OPTIONS" {
		t.Errorf("OPTIONS: %d, Allow %q", res.StatusCode, res.Header.Get("Allow"))
	}
}

func TestCompressed(t *testing.T) {
	s, _ := record(t)
	h := server.New(server.Options{Store: s})
	plain := request(h, "GET", "/api/v1/statements?limit=100", "")
	packed := request(h, "GET", "/api/v1/statements?limit=100", "", "Accept-Encoding", "gzip")
	if packed.Header().Get("Content-Encoding") != "gzip" || packed.Body.Len() >= plain.Body.Len()/2 {
		t.Fatalf("%q, %d of %d bytes", packed.Header().Get("Content-Encoding"), packed.Body.Len(), plain.Body.Len())
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := io.ReadAll(z); err != nil || !bytes.Equal(b, plain.Body.Bytes()) {
		t.Errorf("is not the same: %v", err)
	}
}

// A fault of the program is an answer that tells nothing, and a line in the log
// that tells all.
func TestFaults(t *testing.T) {
	s, _ := record(t)
	var log bytes.Buffer
	h := server.New(server.Options{
		Store: s, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Pages: http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("secret of the house") }),
	})
	w := request(h, "GET", "/search?q=confidential", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "secret") || w.Header().Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "secret of the house") || strings.Contains(log.String(), "confidential") {
		t.Errorf("log: %s", &log)
	}
	s.Close() // what is asked now fails inside
	w = request(h, "GET", "/api/v1/statements", "")
	if w.Code != 500 || strings.Contains(w.Body.String(), "closed") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

func TestRateLimit(t *testing.T) {
	s, _ := record(t)
	h := server.New(server.Options{Store: s, Rate: server.Rate{PerSecond: 0.01, Burst: 3, Loopback: 100}})
	ask := func(from string) int {
		r := httptest.NewRequest("GET", "/api/v1/alerts", nil)
		r.RemoteAddr = from
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code == http.StatusTooManyRequests && w.Header().Get("Retry-After") == "" {
			t.Error("no Retry-After")
		}
		return w.Code
	}
	for i, test := range []struct {
		from string
		want int
	}{
		{"192.0.2.1:1000", 200}, {"192.0.2.1:1001", 200}, {"192.0.2.1:1002", 200}, {"192.0.2.1:1003", 429},
		{"192.0.2.2:1000", 200},                                                                                // another client has its own
		{"[2001:db8::1]:1", 200}, {"[2001:db8::2]:1", 200}, {"[2001:db8::3]:1", 200}, {"[2001:db8::4]:1", 429}, // one network
		{"[2001:db8:0:1::1]:1", 200},
		{"[::ffff:192.0.2.1]:5", 429}, // the first again
	} {
		if got := ask(test.from); got != test.want {
			t.Errorf("request %d from %s: %d, want %d", i, test.from, got, test.want)
		}
	}
	for i := range 50 {
		if got := ask("127.0.0.1:1"); got != 200 {
			t.Fatalf("request %d from this machine: %d", i, got)
		}
	}
}

// guarded is a desk whose accounts are a reader and an editor, and their tokens.
func guarded(t *testing.T, s *store.Store) (h http.Handler, reader, editor string) {
	t.Helper()
	for _, name := range []string{"reader", "editor"} {
		if err := s.PutAccount(t.Context(), store.Account{Name: name, Role: name}, "test"); err != nil {
			t.Fatal(err)
		}
		if _, err := s.PutToken(t.Context(), name, store.Token{Label: "test", Hash: store.HashOf([]byte(name + "-token"))}, "test"); err != nil {
			t.Fatal(err)
		}
	}
	guard := account.New(s, account.Options{})
	t.Cleanup(guard.Wait)
	return server.New(server.Options{Store: s, Models: models(t), Guard: guard}), "Bearer reader-token", "Bearer editor-token"
}

// Without an account nobody is told anything; readers may read and editors may
// change.
func TestRoles(t *testing.T) {
	s, _ := record(t)
	h, reader, editor := guarded(t, s)
	const alert = `{"query":"ferry"}`
	for _, test := range []struct {
		name, method, target, body, token string
		want                              int
	}{
		{"nobody reads", "GET", "/api/v1/statements", "", "", 401},
		{"nobody reads the description", "GET", "/api/openapi.json", "", "", 401},
		{"nobody makes an alert", "POST", "/api/v1/alerts", alert, "", 401},
		{"a wrong token", "GET", "/api/v1/statements", "", "Bearer x", 401},
		{"a reader reads", "GET", "/api/v1/statements", "", reader, 200},
		{"a reader has an article read", "POST", "/api/v1/read", `{"text":"He said no."}`, reader, 200},
		{"a reader makes an alert", "POST", "/api/v1/alerts", alert, reader, 403},
		{"a reader removes an alert", "DELETE", "/api/v1/alerts/bridge", "", reader, 403},
		{"an editor makes an alert", "POST", "/api/v1/alerts", alert, editor, 201},
		{"an editor removes an alert", "DELETE", "/api/v1/alerts/ferry", "", editor, 204},
	} {
		w := request(h, test.method, test.target, test.body, "Content-Type", "application/json", "Authorization", test.token)
		if w.Code != test.want {
			t.Errorf("%s: %d %s, want %d", test.name, w.Code, w.Body, test.want)
		}
		if w.Code >= 400 && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s", test.name, w.Header().Get("Content-Type"))
		}
	}
}

// A webhook that somebody names over a network may not lead into that of the
// server; the person at the machine may name any. None is told to readers.
func TestWebhooksOfOthers(t *testing.T) {
	s, _ := record(t)
	h, reader, editor := guarded(t, s)
	const hook = `{"query":"ferry","name":"theirs","webhook":"http://10.0.0.1/secret"}`
	if w := request(h, "POST", "/api/v1/alerts", hook, "Content-Type", "application/json", "Authorization", editor); w.Code != 201 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	own := server.New(server.Options{Store: s})
	if w := request(own, "POST", "/api/v1/alerts", strings.Replace(hook, "theirs", "own", 1), "Content-Type", "application/json"); w.Code != 201 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	// No field makes the server write a file of the asker's choice.
	for _, field := range []string{"delivery", "target", "feed", "file", "path"} {
		body := `{"query":"ferry","name":"file","` + field + `":"/etc/cron.d/x"}`
		if w := request(h, "POST", "/api/v1/alerts", body, "Content-Type", "application/json", "Authorization", editor); w.Code != 422 {
			t.Errorf("%s: %d %s", field, w.Code, w.Body)
		}
	}
	list, err := s.Alerts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	public := map[string]bool{}
	for _, a := range list {
		public[a.Name] = a.Public
	}
	if !public["theirs"] || public["own"] {
		t.Errorf("to public addresses only: %v", public)
	}
	if w := request(h, "GET", "/api/v1/alerts", "", "Authorization", reader); strings.Contains(w.Body.String(), "10.0.0.1/secret") {
		t.Errorf("a reader is told the address: %s", w.Body)
	}
}

// What an editor decides has the editor's name, leaves the queue, and can be
// taken back.
func TestCorrections(t *testing.T) {
	s, _ := record(t)
	h, reader, editor := guarded(t, s)
	get := func(target string, out any) {
		t.Helper()
		w := request(h, "GET", target, "", "Authorization", reader)
		if w.Code != 200 {
			t.Fatalf("%s: %d %s", target, w.Code, w.Body)
		}
		if err := json.Unmarshal(w.Body.Bytes(), out); err != nil {
			t.Fatal(err)
		}
	}
	type queue struct {
		Statements []struct {
			ID         string
			Confidence float64
			Content    []verbatim.Span
		}
		Next *string
	}
	var q queue
	get("/api/v1/queue?limit=100", &q)
	if len(q.Statements) < 3 {
		t.Fatalf("%d wait", len(q.Statements))
	}
	for i := 1; i < len(q.Statements); i++ {
		if q.Statements[i].Confidence < q.Statements[i-1].Confidence {
			t.Errorf("%d is less sure than the one before it", i)
		}
	}
	var first, second queue
	get("/api/v1/queue?limit=1", &first)
	get("/api/v1/queue?limit=1&cursor="+*first.Next, &second)
	if first.Statements[0].ID != q.Statements[0].ID || second.Statements[0].ID != q.Statements[1].ID {
		t.Errorf("pages of the queue: %v %v", first, second)
	}
	id := q.Statements[0].ID
	address := "/api/v1/statements/" + id + "/corrections"
	post := func(token, body string) *httptest.ResponseRecorder {
		return request(h, "POST", address, body, "Content-Type", "application/json", "Authorization", token)
	}
	if w := post(reader, `{"verdict":"accept"}`); w.Code != 403 {
		t.Errorf("a reader: %d", w.Code)
	}
	for _, wrong := range []string{`{"verdict":"maybe"}`, `{"verdict":"undo"}`, `{"verdict":"correct"}`, `{"verdict":"correct","content":[{"start":-1,"end":1000000}]}`} {
		if w := post(editor, wrong); w.Code != 422 {
			t.Errorf("%s: %d %s", wrong, w.Code, w.Body)
		}
	}
	if w := post(editor, `{"verdict":"correct","speaker":"Ana Belmonte","note":"the office says so"}`); w.Code != 201 {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	var list struct {
		Corrections []struct {
			ID                   int64
			By, Verdict, Speaker string
			Source               *[]verbatim.Span
		}
		Standing *int64
	}
	get(address, &list)
	if len(list.Corrections) != 1 || list.Corrections[0].By != "editor" || list.Corrections[0].Speaker != "Ana Belmonte" || list.Corrections[0].Source != nil || list.Standing == nil {
		t.Errorf("%+v", list)
	}
	var after queue
	get("/api/v1/queue?limit=100", &after)
	if len(after.Statements) != len(q.Statements)-1 {
		t.Errorf("%d wait of %d", len(after.Statements), len(q.Statements))
	}
	if w := post(editor, `{"verdict":"undo"}`); w.Code != 201 {
		t.Errorf("undo: %d %s", w.Code, w.Body)
	}
	get(address, &list)
	if len(list.Corrections) != 2 || list.Standing != nil {
		t.Errorf("after undo: %+v", list)
	}
}

// listen serves h until the test ends or stop is called, and returns what Serve
// returned.
func listen(t *testing.T, h http.Handler) (addr string, stop func() error) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(ctx, l, nil, h) }()
	t.Cleanup(cancel)
	return l.Addr().String(), func() error { cancel(); return <-ended }
}

// What is under way when the server is stopped is finished, and nothing new is
// begun.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	begun, release := make(chan struct{}), make(chan struct{})
	addr, stop := listen(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(begun)
		<-release
		fmt.Fprint(w, "whole")
	}))
	answer := make(chan string, 1)
	go func() {
		res, err := http.Get("http://" + addr)
		if err != nil {
			answer <- err.Error()
			return
		}
		defer res.Body.Close()
		b, _ := io.ReadAll(res.Body)
		answer <- string(b)
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	for deadline := time.Now().Add(5 * time.Second); ; {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			break // no more are taken
		}
		c.Close()
		if time.Now().After(deadline) {
			t.Fatal("still takes connections")
		}
		time.Sleep(10 * time.Millisecond)
	}
	close(release)
	if got := <-answer; got != "whole" {
		t.Errorf("the answer under way: %q", got)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

// A client that sends its headers slowly does not hold a connection for long.
func TestSlowHeaders(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	addr, stop := listen(t, http.NotFoundHandler())
	c, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	fmt.Fprint(c, "GET / HTTP/1.1\r\nHost: localhost\r\n")
	c.SetReadDeadline(time.Now().Add(15 * time.Second))
	start := time.Now()
	if _, err := bufio.NewReader(c).ReadByte(); err != io.EOF {
		t.Errorf("the connection is not closed: %v", err)
	}
	if d := time.Since(start); d > 12*time.Second {
		t.Errorf("after %v", d)
	}
	if err := stop(); err != nil {
		t.Error(err)
	}
}
