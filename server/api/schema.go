package api

import (
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/reuse"
)

func typeOf[T any]() reflect.Type { return reflect.TypeFor[T]() }

// finish says in the description what huma does not tell from the types: that
// what is not known is null, that lists are not, and the words that some
// strings are one of.
func finish(doc *huma.OpenAPI) {
	for name, schema := range doc.Components.Schemas.Map() {
		t := doc.Components.Schemas.TypeFromRef("#/components/schemas/" + name)
		for t != nil && t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t == nil || t.Kind() != reflect.Struct {
			continue
		}
		nullable(schema, t)
	}
	if p := doc.Components.Schemas.Map()["ErrorModel"]; p != nil {
		p.Properties["at"] = &huma.Schema{
			Type: "object", Description: "Where in the query it is, in bytes.",
			Properties: map[string]*huma.Schema{"start": {Type: "integer"}, "end": {Type: "integer"}}, Required: []string{"start", "end"},
		}
	}
}

// nullable completes the properties of a struct's schema.
func nullable(schema *huma.Schema, t reflect.Type) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous && name == "" {
			inner := f.Type
			for inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				nullable(schema, inner)
			}
			continue
		}
		p := schema.Properties[name]
		if p == nil {
			continue
		}
		switch f.Type.Kind() {
		case reflect.Pointer:
			if p.Ref != "" && !strings.Contains(f.Tag.Get("json"), ",omitempty") {
				schema.Properties[name] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: p.Ref}, {Type: "null"}}, Description: p.Description}
			}
		case reflect.Slice:
			p.Nullable = false
		case reflect.String:
			if words := wordsOf(f.Type); words != nil && len(p.Enum) == 0 {
				p.Enum = words
			}
		}
	}
}

// wordsOf are the values of a type of words.
func wordsOf(t reflect.Type) []any {
	switch t {
	case typeOf[verbatim.Kind]():
		return []any{verbatim.Direct, verbatim.Indirect, verbatim.Mixed}
	case typeOf[reuse.Status]():
		return []any{reuse.VerbatimWords, reuse.TrimmedWords, reuse.AlteredWords, reuse.OtherSpeaker, reuse.NotFound}
	}
	return nil
}
