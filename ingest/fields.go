package ingest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Fields map the fields of a record (id, url, outlet, title, byline, date,
// text) to the names that an input has for them. A name with dots leads into
// objects: fields.bodyText. Where a field is not mapped, its usual names are
// looked for.
type Fields map[string]string

// fieldNames are the fields of a record and their usual names, the surest
// first: those of common corpora and services are among them. docs/adding.md
// has the same table.
var fieldNames = []struct {
	field string
	names []string
}{
	{"id", []string{"id", "_id", "uuid", "guid", "doc_id", "docid", "article_id"}},
	{"url", []string{"url", "canonical_url", "link", "source_url", "uri", "permalink", "web_url", "webUrl", "WARC-Target-URI"}},
	{"outlet", []string{"outlet", "publication", "publisher", "newspaper", "source", "source_name", "sitename", "site", "source_domain", "domain"}},
	{"title", []string{"title", "headline", "heading", "webTitle"}},
	{"byline", []string{"byline", "author", "authors", "creator"}},
	{"date", []string{"date", "published", "date_publish", "date_published", "publish_date", "published_at", "publishedAt", "publication_date",
		"pub_date", "pubDate", "webPublicationDate", "datetime", "timestamp", "created_at"}},
	{"text", []string{"text", "body", "content", "maintext", "article", "article_text", "full_text", "raw_content", "bodyText", "plain_text", "story"}},
}

// ParseFields reads a map such as "text=body,date=published".
func ParseFields(s string) (Fields, error) {
	if s == "" {
		return nil, nil
	}
	f := Fields{}
	for part := range strings.SplitSeq(s, ",") {
		field, name, ok := strings.Cut(strings.TrimSpace(part), "=")
		if !ok || name == "" {
			return nil, fmt.Errorf("%q is not FIELD=NAME, such as text=body", part)
		}
		if fieldIndex(field) < 0 {
			return nil, fmt.Errorf("there is no field %q: id, url, outlet, title, byline, date, text", field)
		}
		f[field] = name
	}
	return f, nil
}

func fieldIndex(field string) int {
	for i := range fieldNames {
		if fieldNames[i].field == field {
			return i
		}
	}
	return -1
}

// knows reports whether a name stands for a field.
func (f Fields) knows(name string) bool {
	for _, mapped := range f {
		if first, _, _ := strings.Cut(mapped, "."); first == name {
			return true
		}
	}
	for _, fn := range fieldNames {
		if f[fn.field] == "" && slices.Contains(fn.names, name) {
			return true
		}
	}
	return false
}

// find returns the value of a field and the name it was found by.
func (f Fields) find(object map[string]json.RawMessage, field string) (json.RawMessage, string) {
	if mapped := f[field]; mapped != "" {
		if v, ok := object[mapped]; ok {
			return v, mapped
		}
		for part, rest := object, mapped; ; {
			name, more, dots := strings.Cut(rest, ".")
			v, ok := part[name]
			if !ok || !dots {
				return v, mapped
			}
			part = nil
			if json.Unmarshal(v, &part) != nil {
				return nil, mapped
			}
			rest = more
		}
	}
	for _, name := range fieldNames[fieldIndex(field)].names {
		if v, ok := object[name]; ok && string(v) != "null" && string(v) != `""` {
			return v, name
		}
	}
	return nil, ""
}

// text returns the text of a record.
func (f Fields) text(object map[string]json.RawMessage) (string, error) {
	v, name := f.find(object, "text")
	if v == nil {
		if v, ok := object["text"]; ok && string(v) == `""` {
			return "", ErrEmpty
		}
		if name == "" {
			name = "text"
		}
		return "", fmt.Errorf("has no %q", name)
	}
	var s string
	if err := json.Unmarshal(v, &s); err != nil {
		var te *json.UnmarshalTypeError
		if errors.As(err, &te) {
			return "", said(fmt.Sprintf("%q is a %s, not a string", name, te.Value), err)
		}
		return "", fmt.Errorf("is not JSON: %w", err)
	}
	return s, nil
}

// value returns the value of a field as text: of a number its digits, of a
// list its parts, of an object its name.
func (f Fields) value(object map[string]json.RawMessage, field string) string {
	v, _ := f.find(object, field)
	return valueText(v, 0)
}

func valueText(v json.RawMessage, depth int) string {
	if len(v) == 0 || depth > 2 {
		return ""
	}
	switch v[0] {
	case '"':
		var s string
		_ = json.Unmarshal(v, &s) // it is JSON
		return s
	case '[':
		var list []json.RawMessage
		_ = json.Unmarshal(v, &list)
		var parts []string
		for _, e := range list[:min(len(list), 20)] {
			if s := valueText(e, depth+1); s != "" {
				parts = append(parts, s)
			}
		}
		return strings.Join(parts, ", ")
	case '{':
		var o map[string]json.RawMessage
		_ = json.Unmarshal(v, &o)
		for _, name := range []string{"name", "title", "$date", "$oid"} {
			if e, ok := o[name]; ok {
				return valueText(e, depth+1)
			}
		}
		return ""
	case 't', 'f', 'n':
		return ""
	}
	return string(v)
}

// isoDate returns a date as it is where it is ISO 8601, and else as what can
// be made of it.
func isoDate(s string) string {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01", "2006"} {
		if _, err := time.Parse(layout, s); err == nil {
			return s
		}
	}
	if n, err := strconv.ParseFloat(s, 64); err == nil {
		switch {
		case n >= 1e8 && n < 1e11: // seconds since 1970
			return time.Unix(int64(n), 0).UTC().Format(time.RFC3339)
		case n >= 1e11 && n < 1e14:
			return time.UnixMilli(int64(n)).UTC().Format(time.RFC3339)
		}
	}
	return parseDate(s)
}
