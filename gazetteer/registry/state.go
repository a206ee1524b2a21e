package registry

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// State is what the operations of a log give.
type State struct {
	Ops    []Op
	Undone []bool // whether Ops[i] is undone

	records map[string]Record
	order   []string          // keys of records as they were first imported
	origin  map[string][]int  // key → the imports that say something of it
	asOf    map[string]string // key and title → day of the latest import that has the role
	parent  map[string]string // key → what it was merged into
	splits  map[string][]Op   // key → splits, the latest first
}

// Replay returns the state that the operations give. An operation is in force
// unless an undo that is in force takes it back; so undoing an undo brings the
// operation back.
func Replay(ops []Op) *State {
	s := &State{Ops: ops, Undone: make([]bool, len(ops)), records: map[string]Record{}, origin: map[string][]int{}, asOf: map[string]string{},
		parent: map[string]string{}, splits: map[string][]Op{}}
	for i := len(ops) - 1; i >= 0; i-- {
		if of := ops[i].Of; ops[i].Kind == Undo && !s.Undone[i] && of >= 1 && of <= i {
			s.Undone[of-1] = true
		}
	}
	for i, op := range ops {
		if s.Undone[i] {
			continue
		}
		switch op.Kind {
		case Import:
			for i, r := range op.Records {
				key := r.Key()
				if old, ok := s.records[key]; ok {
					r = old.update(r)
				} else {
					s.order = append(s.order, key)
				}
				s.records[key] = r
				s.origin[key] = append(s.origin[key], op.Number)
				for _, role := range op.Records[i].Roles {
					s.asOf[key+"\t"+role.Title] = day(op.Time)
				}
			}
			for _, key := range op.Confirmed {
				for _, role := range s.records[key].Roles {
					s.asOf[key+"\t"+role.Title] = day(op.Time)
				}
			}
			for _, j := range op.Joined {
				s.merge(j.Key, j.Into)
			}
		case Merge:
			s.merge(op.Key, op.Into)
		case Split:
			s.splits[op.Key] = append([]Op{op}, s.splits[op.Key]...)
		}
	}
	return s
}

// merge makes two keys one. With what is undone before it, a merge can come to
// join what is joined already.
func (s *State) merge(key, into string) {
	if a, b := s.Resolve(key), s.Resolve(into); a != b {
		s.parent[a] = b
	}
}

// Context is where a key was met, for splits.
type Context struct {
	Article string // document id
	Outlet  string
	Roles   []string // what the article calls them
}

// matches reports whether a split applies in the context.
func (c Context) matches(op *Op) bool {
	if c.Article != "" && slices.Contains(op.Articles, c.Article) {
		return true
	}
	if c.Outlet != "" && slices.ContainsFunc(op.Outlets, func(o string) bool { return gazetteer.Fold(o) == gazetteer.Fold(c.Outlet) }) {
		return true
	}
	return slices.ContainsFunc(op.Roles, func(want string) bool {
		return slices.ContainsFunc(c.Roles, func(has string) bool { return containsWords(gazetteer.Fold(has), gazetteer.Fold(want)) })
	})
}

// containsWords reports whether the folded phrase has the folded words in it.
func containsWords(phrase, words string) bool {
	return words != "" && strings.Contains(" "+phrase+" ", " "+words+" ")
}

// Resolve returns the key that a key has become by merges, itself if none.
func (s *State) Resolve(key string) string {
	for range len(s.parent) {
		next, ok := s.parent[key]
		if !ok {
			break
		}
		key = next
	}
	return key
}

// ResolveIn returns the key that a key has become where it was met: by splits
// that apply there, and by merges.
func (s *State) ResolveIn(key string, c Context) string {
	var seen []string
	for !slices.Contains(seen, key) {
		seen = append(seen, key)
		next, ok := "", false
		for i := range s.splits[key] {
			if op := &s.splits[key][i]; c.matches(op) && !slices.Contains(seen, op.Into) {
				next, ok = op.Into, true
				break
			}
		}
		if !ok {
			next, ok = s.parent[key]
		}
		if !ok || slices.Contains(seen, next) {
			break
		}
		key = next
	}
	return key
}

// day is the day of an instant, in universal time.
func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// AsOf returns the day of the latest import that has the role of a key.
func (s *State) AsOf(key, title string) string { return s.asOf[key+"\t"+title] }

// Records returns the imported records with their keys, as they were imported,
// before merges.
func (s *State) Records() []Record {
	out := make([]Record, len(s.order))
	for i, key := range s.order {
		out[i] = s.records[key]
	}
	return out
}

// Record returns the record that was imported under a key.
func (s *State) Record(key string) (Record, bool) {
	r, ok := s.records[key]
	return r, ok
}

// Imports returns the numbers of the imports that say something of a key.
func (s *State) Imports(key string) []int { return s.origin[key] }

// MergedInto returns the keys that have become key by merges, sorted.
func (s *State) MergedInto(key string) []string {
	var out []string
	for k := range s.parent {
		if k != key && s.Resolve(k) == key {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

// Splits returns the splits of a key, the latest first.
func (s *State) Splits(key string) []Op { return s.splits[key] }

// Counts says what an import does.
type Counts struct {
	Added, Changed, Unchanged int
	Joined                    int // with a person of the gazetteer
}

// NewImport makes the operation that imports records, with those alone that
// say something new; without any, it is none.
//
// A record with an identifier is joined with the one person of g who bears its
// name, belongs to the same country and has no identifier of his own: the heads
// of state and government of the gazetteer have none. Undoing the import undoes
// that too.
//
// Roles that are known as they are in the file are confirmed as of now.
func (s *State) NewImport(file string, now time.Time, records []Record, g *gazetteer.Gazetteer) (Op, Counts) {
	op := Op{Kind: Import, File: file, Time: now}
	var n Counts
	for _, r := range records {
		old, ok := s.records[r.Key()]
		if !ok {
			n.Added++
			op.Records = append(op.Records, r)
			if key, ok := s.twin(&r, g); ok {
				n.Joined++
				op.Joined = append(op.Joined, Join{key, r.Key()})
			}
			continue
		}
		if u := old.update(r); u.equal(&old) {
			n.Unchanged++
			if slices.ContainsFunc(r.Roles, func(role Role) bool { return s.AsOf(r.Key(), role.Title) < day(now) }) {
				op.Confirmed = append(op.Confirmed, r.Key())
			}
			continue
		}
		n.Changed++
		op.Records = append(op.Records, r)
	}
	if len(op.Records)+len(op.Confirmed) == 0 {
		return Op{}, n
	}
	return op, n
}

// twin returns the key of the person of the gazetteer who is the record.
func (s *State) twin(r *Record, g *gazetteer.Gazetteer) (string, bool) {
	if r.Wikidata == "" || r.Kind != verbatim.Person || r.Country == "" {
		return "", false
	}
	persons := slices.DeleteFunc(g.Find(nil, r.Name), func(e gazetteer.Entry) bool { return e.Kind != verbatim.Person })
	if len(persons) != 1 {
		return "", false
	}
	e := persons[0]
	clash := e.Gender != "" && r.Gender != "" && e.Gender != r.Gender
	if e.Wikidata != "" || e.Country != r.Country || clash || s.Resolve(e.Key()) != e.Key() {
		return "", false
	}
	return e.Key(), true
}

// NewMerge makes the operation that merges one key into another.
func (s *State) NewMerge(key, into string) (Op, error) {
	a, b := s.Resolve(key), s.Resolve(into)
	if a == b {
		return Op{}, fmt.Errorf("%s and %s are the same already", key, into)
	}
	if isWikidata(a) && !isWikidata(b) {
		a, b = b, a // the identifier is the better key, whichever was named first
	}
	return Op{Kind: Merge, Key: a, Into: b}, nil
}

func isWikidata(key string) bool { return validID(key) }

// NewSplit makes the operation that gives a key another one in some articles.
// into may be empty: then a new key is made.
func (s *State) NewSplit(key, into string, articles, outlets, roles []string) (Op, error) {
	if len(articles)+len(outlets)+len(roles) == 0 {
		return Op{}, fmt.Errorf("to split %s, say in which articles, in which outlets or with which role it is somebody else", key)
	}
	if into == "" {
		into = s.freshKey(key)
	}
	if into == key || s.Resolve(into) == s.Resolve(key) {
		return Op{}, fmt.Errorf("%s and %s are the same", key, into)
	}
	return Op{Kind: Split, Key: key, Into: into, Articles: articles, Outlets: outlets, Roles: roles}, nil
}

// freshKey makes a key that no operation has, undone or not.
func (s *State) freshKey(key string) string {
	base := key
	if r, ok := s.records[key]; ok && isWikidata(key) {
		base = gazetteer.Key(r.Kind, "", r.Name)
	}
	base, _, _ = strings.Cut(base, "#")
	used := map[string]bool{}
	for _, op := range s.Ops {
		used[op.Key], used[op.Into] = true, true
	}
	for n := 2; ; n++ {
		if k := fmt.Sprintf("%s#%d", base, n); !used[k] {
			return k
		}
	}
}

// NewUndo makes the operation that undoes operation n, or with 0 the latest
// one in force that is not an undo.
func (s *State) NewUndo(n int) (Op, error) {
	if n == 0 {
		for i, op := range s.Ops {
			if op.Kind != Undo && !s.Undone[i] {
				n = op.Number
			}
		}
		if n == 0 {
			return Op{}, fmt.Errorf("there is nothing to undo")
		}
	}
	if n < 1 || n > len(s.Ops) {
		return Op{}, fmt.Errorf("there is no operation %d", n)
	}
	if s.Undone[n-1] {
		by := 0
		for i, op := range s.Ops {
			if op.Kind == Undo && op.Of == n && !s.Undone[i] {
				by = op.Number
			}
		}
		return Op{}, fmt.Errorf("operation %d is undone already; to do it again, undo operation %d", n, by)
	}
	return Op{Kind: Undo, Of: n}, nil
}
