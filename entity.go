package verbatim

// EntityKind says what sort of thing an entity is.
type EntityKind string

// The kinds of entity.
const (
	Person       EntityKind = "person"       // a person with a name
	Organisation EntityKind = "organisation" // also capitals and buildings that speak: the Kremlin
	Place        EntityKind = "place"
	Group        EntityKind = "group" // unnamed and collective sources and parties to events, nationalities: "a senior official", "critics", "Ukrainians"
)

// MentionForm says by what words a mention refers.
type MentionForm string

// The forms of mention.
const (
	Named   MentionForm = "name"    // "Nato secretary Mark Rutte", "Healey"
	Nominal MentionForm = "nominal" // "the Ukrainian president", "a senior official"
	Pronoun MentionForm = "pronoun" // "he", "who", "his"
)

// Mention is a stretch of text that refers to an entity.
type Mention struct {
	Span                   // with titles before the name and without clauses behind it
	Form       MentionForm //
	Name       Span        // the bare name inside a Named mention: "Mark Rutte"; else empty
	First, End int         // tokens [First, End)
	Head       int         // the token that carries the meaning: the last of a name, the noun, the pronoun
	Kind       EntityKind  // as far as the mention itself tells; "" where it does not
	Entity     int         // index in Document.Entities, or -1 where nobody can be told
}

// Gender is the grammatical gender by which English pronouns agree.
type Gender string

// The genders. The empty one is unknown.
const (
	Male   Gender = "male"
	Female Gender = "female"
)

// Entity is somebody or something that an article speaks of, with every place
// where it does.
type Entity struct {
	Kind     EntityKind
	Name     Span   // the fullest name that the article gives, or the description of somebody unnamed
	Unnamed  bool   // known by a description only: never the same as anybody with a name
	Gender   Gender // as the article or the gazetteer has it
	Plural   bool   // several people: "critics", "officials"
	Wikidata string // item identifier, "Q22686"; "" where it is not known. Never made up.
	Key      string // the same in every article: the Wikidata identifier, or kind and folded full name; "" where a name does not tell
	Roles    []Role // what the article calls them first, then what the gazetteer knows
	Mentions []int  // indices in Document.Mentions, in text order
}

// Role is an office or a description that an entity has.
type Role struct {
	Title string // "US defence secretary", as the article or the gazetteer words it
	Span         // where the article says so; empty for a role from the gazetteer
	// For a role from the gazetteer: where it comes from, the day of that
	// snapshot, and since when it was held, all ISO 8601 or empty.
	Source, AsOf, Since string
}
