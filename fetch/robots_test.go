package fetch

import (
	"strings"
	"testing"
	"time"
)

// The cases follow RFC 9309: its examples, and what it says of groups, of the
// longest match, of percent-encoding and of special characters.
func TestRobots(t *testing.T) {
	cases := []struct{ file, path, want string }{
		{"", "/a", "yes"},
		{"User-agent: *\nDisallow: /", "/a", "no"},
		{"User-agent: *\nDisallow:", "/a", "yes"},
		{"User-agent: *\nDisallow: /", "/robots.txt", "yes"},
		{"user-agent : *\ndisallow : /private", "/private/x", "no"},
		{"User-agent: *\nDisallow: /private", "/public", "yes"},
		// the group that names us and no other
		{"User-agent: *\nDisallow: /\n\nUser-agent: Verbatim\nDisallow: /x", "/a", "yes"},
		{"User-agent: *\nDisallow: /\n\nUser-agent: VERBATIM/2.0 (news)\nDisallow: /x", "/x", "no"},
		{"User-agent: verbatimbot\nDisallow: /", "/a", "yes"},
		{"User-agent: verb\nDisallow: /", "/a", "yes"},
		// several agents for one group, one agent with several groups
		{"User-agent: other\nUser-agent: verbatim\nDisallow: /a", "/a", "no"},
		{"User-agent: verbatim\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: verbatim\nDisallow: /b", "/b", "no"},
		{"User-agent: verbatim\nDisallow: /a\n\nUser-agent: x\nDisallow: /c\n\nUser-agent: verbatim\nDisallow: /b", "/c", "yes"},
		{"User-agent: verbatim\nSitemap: https://e.example/s.xml\nUser-agent: other\nDisallow: /", "/a", "no"},
		// rules before any group, unknown lines, comments, other line ends
		{"Disallow: /\nUser-agent: *\nAllow: /", "/a", "yes"},
		{"User-agent: *\nNoindex: /\nDisallow: /b # why\n", "/b", "no"},
		{"# all\rUser-agent: *\rDisallow: /b\r", "/b/c", "no"},
		{"\ufeffUser-agent: *\r\nDisallow: /b\r\n", "/b", "no"},
		// the longest match decides, Allow where they are as long
		{"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", "yes"},
		{"User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", "no"},
		{"User-agent: *\nDisallow: /a\nAllow: /a", "/a", "yes"},
		{"User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "/example/page/disallowed.gif", "no"},
		// * and $
		{"User-agent: *\nDisallow: *.gif$", "/a.gif", "no"},
		{"User-agent: *\nDisallow: *.gif$", "/a.gif?x", "yes"},
		{"User-agent: *\nDisallow: /*/edit", "/page/7/edit", "no"},
		{"User-agent: *\nDisallow: /a*b*c$", "/axbxbxc", "no"},
		{"User-agent: *\nDisallow: /a$", "/a", "no"},
		{"User-agent: *\nDisallow: /a$", "/ab", "yes"},
		{"User-agent: *\nDisallow: /a*$", "/ab", "no"},
		{"User-agent: *\nDisallow: /?", "/?q", "no"},
		{"User-agent: *\nDisallow: /a$b", "/a$b", "no"},
		// percent-encoding
		{"User-agent: *\nDisallow: /foo/bar/ツ", "/foo/bar/%E3%83%84", "no"},
		{"User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", "no"},
		{"User-agent: *\nDisallow: /%7ejoe", "/~joe/x", "no"},
		{"User-agent: *\nDisallow: /a%3cd.html", "/a%3Cd.html", "no"},
		{"User-agent: *\nDisallow: /a%2fb", "/a/b", "yes"},
		// case counts in paths
		{"User-agent: *\nDisallow: /A", "/a", "yes"},
	}
	for _, c := range cases {
		got := "no"
		if parseRobots([]byte(c.file), Token).allows(c.path) {
			got = "yes"
		}
		if got != c.want {
			t.Errorf("%q for %s: %s, want %s", c.file, c.path, got, c.want)
		}
	}
}

func TestRobotsDelay(t *testing.T) {
	for file, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5":                                         2500 * time.Millisecond,
		"User-agent: *\nCrawl-delay: 2\n\nUser-agent: verbatim\nCrawl-delay: 4":   4 * time.Second,
		"User-agent: *\nCrawl-delay: 2\n\nUser-agent: verbatim\nDisallow: /admin": 0,
		"User-agent: *\nCrawl-delay: NaN":                                         0,
		"User-agent: *\nCrawl-delay: -3":                                          0,
		"User-agent: *\nCrawl-delay: 1e300":                                       time.Hour,
	} {
		if got := parseRobots([]byte(file), Token).delay; got != want {
			t.Errorf("%q: %v, want %v", file, got, want)
		}
	}
}

// Rules made to take long do not.
func TestRobotsHostile(t *testing.T) {
	line := "Disallow: /" + strings.Repeat("*a", 200) + "b$\n"
	file := "User-agent: *\n" + strings.Repeat(line, maxRobots/len(line))
	r := parseRobots([]byte(file), Token)
	start := time.Now()
	r.allows("/" + strings.Repeat("a", 8<<10))
	if d := time.Since(start); d > 2*time.Second {
		t.Errorf("one address took %v", d)
	}
}

func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: %41\nCrawl-delay: 1"), "/a%zzb?c")
	f.Add([]byte("\ufeffuser-agent:verbatim\r\rdisallow:***$$\n"), "")
	f.Fuzz(func(t *testing.T, data []byte, path string) {
		r := parseRobots(data, Token)
		r.allows(path)
		if !r.allows("/robots.txt") {
			t.Error("robots.txt itself is not allowed")
		}
		if r.delay < 0 || r.delay > time.Hour {
			t.Errorf("delay %v", r.delay)
		}
		if n := normalise(path); normalise(n) != n {
			t.Errorf("%q becomes %q and then %q", path, n, normalise(n))
		}
	})
}
