package page_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

// An article that is pasted in can be kept: it is in the record with its headline,
// outlet and address, and its statements are found.
func TestKeepPasted(t *testing.T) {
	s := recordOf(t, desk...)
	p, err := page.New(page.Options{Store: s, Models: models})
	if err != nil {
		t.Fatal(err)
	}
	srv := httptest.NewServer(account.New(s, account.Options{Loopback: true}).Wrap(p))
	defer srv.Close()
	text := "“The quay will be sold by June,” Mayor Ilse Varga told reporters on Friday.\r\n\r\nShe did not say to whom."
	form := url.Values{"text": {text}, "published": {"2025-02-14"}, "title": {"Quay to be <sold>"}, "outlet": {"Harbour  Post"}, "url": {"https://post.example/quay"}}
	code, to, _ := post(t, srv, "/desk/keep", form)
	if code != http.StatusSeeOther || !strings.HasPrefix(to, "/articles/d") {
		t.Fatalf("status %d to %q", code, to)
	}
	if _, again, _ := post(t, srv, "/desk/keep", form); again != to {
		t.Errorf("kept once more it is %s, and was %s", again, to)
	}
	d, info, err := s.Document(t.Context(), strings.TrimPrefix(to, "/articles/"))
	if err != nil {
		t.Fatal(err)
	}
	if d.Title != "Quay to be <sold>" || d.Outlet != "Harbour Post" || d.URL != "https://post.example/quay" || d.Published != "2025-02-14" || info.Revision != 1 {
		t.Errorf("%+v, revision %d", d.Meta, info.Revision)
	}
	hits, err := s.Search(t.Context(), store.Query{Root: parsed(t, `speaker:varga "sold by June" outlet:"harbour post"`)})
	if err != nil || len(hits) != 1 {
		t.Errorf("%d statements are found, %v", len(hits), err)
	}
	// Another text at the address is its next version.
	form.Set("text", strings.Replace(text, "June", "July", 1))
	_, to, _ = post(t, srv, "/desk/keep", form)
	if _, info, err = s.Document(t.Context(), strings.TrimPrefix(to, "/articles/")); err != nil || info.Revision != 2 {
		t.Errorf("revision %d, %v", info.Revision, err)
	}
	for _, address := range []string{"javascript:alert(1)", "post.example/quay", "file:///etc/passwd", "https://ada:secret@post.example/"} {
		form.Set("url", address)
		code, _, body := post(t, srv, "/desk/keep", form)
		if code != http.StatusBadRequest || !strings.Contains(body, `id="url-wrong"`) || !strings.Contains(body, `value="Harbour  Post"`) {
			t.Errorf("%s: status %d, or the form is not given back", address, code)
		}
	}
	form.Del("url")
	form.Set("text", " ")
	if code, _, _ := post(t, srv, "/desk/keep", form); code != http.StatusBadRequest {
		t.Errorf("no text: status %d", code)
	}
}
