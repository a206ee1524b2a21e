package train

import (
	"embed"
	"fmt"
	"strings"
)

// known holds the lists that were written for this project; each says in its
// first lines what its columns are.
//
//go:embed known/*.tsv
var known embed.FS

// rows returns the rows of a list, each of so many columns.
func rows(name string, columns int) ([][]string, error) {
	data, err := known.ReadFile("known/" + name + ".tsv")
	if err != nil {
		return nil, err
	}
	var out [][]string
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		line = strings.TrimRight(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < columns {
			return nil, fmt.Errorf("known/%s.tsv:%d: %d columns, want %d", name, n, len(f), columns)
		}
		out = append(out, f)
	}
	return out, nil
}

// words splits a list of names that | separates.
func words(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}
