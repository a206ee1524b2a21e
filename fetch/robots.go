package fetch

import (
	"bytes"
	"strconv"
	"strings"
	"time"
)

// maxRobots is how much of a robots.txt is read (RFC 9309 asks for at least
// 500 KiB), and maxRules how many rules of it count.
const (
	maxRobots = 512 << 10
	maxRules  = 10_000
)

// rule is one Allow or Disallow line that applies to this fetcher.
type rule struct {
	pattern string // percent-encoding made alike; * is any run, $ at the end the end
	allow   bool
}

// robots are the rules of one host for this fetcher. The zero value allows all.
type robots struct {
	rules    []rule
	delay    time.Duration // Crawl-delay, which is no part of the RFC; 0: none
	none     error         // nothing is allowed, and why
	expires  time.Time
	sitemaps []string
}

// parseRobots reads a robots.txt for the fetcher that goes by token: the rules
// of all groups that name it, or else of those for *.
func parseRobots(data []byte, token string) *robots {
	data = bytes.TrimPrefix(data[:min(len(data), maxRobots)], []byte("\xef\xbb\xbf"))
	var named, any robots
	found := false
	inAgents := false  // the line before was a User-agent
	var mine, all bool // whom the group is for
	add := func(r rule) {
		if mine && len(named.rules) < maxRules {
			named.rules = append(named.rules, r)
		}
		if all && len(any.rules) < maxRules {
			any.rules = append(any.rules, r)
		}
	}
	for len(data) > 0 {
		end := bytes.IndexAny(data, "\r\n")
		line := data
		if end >= 0 {
			line, data = data[:end], data[end+1:]
		} else {
			data = nil
		}
		if i := bytes.IndexByte(line, '#'); i >= 0 {
			line = line[:i]
		}
		k, v, ok := strings.Cut(string(line), ":")
		if !ok {
			continue
		}
		v = strings.TrimSpace(v)
		switch strings.ToLower(strings.TrimSpace(k)) {
		case "user-agent":
			if !inAgents {
				mine, all = false, false
			}
			inAgents = true
			if v == "*" {
				all = true
			} else if strings.EqualFold(productToken(v), token) {
				mine, found = true, true
			}
		case "allow", "disallow":
			inAgents = false
			if v != "" { // an empty rule says nothing
				add(rule{normalise(v), strings.EqualFold(strings.TrimSpace(k), "allow")})
			}
		case "crawl-delay":
			inAgents = false
			s, err := strconv.ParseFloat(v, 64)
			if err != nil || !(s > 0) {
				continue
			}
			d := time.Duration(min(s, 3600) * float64(time.Second))
			if mine {
				named.delay = d
			}
			if all {
				any.delay = d
			}
		case "sitemap": // belongs to no group
			if len(any.sitemaps) < 100 {
				any.sitemaps = append(any.sitemaps, v)
			}
		}
	}
	if found {
		named.sitemaps = any.sitemaps
		return &named
	}
	return &any
}

// productToken is the start of a user-agent line that may be a name: letters,
// - and _. "Verbatim/2 (news)" names verbatim.
func productToken(v string) string {
	for i := range len(v) {
		c := v[i] | 0x20
		if !('a' <= c && c <= 'z' || v[i] == '-' || v[i] == '_') {
			return v[:i]
		}
	}
	return v
}

// allows reports whether the path (with its query) may be fetched: the longest
// pattern that matches decides, and Allow where two are as long.
func (r *robots) allows(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normalise(path)
	longest, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); n > longest || n == longest && rule.allow {
			if match(rule.pattern, path) {
				longest, allow = n, rule.allow
			}
		}
	}
	return allow
}

// match reports whether a pattern matches a prefix of path. Each * takes the
// shortest run, so that the time is that of a few searches of the path.
func match(pattern, path string) bool {
	atEnd := strings.HasSuffix(pattern, "$")
	pattern = strings.TrimSuffix(pattern, "$")
	for first := true; ; first = false {
		part, rest, star := strings.Cut(pattern, "*")
		switch {
		case first:
			if !strings.HasPrefix(path, part) {
				return false
			}
			path = path[len(part):]
		case !star && atEnd:
			return strings.HasSuffix(path, part)
		default:
			i := strings.Index(path, part)
			if i < 0 {
				return false
			}
			path = path[i+len(part):]
		}
		if !star {
			return !atEnd || path == ""
		}
		pattern = rest
	}
}

// normalise makes two spellings of a path alike: characters outside ASCII are
// percent-encoded, escapes are in capitals, and those of unreserved characters
// are the characters.
func normalise(s string) string {
	const hex = "0123456789ABCDEF"
	plain := true
	for i := range len(s) {
		if s[i] == '%' || s[i] >= 0x80 || s[i] <= ' ' {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		escaped := false
		if c == '%' && i+2 < len(s) {
			if v, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(v), true
				i += 2
			}
		}
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		case escaped || c >= 0x80 || c <= ' ' || c == '%':
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}
