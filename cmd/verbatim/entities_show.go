package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/gazetteer"
	"github.com/verbatim-record/verbatim/gazetteer/registry"
)

// summary is an operation in a line.
func summary(op *registry.Op) string {
	var s string
	switch op.Kind {
	case registry.Import:
		s = fmt.Sprintf("import of %d from %s", len(op.Records), op.File)
	case registry.Merge:
		s = fmt.Sprintf("merge of %s into %s", op.Key, op.Into)
	case registry.Split:
		s = fmt.Sprintf("split of %s into %s%s", op.Key, op.Into, where(op))
	case registry.Undo:
		s = fmt.Sprintf("undoing of operation %d", op.Of)
	}
	return export.Visible(s)
}

// where says where a split applies.
func where(op *registry.Op) string {
	s := ""
	for _, x := range []struct {
		what string
		list []string
	}{{"in articles", op.Articles}, {"in outlets", op.Outlets}, {"as", op.Roles}} {
		if len(x.list) > 0 {
			s += " " + x.what + " " + strings.Join(x.list, ", ")
		}
	}
	return s
}

func entitiesLog() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:     "log [flags]",
		Short:   "List the operations",
		Example: `  verbatim entities log`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			r, _, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			w := tabwriter.NewWriter(cmd.OutOrStdout(), 0, 0, 2, ' ', 0)
			for i, op := range r.State().Ops {
				state := ""
				if r.State().Undone[i] {
					state = " (undone)"
				}
				fmt.Fprintf(w, "%d\t%s\t%s%s\n", op.Number, op.Time.Format("2006-01-02 15:04:05"), summary(&op), state)
			}
			return w.Flush()
		},
	}
	entitiesFlag(cmd, &path)
	return cmd
}

// matchPattern reports whether an entry has the pattern in its key or in a name.
func matchPattern(r *registry.Registry, e gazetteer.Entry, pattern, folded string) bool {
	if pattern == "" || strings.Contains(e.Key(), pattern) {
		return true
	}
	if folded == "" {
		return false
	}
	if !e.IsOwn() { // one name is enough there: to look up all of each takes long
		return strings.Contains(gazetteer.Fold(e.Name), folded)
	}
	return slices.ContainsFunc(r.Names(e), func(n string) bool { return strings.Contains(n, folded) })
}

func entitiesList() *cobra.Command {
	var path string
	var known bool
	var format *choice
	cmd := &cobra.Command{
		Use:   "list [flags] [PATTERN]",
		Short: "List imported people and organisations",
		Long: `List shows who was imported, as merges make them, all of them or those with the
pattern in a name or a key. In csv, which import reads again, a cell that a
spreadsheet would take for a formula begins with an apostrophe.`,
		Example: `  verbatim entities list
  verbatim entities list --known zelensk
  verbatim entities list --format csv > entities.csv`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, _, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			pattern := ""
			if len(args) > 0 {
				pattern = args[0]
			}
			folded := gazetteer.Fold(pattern)
			list := r.Own()
			if known {
				list = r.All()
			}
			var entries []gazetteer.Entry
			for e := range list {
				if matchPattern(r, e, pattern, folded) {
					entries = append(entries, e)
				}
			}
			switch format.value {
			case "jsonl":
				return listJSON(cmd.OutOrStdout(), r, entries)
			case "csv":
				return listCSV(cmd.OutOrStdout(), r, entries)
			}
			return listText(cmd.OutOrStdout(), entries)
		},
	}
	entitiesFlag(cmd, &path)
	format = choose(cmd, "format", "what to print", false, "text", "jsonl", "csv")
	cmd.Flags().BoolVar(&known, "known", false, "also those that the program knows without an import")
	return cmd
}

func listText(out io.Writer, entries []gazetteer.Entry) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, e := range entries {
		role := string(e.Type)
		if e.RoleCount() > 0 {
			role = roleText(e.Role(0))
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", export.Visible(e.Key()), export.Visible(e.Name), export.Visible(e.Country), export.Visible(role))
	}
	return w.Flush()
}

// roleText is a role in a line: what, of what, from when to when.
func roleText(r gazetteer.Role) string {
	s := r.Title
	if r.Of != "" {
		s += ", " + r.Of
	}
	switch {
	case r.Since != "" && r.Until != "":
		s += ", " + r.Since + " to " + r.Until
	case r.Since != "":
		s += ", since " + r.Since
	case r.Until != "":
		s += ", until " + r.Until
	}
	return s
}

// entityJSON is an entry as list --format jsonl prints it.
type entityJSON struct {
	Key      string     `json:"key"`
	Kind     string     `json:"kind"`
	Type     string     `json:"type"`
	Name     string     `json:"name"`
	Family   *string    `json:"family"`
	Wikidata *string    `json:"wikidata"`
	Gender   *string    `json:"gender"`
	Country  *string    `json:"country"`
	Names    []string   `json:"names"` // folded
	Roles    []roleJSON `json:"roles"`
	Merged   []string   `json:"merged"` // keys that became this one
	Imported bool       `json:"imported"`
}

type roleJSON struct {
	Title  string  `json:"title"`
	Of     *string `json:"of"`
	Party  *string `json:"party"`
	Since  *string `json:"since"`
	Until  *string `json:"until"`
	Source string  `json:"source"`
	AsOf   *string `json:"as_of"`
}

func orNull[T ~string](s T) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

func listJSON(out io.Writer, r *registry.Registry, entries []gazetteer.Entry) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, e := range entries {
		j := entityJSON{
			Key: e.Key(), Kind: string(e.Kind), Type: string(e.Type), Name: e.Name, Family: orNull(e.Family), Wikidata: orNull(e.Wikidata),
			Gender: orNull(e.Gender), Country: orNull(e.Country), Names: append([]string{}, r.Names(e)...), Roles: []roleJSON{},
			Merged: append([]string{}, r.State().MergedInto(e.Key())...), Imported: e.IsOwn(),
		}
		for _, role := range e.Roles() {
			j.Roles = append(j.Roles, roleJSON{role.Title, orNull(role.Of), orNull(role.Party), orNull(role.Since), orNull(role.Until), role.Source, orNull(role.AsOf)})
		}
		if err := enc.Encode(j); err != nil {
			return err
		}
	}
	return nil
}

// listCSV prints what import reads: a line for each role.
func listCSV(out io.Writer, r *registry.Registry, entries []gazetteer.Entry) error {
	w := csv.NewWriter(out)
	if err := w.Write(registry.Columns); err != nil {
		return err
	}
	for _, e := range entries {
		// Aliases as they were imported: those of lookups are folded.
		var aliases []string
		for _, key := range append([]string{e.Key()}, r.State().MergedInto(e.Key())...) {
			if rec, ok := r.State().Record(key); ok {
				aliases = append(append(aliases, rec.Name), rec.Aliases...)
			}
		}
		slices.Sort(aliases)
		aliases = slices.DeleteFunc(slices.Compact(aliases), func(a string) bool { return a == e.Name })
		roles := e.Roles()
		if len(roles) == 0 {
			roles = []gazetteer.Role{{}}
		}
		for _, role := range roles {
			row := []string{e.Name, e.Wikidata, string(e.Kind), string(e.Gender), e.Family, strings.Join(aliases, "|"), role.Title, role.Since, role.Until, e.Country}
			for i, cell := range row {
				if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
					row[i] = "'" + cell
				}
			}
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	w.Flush()
	return w.Error()
}

func entitiesShow() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "show [flags] KEY|NAME",
		Short: "Show all that is known of somebody",
		Long: `Show prints what is known of whoever has the key or bears the name, or else
the family name: names, identifiers, roles with their dates and where each comes
from, imports, merges and splits.`,
		Example: `  verbatim entities show Q22686
  verbatim entities show "Keir Starmer"
  verbatim entities show "person:keir starmer"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, _, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			var found []gazetteer.Entry
			if looksLikeKey(args[0]) {
				found = r.ByKey(nil, args[0])
			} else {
				found = r.Find(nil, args[0])
				if len(found) == 0 {
					found = r.Surname(nil, args[0])
				}
			}
			if len(found) == 0 {
				if looksLikeKey(args[0]) && (r.Resolve(args[0]) != args[0] || len(r.State().Splits(args[0])) > 0) {
					return showKey(cmd.OutOrStdout(), r, args[0]) // known by merges and splits alone
				}
				return failure{fmt.Errorf("nobody is known as %s", args[0])}
			}
			for i, e := range found {
				if i > 0 {
					fmt.Fprintln(cmd.OutOrStdout())
				}
				if err := show(cmd.OutOrStdout(), r, e); err != nil {
					return err
				}
			}
			return nil
		},
	}
	entitiesFlag(cmd, &path)
	return cmd
}

// show prints an entry.
func show(out io.Writer, r *registry.Registry, e gazetteer.Entry) error {
	var b strings.Builder
	put := func(what, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %-10s %s\n", what, export.Visible(value))
		}
	}
	b.WriteString(export.Visible(e.Name) + "\n")
	put("key", e.Key())
	put("type", string(e.Type))
	put("gender", string(e.Gender))
	put("country", e.Country)
	if e.Wikidata != "" {
		put("wikidata", e.Wikidata+"  https://www.wikidata.org/wiki/"+e.Wikidata)
	}
	if e.GeoNames > 0 {
		put("geonames", fmt.Sprintf("%d  https://www.geonames.org/%d", e.GeoNames, e.GeoNames))
	}
	if e.Population > 0 {
		put("population", fmt.Sprint(e.Population))
	}
	put("names", strings.Join(r.Names(e), ", "))
	for i, role := range e.Roles() {
		what := ""
		if i == 0 {
			what = "roles"
		}
		line := roleText(role)
		if role.Party != "" {
			line += ", " + role.Party
		}
		line += " (" + role.Source
		if role.AsOf != "" {
			line += ", as of " + role.AsOf
		}
		fmt.Fprintf(&b, "  %-10s %s\n", what, export.Visible(line+")"))
	}
	keyLines(&b, r, e.Key())
	_, err := io.WriteString(out, b.String())
	return err
}

// showKey prints what is known of a key that has no entry.
func showKey(out io.Writer, r *registry.Registry, key string) error {
	var b strings.Builder
	b.WriteString(export.Visible(key) + "\n")
	if to := r.Resolve(key); to != key {
		fmt.Fprintf(&b, "  %-10s %s\n", "is", export.Visible(to))
	}
	keyLines(&b, r, key)
	_, err := io.WriteString(out, b.String())
	return err
}

// keyLines prints imports, merges and splits of a key.
func keyLines(b *strings.Builder, r *registry.Registry, key string) {
	s := r.State()
	keys := append([]string{key}, s.MergedInto(key)...)
	for _, k := range keys[1:] {
		fmt.Fprintf(b, "  %-10s %s\n", "merged", export.Visible(k))
	}
	for _, k := range keys {
		for _, n := range s.Imports(k) {
			op := &s.Ops[n-1]
			fmt.Fprintf(b, "  %-10s operation %d, %s, from %s\n", "imported", n, op.Time.Format("2006-01-02"), export.Visible(op.File))
		}
		for _, op := range s.Splits(k) {
			fmt.Fprintf(b, "  %-10s %s\n", "split", export.Visible(op.Into+where(&op)))
		}
	}
}
