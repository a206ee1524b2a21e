package gazetteer

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Builder makes the file that Load reads. The same calls give the same bytes.
// The zero Builder is ready to use.
type Builder struct {
	entries []Item
	sources []Source
	metonym []Metonym
	nouns   []RoleNoun
	honor   []Honorific

	keys [tables]map[string][]uint32 // folded key → values, in the order they were added

	pool    []byte
	strings map[string]uint32
	err     error
}

// Item is an entry to be built, with its names and roles.
type Item struct {
	Entry
	Names []string // also Entry.Name, which need not be among them
	// Families are further spellings of the family name, and what else a
	// person is called alone: "bin Salman".
	Families []string
	Roles    []Held
}

// Held is a role of an item. Its source is one of the builder's.
type Held struct {
	Role
	Offices []string // further names of the office, for Holders: "head of state" for "president"
}

// Source adds a source of knowledge.
func (b *Builder) Source(s Source) { b.sources = append(b.sources, s) }

// Add adds an entry.
func (b *Builder) Add(it Item) { b.entries = append(b.entries, it) }

// Len returns how many entries were added.
func (b *Builder) Len() int { return len(b.entries) }

// fail keeps the first error.
func (b *Builder) fail(format string, args ...any) {
	if b.err == nil {
		b.err = fmt.Errorf("gazetteer: "+format, args...)
	}
}

// put adds values to the folded key of a table, each once.
func (b *Builder) put(tab int, key string, values ...uint32) {
	b.putFolded(tab, Fold(key), values...)
}

func (b *Builder) putFolded(tab int, key string, values ...uint32) {
	if key == "" {
		return
	}
	if len(key) > maxName {
		b.fail("the name %.40q… is too long", key)
		return
	}
	if b.keys[tab] == nil {
		b.keys[tab] = map[string][]uint32{}
	}
	for _, v := range values {
		if !slices.Contains(b.keys[tab][key], v) {
			b.keys[tab][key] = append(b.keys[tab][key], v)
		}
	}
}

// ref returns the reference of a string, and stores it once.
func (b *Builder) ref(s string) uint32 {
	if s == "" {
		return 0
	}
	if len(s) > 255 {
		b.fail("the string %.40q… is too long", s)
		return 0
	}
	if b.strings == nil {
		b.strings = map[string]uint32{}
	}
	if len(b.pool) == 0 {
		b.pool = append(b.pool, 0)
	}
	at, ok := b.strings[s]
	if !ok {
		at = uint32(len(b.pool))
		b.strings[s] = at
		b.pool = append(append(b.pool, byte(len(s))), s...)
	}
	return at
}

func genderCode(g verbatim.Gender) uint32 { return uint32(max(slices.Index(genders[:3], g), 0)) }

// Given adds a given name of a gender; of both, the name is known and tells
// no gender.
func (b *Builder) Given(name string, g verbatim.Gender) {
	key, code := Fold(name), genderCode(g)
	if old := b.keys[tabGiven][key]; len(old) > 0 {
		old[0] |= code // 3 is both
		return
	}
	b.putFolded(tabGiven, key, code)
}

// Nickname adds a nickname and the names that it stands for.
func (b *Builder) Nickname(nick string, formal ...string) {
	for _, f := range formal {
		b.put(tabNicknames, nick, b.ref(f))
	}
}

// Demonym adds a demonym of entry number i.
func (b *Builder) Demonym(word string, i int, n Nationality) {
	key, use := Fold(word), uint32(0)
	for k, set := range []bool{n.Adjective, n.Noun, n.Plural} {
		if set {
			use |= 1 << k
		}
	}
	for k, old := range b.keys[tabDemonyms][key] {
		if old>>3 == uint32(i) {
			b.keys[tabDemonyms][key][k] |= use
			return
		}
	}
	b.putFolded(tabDemonyms, key, uint32(i)<<3|use)
}

// Metonym adds a place that speaks, under its name and further ones.
func (b *Builder) Metonym(m Metonym, names ...string) {
	for _, n := range append(names, m.Name) {
		b.put(tabMetonyms, n, uint32(len(b.metonym)))
		if rest, ok := strings.CutPrefix(Fold(n), "the "); ok {
			b.putFolded(tabMetonyms, rest, uint32(len(b.metonym)))
		}
	}
	b.metonym = append(b.metonym, m)
}

// Noun adds a noun in the singular and its plurals. A noun that is there
// already stays as it is.
func (b *Builder) Noun(n RoleNoun, plurals ...string) {
	if _, ok := b.keys[tabNouns][Fold(n.Noun)]; ok {
		return
	}
	at := uint32(len(b.nouns))
	b.put(tabNouns, n.Noun, at<<1)
	for _, p := range plurals {
		if _, ok := b.keys[tabNouns][Fold(p)]; !ok {
			b.put(tabNouns, p, at<<1|1)
		}
	}
	b.nouns = append(b.nouns, n)
}

// Nouns returns how many nouns were added.
func (b *Builder) Nouns() int { return len(b.nouns) }

// Honorific adds a form of address under its title and further spellings.
func (b *Builder) Honorific(h Honorific, spellings ...string) {
	for _, s := range append(spellings, h.Title) {
		b.put(tabHonorifics, s, uint32(len(b.honor)))
	}
	b.honor = append(b.honor, h)
}

// Bytes returns the file.
func (b *Builder) Bytes() ([]byte, error) {
	var parts [sections][]byte
	u32 := binary.LittleEndian.AppendUint32
	roles := uint32(0)
	for i := range b.entries {
		it := &b.entries[i]
		n := uint32(i)
		slices.SortStableFunc(it.Roles, func(x, y Held) int { return cmp.Compare(y.Since, x.Since) })
		for _, name := range append([]string{it.Name}, it.Names...) {
			key := Fold(name)
			b.putFolded(tabNames, key, n)
			first, _, _ := strings.Cut(key, " ")
			words := uint32(strings.Count(key, " ") + 1)
			if old := b.keys[tabLongest][first]; len(old) == 0 {
				b.putFolded(tabLongest, first, words)
			} else {
				old[0] = max(old[0], words)
			}
		}
		for _, family := range append([]string{it.Family}, it.Families...) {
			b.put(tabSurnames, family, n)
			for _, article := range []string{"el ", "al "} { // "Sisi" for "el-Sisi"
				if rest, ok := strings.CutPrefix(Fold(family), article); ok {
					b.putFolded(tabSurnames, rest, n)
				}
			}
		}
		b.put(tabWikidata, it.Wikidata, n)
		if it.Type == Country || it.Type == Region {
			b.put(tabCodes, it.Country, n)
		}
		code := slices.Index(typeCodes[:], it.Type)
		if code < 0 {
			return nil, fmt.Errorf("gazetteer: %s has the unknown type %q", it.Name, it.Type)
		}
		flags := uint32(code) | genderCode(it.Gender)<<8
		if it.Historical {
			flags |= 1 << 16
		}
		for _, v := range []uint32{b.ref(it.Name), b.ref(it.Family), b.ref(it.Wikidata), b.ref(it.Country),
			uint32(it.Population), uint32(it.GeoNames), roles, uint32(len(it.Roles)) << 16, flags} {
			parts[secEntries] = u32(parts[secEntries], v)
		}
		for _, r := range it.Roles {
			source := slices.IndexFunc(b.sources, func(s Source) bool { return s.Name == r.Source })
			if source < 0 {
				return nil, fmt.Errorf("gazetteer: %s has a role from the unknown source %q", it.Name, r.Source)
			}
			for _, v := range []uint32{b.ref(r.Title), b.ref(r.Of), b.ref(r.Party), b.ref(r.Since), b.ref(r.Until), uint32(source), n} {
				parts[secRoles] = u32(parts[secRoles], v)
			}
			for _, title := range append([]string{r.Title}, r.Offices...) {
				if key := Fold(r.Of) + "|" + Fold(title); len(key) <= maxName { // of longer ones nobody asks
					b.putFolded(tabHolders, key, roles)
				}
			}
			roles++
		}
	}
	for _, s := range b.sources {
		for _, v := range []string{s.Name, s.AsOf, s.Licence, s.Address} {
			parts[secSources] = u32(parts[secSources], b.ref(v))
		}
	}
	for _, m := range b.metonym {
		capital := uint32(0)
		if m.Capital {
			capital = 1
		}
		for _, v := range []uint32{b.ref(m.Name), b.ref(m.Organisation), b.ref(m.Territory), capital} {
			parts[secMetonyms] = u32(parts[secMetonyms], v)
		}
	}
	for _, n := range b.nouns {
		for _, v := range []uint32{b.ref(n.Noun), b.ref(n.Sectors), uint32(max(slices.Index(sortCodes[:], n.Sort), 0)), genderCode(n.Gender)} {
			parts[secNouns] = u32(parts[secNouns], v)
		}
	}
	for _, h := range b.honor {
		parts[secHonorifics] = u32(u32(parts[secHonorifics], b.ref(h.Title)), genderCode(h.Gender))
	}
	for i := range b.keys {
		t, err := b.table(b.keys[i])
		if err != nil {
			return nil, err
		}
		parts[secTables+i] = t
	}
	if b.err != nil {
		return nil, b.err
	}
	b.ref("x") // the pool has its first byte even where nothing is known
	parts[secStrings] = b.pool

	out := u32([]byte(magic), version)
	out = u32(out, 0)
	at := uint32(headerSize)
	for _, p := range parts {
		out = u32(u32(out, at), uint32(len(p)))
		at += uint32(len(p))
	}
	for _, p := range parts {
		out = append(out, p...)
	}
	binary.LittleEndian.PutUint32(out[8:], crc32.ChecksumIEEE(out[12:]))
	return out, nil
}

// table lays out a hash table, at most two thirds full.
func (b *Builder) table(m map[string][]uint32) ([]byte, error) {
	if len(m) >= keyMask {
		return nil, fmt.Errorf("gazetteer: %d names are too many", len(m))
	}
	size := uint32(4)
	for 2*size < 3*uint32(len(m)) {
		size *= 2
	}
	keys := slices.Sorted(maps.Keys(m))
retry:
	slots := make([]uint32, size)
	for k, key := range keys {
		h := hash([]byte(key))
		slot := uint32(h>>20) & (size - 1)
		for probe := 0; slots[slot] != 0; probe++ {
			if probe == maxProbe-1 {
				size *= 2
				goto retry
			}
			slot = (slot + 1) & (size - 1)
		}
		slots[slot] = uint32(h>>52)<<keyBits | uint32(k+1)
	}
	u32 := binary.LittleEndian.AppendUint32
	out := u32(u32(nil, size), uint32(len(keys)))
	for _, s := range slots {
		out = u32(out, s)
	}
	first := uint32(0)
	for _, key := range keys {
		out = u32(u32(out, b.ref(key)), first)
		first += uint32(len(m[key]))
	}
	out = u32(u32(out, 0), first)
	for _, key := range keys {
		for _, v := range m[key] {
			out = u32(out, v)
		}
	}
	return out, nil
}

// GenderOf returns what GivenName of the file will say.
func (b *Builder) GenderOf(given string) (verbatim.Gender, bool) {
	v := b.keys[tabGiven][Fold(given)]
	if len(v) == 0 {
		return "", false
	}
	return genders[v[0]&3], true
}
