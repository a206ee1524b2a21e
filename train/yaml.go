package train

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// A node of a YAML file: a string, a []any or a map[string]any.

// readYAML reads the YAML that the data sets are written in: block maps and
// lists, plain and quoted scalars, folded and literal blocks, empty flow
// lists and maps, comments. Anchors, tags and other flow style are none of it.
func readYAML(path string) (any, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	y := yamlReader{}
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimRight(line, " \r")
		text := strings.TrimLeft(line, " ")
		y.lines = append(y.lines, yamlLine{i + 1, len(line) - len(text), text})
	}
	node, err := y.block(0)
	if err == nil && y.skip() {
		err = y.errorf("text is out of place")
	}
	if err != nil {
		return nil, fmt.Errorf("%s:%w", path, err)
	}
	return node, nil
}

type yamlLine struct {
	number, indent int
	text           string
}

type yamlReader struct {
	lines []yamlLine
	at    int
}

func (y *yamlReader) errorf(format string, args ...any) error {
	n := len(y.lines)
	if y.at < n {
		n = y.lines[y.at].number
	}
	return fmt.Errorf("%d: "+format, append([]any{n}, args...)...)
}

// skip moves to the next line with content and reports whether there is one.
func (y *yamlReader) skip() bool {
	for y.at < len(y.lines) {
		t := y.lines[y.at].text
		if t != "" && t[0] != '#' && t != "---" {
			return true
		}
		y.at++
	}
	return false
}

// block reads the list or map whose lines are indented by at least indent.
func (y *yamlReader) block(indent int) (any, error) {
	if !y.skip() || y.lines[y.at].indent < indent {
		return "", nil
	}
	indent = y.lines[y.at].indent
	if t := y.lines[y.at].text; t == "-" || strings.HasPrefix(t, "- ") {
		return y.list(indent)
	}
	if t := y.lines[y.at].text; t[0] != '\'' && t[0] != '"' {
		if _, _, ok := yamlKey(t); !ok { // a scalar on a line of its own
			return y.scalar(t, indent-1)
		}
	}
	return y.mapping(indent)
}

func (y *yamlReader) list(indent int) (any, error) {
	var out []any
	for y.skip() && y.lines[y.at].indent == indent {
		l := &y.lines[y.at]
		if l.text != "-" && !strings.HasPrefix(l.text, "- ") {
			break
		}
		rest := strings.TrimLeft(l.text[1:], " ")
		if rest == "" || rest[0] == '#' {
			y.at++
			item, err := y.block(indent + 1)
			if err != nil {
				return nil, err
			}
			out = append(out, item)
			continue
		}
		if _, _, ok := yamlKey(rest); ok {
			// The item is a map whose first line stands behind the dash.
			l.indent += len(l.text) - len(rest)
			l.text = rest
			item, err := y.mapping(l.indent)
			if err != nil {
				return nil, err
			}
			out = append(out, item)
			continue
		}
		item, err := y.scalar(rest, indent)
		if err != nil {
			return nil, err
		}
		out = append(out, item)
	}
	return out, nil
}

func (y *yamlReader) mapping(indent int) (any, error) {
	out := map[string]any{}
	for y.skip() && y.lines[y.at].indent == indent {
		key, rest, ok := yamlKey(y.lines[y.at].text)
		if !ok {
			return nil, y.errorf("there is no key")
		}
		if rest != "" && rest[0] != '#' {
			value, err := y.scalar(rest, indent)
			if err != nil {
				return nil, err
			}
			out[key] = value
			continue
		}
		y.at++
		if !y.skip() {
			break
		}
		next := y.lines[y.at]
		switch {
		case next.indent > indent, next.indent == indent && (next.text == "-" || strings.HasPrefix(next.text, "- ")):
			value, err := y.block(next.indent)
			if err != nil {
				return nil, err
			}
			out[key] = value
		default:
			out[key] = ""
		}
	}
	return out, nil
}

// yamlKey splits "key: rest".
func yamlKey(s string) (key, rest string, ok bool) {
	if s[0] == '\'' || s[0] == '"' {
		end := strings.IndexByte(s[1:], s[0])
		if end < 0 || !strings.HasPrefix(s[end+2:], ":") {
			return "", "", false
		}
		return s[1 : end+1], strings.TrimLeft(s[end+3:], " "), true
	}
	if k, found := strings.CutSuffix(s, ":"); found && !strings.Contains(k, ": ") {
		return k, "", true
	}
	key, rest, ok = strings.Cut(s, ": ")
	if !ok || strings.Contains(key, " #") || strings.ContainsAny(key, "\"{[") {
		return "", "", false
	}
	return key, strings.TrimLeft(rest, " "), true
}

// scalar reads the value that begins with s on the current line, and the lines
// behind that continue it.
func (y *yamlReader) scalar(s string, indent int) (any, error) {
	first := y.at
	y.at++
	// more returns the next line if it is indented deeper.
	more := func() (string, bool) {
		if y.at < len(y.lines) && (y.lines[y.at].text == "" || y.lines[y.at].indent > indent) {
			y.at++
			return y.lines[y.at-1].text, true
		}
		return "", false
	}
	switch {
	case s[0] == '>' || s[0] == '|':
		var parts []string
		for line, ok := more(); ok; line, ok = more() {
			parts = append(parts, line)
		}
		return strings.TrimSpace(strings.Join(parts, " ")), nil
	case s == "[]" || s == "{}":
		return "", nil
	case s[0] == '\'' || s[0] == '"':
		for {
			if end := yamlQuoteEnd(s); end > 0 {
				if s[0] == '\'' {
					return strings.ReplaceAll(s[1:end], "''", "'"), nil
				}
				text, err := strconv.Unquote(s[:end+1])
				if err != nil {
					y.at = first
					return nil, y.errorf("bad quoted string")
				}
				return text, nil
			}
			line, ok := more()
			if !ok {
				y.at = first
				return nil, y.errorf("the quotation marks are not closed")
			}
			s += " " + line
		}
	case s[0] == '&' || s[0] == '*' || s[0] == '!' || s[0] == '[' || s[0] == '{':
		y.at = first
		return nil, y.errorf("%q is no plain YAML", s)
	}
	text, _, commented := strings.Cut(s, " #")
	text = strings.TrimSpace(text)
	for !commented && y.at < len(y.lines) && y.lines[y.at].text != "" && y.lines[y.at].indent > indent {
		text += " " + y.lines[y.at].text
		y.at++
	}
	return text, nil
}

// yamlQuoteEnd returns where the quoted string at the start of s ends, or 0.
func yamlQuoteEnd(s string) int {
	for i := 1; i < len(s); i++ {
		switch {
		case s[0] == '"' && s[i] == '\\':
			i++
		case s[0] == '\'' && s[i] == '\'' && i+1 < len(s) && s[i+1] == '\'':
			i++
		case s[i] == s[0]:
			return i
		}
	}
	return 0
}

// at follows keys down a node and returns the string there, or "".
func at(node any, keys ...string) string {
	for _, k := range keys {
		m, _ := node.(map[string]any)
		node = m[k]
	}
	s, _ := node.(string)
	return s
}

// listAt follows keys down a node and returns the list there.
func listAt(node any, keys ...string) []any {
	for _, k := range keys {
		m, _ := node.(map[string]any)
		node = m[k]
	}
	l, _ := node.([]any)
	return l
}
