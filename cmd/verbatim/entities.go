package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/gazetteer"
	"github.com/verbatim-record/verbatim/gazetteer/registry"
	"github.com/verbatim-record/verbatim/model"
)

func entitiesCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "entities COMMAND",
		Short: "People and organisations that a desk knows",
		Long: `Entities keeps the people and organisations of a desk, beside those that the
program knows: imported from a table or from Wikidata, merged where two are the
same, split where one is two. Every change is an operation in a log and can be
undone.

The log is a file in the user's data folder; --entities names another one.`,
		Example: `  verbatim entities import cabinet.csv
  verbatim entities list
  verbatim entities show "Keir Starmer"
  verbatim entities merge "person:jose garcia" Q123
  verbatim entities undo`,
		DisableFlagsInUseLine: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(entitiesImport(), entitiesList(), entitiesShow(), entitiesMerge(), entitiesSplit(), entitiesUndo(), entitiesLog())
	return cmd
}

// entitiesFlag defines --entities on a command.
func entitiesFlag(cmd *cobra.Command, path *string) {
	cmd.Flags().SortFlags = false
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().StringVar(path, "entities", "", "`file` of the log (default entities.jsonl in the user's data folder)")
}

// entitiesPath returns the path of the log.
func entitiesPath(path string) (string, error) {
	if path != "" {
		return path, nil
	}
	dir, err := dataFolder(runtime.GOOS, os.Getenv)
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "entities.jsonl"), nil
}

// dataFolder is where a user's data belong: $XDG_DATA_HOME/verbatim where that
// is set, and else where the system has it.
func dataFolder(goos string, env func(string) string) (string, error) {
	base := env("XDG_DATA_HOME")
	if base == "" || !filepath.IsAbs(base) { // relative ones are to be ignored, says the specification
		home := env("HOME")
		switch {
		case goos == "windows":
			base = env("LocalAppData")
		case home == "":
			base = ""
		case goos == "darwin" || goos == "ios":
			base = filepath.Join(home, "Library", "Application Support")
		default:
			base = filepath.Join(home, ".local", "share")
		}
	}
	if base == "" {
		return "", errors.New("there is no folder for the user's data: set XDG_DATA_HOME, or name the file with --entities")
	}
	return filepath.Join(base, "verbatim"), nil
}

// openEntities opens the log at path, or the user's, over the gazetteer.
func openEntities(path string, stderr io.Writer) (*registry.Registry, registry.Log, error) {
	path, err := entitiesPath(path)
	if err != nil {
		return nil, registry.Log{}, failure{err}
	}
	g, err := gazetteer.Load(model.Gazetteer)
	if err != nil {
		return nil, registry.Log{}, failure{err}
	}
	r, note, err := registry.Open(path, g)
	if err != nil {
		return nil, registry.Log{}, failure{err}
	}
	if note != "" {
		fmt.Fprintln(stderr, "verbatim: "+export.Visible(note))
	}
	return r, registry.Log{Path: path}, nil
}

// deskModels loads the models and, where the log at path or the user's exists, the registry
// over them. The path "none" leaves it out.
func deskModels(path string, stderr io.Writer) (*analyze.Models, error) {
	m, err := loadModels()
	if err != nil || path == "none" {
		return m, err
	}
	if path == "" {
		if path, err = entitiesPath(""); err != nil {
			return m, nil // nowhere to keep a registry, so there is none
		}
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			return m, nil
		}
	} else if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	r, _, err := openEntities(path, stderr)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(raw)
	return m.With(r, hex.EncodeToString(sum[:6])), nil
}

// change appends the operation that next makes of the state, under the log's
// lock, and returns it with the registry as it is then.
func change(l registry.Log, g *gazetteer.Gazetteer, next func(r *registry.Registry) (registry.Op, error)) (registry.Op, error) {
	op, err := l.Append(func(ops []registry.Op) (registry.Op, error) {
		op, err := next(registry.New(g, registry.Replay(ops)))
		op.Time = time.Now().UTC().Truncate(time.Second)
		return op, err
	})
	if err != nil {
		return op, failure{err}
	}
	return op, nil
}

func entitiesImport() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "import [flags] FILE|-",
		Short: "Add people and organisations from a table or from Wikidata",
		Long: `Import adds people and organisations. What the file is, it tells by its contents:

- a table (CSV) whose first line names its columns: ` + strings.Join(registry.Columns, ", ") + `.
  Only the name is required. Aliases are separated by |. Somebody with several
  roles has several lines.
- what query.wikidata.org gives for a query, as JSON, CSV or TSV; the manual has
  the query.

Somebody who is there already, by Wikidata identifier or else by name, gets what
is new. A file with a mistake changes nothing.`,
		Example: `  verbatim entities import cabinet.csv
  curl … | verbatim entities import -`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			in, name := cmd.InOrStdin(), "standard input"
			if args[0] != "-" {
				f, err := os.Open(args[0])
				if err != nil {
					return failure{plainError(args[0], err)}
				}
				defer f.Close()
				in, name = f, args[0]
			}
			records, unlabelled, err := registry.Read(in)
			var wrong *registry.SyntaxError
			switch {
			case errors.As(err, &wrong):
				return failure{fmt.Errorf("%s:%w", name, err)}
			case err != nil:
				return failure{plainError(name, err)}
			}
			r, l, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			var n registry.Counts
			op, err := change(l, r.Gazetteer, func(r *registry.Registry) (op registry.Op, err error) {
				op, n = r.State().NewImport(args[0], time.Now().UTC(), records, r.Gazetteer)
				return op, nil
			})
			if err != nil {
				return err
			}
			out := cmd.OutOrStdout()
			fmt.Fprintf(out, "%d added, %d changed, %d unchanged", n.Added, n.Changed, n.Unchanged)
			if op.Number > 0 {
				fmt.Fprintf(out, " (operation %d)", op.Number)
			}
			fmt.Fprintln(out)
			if n.Joined > 0 {
				fmt.Fprintf(out, "%d of them known before, under the same name and country\n", n.Joined)
			}
			if unlabelled > 0 {
				fmt.Fprintf(cmd.ErrOrStderr(), "verbatim: %s: %d rows left out: their items have no label in the language of the query\n", export.Visible(name), unlabelled)
			}
			return nil
		},
	}
	entitiesFlag(cmd, &path)
	return cmd
}

// plainError names the file once.
func plainError(name string, err error) error {
	var p *os.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return fmt.Errorf("%s: %w", name, err)
}

// lookUp returns the key of whoever is named by a key or a name. A name that
// several bear is an error that lists them.
func lookUp(r *registry.Registry, s string) (string, error) {
	if looksLikeKey(s) {
		return s, nil
	}
	found := r.Find(nil, s)
	switch len(found) {
	case 0:
		return "", fmt.Errorf("nobody is known as %q; for somebody who is in articles only, give the key, such as %q", s, gazetteer.Key("person", "", s))
	case 1:
		return found[0].Key(), nil
	}
	keys := make([]string, len(found))
	for i, e := range found {
		keys[i] = describe(e)
	}
	return "", fmt.Errorf("several are known as %q; give the key of one: %s", s, strings.Join(keys, "; "))
}

// looksLikeKey reports whether s is a key rather than a name.
func looksLikeKey(s string) bool {
	kind, name, ok := strings.Cut(s, ":")
	switch {
	case ok && name != "":
		switch kind {
		case "person", "organisation", "place", "group":
			return true
		}
	case len(s) > 1 && s[0] == 'Q':
		return strings.Trim(s[1:], "0123456789") == ""
	}
	return false
}

// describe names an entry and tells it from others of the name.
func describe(e gazetteer.Entry) string {
	s := e.Key() + " (" + e.Name
	if e.RoleCount() > 0 {
		s += ", " + e.Role(0).Title
	} else {
		s += ", " + string(e.Type)
	}
	if e.Country != "" {
		s += ", " + e.Country
	}
	return s + ")"
}

func entitiesMerge() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "merge [flags] A B",
		Short: "Make two keys one: A becomes B",
		Long: `Merge says that A and B are the same: what is known of A is known of B, and
what articles say of A they say of B. Each is a key or a name. If only A has a
Wikidata identifier, that stays the key.`,
		Example: `  verbatim entities merge "person:volodymyr zelensky" "Volodymyr Zelenskyy"
  verbatim entities merge "person:jose garcia" Q123`,
		Args: cobra.ExactArgs(2),
		RunE: func(cmd *cobra.Command, args []string) error {
			r, l, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			op, err := change(l, r.Gazetteer, func(r *registry.Registry) (op registry.Op, err error) {
				var keys [2]string
				for i := range keys {
					if keys[i], err = lookUp(r, args[i]); err != nil {
						return op, err
					}
				}
				return r.State().NewMerge(keys[0], keys[1])
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is %s now (operation %d)\n", export.Visible(op.Key), export.Visible(op.Into), op.Number)
			return nil
		},
	}
	entitiesFlag(cmd, &path)
	return cmd
}

func entitiesSplit() *cobra.Command {
	var path, into string
	var articles, outlets, roles []string
	cmd := &cobra.Command{
		Use:   "split [flags] KEY",
		Short: "Say that a key is somebody else in some articles",
		Long: `Split gives somebody another key in the articles named by their ids, in all
articles of an outlet, or wherever an article gives them a role: two people of
one name.`,
		Example: `  verbatim entities split "person:john smith" --article 0f343b0931126a20f133d67c2b018a3b
  verbatim entities split "person:john smith" --role "police chief" --into "person:john smith (police)"`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(articles)+len(outlets)+len(roles) == 0 {
				return errors.New("entities split: say where it is somebody else: --article, --outlet or --role")
			}
			for _, list := range [][]string{articles, outlets, roles, {into}} {
				for _, s := range list {
					if strings.ContainsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f }) {
						return fmt.Errorf("entities split: %q has a control character", s)
					}
				}
			}
			r, l, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			op, err := change(l, r.Gazetteer, func(r *registry.Registry) (op registry.Op, err error) {
				key, err := lookUp(r, args[0])
				if err != nil {
					return op, err
				}
				if into != "" && !looksLikeKey(into) {
					return op, fmt.Errorf("%q is no key; a key is a Wikidata identifier or a kind and a name, such as %q", into, gazetteer.Key("person", "", into))
				}
				return r.State().NewSplit(key, into, articles, outlets, roles)
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s is %s there (operation %d)\n", export.Visible(op.Key), export.Visible(op.Into), op.Number)
			return nil
		},
	}
	entitiesFlag(cmd, &path)
	cmd.Flags().StringSliceVar(&articles, "article", nil, "`id` of an article (may be given several times)")
	cmd.Flags().StringArrayVar(&outlets, "outlet", nil, "`name` of an outlet")
	cmd.Flags().StringArrayVar(&roles, "role", nil, "`role` that the article gives")
	cmd.Flags().StringVar(&into, "into", "", "the other `key` (default a new one)")
	return cmd
}

func entitiesUndo() *cobra.Command {
	var path string
	cmd := &cobra.Command{
		Use:   "undo [flags] [N]",
		Short: "Undo operation N, or the latest one",
		Long: `Undo takes an operation back: the one of that number in the log, or the latest
one in force. It is itself an operation: to do again what was undone, undo the
undoing by its number.`,
		Example: `  verbatim entities undo
  verbatim entities undo 3`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			n := 0
			if len(args) > 0 {
				if _, err := fmt.Sscanf(args[0]+"\n", "%d\n", &n); err != nil || n < 1 {
					return fmt.Errorf("entities undo: %q is no number of an operation (see verbatim entities log)", args[0])
				}
			}
			r, l, err := openEntities(path, cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			var undone registry.Op
			op, err := change(l, r.Gazetteer, func(r *registry.Registry) (registry.Op, error) {
				op, err := r.State().NewUndo(n)
				if err == nil {
					undone = r.State().Ops[op.Of-1]
				}
				return op, err
			})
			if err != nil {
				return err
			}
			fmt.Fprintf(cmd.OutOrStdout(), "undone: %s (operation %d)\n", summary(&undone), op.Number)
			return nil
		},
	}
	entitiesFlag(cmd, &path)
	return cmd
}
