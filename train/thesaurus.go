package train

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/reuse"
)

//go:embed known/swaps.tsv
var knownSwaps string

// Thesaurus builds the thesaurus of package reuse and its card: synonyms of
// the Moby thesaurus below data, how common words are, and which stand side by
// side in PolNeAR, EWT and GUM. The same data gives the same bytes.
func Thesaurus(data string) (file, card []byte, err error) {
	moby, err := os.ReadFile(filepath.Join(data, "thesaurus", "moby-words.txt.gz"))
	if err != nil {
		return nil, nil, err
	}
	lists, err := synonyms(bytes.NewReader(moby))
	if err != nil {
		return nil, nil, err
	}
	for line := range strings.Lines(knownSwaps) {
		if f := strings.Fields(line); len(f) == 2 && f[0] != "#" {
			lists = append(lists, f)
		}
	}
	articles, err := eval.PolNeAR(data, "train")
	if err != nil {
		return nil, nil, err
	}
	var texts []string
	for _, a := range articles {
		texts = append(texts, a.Text)
	}
	banks, err := filepath.Glob(filepath.Join(data, "gum", "dep", "*.conllu"))
	if err != nil {
		return nil, nil, err
	}
	banks = append(banks, filepath.Join(data, "ud-ewt", "en_ewt-ud-train.conllu"))
	slices.Sort(banks)
	for _, name := range banks {
		more, err := sentenceTexts(name)
		if err != nil {
			return nil, nil, err
		}
		texts = append(texts, more...)
	}
	file, counts := reuse.BuildThesaurus(lists, texts)
	if _, err := reuse.LoadThesaurus(string(file)); err != nil {
		return nil, nil, fmt.Errorf("load what was built: %w", err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, `# thesaurus.bin

Which words a machine rewriting may exchange, how common words are, and which stand side by side, for package reuse. Made
by `+"`verbatim train thesaurus`"+`, the same bytes from the same data.

- Size: %d bytes, SHA-256 %x.
- %d words, %d links from a word that the texts use to one that may stand for it, %d pairs of neighbours (in a Bloom filter:
  about one pair in a hundred that was not seen passes for seen), from %d running words.
- A link convicts nobody: people use synonyms too. What makes a text rewritten is in `+"`reuse/rewritten.go`"+`.

## Data

| source | licence | SHA-256 |
|---|---|---|
| Moby Thesaurus (package moby 1.1.2, words.txt): single words | public domain; the package, MIT, says that synonyms of the OpenOffice thesaurus are mixed in | %x |
`, len(file), sha256.Sum256(file), counts.Words, counts.Links, counts.Pairs, counts.Running, sha256.Sum256(moby))
	for _, s := range []struct{ name, licence, folder, suffix string }{
		{"PolNeAR, train split: counts", "none stated for the data", "polnear/train/text", ".txt"},
		{"GUM: counts", "annotations CC BY 4.0; texts per document, none non-commercial", "gum/dep", ".conllu"},
		{"UD English EWT, train split: counts", "CC BY-SA 4.0", "ud-ewt", ".conllu"},
	} {
		hash, err := dataHash(filepath.Join(data, filepath.FromSlash(s.folder)), s.suffix)
		if err != nil {
			return nil, nil, err
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", s.name, s.licence, hash)
	}
	b.WriteString("| train/known/swaps.tsv | part of the repository | part of the repository |\n")
	return file, b.Bytes(), nil
}

// synonyms reads the lists of the Moby thesaurus, a word and its synonyms a line
// parted by commas, and keeps single words in small letters.
func synonyms(r io.Reader) ([][]string, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, fmt.Errorf("moby-words.txt.gz: %w", err)
	}
	var out [][]string
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		all := strings.Split(lines.Text(), ",")
		if !smallWord(all[0]) {
			continue
		}
		if list := slices.DeleteFunc(all, func(w string) bool { return !smallWord(w) }); len(list) > 1 {
			out = append(out, list)
		}
	}
	return out, lines.Err()
}

func smallWord(w string) bool {
	return len(w) > 1 && len(w) < 30 && strings.IndexFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) < 0
}

// sentenceTexts returns the sentences of a treebank as they were written.
func sentenceTexts(name string) ([]string, error) {
	raw, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	var out []string
	for line := range strings.Lines(string(raw)) {
		if text, ok := strings.CutPrefix(line, "# text = "); ok {
			out = append(out, strings.TrimSpace(text))
		}
	}
	return out, nil
}
