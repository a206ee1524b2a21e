package store

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/search"
)

// Carrier is an article of the record that carries the text of a group: the
// earliest of its revisions that is in the group.
type Carrier struct {
	ID        string // of the document
	URL       string
	Path      string
	Outlet    search.Facet
	Title     string
	Published string    // ISO 8601, as the article has it, or empty
	When      time.Time // published, else fetched
	Fetched   time.Time
	Revision  int // of its URL
	Revisions int // that are in the group
	Head      bool

	n int64
}

// Copies is a group of articles that carry one text, the earliest first by the
// times that the record has.
type Copies struct {
	Carriers []Carrier
	// Outlets is how many different outlets there are among the carriers; those
	// of which none is known count as one.
	Outlets int
}

// Head returns the carrier that the others were compared with when they were
// added: the first of the group that the record had.
func (c *Copies) Head() *Carrier {
	for i := range c.Carriers {
		if c.Carriers[i].Head {
			return &c.Carriers[i]
		}
	}
	return &c.Carriers[0]
}

// Of returns the place among the carriers of the article of a document that is
// in the group.
func (c *Copies) Of(d *verbatim.Document, id string) int {
	return slices.IndexFunc(c.Carriers, func(x Carrier) bool { return x.ID == id || d.URL != "" && x.URL == d.URL })
}

// ErrUnplaced says that a document has not been put into a group yet: see
// PlaceCopies.
var ErrUnplaced = errors.New("the articles of this record have not been compared yet")

// Copies returns the group of the document of an id, or of the beginning of
// one. It has one carrier where no other article has the text. The time that it
// takes is in proportion to the group.
func (s *Store) Copies(ctx context.Context, id string) (*Copies, error) {
	p, err := parsePrefix(id)
	if err != nil {
		return nil, err
	}
	if p.kind != 'd' {
		return nil, fmt.Errorf("%q is the id of a statement, not of a document", id)
	}
	n, err := s.unique(ctx, "SELECT n, id FROM document WHERE id BETWEEN ? AND ? LIMIT 6", p, id)
	if err != nil {
		return nil, err
	}
	return s.copiesOf(ctx, n)
}

func (s *Store) copiesOf(ctx context.Context, n int64) (*Copies, error) {
	var placed bool
	if err := s.read.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM copy WHERE n = ?)", n).Scan(&placed); err != nil {
		return nil, s.explain(err)
	}
	if !placed {
		return nil, ErrUnplaced
	}
	rows, err := s.read.QueryContext(ctx, `WITH RECURSIVE
		up (n, parent) AS (SELECT n, parent FROM copy WHERE n = ? UNION SELECT copy.n, copy.parent FROM copy JOIN up ON copy.n = up.parent),
		member (n) AS (SELECT n FROM up WHERE n = parent UNION SELECT copy.n FROM member JOIN copy ON copy.parent = member.n AND copy.parent <> copy.n)
		SELECT d.n, d.id, d.url, d.path, d.outlet, d.title, d.published, d.minute, d.fetched, d.revision, d.n = (SELECT n FROM up WHERE n = parent)
		FROM member CROSS JOIN document d ON d.n = member.n`, n)
	if err != nil {
		return nil, s.explain(err)
	}
	defer rows.Close()
	out := &Copies{}
	at := make(map[string]int) // the articles by their address
	outlets := make(map[string]bool)
	for rows.Next() {
		var c Carrier
		var id []byte
		var d verbatim.Document
		var minute, fetched int64
		if err := rows.Scan(&c.n, &id, &d.URL, &d.Path, &d.Outlet, &d.Title, &d.Published, &minute, &fetched, &c.Revision, &c.Head); err != nil {
			return nil, s.explain(err)
		}
		if s.o.FileNames {
			d.Path = fileName(d.Path)
		}
		c.ID, c.URL, c.Path, c.Title, c.Published = fmt.Sprintf("d%x", id), d.URL, d.Path, d.Title, d.Published
		c.When, c.Fetched = search.MinuteTime(minute), time.Unix(fetched, 0).UTC()
		c.Outlet, c.Revisions = search.OutletOf(&d), 1
		i, known := at[c.URL]
		if known && c.URL != "" {
			x := &out.Carriers[i]
			revisions, head := x.Revisions+1, x.Head || c.Head
			if c.Revision < x.Revision {
				*x = c
			}
			x.Revisions, x.Head = revisions, head
			continue
		}
		at[c.URL] = len(out.Carriers)
		outlets[c.Outlet.Key] = true
		out.Carriers = append(out.Carriers, c)
	}
	if err := rows.Err(); err != nil {
		return nil, s.explain(err)
	}
	if len(out.Carriers) == 0 {
		return nil, fmt.Errorf("%w: a group of copies has no head: %s", ErrDamaged, copiesAnew)
	}
	slices.SortFunc(out.Carriers, func(a, b Carrier) int { return cmp.Or(a.When.Compare(b.When), cmp.Compare(a.n, b.n)) })
	out.Outlets = len(outlets)
	return out, nil
}

// Near is an article that shares text with another.
type Near struct {
	ID       string         // of the document
	Relation reuse.Relation // of the other (B) to it (A)
}

// Nearest returns articles of the record that share text with d, the nearest
// first, and at most eight. D need not be in the record; where it is, those of
// its own group are left out. What carries d or is carried in it may be of
// another group: a round-up of many stories is near to each and joins none of
// them together.
func (s *Store) Nearest(ctx context.Context, d *verbatim.Document) ([]Near, error) {
	g := newGrams(ctx, s.read, nil)
	groups := reuse.NewGroups(g, 0)
	var own uint32
	id := idOf(d)
	mask := []byte(nil)
	g.each(func(rows *sql.Rows) error { return rows.Scan(&own, &mask) }, "SELECT n, mask FROM document JOIN copy USING (n) WHERE id = ?", id[:])
	var skip []verbatim.Span
	if own == 0 {
		skip, _ = g.seen(search.OutletOf(d).Key).Masked(d.Text, furnitureOf(d))
	} else {
		var err error
		if skip, err = unpackMask(d.Text, mask); err != nil {
			return nil, damaged(id.String(), err)
		}
		own = groups.Of(own)
	}
	links := groups.Near(reuse.Compact(d.Text, skip), func(article uint32) bool { return own != 0 && groups.Of(article) == own })
	out := make([]Near, 0, len(links))
	for _, l := range links {
		g.each(func(rows *sql.Rows) error {
			var b []byte
			err := rows.Scan(&b)
			out = append(out, Near{fmt.Sprintf("d%x", b), l.Relation})
			return err
		}, "SELECT id FROM document WHERE n = ?", l.To)
	}
	return out, s.explain(g.err)
}

// Compared returns a document with the spans of its text that are left out when
// it is compared: page furniture, and what its outlet repeats.
func (s *Store) Compared(ctx context.Context, id string) (d *verbatim.Document, skip []verbatim.Span, err error) {
	d, info, err := s.Document(ctx, id)
	if err != nil {
		return nil, nil, err
	}
	var mask []byte
	err = s.read.QueryRowContext(ctx, "SELECT mask FROM copy WHERE n = ?", info.n).Scan(&mask)
	if errors.Is(err, sql.ErrNoRows) {
		return d, furnitureOf(d), nil
	}
	if err != nil {
		return nil, nil, s.explain(err)
	}
	if skip, err = unpackMask(d.Text, mask); err != nil {
		return nil, nil, damaged(info.ID, err)
	}
	return d, skip, nil
}

// Masked is Compared for a document that need not be in the record.
func (s *Store) Masked(ctx context.Context, d *verbatim.Document) ([]verbatim.Span, error) {
	g := newGrams(ctx, s.read, nil)
	skip, _ := g.seen(search.OutletOf(d).Key).Masked(d.Text, furnitureOf(d))
	return skip, s.explain(g.err)
}

// At returns the id of the newest document at a place, which is the address or
// the path that it was added from. ErrNotFound says that there is none.
func (s *Store) At(ctx context.Context, place string) (id string, err error) {
	var b []byte
	for _, query := range []string{
		"SELECT id FROM document WHERE url = ? AND url <> '' ORDER BY revision DESC LIMIT 1",
		"SELECT id FROM document WHERE path = ? AND path <> '' ORDER BY n DESC LIMIT 1",
	} {
		err := s.read.QueryRowContext(ctx, query, place).Scan(&b)
		if err == nil {
			return fmt.Sprintf("d%x", b), nil
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return "", s.explain(err)
		}
	}
	return "", fmt.Errorf("%s: %w in the record", place, ErrNotFound)
}
