package ingest

import (
	"context"
	"errors"
	"io"

	"github.com/verbatim-record/verbatim/ingest/warc"
)

// scanArchive yields the pages of a web archive. A record that is damaged is
// one error.
func scanArchive(ctx context.Context, r io.Reader, input string, o Options, yield func(*Raw, error) bool) {
	limit := int64(maxHTML)
	if o.MaxBytes > 0 {
		limit = min(limit, o.MaxBytes)
	}
	archive := warc.NewReader(r)
	seen := false
	bad := int64(-1) // where a record lies that was reported already
	for {
		if err := ctx.Err(); err != nil {
			yield(nil, plain(err))
			return
		}
		rec, err := archive.Next()
		var damage *warc.Damage
		switch {
		case err == io.EOF:
			if !seen {
				yield(nil, ErrEmpty)
			}
			return
		case errors.As(err, &damage):
			seen = true
			if damage.Offset == bad {
				continue
			}
			if !yield(&Raw{}, damage) {
				return
			}
			continue
		case err != nil:
			yield(nil, plain(err))
			return
		}
		seen = true
		offset, uri, date, resource := rec.Offset, rec.URI, rec.Date, rec.Type != "response"
		page, err := rec.Page(limit)
		if err == warc.ErrNoPage {
			continue
		}
		raw := &Raw{Path: uri, Name: uri, URL: uri, Date: date, Found: true, format: HTMLPage}
		if err != nil {
			bad = offset
			if errors.As(err, &damage) {
				raw.Name = ""
			}
			if !yield(raw, err) {
				return
			}
			continue
		}
		raw.Body, raw.ContentType = page.Body, page.ContentType
		raw.Hint.Outlet = hostOf(uri)
		if resource {
			if format, err := sniff(page.Body[:min(len(page.Body), sniffLen)], page.ContentType); err == nil {
				raw.format = format
			}
		}
		if !yield(raw, nil) {
			return
		}
	}
}
