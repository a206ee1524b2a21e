package page

import "net/http"

func (p *Pages) statement(r *http.Request) (*view, error) {
	h, _, err := p.o.Store.Statement(r.Context(), r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	return &view{Template: "statement.html", Title: "Statement", Data: cardOf(&h)}, nil
}
