package desk

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store"
)

// Bounds of what is suggested for a query that finds nothing.
const (
	suggested      = 3      // queries
	suggestedTries = 12     // that are tried
	suggestedNames = 20_000 // names that are looked at, a field
	suggestedWords = 8      // words of the query
	leastMisspelt  = 4      // characters of a word that may be misspelt
)

// valued are the fields of a query with names of the record.
var valued = map[string][]store.Field{
	"speaker": {store.Speaker}, "by": {store.Speaker}, "from": {store.Speaker}, "to": {store.Addressee, store.Speaker}, "addressee": {store.Addressee, store.Speaker},
	"outlet": {store.Outlet}, "venue": {store.Venue},
	"": {store.Speaker, store.Addressee, store.Outlet}, // words of what was said
}

// Suggest returns queries that are near to one that finds nothing, and find
// something: with a name that is spelled as the record has it, or with a name that
// speaks where it was asked for as a word. There is none where no name is near.
func Suggest(ctx context.Context, s *store.Store, query string, old bool) ([]string, error) {
	parts := terms(query)
	var out []string
	tries := 0
	try := func(q string) error {
		root, err := search.Parse(q)
		if err != nil || q == query || slices.Contains(out, q) || len(out) == suggested || tries == suggestedTries {
			return nil
		}
		tries++
		n, err := s.CountUpTo(ctx, store.Query{Root: root, Old: old}, 1)
		if n > 0 {
			out = append(out, q)
		}
		return err
	}
	vocabulary := make(map[string][]nearWord)
	all := slices.Clone(parts) // with each word as it is nearest
	words := 0
	var single []string
	for i, part := range parts {
		lead := part[:len(part)-len(strings.TrimLeft(part, "-("))]
		field, value, ok := strings.Cut(part[len(lead):], ":")
		field = strings.ToLower(field)
		if !ok || strings.ContainsAny(field, `"“`) {
			field, value = "", part[len(lead):]
		}
		if valued[field] == nil || strings.HasPrefix(lead, "-") || field == "" && (value == "AND" || value == "OR" || value == "NOT") {
			continue
		}
		list, ok := vocabulary[field]
		if !ok {
			var err error
			if list, err = vocabularyOf(ctx, s, valued[field], foldOf(field)); err != nil {
				return nil, err
			}
			vocabulary[field] = list
		}
		head := part[:len(part)-len(value)]
		better := value
		for _, w := range slices.Backward(search.Words(value)) { // from the end, so that places stay
			if words++; words > suggestedWords {
				break
			}
			near := nearWords(list, foldOf(field)(value[w.Start:w.End]))
			if len(near) > 0 && near[0].distance > 0 {
				better = better[:w.Start] + near[0].text + better[w.End:]
			}
			for _, n := range near {
				if n.distance > 0 {
					single = append(single, joinWith(parts, i, head+value[:w.Start]+n.text+value[w.End:]))
				}
				if field == "" && n.speaks && value == value[w.Start:w.End] {
					single = append(single, joinWith(parts, i, lead+"speaker:"+n.text))
				}
			}
		}
		all[i] = head + better
	}
	for _, q := range append([]string{strings.Join(all, " ")}, single...) {
		if err := try(q); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// foldOf is how the words of a field are folded: in names of people spellings are
// one that differ elsewhere.
func foldOf(field string) func(string) string {
	if fields := valued[field]; field != "" && fields[0] != store.Outlet && fields[0] != store.Venue {
		return search.Name
	}
	return search.Fold
}

func joinWith(parts []string, i int, part string) string {
	out := slices.Clone(parts)
	out[i] = part
	return strings.Join(out, " ")
}

// nearWord is a word of a name of the record.
type nearWord struct {
	fold, text string
	speaks     bool // it is of a speaker
	distance   int
}

// vocabularyOf returns the words of the names in fields, each once.
func vocabularyOf(ctx context.Context, s *store.Store, fields []store.Field, foldWord func(string) string) ([]nearWord, error) {
	var out []nearWord
	at := make(map[string]int)
	for _, f := range fields {
		labels, err := s.Labels(ctx, f, suggestedNames)
		if err != nil {
			return nil, err
		}
		for _, label := range labels {
			if len(label) > 100 { // no name, but somebody's words for a source
				continue
			}
			for _, w := range search.Words(label) {
				text := label[w.Start:w.End]
				fold := foldWord(text)
				if utf8.RuneCountInString(fold) < leastMisspelt {
					continue
				}
				k, ok := at[fold]
				if !ok {
					k = len(out)
					at[fold] = k
					out = append(out, nearWord{fold: fold, text: text})
				}
				out[k].speaks = out[k].speaks || f == store.Speaker
			}
		}
	}
	return out, nil
}

// nearWords returns the words that are nearest to one, at most three: those that
// one wrong character makes of it or, of a long word, two.
func nearWords(list []nearWord, word string) []nearWord {
	n := utf8.RuneCountInString(word)
	if n < leastMisspelt {
		return nil
	}
	most := 1
	if n >= 7 {
		most = 2
	}
	var out []nearWord
	a := []rune(word)
	for _, w := range list {
		if w.distance = edits(a, []rune(w.fold), most); w.distance <= most {
			out = append(out, w)
		}
	}
	slices.SortStableFunc(out, func(a, b nearWord) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.fold, b.fold))
	})
	if len(out) > 0 && out[0].distance == 0 {
		return out[:1]
	}
	return out[:min(len(out), 3)]
}

// edits is how many characters are to be put in, left out, changed or swapped
// with their neighbour to make b of a (the optimal string alignment distance),
// or more than most.
func edits(a, b []rune, most int) int {
	if d := len(a) - len(b); d > most || -d > most {
		return most + 1
	}
	before, last := make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return most + 1
		}
		before, last = last, row
	}
	return last[len(b)]
}
