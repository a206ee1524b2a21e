package analyze

import (
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer/registry"
	"github.com/verbatim-record/verbatim/model"
)

// With returns models that know the people of a desk's registry too, and go by
// its decisions of who is the same. The id names the state of the registry.
func (m *Models) With(r *registry.Registry, id string) *Models {
	out := *m
	out.Facts, out.registry, out.registryID = r, r, id
	return &out
}

// Version names what a layer is made with, see [model.Version]: entities by the state of the
// desk's registry too, so that they can be made anew when the desk has decided otherwise.
func (m *Models) Version(layer string) string {
	v := model.Version(layer)
	if layer == "entity" && m.registryID != "" {
		v += "-" + m.registryID
	}
	return v
}

// decide gives the entities of doc the keys that the desk has decided on.
func decide(doc *verbatim.Document, r *registry.Registry) {
	id := doc.ID()
	for i := range doc.Entities {
		e := &doc.Entities[i]
		if e.Key == "" {
			continue
		}
		context := registry.Context{Article: id, Outlet: doc.Outlet}
		for _, role := range e.Roles {
			context.Roles = append(context.Roles, role.Title)
		}
		key := r.ResolveIn(e.Key, context)
		if key == e.Key {
			continue
		}
		e.Key, e.Wikidata = key, ""
		if isItem(key) {
			e.Wikidata = key
		}
	}
}

// isItem reports whether a key is a Wikidata identifier.
func isItem(key string) bool {
	return len(key) > 1 && key[0] == 'Q' && strings.Trim(key[1:], "0123456789") == ""
}
