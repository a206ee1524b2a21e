package reuse

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write realwords.bin")

// TestRealWords makes the embedded list again and compares it.
func TestRealWords(t *testing.T) {
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", "thesaurus", "moby-words.txt.gz"))
	if err != nil {
		t.Skip("no ../shared/data/thesaurus")
	}
	defer f.Close()
	zip, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	words := make(map[string]bool)
	scan := bufio.NewScanner(zip)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		for w := range strings.SplitSeq(scan.Text(), ",") {
			if len(w) >= 4 && len(w) <= 32 && strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") == "" {
				words[w] = true
			}
		}
	}
	var hashes []uint32
	for w := range words {
		hashes = append(hashes, uint32(hashOf(w)>>32))
	}
	slices.Sort(hashes)
	var got []byte
	for _, h := range slices.Compact(hashes) {
		got = binary.LittleEndian.AppendUint32(got, h)
	}
	if *update {
		if err := os.WriteFile("realwords.bin", got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(got, []byte(realWords)) {
		t.Error("realwords.bin is not what the thesaurus gives: run with -update")
	}
}
