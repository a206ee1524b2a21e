package registry

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// Registry is the embedded gazetteer with a desk's records and decisions over
// it. Its lookups are the gazetteer's; what the desk says of somebody who is in
// the gazetteer comes first, and whoever was merged is one entry. It does not
// change after New and may be used by several goroutines.
type Registry struct {
	*gazetteer.Gazetteer
	state *State

	entries  []gazetteer.Entry // of records, and what they were joined with
	byKey    map[string]int
	names    map[string][]int // folded name → entries
	surnames map[string][]int
	wikidata map[string][]int
	holders  map[string][]holder
	longest  map[string]int
	aliases  map[int][]string // entry → folded names
	replaced map[int]int      // number in the gazetteer → entry
}

type holder struct {
	entry int
	role  gazetteer.Role
}

// source is what Role.Source of imported roles says.
const source = "registry"

// New lays a state over a gazetteer.
func New(g *gazetteer.Gazetteer, s *State) *Registry {
	r := &Registry{Gazetteer: g, state: s, byKey: map[string]int{}, names: map[string][]int{}, surnames: map[string][]int{},
		wikidata: map[string][]int{}, holders: map[string][]holder{}, longest: map[string]int{}, aliases: map[int][]string{}, replaced: map[int]int{}}
	// What belongs together, by the key that it has become.
	groups := map[string][]string{}
	var order []string
	join := func(key string) {
		root := s.Resolve(key)
		if groups[root] == nil {
			order = append(order, root)
			groups[root] = []string{root}
		}
		if !slices.Contains(groups[root], key) {
			groups[root] = append(groups[root], key)
		}
	}
	for _, key := range s.order {
		join(key)
	}
	for _, key := range slices.Sorted(mapKeys(s.parent)) {
		join(key)
	}
	for _, root := range order {
		r.group(root, groups[root])
	}
	return r
}

func mapKeys[V any](m map[string]V) iter.Seq[string] {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// known appends the gazetteer's entries with a key.
func known(dst []gazetteer.Entry, g *gazetteer.Gazetteer, key string) []gazetteer.Entry {
	if isWikidata(key) {
		return g.ByWikidata(dst, key)
	}
	_, name, ok := strings.Cut(key, ":")
	if !ok {
		return dst
	}
	from := len(dst)
	dst = g.Find(dst, name)
	return append(dst[:from], slices.DeleteFunc(dst[from:], func(e gazetteer.Entry) bool { return e.Key() != key })...)
}

// group makes one entry of the records and the gazetteer's entries with keys
// that have become root.
func (r *Registry) group(root string, keys []string) {
	var all []Record // the record of the root first, then the others as they came
	var embedded []gazetteer.Entry
	var own []string // their keys
	for _, key := range keys {
		if rec, ok := r.state.Record(key); ok {
			all = append(all, rec)
			own = append(own, key)
		}
		embedded = known(embedded, r.Gazetteer, key)
	}
	if len(all)+len(embedded) == 0 {
		return // a merge of keys that are met in articles only
	}
	e := gazetteer.Entry{}
	var names, families []string
	var roles []gazetteer.Role
	for i, rec := range all {
		kind := firstOf(rec.Kind, verbatim.Person)
		e.Kind = firstOf(e.Kind, kind)
		e.Name = firstOf(e.Name, rec.Name)
		e.Family = firstOf(e.Family, rec.Family)
		e.Wikidata = firstOf(e.Wikidata, rec.Wikidata)
		e.Gender = firstOf(e.Gender, rec.Gender)
		e.Country = firstOf(e.Country, rec.Country)
		names = append(append(names, rec.Name), rec.Aliases...)
		if kind == verbatim.Person {
			families = append(families, familyNames(rec)...)
		}
		for _, role := range rec.Roles {
			roles = append(roles, gazetteer.Role{Title: role.Title, Of: rec.Country, Since: role.Since, Until: role.Until, Source: source, AsOf: r.state.AsOf(own[i], role.Title)})
		}
	}
	for _, k := range embedded {
		e.Kind = firstOf(e.Kind, k.Kind)
		e.Type = firstOf(e.Type, k.Type)
		e.Name = firstOf(e.Name, k.Name)
		e.Family = firstOf(e.Family, k.Family)
		e.Wikidata = firstOf(e.Wikidata, k.Wikidata)
		e.Gender = firstOf(e.Gender, k.Gender)
		e.Country = firstOf(e.Country, k.Country)
		e.Population, e.GeoNames = max(e.Population, k.Population), max(e.GeoNames, k.GeoNames)
		names = append(names, r.Gazetteer.Names(k)...)
		families = append(families, k.Family)
		for _, role := range k.Roles() {
			// What the desk says of the same office comes first.
			if !slices.ContainsFunc(roles, func(own gazetteer.Role) bool {
				return gazetteer.Fold(own.Title) == gazetteer.Fold(role.Title) && own.Of == role.Of && own.Since == role.Since
			}) {
				roles = append(roles, role)
			}
		}
	}
	if e.Type == "" {
		e.Type = map[verbatim.EntityKind]gazetteer.Type{verbatim.Person: gazetteer.Individual, verbatim.Organisation: gazetteer.OtherOrganisation,
			verbatim.Place: gazetteer.Region}[e.Kind]
	}
	if e.Family == "" && e.Kind == verbatim.Person && len(families) > 0 {
		e.Family = families[0]
	}
	if isWikidata(root) {
		e.Wikidata = root // which a merge can have given
	}
	slices.SortStableFunc(roles, func(a, b gazetteer.Role) int { return cmp.Compare(b.Since, a.Since) })

	n := len(r.entries)
	r.entries = append(r.entries, gazetteer.Own(e, root, roles))
	r.byKey[root] = n
	for _, k := range embedded {
		r.replaced[k.Number()] = n
	}
	if e.Wikidata != "" {
		r.wikidata[e.Wikidata] = append(r.wikidata[e.Wikidata], n)
	}
	for _, name := range names {
		key := gazetteer.Fold(name)
		if key == "" || slices.Contains(r.aliases[n], key) {
			continue
		}
		r.aliases[n] = append(r.aliases[n], key)
		r.names[key] = append(r.names[key], n)
		first, _, _ := strings.Cut(key, " ")
		r.longest[first] = max(r.longest[first], strings.Count(key, " ")+1)
	}
	slices.Sort(r.aliases[n])
	for _, family := range families {
		if key := gazetteer.Fold(family); key != "" && !slices.Contains(r.surnames[key], n) {
			r.surnames[key] = append(r.surnames[key], n)
		}
	}
	for _, role := range roles {
		if role.Source == source {
			key := gazetteer.Fold(role.Of) + "|" + gazetteer.Fold(role.Title)
			r.holders[key] = append(r.holders[key], holder{n, role})
		}
	}
}

// particles begin family names of several words.
var particles = []string{"de", "da", "do", "dos", "del", "della", "di", "du", "la", "le", "van", "der", "den", "von", "zu", "bin", "ibn", "al", "el", "ter"}

// familyNames returns what a person may be called by family name: what the
// record says, or the last word of the name, alone and with the particles
// before it.
func familyNames(rec Record) []string {
	if rec.Family != "" {
		return []string{rec.Family}
	}
	fields := strings.Fields(rec.Name)
	for len(fields) > 1 && slices.Contains([]string{"jr", "sr", "ii", "iii", "iv"}, gazetteer.Fold(fields[len(fields)-1])) {
		fields = fields[:len(fields)-1]
	}
	if len(fields) < 2 {
		return nil
	}
	last := len(fields) - 1
	out := []string{fields[last]}
	for last > 1 && slices.Contains(particles, strings.ToLower(fields[last-1])) {
		last--
		out = append(out, strings.Join(fields[last:], " "))
	}
	return out
}

// own appends entries of the registry, each once.
func (r *Registry) own(dst []gazetteer.Entry, from int, numbers ...int) []gazetteer.Entry {
	for _, n := range numbers {
		if !slices.Contains(dst[from:], r.entries[n]) {
			dst = append(dst, r.entries[n])
		}
	}
	return dst
}

// overlay puts own entries in the places of those of the gazetteer, from
// index from on, that they replace. Behind from are own entries already.
func (r *Registry) overlay(dst []gazetteer.Entry, from, embedded int) []gazetteer.Entry {
	if len(r.replaced) == 0 {
		return dst
	}
	found := slices.Clone(dst[embedded:])
	dst = dst[:embedded]
	for _, e := range found {
		if n, ok := r.replaced[e.Number()]; ok {
			dst = r.own(dst, from, n)
			continue
		}
		dst = append(dst, e)
	}
	return dst
}

// Find appends whatever bears the whole name (see gazetteer.Gazetteer.Find):
// the desk's own entries first.
func (r *Registry) Find(dst []gazetteer.Entry, name string) []gazetteer.Entry {
	from := len(dst)
	if len(r.names) > 0 {
		key := gazetteer.Fold(name)
		found := r.names[key]
		if rest, ok := strings.CutPrefix(key, "the "); ok && len(found) == 0 {
			found = r.names[rest]
		}
		dst = r.own(dst, from, found...)
	}
	own := len(dst)
	return r.overlay(r.Gazetteer.Find(dst, name), from, own)
}

// Surname appends the persons with the family name.
func (r *Registry) Surname(dst []gazetteer.Entry, name string) []gazetteer.Entry {
	from := len(dst)
	if len(r.surnames) > 0 {
		dst = r.own(dst, from, r.surnames[gazetteer.Fold(name)]...)
	}
	own := len(dst)
	return r.overlay(r.Gazetteer.Surname(dst, name), from, own)
}

// ByWikidata appends what has the identifier.
func (r *Registry) ByWikidata(dst []gazetteer.Entry, id string) []gazetteer.Entry {
	from := len(dst)
	dst = r.own(dst, from, r.wikidata[id]...)
	own := len(dst)
	return r.overlay(r.Gazetteer.ByWikidata(dst, id), from, own)
}

// ByKey appends what has the key, or what it has become.
func (r *Registry) ByKey(dst []gazetteer.Entry, key string) []gazetteer.Entry {
	root := r.state.Resolve(key)
	from := len(dst)
	if n, ok := r.byKey[root]; ok {
		return r.own(dst, from, n)
	}
	return known(dst, r.Gazetteer, root)
}

// Longest returns how many words the longest name has that begins with the
// folded word.
func (r *Registry) Longest(word string) int {
	n := r.Gazetteer.Longest(word)
	if len(r.longest) == 0 {
		return n
	}
	return max(n, r.longest[gazetteer.Fold(word)])
}

// Holders appends those who held the office on the day (see
// gazetteer.Gazetteer.Holders): first those of whom the desk says so.
func (r *Registry) Holders(dst []gazetteer.Holding, territory, office, day string) []gazetteer.Holding {
	from := len(dst)
	if len(r.holders) > 0 {
		for _, h := range r.holders[gazetteer.Fold(territory)+"|"+gazetteer.Fold(office)] {
			if h.role.HeldOn(day) {
				dst = append(dst, gazetteer.Holding{Entry: r.entries[h.entry], Role: h.role})
			}
		}
	}
	own := len(dst)
	dst = r.Gazetteer.Holders(dst, territory, office, day)
	for i := own; i < len(dst); i++ {
		if n, ok := r.replaced[dst[i].Number()]; ok {
			dst[i].Entry = r.entries[n]
		}
	}
	// Somebody whom both know has the office once.
	out := dst[:own]
	for _, h := range dst[own:] {
		if !slices.ContainsFunc(out[from:], func(o gazetteer.Holding) bool { return o.Entry == h.Entry }) {
			out = append(out, h)
		}
	}
	return out
}

// Own yields the desk's own entries, in the order they were imported.
func (r *Registry) Own() iter.Seq[gazetteer.Entry] { return slices.Values(r.entries) }

// All yields the desk's own entries and then those of the gazetteer.
func (r *Registry) All() iter.Seq[gazetteer.Entry] {
	return func(yield func(gazetteer.Entry) bool) {
		for _, e := range r.entries {
			if !yield(e) {
				return
			}
		}
		for e := range r.Gazetteer.All() {
			if _, ok := r.replaced[e.Number()]; !ok && !yield(e) {
				return
			}
		}
	}
}

// Names returns the folded names of an entry, sorted.
func (r *Registry) Names(e gazetteer.Entry) []string {
	if !e.IsOwn() {
		return r.Gazetteer.Names(e)
	}
	return r.aliases[r.byKey[e.Key()]]
}

// Resolve returns the key that a key has become by merges, itself if none.
func (r *Registry) Resolve(key string) string { return r.state.Resolve(key) }

// ResolveIn returns the key that a key has become where it was met.
func (r *Registry) ResolveIn(key string, c Context) string { return r.state.ResolveIn(key, c) }

// State returns the state that lies over the gazetteer.
func (r *Registry) State() *State { return r.state }

// Open reads the log at path and lays its state over the gazetteer. note says
// what a person should know: that a torn line was dropped.
func Open(path string, g *gazetteer.Gazetteer) (r *Registry, note string, err error) {
	ops, torn, err := Log{path}.Read()
	if err != nil {
		return nil, "", err
	}
	if torn > 0 {
		note = fmt.Sprintf("%s: its last line is torn (%d bytes) and was dropped: what was being written then is not there", path, torn)
	}
	return New(g, Replay(ops)), note, nil
}
