package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

// advice on faults of the groups.
const copiesAnew = "verbatim reread --layer copies makes the groups anew"

// grouped is what verify knows of a document's place among the copies.
type grouped struct {
	parent int64
	sum    uint64 // of its rows in gram, less what they should be: 0
}

// grams reads the rows of the index and the groups, and checks that each
// group has a head.
func (v *verifier) grams() error {
	v.groups = make(map[int64]*grouped)
	err := v.rows("SELECT n, parent, posted FROM copy", func(rows *sql.Rows) error {
		var n, posted int64
		g := &grouped{}
		if err := rows.Scan(&n, &g.parent, &posted); err != nil {
			return err
		}
		g.sum = -uint64(posted)
		v.groups[n] = g
		return nil
	})
	if err != nil {
		return err
	}
	strange := 0
	err = v.rows("SELECT n FROM gram UNION ALL SELECT n FROM newgram", func(rows *sql.Rows) error {
		var n int64
		if err := rows.Scan(&n); err != nil {
			return err
		}
		if g := v.groups[n&articleMask]; g != nil {
			g.sum += mixedNumber(uint64(n))
		} else {
			strange++
		}
		return nil
	})
	if err != nil {
		return err
	}
	if strange > 0 {
		v.report("", "%d entries of the index of copies are of no document: %s", strange, copiesAnew)
	}
	headless := 0
	led := make(map[int64]bool) // whether it leads to a head, as far as known
	for n := range v.groups {
		var path []int64
		head, at := false, n
		for {
			g := v.groups[at]
			if known, ok := led[at]; ok || g == nil {
				head = known // a ring leads to none
				break
			}
			if g.parent == at {
				led[at], head = true, true
				break
			}
			led[at] = false
			path = append(path, at)
			at = g.parent
		}
		for _, p := range path {
			led[p] = head
		}
		if !head {
			headless++
		}
	}
	if headless > 0 {
		v.report("", "%d documents are in a group without a head: %s", headless, copiesAnew)
	}
	return v.rows("SELECT outlet, seen FROM line", func(rows *sql.Rows) error {
		var outlet string
		var seen []byte
		if err := rows.Scan(&outlet, &seen); err != nil {
			return err
		}
		if err := new(reuse.Lines).UnmarshalBinary(seen); err != nil {
			v.report("", "outlet %q: %v: %s", outlet, err, copiesAnew)
		}
		return nil
	})
}

func (v *verifier) rows(query string, f func(*sql.Rows) error) error {
	rows, err := v.tx.QueryContext(v.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// copies checks a document's place among the copies.
func (v *verifier) copies(n int64, id string, d *verbatim.Document) error {
	g := v.groups[n]
	if g == nil {
		var waiting int64
		err := v.tx.QueryRowContext(v.ctx, "SELECT n FROM backlog WHERE n = ?", n).Scan(&waiting)
		if errors.Is(err, sql.ErrNoRows) {
			v.report(id, "is in no group of copies: %s", copiesAnew)
			return nil
		}
		return err
	}
	var whole int64
	var mask []byte
	if err := v.tx.QueryRowContext(v.ctx, "SELECT whole, mask FROM copy WHERE n = ?", n).Scan(&whole, &mask); err != nil {
		return err
	}
	skip, err := unpackMask(d.Text, mask)
	if err == nil && int64(reuse.Compact(d.Text, skip).Whole()) != whole {
		err = fmt.Errorf("the words that are compared are not those of its text")
	}
	if err == nil && g.sum != 0 {
		err = fmt.Errorf("the index of copies does not have what was entered for it")
	}
	if err != nil {
		v.report(id, "%v: %s", err, copiesAnew)
	}
	return nil
}
