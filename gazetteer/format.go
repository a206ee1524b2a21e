package gazetteer

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"unsafe"
)

// The file, all numbers little endian:
//
//	magic "VGAZ", version, CRC-32 of all that follows it,
//	section table (offset from the start of the file, length), sections.
//
// A string is a reference into the section of strings: the place of a byte
// that says how long it is, and the bytes. Reference 0 is the empty string. A
// table is a hash table from folded names to lists of numbers. Nothing is
// checked at Load but the frame; every access stays in bounds by itself, so
// that bytes with a right checksum and wrong contents give wrong answers and
// never a panic.
//
// Version history:
//
//	1: the first.
const (
	magic   = "VGAZ"
	version = 1
)

// The sections, in file order.
const (
	secStrings = iota
	secEntries
	secRoles
	secSources
	secMetonyms
	secNouns
	secHonorifics
	secTables // the first of the tables
	sections  = secTables + tables
)

// The tables.
const (
	tabNames      = iota // name → entries
	tabSurnames          // family name → persons
	tabGiven             // given name → gender
	tabNicknames         // nickname → strings
	tabDemonyms          // demonym → entry << 3 | how it is used
	tabMetonyms          // name → metonyms
	tabNouns             // noun phrase → noun << 1 | plural
	tabHonorifics        // honorific → honorific
	tabHolders           // "ru president" → roles
	tabCodes             // territory code → entry
	tabWikidata          // identifier → entries
	tabLongest           // first word of a name → most words of one
	tables
)

// Sizes of the records in bytes.
const (
	entrySize     = 36
	roleSize      = 28
	sourceSize    = 16
	metonymSize   = 16
	nounSize      = 16
	honorificSize = 8
)

const headerSize = 12 + 8*sections

// maxName is the longest folded name, in bytes, that the file may hold.
const maxName = 120

var errDamaged = errors.New("gazetteer: the file is damaged")

// view is a section, or a part of one, of 32-bit numbers.
type view []byte

// at returns number i, or 0 outside the view.
func (v view) at(i int) uint32 {
	if i < 0 || 4*i+4 > len(v) {
		return 0
	}
	return binary.LittleEndian.Uint32(v[4*i:])
}

func (v view) len() int { return len(v) / 4 }

// records returns record i of those of the given size, or none.
func (v view) record(i uint32, size int) (view, bool) {
	if uint64(i) >= uint64(len(v)/size) {
		return nil, false
	}
	return v[int(i)*size:][:size], true
}

// table maps folded names to lists of numbers.
type table struct {
	mask   uint32
	slots  view // 12 bits of the hash above the number of the key, from 1; 0 is free
	keys   view // pairs of the key's string and its first value; one pair more at the end
	values view
}

const (
	keyBits  = 20
	keyMask  = 1<<keyBits - 1
	maxProbe = 255 // so that a lookup ends in a hostile table too
)

// hash is FNV-1a with the bits mixed at the end.
func hash(key []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range key {
		h = (h ^ uint64(c)) * 1099511628211
	}
	h ^= h >> 32
	return h * 0x9e3779b97f4a7c15
}

// get returns the values of key.
func (g *Gazetteer) get(tab int, key []byte) view {
	t := &g.tables[tab]
	if len(t.slots) == 0 || len(key) == 0 {
		return nil
	}
	h := hash(key)
	slot, check := uint32(h>>20)&t.mask, uint32(h>>52)
	for range maxProbe {
		v := t.slots.at(int(slot))
		if v == 0 {
			return nil
		}
		if v>>keyBits == check {
			k := int(v&keyMask) - 1
			if s := g.str(t.keys.at(2 * k)); s == string(key) {
				return t.list(k)
			}
		}
		slot = (slot + 1) & t.mask
	}
	return nil
}

// list returns the values of key number k.
func (t *table) list(k int) view {
	first, next := uint64(t.keys.at(2*k+1)), uint64(t.keys.at(2*k+3))
	if first > next || next > uint64(t.values.len()) {
		return nil
	}
	return t.values[4*first : 4*next]
}

// size returns how many keys the table has.
func (t *table) size() int { return max(t.keys.len()/2-1, 0) }

// str returns the string of a reference, in place.
func (g *Gazetteer) str(ref uint32) string {
	if uint64(ref) >= uint64(len(g.strings)) {
		return ""
	}
	s := g.strings[ref:]
	n := int(s[0])
	if n >= len(s) {
		return ""
	}
	return s[1 : 1+n]
}

// Load reads a gazetteer where it lies: nothing of data is copied. It fails
// where data is of another version or damaged. It reads data once, for its
// checksum, which takes about a millisecond for four megabytes.
func Load(data string) (*Gazetteer, error) {
	b := unsafe.Slice(unsafe.StringData(data), len(data)) // never written to
	if len(b) < headerSize || data[:4] != magic {
		return nil, errDamaged
	}
	if v := binary.LittleEndian.Uint32(b[4:]); v != version {
		return nil, fmt.Errorf("gazetteer: the file has version %d, this program reads %d", v, version)
	}
	if crc32.ChecksumIEEE(b[12:]) != binary.LittleEndian.Uint32(b[8:]) {
		return nil, errDamaged
	}
	var parts [sections]view
	for i := range parts {
		off, n := uint64(binary.LittleEndian.Uint32(b[12+8*i:])), uint64(binary.LittleEndian.Uint32(b[16+8*i:]))
		if off+n > uint64(len(b)) {
			return nil, errDamaged
		}
		parts[i] = b[off : off+n]
	}
	g := &Gazetteer{
		strings:    data[binary.LittleEndian.Uint32(b[12:]):][:len(parts[secStrings])],
		entries:    parts[secEntries],
		roles:      parts[secRoles],
		sources:    parts[secSources],
		metonyms:   parts[secMetonyms],
		nouns:      parts[secNouns],
		honorifics: parts[secHonorifics],
	}
	for i := range g.tables {
		p := parts[secTables+i]
		slots, keys := uint64(p.at(0)), uint64(p.at(1))
		if slots == 0 || slots&(slots-1) != 0 || keys >= keyMask {
			return nil, errDamaged
		}
		head := 8 + 4*slots
		if head+8*(keys+1) > uint64(len(p)) {
			return nil, errDamaged
		}
		g.tables[i] = table{mask: uint32(slots - 1), slots: p[8:head], keys: p[head : head+8*(keys+1)], values: p[head+8*(keys+1):]}
	}
	return g, nil
}
