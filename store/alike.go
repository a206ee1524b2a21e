package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"math"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
	"github.com/verbatim-record/verbatim/store/postings"
)

// Likeness says what statements are looked for that share its words.
type Likeness struct {
	Words   string
	Speaker string // a name, or empty; those of it are looked for besides
	// Each bounds what the first question to the index may find, and in
	// proportion the others; 0 is EachAlike.
	Each int
	// Parts is how many stretches, spread over the words, are asked for besides,
	// so that statements are found which have some part of them only; 0 is none.
	Parts int
	// Wanted says, by ID, kind and speakers, whether a statement is to be read; nil
	// is all. The others are found, and what else they are stays empty.
	Wanted func(l *Likely) bool
}

// Likely is a statement that shares words, as far as it is read to compare it.
type Likely struct {
	ID       string // of the statement
	Kind     verbatim.Kind
	Speakers []search.Facet

	Document string // id
	Text     string // of the document
	URL      string
	Content  []verbatim.Span
	row      int64
}

// Read reports whether the statement was wanted.
func (l *Likely) Read() bool { return l.Document != "" }

// EachAlike is how many statements with all words are found at most unless
// more are asked for.
const EachAlike = 15

// Article is what the revisions of one article have in common.
func (l *Likely) Article() string { return cmp.Or(l.URL, l.Document) }

// Bounds of the questions that Alike asks.
const (
	askedWords   = 12  // words whose frequency is looked up
	commonFrom   = 300 // a word of so many statements or more is common
	phraseLength = 4
	mostPhrases  = 4
	mostRare     = 4
	wholeWords   = 40
	wholeRarest  = 4
)

// Alike returns statements that share words with some that are given, the
// oldest first: those with the rarest as far apart as in all of the words, with
// four in a row but for the most common one, with two of the rarest, and of the
// speaker with one of the rarest. That is ten bounded questions to the index, and
// at most five times Each statements. Common words are not asked for: it takes
// long to bring them together.
func (s *Store) Alike(ctx context.Context, l Likeness) ([]Likely, error) {
	var words []string
	for _, w := range search.Words(l.Words) {
		words = append(words, w.Fold)
	}
	if len(words) == 0 {
		return nil, nil
	}
	var rows []int64
	ok, err := s.onWords(ctx, func(w *postings.Snapshot) (err error) {
		rows, err = l.rows(words, w.Often, func(root *search.Node, newest bool, limit int) ([]int64, error) {
			return w.Find(ctx, postings.Question{Root: root, Old: true, From: math.MinInt64, To: math.MaxInt64, Descending: newest, Limit: limit})
		})
		return err
	})
	if err == nil && !ok {
		ask := func(root *search.Node, newest bool, limit int) ([]int64, error) {
			q := Query{Root: root, Old: true, Order: OldestFirst}
			if newest {
				q.Order = NewestFirst
			}
			return s.matched(ctx, q, limit)
		}
		rows, err = l.rows(words, func(word string, most int) (int, error) {
			found, err := ask(term(word), false, most)
			return len(found), err
		}, ask)
	}
	if err != nil {
		return nil, s.explain(err)
	}
	return s.likely(ctx, rows, l.Wanted)
}

// counter asks the index how many rows have a word, up to a number.
type counter func(word string, most int) (int, error)

// find asks the index for the oldest or newest rows that match.
type find func(root *search.Node, newest bool, limit int) ([]int64, error)

// rows returns the rows of statements that share words, the oldest first.
func (l *Likeness) rows(words []string, count counter, ask find) ([]int64, error) {
	each := cmp.Or(l.Each, EachAlike)
	rare, often, err := rarest(words, count)
	if err != nil {
		return nil, err
	}
	few := (each + 2) / 3
	type question struct {
		root   *search.Node
		newest bool
		limit  int
	}
	var questions []question
	if root := whole(words[:min(len(words), wholeWords)], often); root != nil {
		questions = append(questions, question{root, false, each})
	}
	// One question a phrase and a word, or the common ones would crowd out
	// the rare.
	for _, list := range [][]*search.Node{phrases(words, often, few), together(rare, often, few), parts(words, often, l.Parts)} {
		for _, root := range list {
			questions = append(questions, question{root, false, few})
		}
	}
	if token := search.SpeakerToken(l.Speaker); token != "" && len(rare) > 0 {
		questions = append(questions, question{&search.Node{Op: search.And, Kids: []*search.Node{term(token), alternatives(rare)}}, true, 2 * few})
	}
	var all []int64
	for _, q := range questions {
		found, err := ask(q.root, q.newest, q.limit)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// rarest returns up to mostRare words that some statements have, those that
// fewest have first, and how many have each word that was looked up; common
// ones are counted no further than commonFrom.
func rarest(words []string, count counter) (rare []string, often map[string]int, err error) {
	list := slices.Clone(words)
	// Long words are more often rare ones.
	slices.SortStableFunc(list, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b))
	})
	list = slices.Compact(list)
	list = list[:min(len(list), askedWords)]
	often = make(map[string]int, len(list))
	for _, w := range list {
		if often[w], err = count(w, commonFrom); err != nil {
			return nil, nil, err
		}
	}
	slices.SortStableFunc(list, func(a, b string) int { return cmp.Compare(often[a], often[b]) })
	for _, w := range list {
		if often[w] > 0 && len(rare) < mostRare {
			rare = append(rare, w)
		}
	}
	return rare, often, nil
}

// term asks for words side by side.
func term(words ...string) *search.Node { return &search.Node{Op: search.Term, Words: words} }

// near asks for words close together.
func near(words []string, within int) *search.Node {
	n := &search.Node{Op: search.Near, Within: within}
	for _, w := range words {
		n.Kids = append(n.Kids, term(w))
	}
	return n
}

// whole asks for statements with all words: for the rarest of them, no farther
// from each other than they are there. It is nil where nobody said one of the
// words.
func whole(words []string, often map[string]int) *search.Node {
	at := make([]int, 0, len(words))
	for i, w := range words {
		n, known := often[w]
		if known && n == 0 {
			return nil
		}
		if known && !slices.ContainsFunc(at, func(j int) bool { return words[j] == w }) {
			at = append(at, i)
		}
	}
	if len(at) < 2 {
		return term(words...)
	}
	slices.SortStableFunc(at, func(a, b int) int { return cmp.Compare(often[words[a]], often[words[b]]) })
	at = at[:min(len(at), wholeRarest)]
	slices.Sort(at)
	rare := make([]string, len(at))
	for i, j := range at {
		rare[i] = words[j]
	}
	return near(rare, at[len(at)-1]-at[0])
}

// phrases returns the stretches of words that say most: each with a word that
// is rare, and none with one that nobody said, or so few that together leads to
// all of them.
func phrases(words []string, often map[string]int, few int) []*search.Node {
	type stretch struct{ at, often int }
	var list []stretch
	for i := 0; i+phraseLength <= len(words); i++ {
		least := commonFrom + 1
		for _, w := range words[i : i+phraseLength] {
			if n, ok := often[w]; ok {
				least = min(least, n)
			}
		}
		if least > few && least <= commonFrom {
			list = append(list, stretch{i, least})
		}
	}
	slices.SortStableFunc(list, func(a, b stretch) int { return cmp.Compare(a.often, b.often) })
	var taken []int
	var parts []*search.Node
	for _, st := range list {
		if len(parts) == mostPhrases {
			break
		}
		// Two stretches that share all but a word find the same.
		if slices.ContainsFunc(taken, func(at int) bool { return max(at-st.at, st.at-at) < phraseLength/2 }) {
			continue
		}
		taken = append(taken, st.at)
		parts = append(parts, clause(words[st.at:st.at+phraseLength], often))
	}
	return parts
}

// parts cuts the words into so many pieces and asks for one stretch of each: the
// one with the most letters, for long words are more often rare. A piece of
// short words only is passed over: its words are everywhere.
func parts(words []string, often map[string]int, n int) []*search.Node {
	if n <= 0 || len(words) <= phraseLength {
		return nil
	}
	n = min(n, len(words)/phraseLength)
	var out []*search.Node
	for k := range n {
		from, to := k*len(words)/n, (k+1)*len(words)/n
		best, letters := -1, 0
		for i := from; i < to && i+phraseLength <= len(words); i++ {
			sum, long := 0, false
			for _, w := range words[i : i+phraseLength] {
				sum += len(w)
				long = long || len(w) >= 5
			}
			if long && sum > letters {
				best, letters = i, sum
			}
		}
		if best >= 0 {
			out = append(out, clause(words[best:best+phraseLength], often))
		}
	}
	return out
}

// clause asks for a stretch of words without the most common of them, next to
// each other as they are there.
func clause(words []string, often map[string]int) *search.Node {
	rank := func(w string) int {
		if n, ok := often[w]; ok {
			return n
		}
		return commonFrom + 100 - len(w)
	}
	most := 0
	for i := range words {
		if rank(words[i]) >= rank(words[most]) {
			most = i
		}
	}
	switch most {
	case 0:
		return term(words[1:]...)
	case len(words) - 1:
		return term(words[:most]...)
	}
	return near(slices.Delete(slices.Clone(words), most, most+1), len(words)-2)
}

// together returns each of the rare words with one of those that are less so,
// or alone where few statements have it.
func together(rare []string, often map[string]int, few int) []*search.Node {
	var parts []*search.Node
	for i, w := range rare {
		switch {
		case i > 0 && often[w] >= commonFrom:
			// Two common words take long to bring together, and lead anywhere.
		case often[w] <= few, len(rare) == 1:
			parts = append(parts, term(w))
		case i+1 < len(rare):
			parts = append(parts, &search.Node{Op: search.And, Kids: []*search.Node{term(w), alternatives(rare[i+1:])}})
		}
	}
	return parts
}

func alternatives(words []string) *search.Node {
	n := &search.Node{Op: search.Or}
	for _, w := range words {
		n.Kids = append(n.Kids, term(w))
	}
	return n
}

// likely reads of rows what is compared.
func (s *Store) likely(ctx context.Context, rows []int64, wanted func(*Likely) bool) ([]Likely, error) {
	known, err := s.listedAll(ctx, rows)
	if err != nil {
		return nil, err
	}
	kinds, err := s.kinds(ctx)
	if err != nil {
		return nil, err
	}
	speakers := make(map[int64][]search.Facet, len(rows))
	for part := range slices.Chunk(rows, atOnce) {
		if err := s.speakersOf(ctx, part, speakers); err != nil {
			return nil, err
		}
	}
	var documents []int64
	out := make([]Likely, 0, len(rows))
	for _, n := range rows {
		row, ok := known[n]
		if !ok {
			continue // reread in between
		}
		l := Likely{ID: row.id.String(), Kind: kinds[row.kind], Speakers: speakers[n], row: n}
		if wanted == nil || wanted(&l) {
			documents = append(documents, row.document)
		}
		out = append(out, l)
	}
	slices.Sort(documents)
	docs := make(map[int64]*compared)
	for part := range slices.Chunk(slices.Compact(documents), atOnce) {
		if err := s.compared(ctx, part, docs); err != nil {
			return nil, err
		}
	}
	read := out[:0]
	for _, l := range out {
		d := docs[known[l.row].document]
		if wanted != nil && !wanted(&l) {
			read = append(read, l)
			continue
		}
		if d == nil {
			continue // reread in between
		}
		i := int(l.row - d.first)
		if i < 0 || i >= len(d.d.Statements) {
			return nil, damaged(d.id, errDamaged)
		}
		l.Document, l.Text, l.URL, l.Content = d.id, d.d.Text, d.url, d.d.Statements[i].Content
		read = append(read, l)
	}
	return read, nil
}

// kinds returns the kinds of statements by their names' numbers.
func (s *Store) kinds(ctx context.Context) (map[int64]verbatim.Kind, error) {
	rows, err := s.ask(ctx, "SELECT n, key FROM name WHERE field = ?", Kind)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	out := make(map[int64]verbatim.Kind)
	for rows.Next() {
		var n int64
		var kind verbatim.Kind
		if err := rows.Scan(&n, &kind); err != nil {
			return nil, s.explain(err)
		}
		out[n] = kind
	}
	return out, s.explain(rows.Err())
}

// compared is of a document what its statements are compared by.
type compared struct {
	d       *verbatim.Document
	first   int64
	id, url string
}

// compared reads documents.
func (s *Store) compared(ctx context.Context, documents []int64, into map[int64]*compared) error {
	in, args := amongst(documents)
	rows, err := s.ask(ctx, `SELECT d.n, d.id, d.first, d.url, d.size, d.text, l.body FROM document d
		JOIN layer l ON l.n = d.n * 16 + `+fmt.Sprint(layerQuote)+` WHERE d.n`+in, args...)
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n, size int64
		var key, text, body sql.RawBytes
		l := &compared{d: &verbatim.Document{}}
		if err := rows.Scan(&n, &key, &l.first, &l.url, &size, &text, &body); err != nil {
			return s.explain(err)
		}
		l.id = fmt.Sprintf("d%x", []byte(key))
		if _, err := contentOf(l.d, text, size, body, 0); err != nil {
			return damaged(l.id, err)
		}
		into[n] = l
	}
	return s.explain(rows.Err())
}

// speakersOf reads the speakers of rows of statement, the first of each first.
// CROSS JOIN keeps SQLite from going through the names of all speakers.
func (s *Store) speakersOf(ctx context.Context, statements []int64, into map[int64][]search.Facet) error {
	in, args := amongst(statements)
	rows, err := s.ask(ctx, `SELECT s.n, a.key, a.label, a.sort FROM statement s CROSS JOIN name a ON a.n = s.speaker WHERE s.n`+in+`
		UNION ALL SELECT j.statement, a.key, a.label, a.sort FROM joint j CROSS JOIN name a ON a.n = j.name WHERE j.statement`+in+` AND a.field = ?`,
		append(append(args, args...), int(Speaker))...)
	if err != nil {
		return s.explain(err)
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var f search.Facet
		if err := rows.Scan(&n, &f.Key, &f.Label, &f.Kind); err != nil {
			return s.explain(err)
		}
		into[n] = append(into[n], f)
	}
	return s.explain(rows.Err())
}

// Hit returns a statement that Alike found with all that is known of it.
func (s *Store) Hit(ctx context.Context, l *Likely) (*search.Hit, error) {
	hits, err := s.Hits(ctx, []*Likely{l})
	if err != nil {
		return nil, err
	}
	return hits[0], nil
}

// Hits is Hit for several, whose articles are read once each.
func (s *Store) Hits(ctx context.Context, list []*Likely) ([]*search.Hit, error) {
	rows := make([]int64, len(list))
	for i, l := range list {
		rows[i] = l.row
	}
	hits, err := s.hits(ctx, nil, rows)
	if err != nil {
		return nil, err
	}
	out := make([]*search.Hit, len(list))
	for i := range hits {
		for k := range list {
			if list[k].ID == hits[i].ID {
				out[k] = &hits[i]
			}
		}
	}
	for k, h := range out {
		if h == nil {
			return nil, fmt.Errorf("%s: %w in the record", list[k].ID, ErrNotFound)
		}
	}
	return out, nil
}
