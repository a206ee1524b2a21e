package account

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/verbatim-record/verbatim/internal/browser"
)

// A real browser signs in and out under the name of another machine without
// TLS, where it says less of where a form comes from than on this one, and a
// page of another site gets nothing done in its name.
func TestBrowser(t *testing.T) {
	path := browser.Find()
	if path == "" {
		t.Skip("no browser is installed: chromium, google-chrome or chrome")
	}
	d := newDesk(t, false, Editor)
	b, err := browser.Open(context.Background(), path, "desk.example", "evil.example")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(b.Close)
	u, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	site := "http://desk.example:" + u.Port()
	do := func(steps ...error) {
		t.Helper()
		for _, err := range steps {
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	do(b.Look(390, 700, false), b.Visit(site+"/judge?next=%2F"), b.Wait("#password"))
	if dir := os.Getenv("VERBATIM_PICTURES"); dir != "" {
		png, err := b.Picture()
		do(err, os.WriteFile(filepath.Join(dir, "login.png"), png, 0o666))
	}
	do(b.Type("#name", "editor"), b.Type("#password", "a wrong password"), b.Click("button.main"), b.Wait("[role=alert]"))
	if said, err := b.Text("[role=alert]"); err != nil || said != wrong {
		t.Fatalf("a wrong password is answered %q, %v", said, err)
	}
	do(b.Type("#password", password), b.Click("button.main"), b.Wait("pre"))
	if at, err := b.Address(); err != nil || at != site+"/judge?next=%2F" {
		t.Fatalf("after signing in at %s, %v", at, err)
	}
	body, err := b.Text("body")
	if err != nil || len(body) < len("editor editor false csrf=")+43 {
		t.Fatalf("signed in as %q, %v", body, err)
	}
	// A page of another site that sends a form, with the very token.
	csrf := body[len("editor editor false csrf="):]
	do(b.Visit("http://evil.example:" + u.Port() + "/login"))
	status := "fetch(" + `"` + site + `/judge", {method: "POST", mode: "no-cors", credentials: "include", body: new URLSearchParams({csrf: "` + csrf + `"})}).then(r => r.type)`
	if got, err := browser.EvalAwait[string](b, status); err != nil || got != "opaque" {
		t.Errorf("another site sends a form: %q, %v", got, err)
	}
	if n := d.judged.Load(); n != 0 {
		t.Errorf("another site has judged %d times", n)
	}
	// The desk itself may.
	do(b.Visit(site + "/logout"))
	if got, err := browser.EvalAwait[float64](b, `fetch("/judge", {method: "POST", body: new URLSearchParams({csrf: "`+csrf+`"})}).then(r => r.status)`); err != nil || got != 200 || d.judged.Load() != 1 {
		t.Errorf("the desk judges: %v, %v, %d times", got, err, d.judged.Load())
	}
	do(b.Click("button.main"), b.Wait("#password"), b.Visit(site+"/judge"), b.Wait("#password"))
}
