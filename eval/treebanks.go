package eval

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Treebanks are the treebanks below a data folder, split for learning.
type Treebanks struct {
	Train   Treebank // the training and development parts of UD English EWT, most of GUM
	EWTTest Treebank
	GUMDev  map[string]Treebank // held-out documents of GUM by genre
	GUMTest map[string]Treebank
	Held    [2][]string // names of the held-out documents: dev, test
	Files   []DataFile  // what was read, in order
}

// DataFile is a file, or the files of a folder, that was learned from.
type DataFile struct {
	Path   string
	SHA256 [32]byte
	Note   string // what the sum is of, where not of the file
}

// ReadTreebanks reads ud-ewt and gum from a data folder.
func ReadTreebanks(dataDir string) (*Treebanks, error) {
	t := &Treebanks{GUMDev: map[string]Treebank{}, GUMTest: map[string]Treebank{}}
	for _, part := range []struct {
		name string
		to   *Treebank
	}{{"train", &t.Train}, {"dev", &t.Train}, {"test", &t.EWTTest}} {
		path := "ud-ewt/en_ewt-ud-" + part.name + ".conllu"
		bank, sum, err := readFile(filepath.Join(dataDir, path))
		if err != nil {
			return nil, err
		}
		*part.to = append(*part.to, bank...)
		t.Files = append(t.Files, DataFile{Path: path, SHA256: sum})
	}
	if err := t.readGUM(dataDir); err != nil {
		return nil, err
	}
	return t, nil
}

// readGUM reads the documents of GUM. Of each genre, the documents in the
// order of a hash of their names: the first ninth is for tests, the next one
// for development; of news, what this is all for, three and two.
func (t *Treebanks) readGUM(dataDir string) error {
	paths, err := filepath.Glob(filepath.Join(dataDir, "gum/dep/GUM_*.conllu"))
	if err != nil {
		return err
	}
	if len(paths) == 0 {
		return fmt.Errorf("no GUM_*.conllu in %s: put the treebank there", filepath.Join(dataDir, "gum/dep"))
	}
	slices.Sort(paths)
	all := sha256.New()
	genres := map[string][]string{}
	var names []string
	for _, p := range paths {
		genre := genreOf(p)
		if genres[genre] == nil {
			names = append(names, genre)
		}
		genres[genre] = append(genres[genre], p)
	}
	for _, genre := range names {
		docs := genres[genre]
		slices.SortFunc(docs, func(a, b string) int {
			return cmp.Or(cmp.Compare(nameHash(a), nameHash(b)), cmp.Compare(a, b))
		})
		test, dev := (len(docs)+4)/9, 1
		if genre == "news" {
			test, dev = 3, 2
		}
		for i, p := range docs {
			bank, sum, err := readFile(p)
			if err != nil {
				return err
			}
			fmt.Fprintf(all, "%x  %s\n", sum, filepath.Base(p))
			switch {
			case i < test:
				t.GUMTest[genre] = append(t.GUMTest[genre], bank...)
				t.Held[1] = append(t.Held[1], documentName(p))
			case i < test+dev:
				t.GUMDev[genre] = append(t.GUMDev[genre], bank...)
				t.Held[0] = append(t.Held[0], documentName(p))
			default:
				t.Train = append(t.Train, bank...)
			}
		}
	}
	slices.Sort(t.Held[0])
	slices.Sort(t.Held[1])
	f := DataFile{Path: "gum/dep", Note: fmt.Sprintf("of the list of the sums of its %d files", len(paths))}
	all.Sum(f.SHA256[:0])
	t.Files = append(t.Files, f)
	return nil
}

func documentName(path string) string {
	return strings.TrimSuffix(filepath.Base(path), ".conllu")
}

func genreOf(path string) string {
	_, rest, _ := strings.Cut(documentName(path), "_")
	genre, _, _ := strings.Cut(rest, "_")
	return genre
}

func nameHash(path string) uint64 {
	h := fnv.New64a()
	io.WriteString(h, documentName(path))
	return h.Sum64()
}

func readFile(path string) (Treebank, [32]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, [32]byte{}, fmt.Errorf("read treebank: %w", err)
	}
	bank, err := ReadTreebank(strings.NewReader(string(data)))
	if err != nil {
		return nil, [32]byte{}, fmt.Errorf("%s: %w", path, err)
	}
	return bank, sha256.Sum256(data), nil
}
