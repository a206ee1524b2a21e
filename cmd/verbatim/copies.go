package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

// copying holds the flags of copies.
type copying struct {
	record      *string
	format      *choice
	color       *choice
	output      string
	width       int
	compared    int
	differences int
	web         fetching
}

func copiesCommand() *cobra.Command {
	var f copying
	cmd := &cobra.Command{
		Use:   "copies [flags] ARTICLE",
		Short: "Show which articles carry the same text, and what each changed",
		Long: `Copies shows the group of articles of the record that carry the text of one:
what each is to the source (exact, edited, trimmed, embedded, rewritten), who was
first, and the words that differ, side by side. A star marks those that may have
been first: where the times do not tell, all of them.

The source is the first by its times; where these do not tell, the article that
the record had first, and the page says so. Revisions of one article are one
line. What an outlet prints on every page is not compared. A copy is called
rewritten when words all through it are swapped for others of like meaning.

ARTICLE is the id of a document or its beginning, an address or a path that the
record has, or else a file, a web address, or - for standard input, which is
compared with the record and not added to it.

An article is put into its group when it is added. In a record of an older
version that is done the first time that copies are asked for.`,
		Example: `  verbatim copies d03f2
  verbatim copies https://news.example/story
  verbatim copies --format html -o copies.html draft.txt`,
		DisableFlagsInUseLine: true,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 {
				return errors.New("copies: needs one article: an id, an address, a file, or - for standard input")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error { return f.run(cmd, args[0]) },
	}
	cmd.Flags().SortFlags = false
	f.record = recordFlag(cmd)
	f.format = choose(cmd, "format", "what to print", false, "text", "html", "json")
	cmd.Flags().StringVarP(&f.output, "output", "o", "", "write to `FILE`")
	cmd.Flags().IntVar(&f.compared, "compare", 50, "compare so many articles with the source, the earliest")
	cmd.Flags().IntVar(&f.differences, "side-by-side", -1, "lay so many beside the source (default 1, in HTML 10)")
	f.color = choose(cmd, "color", "colours in the text", false, "auto", "always", "never")
	cmd.Flags().IntVar(&f.width, "width", 0, "width of the text in `columns` (default the terminal's, or 80)")
	f.web.flags(cmd)
	return cmd
}

func (f *copying) run(cmd *cobra.Command, article string) error {
	ctx := cmd.Context()
	switch {
	case f.width < 0:
		return errors.New("copies: --width must not be negative")
	case f.compared < 1:
		return errors.New("copies: --compare must be at least 1")
	}
	if f.differences < 0 {
		f.differences = 1
		if f.format.value == "html" {
			f.differences = 10
		}
	}
	thesaurus, err := reuse.LoadThesaurus(model.Thesaurus)
	if err != nil {
		return failure{fmt.Errorf("model of the thesaurus: %w", err)}
	}
	s, err := openPlaced(ctx, cmd, *f.record)
	if err != nil {
		return err
	}
	defer s.Close()
	d, err := f.article(cmd, s, article)
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	c, err := desk.Copies(ctx, s, d, desk.Copying{Thesaurus: thesaurus, Compared: f.compared, Differences: f.differences})
	if err != nil {
		return recordError(ctx, cmd, err)
	}
	var page io.Writer // that a terminal would show
	file := f.output != "" && f.output != "-"
	if !file {
		page = cmd.OutOrStdout()
	}
	var body []byte
	switch f.format.value {
	case "html":
		body = export.CopiesHTML(nil, c)
	case "json":
		body = export.CopiesJSON(nil, c)
	default:
		look := lookOf(page, f.width, f.color.value, os.Getenv)
		body = export.CopiesText(nil, c, look.width, look.palette)
	}
	if file {
		if err := writeFile(f.output, body); err != nil {
			return failure{err}
		}
		return nil
	}
	_, err = page.Write(body)
	return written(err)
}

// openPlaced opens the record to read, after those of its documents that wait
// for it have been put into groups.
func openPlaced(ctx context.Context, cmd *cobra.Command, path string) (*store.Store, error) {
	s, err := openRecord(ctx, cmd, path, false)
	if err == nil {
		var waiting int
		waiting, err = s.Unplaced(ctx)
		if err == nil && waiting == 0 {
			return s, nil
		}
		s.Close()
	}
	if err != nil && !errors.Is(err, store.ErrOlder) {
		return nil, recordError(ctx, cmd, err)
	}
	s, err = openRecord(ctx, cmd, path, true)
	if err != nil {
		return nil, err
	}
	line := commandProgress(cmd)
	_, err = s.PlaceCopies(ctx, line.documentsOf)
	line.clear()
	if err != nil {
		s.Close()
		return nil, recordError(ctx, cmd, err)
	}
	return s, nil
}

// documentID is the id of a document, or its beginning.
var documentID = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?i)d[0-9a-f]{4,32}$`) })

// article finds an article in the record, or reads it. A file that is there is
// read: it may have changed since it was added.
func (f *copying) article(cmd *cobra.Command, s *store.Store, name string) (*verbatim.Document, error) {
	ctx := cmd.Context()
	_, err := os.Stat(name)
	if file := name == "-" || err == nil; !file {
		id, err := s.At(ctx, name)
		switch {
		case err == nil:
		case !errors.Is(err, store.ErrNotFound):
			return nil, err
		case documentID().MatchString(name):
			id = name
		case !strings.Contains(name, "://"):
			return nil, fmt.Errorf("%s: the record has no article of this id, address or path, and there is no such file", name)
		}
		if id != "" {
			d, _, err := s.Document(ctx, id)
			return d, err
		}
	}
	d, err := oneDocument(cmd, name, ingest.Options{Stdin: cmd.InOrStdin(), Fetcher: f.web.fetcher()})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return d, nil
}
