package feed

import (
	"encoding/json"
	"html"
	"io"
	"strings"
)

// maxJSON is how much of a JSON Feed is read.
const maxJSON = 16 << 20

// jsonReader reads a JSON Feed item by item, so that one that is cut off loses
// its last.
type jsonReader struct {
	d       *json.Decoder
	inItems bool
	begun   bool
	items   int
}

func newJSON(r io.Reader) *jsonReader {
	return &jsonReader{d: json.NewDecoder(io.LimitReader(r, maxJSON))}
}

// jsonItem is an item.
type jsonItem struct {
	ID          any    `json:"id"`
	URL         string `json:"url"`
	ExternalURL string `json:"external_url"`
	Title       string `json:"title"`
	HTML        string `json:"content_html"`
	Text        string `json:"content_text"`
	Published   string `json:"date_published"`
	Modified    string `json:"date_modified"`
	Language    string `json:"language"`
	Authors     []struct {
		Name string `json:"name"`
	} `json:"authors"`
	Author struct {
		Name string `json:"name"`
	} `json:"author"`
}

func (f *Reader) nextJSON() (*Entry, error) {
	j := f.json
	for {
		if j.inItems {
			if !j.d.More() {
				j.inItems = false
				if _, err := j.d.Token(); err != nil {
					return nil, f.jsonEnd(err)
				}
				continue
			}
			var raw json.RawMessage
			if err := j.d.Decode(&raw); err != nil {
				return nil, f.jsonEnd(err)
			}
			var it jsonItem
			_ = json.Unmarshal(raw, &it) // fields of another type stay empty
			if e := f.jsonEntry(&it); e != nil {
				return e, nil
			}
			continue
		}
		t, err := j.d.Token()
		if err != nil {
			return nil, f.jsonEnd(err)
		}
		key, ok := t.(string)
		if !ok {
			continue // the outermost braces
		}
		j.begun = true
		if key == "items" {
			t, err := j.d.Token()
			if err != nil {
				return nil, f.jsonEnd(err)
			}
			if t == json.Delim('[') {
				j.inItems = true
				j.items++
			}
			continue
		}
		var raw json.RawMessage
		if err := j.d.Decode(&raw); err != nil {
			return nil, f.jsonEnd(err)
		}
		var s string
		if json.Unmarshal(raw, &s) == nil {
			switch key {
			case "title":
				f.Title = Plain(s)
			case "home_page_url":
				f.Home = f.resolve(s)
			case "language":
				f.Language = s
			}
		}
	}
}

// jsonEnd makes the end of damaged JSON the end of the feed.
func (f *Reader) jsonEnd(err error) error {
	if f.json.items == 0 {
		return ErrNoList
	}
	if _, ok := err.(*json.SyntaxError); ok || err == io.ErrUnexpectedEOF {
		return io.EOF
	}
	return err
}

func (f *Reader) jsonEntry(it *jsonItem) *Entry {
	e := &Entry{
		URL: first(f.resolve(it.URL), f.resolve(it.ExternalURL)), Title: Plain(it.Title), Published: it.Published, Updated: it.Modified,
		Language: it.Language, Author: Plain(it.Author.Name), Content: it.HTML,
	}
	if id, ok := it.ID.(string); ok && e.URL == "" && strings.HasPrefix(id, "http") {
		e.URL = f.resolve(id)
	}
	if len(it.Authors) > 0 {
		e.Author = Plain(it.Authors[0].Name)
	}
	if e.Content == "" && it.Text != "" {
		e.Content = "<p>" + strings.ReplaceAll(html.EscapeString(it.Text), "\n\n", "</p>\n<p>") + "</p>"
	}
	if len(e.Content) > maxContent {
		e.Content = ""
	}
	if e.URL == "" && e.Content == "" {
		return nil
	}
	return e
}
