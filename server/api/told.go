package api

import (
	"path"
	"strings"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/search"
)

// Where a file lies on this machine is nobody's business: of the path of an
// article that was added by an absolute one, the name is told.

func toldPath(p string) string {
	slashed := strings.ReplaceAll(p, `\`, "/")
	drive := len(slashed) > 2 && slashed[1] == ':' && slashed[2] == '/'
	if !drive && !strings.HasPrefix(slashed, "/") && !strings.HasPrefix(slashed, "../") && !strings.HasPrefix(slashed, "~") && !strings.HasPrefix(strings.ToLower(slashed), "file:") {
		return p
	}
	return path.Base(slashed)
}

func told(p *string) *string {
	if p == nil {
		return nil
	}
	return known(toldPath(*p))
}

func found(h *search.Hit) *export.FoundRecord {
	r := export.NewFound(h)
	r.Path = told(r.Path)
	return r
}

func foundEvent(h *search.EventHit) *export.FoundEventRecord {
	r := export.NewFoundEvent(h)
	r.Path = told(r.Path)
	return r
}

func checked(c *export.Checked) *export.CheckRecord {
	r := export.NewCheck(c)
	if r.Evidence != nil {
		r.Evidence.Path = told(r.Evidence.Path)
	}
	return r
}

func point(p export.Point) export.PointRecord {
	r := export.NewPoint(p)
	if r.Statement != nil {
		r.Statement.Path = told(r.Statement.Path)
	}
	return r
}

func variants(v *export.Variation) *export.VariantsRecord {
	r := export.NewVariants(v)
	for i := range r.Variants {
		r.Variants[i].Statement.Path = told(r.Variants[i].Statement.Path)
	}
	return r
}

func copies(c *export.Copies) *export.CopiesRecord {
	r := export.NewCopies(c)
	for i := range r.Differences {
		d := &r.Differences[i]
		d.Source.Path, d.Copy.Path = toldPath(d.Source.Path), toldPath(d.Copy.Path)
	}
	for _, list := range [][]export.CarrierRecord{r.Carriers, r.Near} {
		for i := range list {
			list[i].Path = toldPath(list[i].Path)
		}
	}
	return r
}

func entryTold(e *export.LedgerEntry) {
	for i := range e.Steps {
		for _, r := range e.Steps[i].Reports {
			r.Path = told(r.Path)
		}
	}
}
