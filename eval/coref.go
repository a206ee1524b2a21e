package eval

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// CorefDocument is a document of GUM with its labelled mentions.
type CorefDocument struct {
	Name, Genre string
	Text        string
	Mentions    []CorefMention
}

// CorefMention is a labelled mention and the number of its entity.
type CorefMention struct {
	verbatim.Span
	Entity int
}

// ReadCoref reads the documents of GUM below a data folder, in the order of their
// names: the text from its dependency files, mentions from its coreference
// files, whose tokens are the same.
func ReadCoref(dataDir string) ([]CorefDocument, error) {
	paths, err := filepath.Glob(filepath.Join(dataDir, "gum/coref/GUM_*.conll"))
	if err != nil {
		return nil, err
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no gum/coref below %s", dataDir)
	}
	var out []CorefDocument
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".conll")
		d := CorefDocument{Name: name}
		d.Genre, _, _ = strings.Cut(strings.TrimPrefix(name, "GUM_"), "_")
		tokens, err := d.readText(filepath.Join(dataDir, "gum/dep", name+".conllu"))
		if err != nil {
			return nil, err
		}
		if err := d.readMentions(path, tokens); err != nil {
			return nil, err
		}
		out = append(out, d)
	}
	return out, nil
}

// readText rebuilds the text of a document and returns where its tokens are.
func (d *CorefDocument) readText(path string) ([]verbatim.Span, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var text strings.Builder
	var tokens []verbatim.Span
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	gap := ""
	until, after := 0, ""
	for lines.Scan() {
		line := lines.Text()
		switch {
		case line == "":
			if gap != "\n" {
				gap = " "
			}
			continue
		case strings.HasPrefix(line, "# newpar") && !strings.HasPrefix(line, "# newpar_"):
			if text.Len() > 0 {
				gap = "\n"
			}
			continue
		case line[0] == '#':
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 10 {
			return nil, fmt.Errorf("%s: a line of %d columns", path, len(f))
		}
		if strings.Contains(f[0], ".") {
			continue
		}
		space := " "
		if strings.Contains(f[9], "SpaceAfter=No") {
			space = ""
		}
		if _, last, ok := strings.Cut(f[0], "-"); ok {
			until, _ = strconv.Atoi(last)
			after = space
			continue
		}
		text.WriteString(gap)
		start := text.Len()
		text.WriteString(f[1])
		tokens = append(tokens, verbatim.Span{Start: start, End: text.Len()})
		gap = space
		if n, _ := strconv.Atoi(f[0]); n < until {
			gap = ""
		} else if n == until {
			gap, until = after, 0
		}
	}
	d.Text = text.String()
	return tokens, lines.Err()
}

// readMentions reads the bracketed numbers of CoNLL 2012's last column.
func (d *CorefDocument) readMentions(path string, tokens []verbatim.Span) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	open := map[int][]int{}
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<16), maxLine)
	n := 0
	for lines.Scan() {
		line := lines.Text()
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 3 || n >= len(tokens) {
			return fmt.Errorf("%s: token %d is not in the text", path, n)
		}
		for _, part := range strings.FieldsFunc(strings.NewReplacer("(", " (", ")", ") ").Replace(f[len(f)-1]), func(r rune) bool { return r == ' ' || r == '|' }) {
			if part == "_" {
				continue
			}
			id, err := strconv.Atoi(strings.Trim(part, "()"))
			if err != nil {
				return fmt.Errorf("%s: token %d: %q", path, n, part)
			}
			if part[0] == '(' {
				open[id] = append(open[id], n)
			}
			if part[len(part)-1] == ')' {
				if len(open[id]) == 0 {
					return fmt.Errorf("%s: token %d: %d closes what was not opened", path, n, id)
				}
				first := open[id][len(open[id])-1]
				open[id] = open[id][:len(open[id])-1]
				d.Mentions = append(d.Mentions, CorefMention{verbatim.Span{Start: tokens[first].Start, End: tokens[n].End}, id})
			}
		}
		n++
	}
	if n != len(tokens) {
		return fmt.Errorf("%s: %d tokens, the text has %d", path, n, len(tokens))
	}
	return lines.Err()
}
