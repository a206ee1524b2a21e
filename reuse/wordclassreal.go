package reuse

import (
	_ "embed"
	"sort"
)

// realWords holds the upper halves of the hashes of the 58,000 words of the
// Moby Thesaurus (public domain), in order, so that a difference of a letter
// between two of them is not taken for a slip. TestRealWords -update writes it.
//
//go:embed realwords.bin
var realWords string

// realWord reports whether w, or what it may be a form of, is a word.
func realWord(w string) bool {
	var buf [8]string
	for _, s := range basesOf(append(buf[:0], w), w) {
		h := uint32(hashOf(s) >> 32)
		n := len(realWords) / 4
		i := sort.Search(n, func(i int) bool { return hashAt(i) >= h })
		if i < n && hashAt(i) == h {
			return true
		}
	}
	return false
}

func hashAt(i int) uint32 {
	s := realWords[4*i : 4*i+4]
	return uint32(s[0]) | uint32(s[1])<<8 | uint32(s[2])<<16 | uint32(s[3])<<24
}
