package gazetteer

// Record is a person or an organisation of the user's registry.
type Record struct {
	Key   string // Wikidata identifier, or kind and folded name
	Roles []Role
}
