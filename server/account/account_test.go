package account

import (
	"errors"
	"fmt"
	"net"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

func TestPassword(t *testing.T) {
	for _, word := range []string{"", "short", "elevenchars", strings.Repeat("x", longest+1), "not utf-8 at all \xff"} {
		if _, err := HashPassword(word); !errors.Is(err, ErrPassword) {
			t.Errorf("%.20q: %v", word, err)
		}
	}
	one, err := HashPassword(password)
	if err != nil {
		t.Fatal(err)
	}
	two, _ := HashPassword(password)
	if one == two || strings.Contains(one, password) || !strings.HasPrefix(one, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("hashes %s and %s", one, two)
	}
	h, err := parseHash(one)
	if err != nil || h.String() != one {
		t.Fatalf("read back as %v, %v", h, err)
	}
	if !h.matches(password) || h.matches(password+"x") || h.matches("") {
		t.Error("a hash matches what it should not, or not what it should")
	}
	// Of the tests of the reference implementation: that of RFC 9106 has a secret
	// and data beside the password.
	h, err = parseHash("$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc")
	if err != nil || !h.matches("password") {
		t.Errorf("another program's hash: %v", err)
	}
}

func FuzzParseHash(f *testing.F) {
	for _, s := range []string{
		"$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "", "$", "$argon2id$v=19$m=4294967295,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
		"$argon2id$v=19$m=0,t=0,p=0$$", "$argon2i$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc", "$argon2id$v=19$m=08,t=+2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		h, err := parseHash(s)
		if err != nil {
			return
		}
		if h.String() != s {
			t.Errorf("%q is read as %q", s, h)
		}
		if h.memory < 1 || h.memory > mostMemory || h.passes < 1 || h.passes > mostPasses || h.lanes < 1 || h.lanes > mostLanes || len(h.key) < 16 || len(h.key) > 64 {
			t.Errorf("%q may ask for %+v", s, h)
		}
	})
}

func TestParseName(t *testing.T) {
	for in, want := range map[string]string{"ada": "ada", " Ada.Lovelace@Desk ": "ada.lovelace@desk", "7up": "7up", "x_y-z": "x_y-z"} {
		if got, err := ParseName(in); got != want || err != nil {
			t.Errorf("%q is %q, %v", in, got, err)
		}
	}
	for _, in := range []string{"", " ", ".ada", "-ada", "a b", "adä", "a/b", "a\x00", "local", "LOCAL", strings.Repeat("a", 65), "a'b", "<b>"} {
		if got, err := ParseName(in); err == nil {
			t.Errorf("%q is %q", in, got)
		}
	}
}

func TestNext(t *testing.T) {
	for _, next := range []string{"/", "/search?q=%22a+b%22&x=//y", "/statements/s1"} {
		if got := nextOf(next); got != next {
			t.Errorf("%q leads to %q", next, got)
		}
	}
	for _, next := range []string{"", "search", "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example/", "javascript:alert(1)", "/a\r\nSet-Cookie: x", "/\t/evil.example", "/login", "/logout?x", "/%zz", "/" + strings.Repeat("a", 5000)} {
		if got := nextOf(next); got != "/" {
			t.Errorf("%q leads to %q", next, got)
		}
	}
}

func TestCheckListen(t *testing.T) {
	d := newDesk(t, false)
	public := []net.Addr{&net.TCPAddr{IP: net.IPv4zero, Port: 80}, &net.TCPAddr{IP: net.IPv6unspecified}, &net.TCPAddr{IP: net.ParseIP("192.168.1.2")}, &net.TCPAddr{}, &net.UnixAddr{Name: "/run/x", Net: "unix"}}
	for _, a := range public {
		if err := CheckListen(a, d.store); !errors.Is(err, ErrNoAccounts) || !strings.Contains(err.Error(), "verbatim accounts add") {
			t.Errorf("%s without accounts: %v", a, err)
		}
	}
	for _, a := range []net.Addr{&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)}, &net.TCPAddr{IP: net.IPv6loopback}, d.Listener.Addr()} {
		if err := CheckListen(a, d.store); err != nil {
			t.Errorf("%s without accounts: %v", a, err)
		}
	}
	if err := d.store.PutAccount(t.Context(), store.Account{Name: "ada", Role: "reader"}, "local"); err != nil {
		t.Fatal(err)
	}
	if err := CheckListen(public[0], d.store); !errors.Is(err, ErrNoAccounts) {
		t.Errorf("with an account that nobody can use: %v", err)
	}
	if _, err := d.store.PutToken(t.Context(), "ada", store.Token{Hash: store.Hash{1}}, "local"); err != nil {
		t.Fatal(err)
	}
	for _, a := range public {
		if err := CheckListen(a, d.store); err != nil {
			t.Errorf("%s with an account: %v", a, err)
		}
	}
}

// What is remembered of attempts is bounded, and an address that tries many
// names has to wait.
func TestAttemptsBounded(t *testing.T) {
	now := time.Unix(1e9, 0)
	a := attempts{now: func() time.Time { return now }}
	taken := 0
	for i := range 200 {
		if a.begin("198.51.100.7", fmt.Sprint("name", i)) == 0 {
			taken++
		}
	}
	if taken != freeOfAddress {
		t.Errorf("%d attempts at as many names were taken", taken)
	}
	for i := range 3 * mostKept {
		a.begin(fmt.Sprint("address", i), "admin")
	}
	if len(a.of) > mostKept+2 {
		t.Errorf("%d are remembered", len(a.of))
	}
	if a.begin("198.51.100.7", "name") == 0 {
		t.Error("many addresses make the server forget one that tries many names")
	}
	now = now.Add(forgotten)
	if a.begin("198.51.100.7", "name") != 0 {
		t.Error("it is not forgotten")
	}
}

func TestClientOf(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.1:80": "192.0.2.1", "[::ffff:192.0.2.1]:80": "192.0.2.1", "[2001:db8:1:2:3:4:5:6]:80": "2001:db8:1:2::/64", "[fe80::1%eth0]:80": "fe80::/64", "@": "@",
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = addr
		if got := clientOf(r); got != want {
			t.Errorf("%s is %s, want %s", addr, got, want)
		}
	}
}

// A name that there is not is held against a hash too: as many are computed, in
// about the same time.
func TestSameWork(t *testing.T) {
	d := newDesk(t, false, Reader)
	if err := d.store.PutAccount(t.Context(), store.Account{Name: "bot", Role: "reader"}, "local"); err != nil {
		t.Fatal(err)
	}
	if n := d.guard.nobody; n.memory != memory || n.passes != passes || n.lanes != lanes || len(n.key) != keyLen || len(n.salt) != saltLen {
		t.Errorf("nobody's hash is %+v, cheaper or dearer than others", n)
	}
	took := make(map[string]time.Duration)
	for range 5 {
		for _, name := range []string{"reader", "writer", "bot", "local", ""} {
			start := time.Now()
			if ok, err := d.guard.check(t.Context(), name, "a wrong password"); ok || err != nil {
				t.Fatalf("%q: %v, %v", name, ok, err)
			}
			if once := time.Since(start); took[name] == 0 || once < took[name] {
				took[name] = once
			}
		}
	}
	for name, once := range took {
		if once < took["reader"]/3 {
			t.Errorf("%q takes %s, and reader %s", name, once, took["reader"])
		}
	}
	// Not even the empty key or password is somebody's.
	for _, name := range []string{"bot", "", "local"} {
		if ok, _ := d.guard.check(t.Context(), name, ""); ok {
			t.Errorf("%q signs in without a password", name)
		}
	}
}
