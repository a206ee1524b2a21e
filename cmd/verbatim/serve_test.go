package main

import (
	"bufio"
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/export"
)

// served is a running verbatim serve.
type served struct {
	cmd     *exec.Cmd
	address string // "http://127.0.0.1:41234/"
	stderr  *bytes.Buffer
	rest    chan string // what it prints after the address
}

// serveRecord starts verbatim serve and waits until it answers.
func serveRecord(t *testing.T, args ...string) *served {
	t.Helper()
	return serveBy(t, exec.Command("verbatim"), args...)
}

// serveBy is serveRecord by a command that is given.
func serveBy(t *testing.T, cmd *exec.Cmd, args ...string) *served {
	t.Helper()
	cmd.Args = append([]string{"verbatim", "serve", "--addr", "127.0.0.1:0", "--entities", "none"}, args...)
	s := &served{cmd: cmd, stderr: &bytes.Buffer{}, rest: make(chan string, 1)}
	s.cmd.Stderr = s.stderr
	out, err := s.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.cmd.Process.Kill(); s.cmd.Wait() })
	r := bufio.NewReader(out)
	line, err := r.ReadString('\n')
	if err != nil {
		t.Fatalf("it does not start: %v\n%s", err, s.stderr)
	}
	s.address, _, _ = strings.Cut(line, " ")
	go func() { b, _ := io.ReadAll(r); s.rest <- string(b) }()
	return s
}

// stop sends a signal and returns the exit status and what was printed.
func (s *served) stop(t *testing.T, sig os.Signal) (int, string) {
	t.Helper()
	if err := s.cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(30*time.Second, func() { s.cmd.Process.Kill() })
	defer timer.Stop()
	rest := <-s.rest
	s.cmd.Wait()
	return s.cmd.ProcessState.ExitCode(), rest
}

func answerOf(t *testing.T, address string) (int, string) {
	t.Helper()
	res, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(b)
}

// Two serve one record while a third process adds to it, and each of them shows
// what was added.
func TestServeTwice(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	one, two := serveRecord(t, "--record", record), serveRecord(t, "--record", record)
	put(t, dir, "a.txt", []byte("“The dock stays open,” Clerk Ann Pell told the council on Monday.\n"))
	if _, stderr, state := program(t, dir, nil, "add", "--record", record, "--entities", "none", "a.txt"); state.ExitCode() != 0 {
		t.Fatal(stderr)
	}
	for i, s := range []*served{one, two} {
		if code, body := answerOf(t, s.address+"api/v1/statements?q=dock"); code != 200 || !strings.Contains(body, "The dock stays open") {
			t.Errorf("server %d: %d %s", i+1, code, body)
		}
		if code, body := answerOf(t, s.address+"search?q=dock"); code != 200 || !strings.Contains(body, "Pell") {
			t.Errorf("page of server %d: %d %.300s", i+1, code, body)
		}
	}
	// Both write, in turns.
	var wg sync.WaitGroup
	for i, s := range []*served{one, two} {
		wg.Go(func() {
			for n := range 5 {
				res, err := http.Post(s.address+"api/v1/alerts", "application/json", strings.NewReader(fmt.Sprintf(`{"query":"dock","name":"%d-%d"}`, i, n)))
				if err != nil {
					t.Error(err)
					return
				}
				res.Body.Close()
				if res.StatusCode != http.StatusCreated {
					t.Errorf("server %d, alert %d: %s", i+1, n, res.Status)
				}
			}
		})
	}
	wg.Wait()
	if _, body := answerOf(t, one.address+"api/v1/alerts"); strings.Count(body, `"query":"dock"`) != 10 {
		t.Errorf("alerts: %s", body)
	}
	for sig, s := range map[os.Signal]*served{os.Interrupt: one, syscall.SIGTERM: two} {
		if code, rest := s.stop(t, sig); code != 0 || rest != "stopped\n" || s.stderr.Len() > 0 {
			t.Errorf("%v: exit status %d, %q, standard error %q", sig, code, rest, s.stderr)
		}
	}
	sound(t, record, nil)
}

// A request that is under way when the server is told to stop is answered.
func TestServeStops(t *testing.T) {
	dir := t.TempDir()
	s := serveRecord(t, "--record", filepath.Join(dir, "record.db"))
	host := strings.TrimSuffix(strings.TrimPrefix(s.address, "http://"), "/")
	c, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	const article = "“The dock stays open,” Clerk Ann Pell told the council on Monday.\n"
	half := len(article) / 2
	fmt.Fprintf(c, "POST /api/v1/read HTTP/1.1\r\nHost: %s\r\nContent-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s", host, len(article), article[:half])
	time.Sleep(200 * time.Millisecond) // until it is being read
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	fmt.Fprint(c, article[half:])
	c.SetReadDeadline(time.Now().Add(20 * time.Second))
	res, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != 200 || !strings.Contains(string(b), `"statements":[{`) {
		t.Errorf("%d %v %.300s", res.StatusCode, err, b)
	}
	if rest := <-s.rest; rest != "stopped\n" {
		t.Errorf("it prints %q", rest)
	}
	s.cmd.Wait()
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit status %d: %s", code, s.stderr)
	}
}

// With a certificate the desk answers browsers, which speak HTTP/2, and others.
func TestServeTLS(t *testing.T) {
	dir := t.TempDir()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true}
	der, err := x509.CreateCertificate(rand.Reader, &about, &about, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	certificate := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	put(t, dir, "cert.pem", certificate)
	put(t, dir, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	s := serveRecord(t, "--record", filepath.Join(dir, "record.db"), "--cert", filepath.Join(dir, "cert.pem"), "--key", filepath.Join(dir, "key.pem"))
	if !strings.HasPrefix(s.address, "https://127.0.0.1:") {
		t.Fatalf("it names %s", s.address)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(certificate)
	for _, major := range []int{1, 2} {
		var speaks http.Protocols
		speaks.SetHTTP1(major == 1)
		speaks.SetHTTP2(major == 2)
		transport := &http.Transport{Protocols: &speaks, TLSClientConfig: &tls.Config{RootCAs: roots}}
		res, err := (&http.Client{Transport: transport, Timeout: 20 * time.Second}).Get(s.address + "search")
		if err != nil {
			t.Errorf("HTTP/%d: %v", major, err)
			continue
		}
		res.Body.Close()
		transport.CloseIdleConnections()
		if res.StatusCode != 200 || res.ProtoMajor != major {
			t.Errorf("HTTP/%d: %s by %s", major, res.Status, res.Proto)
		}
	}
	if code, _ := s.stop(t, syscall.SIGTERM); code != 0 {
		t.Errorf("exit status %d: %s", code, s.stderr)
	}
	// Half of a pair, and one that is none.
	for _, args := range [][]string{{"--cert", "cert.pem"}, {"--cert", "key.pem", "--key", "cert.pem"}} {
		args = append([]string{"serve", "--addr", "127.0.0.1:0", "--entities", "none", "--record", "record.db"}, args...)
		if _, stderr, state := program(t, dir, nil, args...); state.ExitCode() == 0 || !strings.Contains(stderr, "cert") {
			t.Errorf("%q: exit status %d, %q", args, state.ExitCode(), stderr)
		}
	}
}

// Nobody is told where the files of articles lie on the machine, in no form.
func TestServeTellsNoPaths(t *testing.T) {
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	put(t, dir, "a.txt", []byte("“The dock stays open,” Clerk Ann Pell told the council on Monday. Pell met Mayor Jo Quist in Harbourton on Tuesday.\n"))
	if _, stderr, state := program(t, dir, nil, "add", "--record", record, "--entities", "none", filepath.Join(dir, "a.txt")); state.ExitCode() != 0 {
		t.Fatal(stderr)
	}
	s := serveRecord(t, "--record", record)
	_, body := answerOf(t, s.address+"search.json")
	statement, article := regexp.MustCompile(`"s[0-9a-f]{16}"`).FindString(body), regexp.MustCompile(`"d[0-9a-f]{32}"`).FindString(body)
	statement, article = strings.Trim(statement, `"`), strings.Trim(article, `"`)
	if statement == "" || !strings.Contains(body, `"path":"a.txt"`) {
		t.Fatalf("it has %s", body)
	}
	addresses := []string{"desk", "desk/review", "story?q=dock", "speakers/person:ann%20pell", "api/v1/statements", "api/v1/events", "api/v1/queue", "api/v1/status", "api/v1/documents/" + article,
		"api/v1/statements/" + statement, "api/v1/statements/" + statement + "/variants", "api/v1/documents/" + article + "/copies", "api/v1/check?words=The%20dock%20stays%20open"}
	for _, page := range []string{"search", "statements/" + statement, "articles/" + article, "articles/" + article + "/copies", "desk/review", "desk/corrections", "story", "desk"} {
		addresses = append(addresses, page, page+".json", page+".csv")
	}
	for _, f := range export.Formats(export.Settings{}) {
		addresses = append(addresses, "export/statements?format="+f.Name, "export/events?format="+f.Name, "articles/"+article+"/export?format="+f.Name)
	}
	for _, address := range addresses {
		if code, body := answerOf(t, s.address+address); code >= 500 || strings.Contains(body, dir) || strings.Contains(body, filepath.Base(dir)) {
			t.Errorf("%s: %d, tells the folder: %t", address, code, strings.Contains(body, dir))
		}
	}
}

// What is wrong is said, with what to do.
func TestServeRefuses(t *testing.T) {
	dir := t.TempDir()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	put(t, dir, "foreign.db", []byte("no record at all, but a text\n"))
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"--addr", l.Addr().String()}, 1, "is in use"},
		{[]string{"--addr", "0.0.0.0:0"}, 1, "no accounts"},
		{[]string{"--addr", ":0"}, 1, "no accounts"},
		{[]string{"--addr", "8080"}, 2, "must be an address of this machine and a port"},
		{[]string{"--record", "foreign.db"}, 1, "is no record of verbatim"},
	} {
		args := append([]string{"serve", "--entities", "none"}, test.args...)
		if test.args[0] != "--record" {
			args = append(args, "--record", "record.db")
		}
		if _, stderr, state := program(t, dir, nil, args...); state.ExitCode() != test.status || !strings.Contains(stderr, test.want) {
			t.Errorf("%q: exit status %d, %q; want %d, %q", test.args, state.ExitCode(), stderr, test.status, test.want)
		}
	}
}

// A record that may not be written is served to readers.
func TestServeReadOnly(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, "a.txt", []byte("“The dock stays open,” Clerk Ann Pell told the council on Monday.\n"))
	record := filepath.Join(dir, "record.db")
	if _, stderr, state := program(t, dir, nil, "add", "--record", record, "--entities", "none", "a.txt"); state.ExitCode() != 0 {
		t.Fatal(stderr)
	}
	if err := os.Chmod(record, 0o444); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("verbatim")
	if os.Geteuid() == 0 {
		cmd = asNobody(t, dir) // who is root may write anywhere
	}
	s := serveBy(t, cmd, "--record", record)
	if code, body := answerOf(t, s.address+"api/v1/statements?q=dock"); code != 200 || !strings.Contains(body, "The dock stays open") {
		t.Errorf("%d %s", code, body)
	}
	res, err := http.Post(s.address+"api/v1/alerts", "application/json", strings.NewReader(`{"query":"dock"}`))
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if res.StatusCode != http.StatusForbidden {
		t.Errorf("an alert: %s", res.Status)
	}
}

// A server that also watches puts into the record what a feed names, and writes
// the feed file of an alert; one that does not says on the desk that nothing
// comes in, unless another process follows the feeds.
func TestServeWatches(t *testing.T) {
	const article = `<html lang="en"><head><title>Dock</title></head><body><article><h1>Dock</h1>` +
		`<p>The council of Port Ellis met on Monday and heard about the dock, which has been there for two hundred years and is to be repaired.</p>` +
		`<p>“The dock stays open,” Clerk Ann Pell told the council on Monday. She said that the repairs would be made at night, and that no ferry would be late for them.</p></article></body></html>`
	outlet := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/rss":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>Dock News</title><link>http://%[1]s/</link><item><title>Dock</title><link>http://%[1]s/dock</link><pubDate>Mon, 10 Mar 2025 10:00:00 GMT</pubDate></item></channel></rss>`, r.Host)
		case "/dock":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			io.WriteString(w, article)
		default:
			http.NotFound(w, r)
		}
	}))
	defer outlet.Close()
	dir := t.TempDir()
	record := filepath.Join(dir, "record.db")
	for _, args := range [][]string{
		{"feeds", "add", "--allow-private", outlet.URL + "/rss"},
		{"alert", "add", "dock", "--feed", filepath.Join(dir, "dock.atom")},
	} {
		args = append(args[:2:2], append([]string{"--record", record}, args[2:]...)...)
		if _, stderr, state := program(t, dir, nil, args...); state.ExitCode() != 0 {
			t.Fatalf("%v: %s", args, stderr)
		}
	}
	const unread = "No program reads the feeds now"
	idle := serveRecord(t, "--record", record)
	if _, body := answerOf(t, idle.address+"desk"); !strings.Contains(body, unread) {
		t.Error("the desk does not say that nobody reads the feeds")
	}
	one := serveRecord(t, "--record", record, "--watch", "--allow-private", "--delay", "0")
	found := false
	for end := time.Now().Add(30 * time.Second); !found && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		_, body := answerOf(t, one.address+"api/v1/statements?q=dock")
		found = strings.Contains(body, "The dock stays open")
	}
	if !found {
		t.Fatal("nothing has come in from the feed")
	}
	if _, body := answerOf(t, idle.address+"desk"); strings.Contains(body, unread) {
		t.Error("the desk says that nobody reads the feeds, and another server does")
	}
	two := serveRecord(t, "--record", record, "--watch")
	if code, _ := two.stop(t, os.Interrupt); code != 0 {
		t.Errorf("the second ends with %d", code)
	}
	if got := two.stderr.String(); !strings.Contains(got, "another verbatim watch (process "+strconv.Itoa(one.cmd.Process.Pid)+") follows the feeds of this record: this server leaves them to it") {
		t.Errorf("the second says %q", got)
	}
	if code, rest := one.stop(t, os.Interrupt); code != 0 || !strings.Contains(rest, outlet.URL+"/rss: 1 article added") || !strings.HasSuffix(rest, "stopped\n") {
		t.Errorf("it ends with %d and has said %q, %s", code, rest, one.stderr)
	}
	if _, body := answerOf(t, idle.address+"desk"); !strings.Contains(body, unread) {
		t.Error("the desk does not say that nobody reads the feeds any more")
	}
	// What is due is delivered as soon as the next begins.
	three := serveRecord(t, "--record", record, "--watch", "--allow-private")
	var file []byte
	for end := time.Now().Add(30 * time.Second); file == nil && time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		file, _ = os.ReadFile(filepath.Join(dir, "dock.atom"))
	}
	if !strings.Contains(string(file), "The dock stays open") {
		t.Errorf("the feed file of the alert has %q", file)
	}
	three.stop(t, os.Interrupt)
}
