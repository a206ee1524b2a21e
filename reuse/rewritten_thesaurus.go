package reuse

import (
	"encoding/binary"
	"errors"
	"maps"
	"math/bits"
	"slices"
	"strings"
)

// Thesaurus knows which words a rewriting may exchange, how common words are
// in edited prose, and which two words stand side by side there. It is read in
// place from the model file.
//
// The file is, in little-endian 32-bit numbers: magic, how many words, bytes of
// words, bytes of lists, words of the filter; then where each word and each list
// begins (and the last ends); how common each word is, a byte each; the words, sorted;
// the lists; the filter. A list is the words that may stand for a word, as numbers of words,
// rising, each as a varint of its distance to the one before.
type Thesaurus struct {
	count  int
	words  string // one after the other
	starts string // of words, 4 bytes each
	heads  string // of lists
	common string
	lists  string
	filter string // Bloom (1970), in 64-bit words
}

const thesaurusMagic = 0x31534854 // "THS1"

// filterHashes is how many bits a pair of neighbours sets, of about ten.
const filterHashes = 6

var errThesaurus = errors.New("not a thesaurus of this version, or damaged")

// LoadThesaurus reads the model file.
func LoadThesaurus(data string) (*Thesaurus, error) {
	const head = 5 * 4
	if len(data) < head || number(data, 0) != thesaurusMagic {
		return nil, errThesaurus
	}
	t := &Thesaurus{count: int(number(data, 1))}
	rest := data[head:]
	bad := false
	take := func(n int) string {
		if n < 0 || n > len(rest) {
			bad = true
			return ""
		}
		part := rest[:n]
		rest = rest[n:]
		return part
	}
	t.starts, t.heads, t.common = take(4*(t.count+1)), take(4*(t.count+1)), take(t.count)
	t.words, t.lists, t.filter = take(int(number(data, 2))), take(int(number(data, 3))), take(8*int(number(data, 4)))
	if bad || rest != "" || t.filter == "" {
		return nil, errThesaurus
	}
	for _, part := range [...]struct {
		at   string
		size int
	}{{t.starts, len(t.words)}, {t.heads, len(t.lists)}} {
		last := uint32(0)
		for i := range t.count + 1 {
			n := number(part.at, i)
			if n < last || int(n) > part.size {
				return nil, errThesaurus
			}
			last = n
		}
	}
	return t, nil
}

func number(s string, i int) uint32 {
	return uint32(s[4*i]) | uint32(s[4*i+1])<<8 | uint32(s[4*i+2])<<16 | uint32(s[4*i+3])<<24
}

func (t *Thesaurus) word(i int) string { return t.words[number(t.starts, i):number(t.starts, i+1)] }

// find returns the number of a word, and -1 where it has none.
func (t *Thesaurus) find(w string) int {
	low, high := 0, t.count
	for low < high {
		mid := int(uint(low+high) / 2)
		switch c := strings.Compare(t.word(mid), w); {
		case c == 0:
			return mid
		case c < 0:
			low = mid + 1
		default:
			high = mid
		}
	}
	return -1
}

// each calls f with the words that may stand for word i, until it returns false.
func (t *Thesaurus) each(i int, f func(j int) bool) {
	list := t.lists[number(t.heads, i):number(t.heads, i+1)]
	at := 0
	for len(list) > 0 {
		var n, shift uint
		k := 0
		for k < len(list) && k < 5 {
			b := list[k]
			n |= uint(b&0x7f) << shift
			shift += 7
			k++
			if b < 0x80 {
				break
			}
		}
		list = list[k:]
		at += int(n)
		if at >= t.count || !f(at) {
			return
		}
	}
}

// listed reports whether y is in the list of x.
func (t *Thesaurus) listed(x, y int) (found bool) {
	t.each(x, func(j int) bool {
		found = j == y
		return j < y
	})
	return found
}

// Linked reports whether one of two folded words may stand for the other, or
// their stems with the same ending.
func (t *Thesaurus) Linked(x, y string) bool {
	link := func(x, y string) bool {
		i, j := t.find(x), t.find(y)
		return i >= 0 && j >= 0 && (t.listed(i, j) || t.listed(j, i))
	}
	if link(x, y) {
		return true
	}
	for _, ending := range endings {
		a, okA := strings.CutSuffix(x, ending)
		b, okB := strings.CutSuffix(y, ending)
		if !okA || !okB || len(a) < 2 || len(b) < 2 {
			continue
		}
		for _, p := range stems(a) {
			for _, q := range stems(b) {
				if link(p, q) {
					return true
				}
			}
		}
	}
	// One of them may be without its ending: "dealing with", "cope with".
	for _, p := range bases(x) {
		for _, q := range bases(y) {
			if link(p, q) {
				return true
			}
		}
	}
	return false
}

var endings = [...]string{"ing", "ed", "es", "s", "ly", "er", "est"}

// stems returns what an ending may have been put to.
func stems(s string) []string {
	out := []string{s, s + "e"}
	if n := len(s); n > 2 && s[n-1] == s[n-2] {
		out = append(out, s[:n-1]) // "planned"
	}
	if before, ok := strings.CutSuffix(s, "i"); ok {
		out = append(out, before+"y") // "carried"
	}
	return out
}

// bases returns a word and what it may be a form of.
func bases(w string) []string {
	out := []string{w}
	for _, ending := range endings[:4] {
		if s, ok := strings.CutSuffix(w, ending); ok && len(s) > 2 {
			out = append(out, stems(s)...)
		}
	}
	return out
}

// frequency returns how common a folded word is: the binary logarithm of how
// often it was seen plus one, 0 for never. A form counts at least as its base less one.
func (t *Thesaurus) frequency(w string) int {
	if i := t.find(w); i >= 0 {
		return int(t.common[i])
	}
	return 0
}

// beside reports whether two words were seen side by side, or, in one case
// in a hundred, might as well have been.
func (t *Thesaurus) beside(x, y string) bool {
	n := uint64(len(t.filter)) * 8
	h := pairHash(x, y)
	for range filterHashes {
		bit := (h >> 32) * n >> 32
		if t.filter[bit/8]>>(bit%8)&1 == 0 {
			return false
		}
		h = h*rollBase + 1
		h ^= h >> 29
	}
	return true
}

func pairHash(x, y string) uint64 {
	h := (hashOf(x) ^ bits.RotateLeft64(hashOf(y), 23)) * rollBase
	return h ^ h>>31
}

// class returns how a word is taken as a neighbour: names and numbers are all
// alike.
func class(w uint32, folded string) string {
	switch {
	case w&numberBit != 0:
		return "0"
	case w&nameBit != 0:
		return "A"
	}
	return folded
}

// BuildThesaurus makes the model file of lists of words that may stand for
// the first of each, and of texts of edited prose. Lists of words that the texts never use
// are left out: a rewriting begins from words that news uses. The same input gives the same bytes.
func BuildThesaurus(lists [][]string, texts []string) (file []byte, c ThesaurusCounts) {
	seen := make(map[string]int)
	pairs := make(map[uint64]bool)
	for _, text := range texts {
		last := ""
		s := scanner{text: text}
		var buf []byte
		for s.next() {
			w := s.word()
			buf = appendFolded(buf[:0], text[s.start:s.end])
			folded := string(buf)
			if w&(numberBit|nameBit) == 0 {
				seen[folded]++
			}
			this := class(w, folded)
			if last != "" {
				pairs[pairHash(last, this)] = true
			}
			last = this
			c.Running++
		}
	}
	vocabulary := make(map[string]bool)
	kept := make(map[string][]string)
	for _, l := range lists {
		if len(l) < 2 || !known(seen, l[0]) {
			continue
		}
		for _, w := range l[1:] {
			if w != l[0] {
				kept[l[0]] = append(kept[l[0]], w)
				vocabulary[w] = true
			}
		}
		vocabulary[l[0]] = true
	}
	for w, n := range seen {
		if n > 1 && len(w) < 256 {
			vocabulary[w] = true
		}
	}
	all := slices.Sorted(maps.Keys(vocabulary))
	numbers := make(map[string]int, len(all))
	var words, common, body []byte
	starts, heads := []uint32{0}, []uint32{0}
	for i, w := range all {
		numbers[w] = i
		words = append(words, w...)
		starts = append(starts, uint32(len(words)))
		common = append(common, byte(bits.Len(uint(seen[w]))))
	}
	for _, w := range all {
		var list []int
		for _, s := range kept[w] {
			list = append(list, numbers[s])
		}
		slices.Sort(list)
		list = slices.Compact(list)
		at := 0
		for _, n := range list {
			body = binary.AppendUvarint(body, uint64(n-at))
			at = n
		}
		heads = append(heads, uint32(len(body)))
		c.Links += len(list)
	}
	filter := make([]uint64, max(1, len(pairs)*10/64))
	n := uint64(len(filter)) * 64
	for h := range pairs {
		for range filterHashes {
			bit := (h >> 32) * n >> 32
			filter[bit/64] |= 1 << (bit % 64)
			h = h*rollBase + 1
			h ^= h >> 29
		}
	}
	for _, v := range []int{thesaurusMagic, len(all), len(words), len(body), len(filter)} {
		file = binary.LittleEndian.AppendUint32(file, uint32(v))
	}
	for _, list := range [][]uint32{starts, heads} {
		for _, v := range list {
			file = binary.LittleEndian.AppendUint32(file, v)
		}
	}
	file = append(append(append(file, common...), words...), body...)
	for _, v := range filter {
		file = binary.LittleEndian.AppendUint64(file, v)
	}
	c.Words, c.Pairs = len(all), len(pairs)
	return file, c
}

// ThesaurusCounts says what went into a thesaurus.
type ThesaurusCounts struct {
	Running int // words of the texts
	Words   int
	Links   int
	Pairs   int // of neighbours
}

// known reports whether a word and its forms were seen more than once.
func known(seen map[string]int, w string) bool {
	return seen[w]+seen[w+"s"]+seen[w+"ed"]+seen[w+"d"]+seen[w+"ing"] > 1
}
