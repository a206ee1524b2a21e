package page

import "net/http"

func (p *Pages) article(r *http.Request) (*view, error) {
	d, _, err := p.o.Store.Document(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return &view{Template: "article.html", Title: d.Title, Data: d}, nil
}
