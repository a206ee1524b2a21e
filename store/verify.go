package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// Fault is something that is wrong in the record.
type Fault struct {
	ID   string // of the document or statement; empty where the file is meant
	Text string
}

// Verified says what Verify has looked at.
type Verified struct {
	Documents  int
	Statements int
	Faults     int
}

// Verify checks the file, every document with its layers and spans, every
// statement against its document, every word of the index, the groups of
// copies, the corrections, the accounts and the audit log. It calls fault for what is wrong and, where it is not nil, progress
// after each document. Its error says that it could not go on.
func (s *Store) Verify(ctx context.Context, fault func(Fault), progress func(done, of int)) (Verified, error) {
	v := &verifier{s: s, ctx: ctx, fault: fault, sums: make(map[int64]uint64), deeds: make(map[int64]uint64), names: make(map[int64]nameKey)}
	// Its own connection: it makes a temporary table, which a reader may not.
	db, err := sql.Open("sqlite", s.dsn(s.mode(), "cache_size(-16384)"))
	if err != nil {
		return v.seen, err
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, `CREATE VIRTUAL TABLE temp.instance USING fts5vocab (main, word, instance);
		CREATE VIRTUAL TABLE temp.deeds USING fts5vocab (main, deed, instance)`); err != nil {
		return v.seen, s.explain(err)
	}
	// One state of the record throughout, whoever writes meanwhile.
	v.tx, err = db.BeginTx(ctx, nil)
	if err != nil {
		return v.seen, s.explain(err)
	}
	defer v.tx.Rollback()
	for _, check := range []func() error{v.file, v.nameTable, v.grams, func() error { return v.documents(progress) }, v.index, v.eventIndex, v.accounts, v.auditLog} {
		if err := check(); err != nil {
			return v.seen, s.explain(err)
		}
	}
	return v.seen, nil
}

// mode is how a further connection opens the file.
func (s *Store) mode() string {
	if s.immutable {
		return "ro&immutable=1"
	}
	return "rw"
}

type verifier struct {
	s     *Store
	ctx   context.Context
	tx    *sql.Tx
	fault func(Fault)
	seen  Verified
	sums  map[int64]uint64 // of the tokens of each statement as they should be
	deeds map[int64]uint64 // of those of each event
	names map[int64]nameKey
	// groups is where each document stands among the copies.
	groups map[int64]*grouped
}

func (v *verifier) report(id, format string, args ...any) {
	v.seen.Faults++
	v.fault(Fault{id, fmt.Sprintf(format, args...)})
}

// file lets SQLite check its pages, its tables and the structure of the index.
func (v *verifier) file() error {
	for _, pragma := range []string{"integrity_check", "foreign_key_check"} {
		rows, err := v.tx.QueryContext(v.ctx, "PRAGMA "+pragma)
		if err != nil {
			return err
		}
		columns, err := rows.Columns()
		if err != nil {
			rows.Close()
			return err
		}
		for rows.Next() {
			row := make([]any, len(columns))
			dest := make([]any, len(columns))
			for i := range row {
				dest[i] = &row[i]
			}
			if err := rows.Scan(dest...); err != nil {
				rows.Close()
				return err
			}
			if text := fmt.Sprint(row...); text != "ok" {
				v.report("", "%s: %s", pragma, text)
			}
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

func (v *verifier) nameTable() error {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT n, field, key FROM name")
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var n int64
		var k nameKey
		if err := rows.Scan(&n, &k.field, &k.key); err != nil {
			return err
		}
		v.names[n] = k
	}
	return rows.Err()
}

func (v *verifier) documents(progress func(done, of int)) error {
	var total, statements, rows int
	if err := v.tx.QueryRowContext(v.ctx, "SELECT count(*), coalesce(sum(count), 0), (SELECT count(*) FROM statement) FROM document").Scan(&total, &statements, &rows); err != nil {
		return err
	}
	if statements != rows {
		v.report("", "documents have %d statements, and %d are listed", statements, rows)
	}
	list, err := v.tx.QueryContext(v.ctx, "SELECT n, id FROM document ORDER BY n")
	if err != nil {
		return err
	}
	defer list.Close()
	for list.Next() {
		var n int64
		var id []byte
		if err := list.Scan(&n, &id); err != nil {
			return err
		}
		v.seen.Documents++
		if err := v.document(n, fmt.Sprintf("d%x", id)); err != nil {
			return err
		}
		if progress != nil {
			progress(v.seen.Documents, total)
		}
	}
	return list.Err()
}

// document checks one document. What cannot be read is a fault, not an error.
func (v *verifier) document(n int64, id string) error {
	d, info, err := v.s.load(v.ctx, v.tx, "n = ?", n)
	if err != nil {
		if v.ctx.Err() != nil {
			return err
		}
		v.report(id, "%v", err)
		return nil
	}
	address := idOf(d)
	if address.String() != id {
		v.report(id, "its text and place have another address, %s", address)
	}
	for layer := range layerCount {
		if _, ok := info.Versions[layerNames[layer]]; !ok {
			v.report(id, "layer %s is missing", layerNames[layer])
		}
	}
	checkSpans(d, func(format string, args ...any) { v.report(id, format, args...) })

	rows, err := v.tx.QueryContext(v.ctx, "SELECT n, id, document, speaker, addressee, outlet, venue, kind, act, old, undated FROM statement WHERE n >= ? AND n < ? ORDER BY n", info.first, info.first+int64(len(d.Statements)))
	if err != nil {
		return err
	}
	defer rows.Close()
	entries := search.Entries(d)
	_, dated := search.ParseMinute(d.Published)
	unmarked, err := v.unmarked(n)
	if err != nil {
		return err
	}
	found := 0
	for rows.Next() {
		var row, document int64
		var sid []byte
		var columns [6]int64
		var old, undated bool
		if err := rows.Scan(&row, &sid, &document, &columns[0], &columns[1], &columns[2], &columns[3], &columns[4], &columns[5], &old, &undated); err != nil {
			return err
		}
		i := int(row - info.first)
		e := &entries[i]
		found++
		if want := idOfStatement(address, &d.Statements[i]); document != n || string(sid) != string(want[:]) {
			v.report(fmt.Sprintf("s%x", sid), "is not statement %d of %s", i+1, id)
		}
		for j, f := range [...]search.Facet{firstOf(e.Speakers), firstOf(e.Addressees), e.Outlet, e.Venue, {Key: string(e.Kind)}, {Key: string(e.Act)}} {
			if k := v.names[columns[j]]; k.key != f.Key || f.Key != "" && k.field != Field(j+1) {
				v.report(fmt.Sprintf("s%x", sid), "its %s is counted as %q, and is %q", Field(j+1), k.key, f.Key)
			}
		}
		switch {
		case unmarked:
			e.Lacks = nil
		case undated == dated:
			v.report(fmt.Sprintf("s%x", sid), "is listed as of an article with a date, or of one without, and is not")
		}
		v.sums[row] = sumOf(e.Tokens(old))
	}
	if found != len(d.Statements) {
		v.report(id, "%d of its %d statements are listed", found, len(d.Statements))
	}
	v.seen.Statements += found
	if err := rows.Err(); err != nil {
		return err
	}
	if err := v.copies(n, id, d); err != nil {
		return err
	}
	if err := v.corrections(n, address, d); err != nil {
		return err
	}
	return v.events(n, d, address, search.Minute(info.When))
}

// unmarked reports whether a document is one of a former format that is not
// marked yet.
func (v *verifier) unmarked(n int64) (yes bool, err error) {
	err = v.tx.QueryRowContext(v.ctx, "SELECT EXISTS (SELECT 1 FROM unmarked WHERE n = ?)", n).Scan(&yes)
	return yes, err
}

func firstOf(list []search.Facet) search.Facet {
	if len(list) == 0 {
		return search.Facet{}
	}
	return list[0]
}

// checkSpans checks what reading the layers has not: that lists are in order.
func checkSpans(d *verbatim.Document, fault func(format string, args ...any)) {
	if !slices.IsSortedFunc(d.Tokens, func(a, b verbatim.Token) int { return a.Span.Compare(b.Span) }) {
		fault("tokens are out of order")
	}
	if !slices.IsSortedFunc(d.Sentences, func(a, b verbatim.Sentence) int { return a.Span.Compare(b.Span) }) {
		fault("sentences are out of order")
	}
	for i := range d.Statements {
		s := &d.Statements[i]
		if len(s.Content) == 0 {
			fault("statement %d has no words", i+1)
		}
		for _, spans := range [][]verbatim.Span{s.Source, s.Cue, s.Content} {
			for _, sp := range spans {
				if sp.Empty() || !inText(d.Text, sp) {
					fault("statement %d has the span %d to %d of a text of %d bytes", i+1, sp.Start, sp.End, len(d.Text))
				}
			}
		}
	}
}

// sumOf is a number that two lists of tokens in the same order have in common
// and others, but for chance, do not. It is a sum over the tokens, for the
// index lists them by word and not by statement.
func sumOf(tokens []string) uint64 {
	var sum uint64
	for i, t := range tokens {
		sum += mixed(t, i)
	}
	return sum
}

// mixed is FNV-1a over a token, its place mixed in as splitmix64 does.
func mixed(token string, at int) uint64 {
	h := uint64(14695981039346656037)
	for i := 0; i < len(token); i++ {
		h = (h ^ uint64(token[i])) * 1099511628211
	}
	return mixedNumber(h + uint64(at+1)*0x9e3779b97f4a7c15)
}

// index compares every word of the index with the documents.
func (v *verifier) index() error {
	if err := v.subtract("instance", v.sums); err != nil {
		return err
	}
	return v.differ(v.sums, "statements", v.idOfRow)
}

// subtract takes the words of an index from the sums of what should be there.
func (v *verifier) subtract(vocabulary string, sums map[int64]uint64) error {
	rows, err := v.tx.QueryContext(v.ctx, "SELECT term, doc, offset FROM temp."+vocabulary)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var term sql.RawBytes
		var n int64
		var at int
		if err := rows.Scan(&term, &n, &at); err != nil {
			return err
		}
		sums[n] -= mixed(string(term), at)
	}
	return rows.Err()
}

// differ reports the rows whose words are not those of the index.
func (v *verifier) differ(sums map[int64]uint64, what string, id func(row int64) string) error {
	bad := 0
	for n, sum := range sums {
		if sum == 0 {
			continue
		}
		if bad++; bad <= 10 {
			v.report(id(n), "the index does not have its words: verbatim reread --layer index writes it anew")
		}
	}
	if bad > 10 {
		v.report("", "the index does not have the words of %d %s more", bad-10, what)
	}
	return nil
}

func (v *verifier) idOfRow(n int64) string {
	var id []byte
	if err := v.tx.QueryRowContext(v.ctx, "SELECT id FROM statement WHERE n = ?", n).Scan(&id); err != nil {
		return fmt.Sprintf("row %d", n)
	}
	return fmt.Sprintf("s%x", id)
}
