package store

type watched struct{}

func (w *writer) alerts() ([]watched, error) { return nil, nil }

func (w *writer) queue(document int64, p *prepared, said map[string]bool) (int, error) {
	return 0, nil
}
