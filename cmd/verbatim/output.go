package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/export"
)

// output is where documents go. Each is written whole.
type output interface {
	put(result) error
	// finish ends the output. What was to become a file becomes one if keep
	// is set, and else leaves nothing behind.
	finish(keep bool) error
}

// newOutput returns the output that -o names: standard output where it is "",
// a directory (one that exists, or a name that ends in a separator, or any
// name without ".ann" for brat), or a file.
func newOutput(name string, f format, inputs int, stdout io.Writer) (output, error) {
	if name == "" || name == "-" {
		return newStream(stdout, f, inputs, nil), nil
	}
	st, err := os.Stat(name)
	switch {
	case err == nil && st.IsDir(),
		err != nil && (os.IsPathSeparator(name[len(name)-1]) || f.alone && filepath.Ext(name) != ".ann"):
		if err := os.MkdirAll(name, 0o777); err != nil {
			return nil, fmt.Errorf("output directory: %w", err)
		}
		return &directory{path: name, format: f, taken: make(map[string]bool)}, nil
	case err == nil && !st.Mode().IsRegular(): // a device or a pipe
		w, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("output: %w", err)
		}
		return newStream(w, f, inputs, func(bool) error { return w.Close() }), nil
	}
	t, err := newTemporary(name)
	if err != nil {
		return nil, err
	}
	return newStream(t.file, f, inputs, t.finish), nil
}

// openOutput opens what -o names for one output, standard output where it is
// "" or "-". Finish ends it; a file gets its name then, if keep is set, and else
// nothing is left behind.
func openOutput(name string, stdout io.Writer) (w io.Writer, finish func(keep bool) error, err error) {
	if name == "" || name == "-" {
		return stdout, func(bool) error { return nil }, nil
	}
	if st, err := os.Stat(name); err == nil && !st.Mode().IsRegular() {
		if st.IsDir() {
			return nil, nil, fmt.Errorf("output: %s is a directory: name a file", name)
		}
		f, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return nil, nil, fmt.Errorf("output: %w", err)
		}
		return f, func(bool) error { return f.Close() }, nil
	}
	t, err := newTemporary(name)
	if err != nil {
		return nil, nil, err
	}
	return t.file, t.finish, nil
}

// forTerminal refuses to send a binary format to a terminal.
func forTerminal(cmd, format string, binary bool, w io.Writer) error {
	if _, tty := terminal(w); binary && tty {
		return fmt.Errorf("%s: %s is binary and this is a terminal: name a file with -o FILE", cmd, format)
	}
	return nil
}

// stream writes documents one after the other.
type stream struct {
	w      io.Writer
	format format
	inputs int
	count  int
	held   []byte        // the first document, while it may be the only one
	table  *export.Table // of rows
	close  func(keep bool) error
}

func newStream(w io.Writer, f format, inputs int, close func(keep bool) error) *stream {
	s := &stream{w: w, format: f, inputs: inputs, close: close}
	if f.rows {
		s.table = export.NewTable(w)
	}
	return s
}

// errOneEach says that a format needs a directory.
var errOneEach = errors.New("brat has one file pair for each document: name a directory with -o DIR/")

func (s *stream) put(r result) error {
	if s.table != nil {
		return s.table.Append(r.rows)
	}
	body := r.files[s.format.main].body
	if len(body) == 0 && len(s.format.between) > 0 {
		return nil // an article without statements adds nothing to a list of them
	}
	s.count++
	switch {
	case s.count == 1 && s.format.bare && s.inputs == 1:
		s.held = body
		return nil
	case s.count == 1:
		return s.write(s.format.head, body)
	case s.format.alone:
		return errOneEach
	case s.held != nil:
		held := s.held
		s.held = nil
		return s.write(s.format.head, held, s.format.between, body)
	}
	return s.write(s.format.between, body)
}

func (s *stream) finish(keep bool) error {
	var err error
	if keep {
		switch {
		case s.table != nil:
			err = s.table.Close()
		case s.held != nil:
			err = s.write(s.format.whole(nil, s.held))
		case s.count == 0 && s.format.none != nil:
			err = s.write(s.format.none)
		case s.count == 0:
			err = s.write(s.format.head, s.format.tail)
		default:
			err = s.write(s.format.tail)
		}
	}
	if s.close != nil {
		err = errors.Join(err, s.close(keep && err == nil))
	}
	return err
}

// write writes the parts in one call, so that a reader never sees half a
// document unless the system splits it.
func (s *stream) write(parts ...[]byte) error {
	var all []byte
	for _, p := range parts {
		if len(all) == 0 {
			all = p[:len(p):len(p)]
			continue
		}
		all = append(all, p...)
	}
	if len(all) == 0 {
		return nil
	}
	_, err := s.w.Write(all)
	return err
}

// directory writes a file, or a few, for each document.
type directory struct {
	path   string
	format format
	taken  map[string]bool // names in lower case, as some file systems see them
}

func (d *directory) put(r result) error {
	base := d.name(r.title)
	for _, f := range r.files {
		if err := writeFile(filepath.Join(d.path, base+f.suffix), f.body); err != nil {
			return err
		}
	}
	return nil
}

func (d *directory) finish(bool) error { return nil }

// name makes a file name, not yet taken, of the name of a document.
func (d *directory) name(document string) string {
	document = strings.TrimPrefix(strings.TrimPrefix(document, "https://"), "http://")
	if !strings.Contains(document, "://") {
		if b := filepath.Base(document); b != "." && b != string(filepath.Separator) {
			document = b
		}
	}
	for _, suffix := range []string{".gz", ".txt", ".html", ".htm", ".jsonl"} {
		document = strings.TrimSuffix(document, suffix)
	}
	base := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_.", r) {
			return r
		}
		return '-'
	}, document), "-.")
	for len(base) > 120 { // file names have at most 255 bytes
		_, size := utf8.DecodeLastRuneInString(base)
		base = base[:len(base)-size]
	}
	if base == "" {
		base = "document"
	}
	name := base
	for i := 2; d.taken[strings.ToLower(name)]; i++ {
		name = base + "-" + strconv.Itoa(i)
	}
	d.taken[strings.ToLower(name)] = true
	return name
}

// temporary is a file that gets its name when it is complete.
type temporary struct {
	file *os.File
	name string
}

func newTemporary(name string) (*temporary, error) {
	// A link stays a link: what it leads to is replaced.
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".verbatim-*")
	if err != nil {
		return nil, fmt.Errorf("output: %w", err)
	}
	return &temporary{f, name}, nil
}

func (t *temporary) finish(keep bool) error {
	if !keep {
		t.file.Close()
		return os.Remove(t.file.Name())
	}
	mode := fs.FileMode(0o644)
	if st, err := os.Stat(t.name); err == nil {
		mode = st.Mode().Perm()
	}
	err := errors.Join(t.file.Chmod(mode), t.file.Close())
	if err == nil {
		err = os.Rename(t.file.Name(), t.name)
	}
	if err != nil {
		os.Remove(t.file.Name())
		return fmt.Errorf("output: %w", err)
	}
	return nil
}

// writeFile replaces a file, or leaves it as it was.
func writeFile(name string, body []byte) error {
	t, err := newTemporary(name)
	if err != nil {
		return err
	}
	_, err = t.file.Write(body)
	return errors.Join(err, t.finish(err == nil))
}
