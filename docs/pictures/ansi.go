package main

import (
	"bytes"
	"fmt"
	"html"
	"strconv"
	"strings"
)

// terminalPage is a page that shows text as a dark terminal of 100 columns does.
func terminalPage(text []byte) []byte {
	var b bytes.Buffer
	b.WriteString(`<!doctype html><html lang="en"><meta charset="utf-8"><title>verbatim</title><link rel="icon" href="data:,"><style>
html { background: #16181d }
pre { margin: 0; padding: 18px 22px; color: #d8dae0; font: 13.5px/1.32 "DejaVu Sans Mono", monospace }
</style><pre>`)
	b.WriteString(ansiHTML(string(text)))
	b.WriteString("</pre></html>\n")
	return b.Bytes()
}

// ansiHTML makes HTML of text with the escape sequences of ECMA-48 for bold,
// faint, underlined and one of xterm's 256 colours. Others are left out.
func ansiHTML(text string) string {
	var b strings.Builder
	open := false
	for text != "" {
		before, rest, found := strings.Cut(text, "\x1b[")
		b.WriteString(html.EscapeString(before))
		if !found {
			break
		}
		end := strings.IndexFunc(rest, func(r rune) bool { return 0x40 <= r && r <= 0x7e })
		if end < 0 {
			break
		}
		if rest[end] == 'm' {
			if open {
				b.WriteString("</span>")
			}
			style := styleOf(strings.Split(rest[:end], ";"))
			if open = style != ""; open {
				b.WriteString(`<span style="` + style + `">`)
			}
		}
		text = rest[end+1:]
	}
	if open {
		b.WriteString("</span>")
	}
	return b.String()
}

// styleOf is the CSS of the codes of one sequence.
func styleOf(codes []string) string {
	style := ""
	for i := 0; i < len(codes); i++ {
		switch codes[i] {
		case "1":
			style += "font-weight:bold;"
		case "2":
			style += "opacity:.65;"
		case "4":
			style += "text-decoration:underline;"
		case "38":
			if i+2 < len(codes) && codes[i+1] == "5" {
				if n, err := strconv.Atoi(codes[i+2]); err == nil && 0 <= n && n < 256 {
					style += "color:" + xterm(n) + ";"
				}
			}
			i += 2
		}
	}
	return style
}

// xterm is one of xterm's 256 colours: 16 of the terminal, a cube of six steps
// each way, and 24 greys.
func xterm(n int) string {
	switch {
	case n < 16:
		base := [...]string{"#000000", "#cd0000", "#00cd00", "#cdcd00", "#0000ee", "#cd00cd", "#00cdcd", "#e5e5e5",
			"#7f7f7f", "#ff0000", "#00ff00", "#ffff00", "#5c5cff", "#ff00ff", "#00ffff", "#ffffff"}
		return base[n]
	case n < 232:
		step := func(v int) int {
			if v == 0 {
				return 0
			}
			return 55 + 40*v
		}
		n -= 16
		return fmt.Sprintf("#%02x%02x%02x", step(n/36), step(n/6%6), step(n%6))
	}
	v := 8 + 10*(n-232)
	return fmt.Sprintf("#%02x%02x%02x", v, v, v)
}
