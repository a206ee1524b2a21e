package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/search"
)

// The verdicts on a statement.
const (
	Accept = "accept" // it is right as the machine has it
	Amend  = "correct"
	Reject = "reject" // it is no statement
	Undo   = "undo"   // the correction before, that still stands, does so no more
)

// ErrCorrection says that a correction cannot be made, and its text why.
var ErrCorrection = errors.New("the correction cannot be made")

// Correction is what somebody has decided about a statement. Corrections are
// added and never changed; see [Standing] for which of them counts. They are
// kept apart from what the machine has found, which stays as it is.
//
// A correction is of the document and the spans that the machine had when it
// was made. Where a later analysis finds other spans, it stays with those, and
// Found is false: the new statement has not been judged.
type Correction struct {
	ID        int64
	Statement string
	Document  string
	By        string
	At        time.Time
	Verdict   string // Accept, Amend, Reject or Undo
	// As corrected; what is empty or nil is unchanged, a list of no spans is
	// none.
	Speaker string
	// Unattributed says that the speaker the machine gives is wrong and that the
	// text does not tell who it is.
	Unattributed         bool
	Source, Cue, Content []verbatim.Span
	Note                 string

	// Filled by the record:
	Machine Machine // how the machine had read it
	Found   bool    // the machine still finds this statement
}

// Machine is how the machine had read a statement when it was judged.
type Machine struct {
	Source     []verbatim.Span `json:"source"`
	Cue        []verbatim.Span `json:"cue"`
	Content    []verbatim.Span `json:"content"`
	Kind       verbatim.Kind   `json:"kind"`
	Speaker    string          `json:"speaker"` // as it was counted, several parted by semicolons, empty for nobody
	Confidence float64         `json:"confidence"`
	Model      string          `json:"model"` // that found the spans
}

// reading is what a correction changes, as it is stored.
type reading struct {
	Speaker      string          `json:"speaker,omitempty"`
	Unattributed bool            `json:"unattributed,omitempty"`
	Source       []verbatim.Span `json:"source"`
	Cue          []verbatim.Span `json:"cue"`
	Content      []verbatim.Span `json:"content"`
}

// Standing returns the correction of one statement that counts, out of all of
// them in their order: the newest that has not been undone. An undo takes back
// the one that counted before it, and that before counts again.
func Standing(list []Correction) (Correction, bool) {
	var stack []int
	for i := range list {
		if list[i].Verdict != Undo {
			stack = append(stack, i)
		} else if len(stack) > 0 {
			stack = stack[:len(stack)-1]
		}
	}
	if len(stack) == 0 {
		return Correction{}, false
	}
	return list[stack[len(stack)-1]], true
}

// Bounds of what people write, in bytes.
const (
	longestName = 500
	longestNote = 4000
)

// check says what is wrong with a correction, in itself and for a text.
func (c *Correction) check(text string) error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%w: "+format, append([]any{ErrCorrection}, args...)...)
	}
	changed := c.Speaker != "" || c.Unattributed || c.Source != nil || c.Cue != nil || c.Content != nil
	switch {
	case c.By == "":
		return wrong("it has no author")
	case c.Verdict != Accept && c.Verdict != Amend && c.Verdict != Reject && c.Verdict != Undo:
		return wrong("the verdict is %s, %s, %s or %s, and not %q", Accept, Amend, Reject, Undo, c.Verdict)
	case c.Verdict == Amend && !changed:
		return wrong("it changes nothing")
	case c.Verdict != Amend && changed:
		return wrong("only the verdict %s changes the speaker or the spans", Amend)
	case c.Speaker != "" && c.Unattributed:
		return wrong("it names a speaker, and says that there is none")
	case c.Content != nil && len(c.Content) == 0:
		return wrong("a statement has words: reject it where there is none")
	}
	for _, f := range []struct {
		name, value string
		most        int
	}{{"author", c.By, longestName}, {"speaker", c.Speaker, longestName}, {"note", c.Note, longestNote}} {
		switch {
		case len(f.value) > f.most:
			return wrong("the %s is longer than %d bytes", f.name, f.most)
		case !utf8.ValidString(f.value):
			return wrong("the %s is no UTF-8", f.name)
		case strings.ContainsFunc(f.value, func(r rune) bool { return unicode.IsControl(r) && (f.name != "note" || r != '\n') }):
			return wrong("the %s has control characters", f.name)
		case f.value != strings.TrimSpace(f.value):
			return wrong("the %s begins or ends in white space", f.name)
		}
	}
	for _, f := range []struct {
		name  string
		spans []verbatim.Span
	}{{"source", c.Source}, {"cue", c.Cue}, {"content", c.Content}} {
		if err := checkRole(text, f.spans); err != nil {
			return wrong("the %s: %w", f.name, err)
		}
	}
	return nil
}

// checkRole says what is wrong with the spans of one role in a text.
func checkRole(text string, spans []verbatim.Span) error {
	for i, sp := range spans {
		switch {
		case sp.Empty() || !inText(text, sp):
			return fmt.Errorf("bytes %d to %d cannot be cut out of a text of %d bytes", sp.Start, sp.End, len(text))
		case i > 0 && sp.Start < spans[i-1].End:
			return fmt.Errorf("bytes %d to %d begin before the end of those before", sp.Start, sp.End)
		}
	}
	return nil
}

// sumOf is the checksum of a stored correction.
func (c *correctionRow) sumOf() []byte {
	h := sha256.New()
	h.Write(c.statement)
	fmt.Fprintf(h, "%d %d", c.document, c.at)
	for _, s := range []string{c.who, c.verdict, c.machine, c.reading, c.note} {
		fmt.Fprintf(h, " %d:%s", len(s), s)
	}
	return h.Sum(nil)[:8]
}

// correctionRow is a row of the table.
type correctionRow struct {
	n                                    int64
	statement                            []byte
	document, at                         int64
	who, verdict, machine, reading, note string
	sum                                  []byte
	address                              []byte // of the document
	found                                bool
}

const correctionColumns = `c.n, c.statement, c.document, c.at, c.who, c.verdict, c.machine, c.reading, c.note, c.sum, d.id,
	EXISTS (SELECT 1 FROM statement s WHERE s.id = c.statement) FROM correction c JOIN document d ON d.n = c.document `

func (r *correctionRow) scan(row scanner) (Correction, error) {
	if err := row.Scan(&r.n, &r.statement, &r.document, &r.at, &r.who, &r.verdict, &r.machine, &r.reading, &r.note, &r.sum, &r.address, &r.found); err != nil {
		return Correction{}, err
	}
	c := Correction{ID: r.n, Statement: fmt.Sprintf("s%x", r.statement), Document: fmt.Sprintf("d%x", r.address), By: r.who, At: moment(r.at), Verdict: r.verdict, Note: r.note, Found: r.found}
	var read reading
	err := errors.Join(json.Unmarshal([]byte(r.machine), &c.Machine), json.Unmarshal([]byte(r.reading), &read))
	if err == nil && string(r.sum) != string(r.sumOf()) {
		err = errors.New("it does not add up")
	}
	if err != nil {
		return c, damaged(fmt.Sprintf("correction %d", r.n), err)
	}
	c.Speaker, c.Unattributed, c.Source, c.Cue, c.Content = read.Speaker, read.Unattributed, read.Source, read.Cue, read.Content
	return c, nil
}

// Correct adds a correction and returns it with its number, the whole id of its
// statement, of which the beginning will do, its document and what the machine
// had found. An error that is [ErrCorrection] says what is wrong with it.
func (s *Store) Correct(ctx context.Context, c Correction) (Correction, error) {
	id, err := s.judgeable(ctx, c.Statement)
	if err != nil {
		return c, err
	}
	if c.At.IsZero() {
		c.At = s.o.Now()
	}
	c.At = c.At.UTC().Truncate(time.Second)
	err = s.inTx(ctx, func(tx *sql.Tx) error {
		before, err := s.correctionsOf(ctx, tx, "WHERE c.statement = ? ORDER BY c.n", id[:])
		if err != nil {
			return err
		}
		document, text, err := s.judged(ctx, tx, id, before, &c)
		if err != nil {
			return err
		}
		if err := c.check(text); err != nil {
			return err
		}
		if _, ok := Standing(before); c.Verdict == Undo && !ok {
			return fmt.Errorf("%w: %s has none that could be undone", ErrCorrection, id)
		}
		if err := c.insert(ctx, tx, id, document); err != nil {
			return err
		}
		_, stands := Standing(append(before, c))
		if _, err := tx.ExecContext(ctx, "UPDATE statement SET judged = ? WHERE id = ?", stands, id[:]); err != nil {
			return err
		}
		return s.audit(ctx, tx, Audit{At: c.At, By: c.By, Action: c.Verdict, Target: c.Statement, Detail: fmt.Sprintf("correction %d", c.ID)})
	})
	return c, err
}

// judgeable returns the id of a statement, or of one that was judged and is no
// longer found.
func (s *Store) judgeable(ctx context.Context, id string) (out statementID, err error) {
	p, err := parsePrefix(id)
	if err != nil {
		return out, err
	}
	if p.kind != 's' {
		return out, badID("%q is the id of a document, not of a statement", id)
	}
	rows, err := s.read.QueryContext(ctx, "SELECT id FROM statement WHERE id BETWEEN ?1 AND ?2 UNION SELECT statement FROM correction WHERE statement BETWEEN ?1 AND ?2 LIMIT 2", p.low, p.high)
	if err != nil {
		return out, s.explain(err)
	}
	defer rows.Close()
	found := 0
	for rows.Next() {
		var b []byte
		if err := rows.Scan(&b); err != nil {
			return out, s.explain(err)
		}
		if found++; found > 1 {
			return out, badID("%s begins several ids: %s, s%x, …: give more of it", id, out, b)
		}
		copy(out[:], b)
	}
	if err := rows.Err(); err != nil {
		return out, s.explain(err)
	}
	if found == 0 {
		return out, fmt.Errorf("%s: %w in the record", id, ErrNotFound)
	}
	return out, nil
}

// judged fills in what is judged, and returns its document and the text.
func (s *Store) judged(ctx context.Context, tx *sql.Tx, id statementID, before []Correction, c *Correction) (document int64, text string, err error) {
	var n int64
	err = tx.QueryRowContext(ctx, "SELECT document, n FROM statement WHERE id = ? ORDER BY n LIMIT 1", id[:]).Scan(&document, &n)
	gone := errors.Is(err, sql.ErrNoRows)
	switch {
	case gone && len(before) == 0:
		return 0, "", fmt.Errorf("%s: %w in the record", id, ErrNotFound)
	case gone:
		err = tx.QueryRowContext(ctx, "SELECT document FROM correction WHERE statement = ? LIMIT 1", id[:]).Scan(&document)
	}
	if err != nil {
		return 0, "", err
	}
	d, info, err := s.loadSome(ctx, tx, whoLayers, "n = ?", document)
	if err != nil {
		return 0, "", err
	}
	c.Statement, c.Document, c.Found = id.String(), info.ID, !gone
	if gone {
		c.Machine = before[len(before)-1].Machine
		return document, d.Text, nil
	}
	i := int(n - info.first)
	if i < 0 || i >= len(d.Statements) {
		return 0, "", damaged(id.String(), errors.New("is no statement of its document"))
	}
	st := &d.Statements[i]
	c.Machine = Machine{Source: st.Source, Cue: st.Cue, Content: st.Content, Kind: st.Kind, Confidence: st.Confidence, Model: info.Versions[layerNames[layerQuote]]}
	var names []string
	for _, f := range search.NewEntry(d, i).Speakers {
		names = append(names, f.Label)
	}
	c.Machine.Speaker = strings.Join(names, "; ")
	return document, d.Text, nil
}

func (c *Correction) insert(ctx context.Context, tx *sql.Tx, id statementID, document int64) error {
	machine, err := json.Marshal(c.Machine)
	if err != nil {
		return err
	}
	read, err := json.Marshal(reading{c.Speaker, c.Unattributed, c.Source, c.Cue, c.Content})
	if err != nil {
		return err
	}
	r := correctionRow{statement: id[:], document: document, at: c.At.Unix(), who: c.By, verdict: c.Verdict, machine: string(machine), reading: string(read), note: c.Note}
	res, err := tx.ExecContext(ctx, "INSERT INTO correction (statement, document, at, who, verdict, machine, reading, note, sum) VALUES (?,?,?,?,?,?,?,?,?)",
		r.statement, r.document, r.at, r.who, r.verdict, r.machine, r.reading, r.note, r.sumOf())
	if err != nil {
		return err
	}
	c.ID, err = res.LastInsertId()
	return err
}

func (s *Store) correctionsOf(ctx context.Context, q querier, where string, args ...any) ([]Correction, error) {
	rows, err := q.QueryContext(ctx, "SELECT "+correctionColumns+where, args...)
	if err != nil {
		return nil, err
	}
	return correctionsIn(rows)
}

// correctionsIn reads all rows and closes them.
func correctionsIn(rows *sql.Rows) ([]Correction, error) {
	defer rows.Close()
	var out []Correction
	for rows.Next() {
		c, err := new(correctionRow).scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

// Corrections returns the corrections of a statement, given by its whole id,
// the oldest first.
func (s *Store) Corrections(ctx context.Context, statement string) ([]Correction, error) {
	all, err := s.CorrectionsOf(ctx, []string{statement})
	return all[statement], err
}

// CorrectionsOf returns the corrections of statements by their whole ids.
func (s *Store) CorrectionsOf(ctx context.Context, statements []string) (map[string][]Correction, error) {
	ids := make([]any, len(statements))
	for i, id := range statements {
		b, err := hex.DecodeString(strings.TrimPrefix(id, "s"))
		if err != nil || len(b) != len(statementID{}) || !strings.HasPrefix(id, "s") {
			return nil, badID("%q is no whole id of a statement", id)
		}
		ids[i] = b
	}
	out := make(map[string][]Correction)
	for part := range slices.Chunk(ids, atOnce) {
		in, args := filled(part)
		rows, err := s.ask(ctx, "SELECT "+correctionColumns+"WHERE c.statement"+in+" ORDER BY c.n", args...)
		if err != nil {
			return nil, s.explain(err)
		}
		list, err := correctionsIn(rows)
		if err != nil {
			return nil, s.explain(err)
		}
		for _, c := range list {
			out[c.Statement] = append(out[c.Statement], c)
		}
	}
	return out, nil
}

// DocumentCorrections returns the corrections of a document's statements, the
// oldest first, also of statements that the machine no longer finds.
func (s *Store) DocumentCorrections(ctx context.Context, document string) ([]Correction, error) {
	b, err := hex.DecodeString(strings.TrimPrefix(document, "d"))
	if err != nil || len(b) != len(documentID{}) || !strings.HasPrefix(document, "d") {
		return nil, badID("%q is no whole id of a document", document)
	}
	list, err := s.correctionsOf(ctx, s.read, "WHERE c.document = (SELECT n FROM document WHERE id = ?) ORDER BY c.n", b)
	return list, s.explain(err)
}

// AllCorrections yields every correction in the order in which they were made.
// One that is damaged is an error, and those after it are still yielded.
func (s *Store) AllCorrections(ctx context.Context) iter.Seq2[Correction, error] {
	return func(yield func(Correction, error) bool) {
		for last := int64(0); ; {
			// One by one, so that no reading holds back the writer's log.
			r := new(correctionRow)
			c, err := r.scan(s.read.QueryRowContext(ctx, "SELECT "+correctionColumns+"WHERE c.n > ? ORDER BY c.n LIMIT 1", last))
			if errors.Is(err, sql.ErrNoRows) {
				return
			}
			if !yield(c, s.explain(err)) || ctx.Err() != nil || r.n == 0 {
				return
			}
			last = r.n
		}
	}
}

// standing returns the statements of a document of which a correction stands.
func (w *writer) standing(document int64) (map[statementID]bool, error) {
	rows, err := w.tx.QueryContext(w.ctx, "SELECT statement, verdict FROM correction WHERE document = ? ORDER BY n", document)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	lists := make(map[statementID][]Correction)
	for rows.Next() {
		var b []byte
		var c Correction
		if err := rows.Scan(&b, &c.Verdict); err != nil {
			return nil, err
		}
		var id statementID
		copy(id[:], b)
		lists[id] = append(lists[id], c)
	}
	return standingOf(lists), rows.Err()
}

func standingOf(lists map[statementID][]Correction) map[statementID]bool {
	out := make(map[statementID]bool, len(lists))
	for id, list := range lists {
		if _, ok := Standing(list); ok {
			out[id] = true
		}
	}
	return out
}

// corrections checks the corrections of a document, and that its statements
// are marked as judged where one stands.
func (v *verifier) corrections(n int64, address documentID, d *verbatim.Document) error {
	list, err := v.s.correctionsOf(v.ctx, v.tx, "WHERE c.document = ? ORDER BY c.n", n)
	if errors.Is(err, ErrDamaged) {
		v.report(address.String(), "%v", err)
		return nil
	}
	if err != nil {
		return err
	}
	lists := make(map[statementID][]Correction)
	for i := range list {
		c := &list[i]
		st := verbatim.Statement{Source: c.Machine.Source, Cue: c.Machine.Cue, Content: c.Machine.Content}
		id := idOfStatement(address, &st)
		if id.String() != c.Statement {
			v.report(c.Statement, "correction %d is of other spans than those of the statement", c.ID)
		}
		if err := c.check(d.Text); err != nil {
			v.report(c.Statement, "correction %d: %v", c.ID, err)
		}
		lists[id] = append(lists[id], *c)
	}
	stands := standingOf(lists)
	waiting := false
	if err := v.tx.QueryRowContext(v.ctx, "SELECT EXISTS (SELECT 1 FROM unranked WHERE n = ?)", n).Scan(&waiting); err != nil {
		return err
	}
	rows, err := v.tx.QueryContext(v.ctx, "SELECT s.n - d.first, s.sure, s.judged, s.words FROM document d JOIN statement s ON s.n >= d.first AND s.n < d.first + d.count WHERE d.n = ? ORDER BY s.n", n)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var i int
		var sure int64
		var judged bool
		var words int
		if err := rows.Scan(&i, &sure, &judged, &words); err != nil {
			return err
		}
		if i < 0 || i >= len(d.Statements) {
			continue // said already
		}
		id := idOfStatement(address, &d.Statements[i])
		if judged != stands[id] {
			v.report(id.String(), "is marked as judged %v, and that is %v: verbatim reread --layer index writes it anew", judged, stands[id])
		}
		if want := sureOf(&d.Statements[i]); sure != want && (sure != unknownSure || !waiting) {
			v.report(id.String(), "stands in the review queue by %d, and is sure by %d: verbatim reread --layer index writes it anew", sure, want)
		}
		if want := len(search.ContentWords(d.Text, d.Statements[i].Content)); words != want && (words != unknownWords || !waiting) {
			v.report(id.String(), "is noted with %d words, and has %d: verbatim reread --layer index writes it anew", words, want)
		}
	}
	return rows.Err()
}
