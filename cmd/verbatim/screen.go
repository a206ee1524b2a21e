package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"golang.org/x/term"

	"github.com/verbatim-record/verbatim/export"
)

// pageWidth is the width of the page where it does not go to a terminal.
const pageWidth = 80

// terminal returns the file descriptor of w if it is a terminal.
func terminal(w io.Writer) (fd int, ok bool) {
	f, ok := w.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// lookOf says how the page for w is to look. The width 0 stands for that of
// the terminal. Colours follow the flag; left to themselves they are for
// terminals, unless NO_COLOR is set (no-color.org).
func lookOf(w io.Writer, width int, color string, env func(string) string) look {
	fd, tty := terminal(w)
	l := look{width: width}
	if l.width == 0 {
		l.width = pageWidth
		if tty {
			if columns, _, err := term.GetSize(fd); err == nil && columns > 0 {
				l.width = columns
			}
		}
	}
	name := env("TERM")
	if color == "never" || color == "auto" && (!tty || env("NO_COLOR") != "" || name == "dumb") {
		return l
	}
	if tty {
		showEscapes(fd)
	}
	l.palette = export.Colors16
	if strings.Contains(name, "256") || env("COLORTERM") != "" || name == "" {
		l.palette = export.Colors256
	}
	return l
}

// columns returns the width of the terminal w for a line of progress.
func columns(w io.Writer, env func(string) string) int {
	if fd, ok := terminal(w); ok {
		if n, _, err := term.GetSize(fd); err == nil && n > 0 {
			return n
		}
	}
	if n, err := strconv.Atoi(env("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return pageWidth
}
