package entity

// Closed sets of English words by which a phrase shows what it refers to. What is
// open, such as given names and offices, is asked of [Facts].

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}

var (
	// Nouns for bodies that the gazetteer leaves out, for they are as often places, persons
	// or things.
	bodies = set("carrier", "center", "centre", "city", "conference", "country", "county", "force", "giant", "kingdom", "maker", "nation",
		"operator", "palace", "paper", "republic", "service", "state", "supplier", "town", "unit", "utility", "wing", "broadcaster", "developer",
		"regulator", "publisher", "police", "inspectorate", "directorate", "secretariat")
	// Nouns with the endings of somebody who does something, that are none.
	thingNouns = set("letter", "paper", "water", "power", "number", "order", "matter", "chapter", "weather", "computer", "server", "paper",
		"newspaper", "corner", "center", "border", "quarter", "disaster", "character", "register", "theater", "monster", "shelter", "silver",
		"offer", "answer", "cancer", "dinner", "summer", "winter", "october", "november", "december", "september", "rubber", "copper", "tower",
		"river", "finger", "shoulder", "ladder", "folder", "paper", "poster", "trailer", "filter", "meter", "factor", "sector", "motor", "error",
		"terror", "mirror", "floor", "color", "humor", "labor", "harbor", "vector", "reactor", "tractor", "indicator", "elevator", "gender", "layer", "charter", "banner", "helicopter",
		"container", "freezer", "printer", "counter", "encounter", "chamber", "timber", "manner", "murder", "wonder", "thunder", "danger", "anger", "hunger", "trigger", "barrier", "career", "fever", "lever", "cover", "discover", "recover", "transfer", "cluster", "semester", "list", "checklist", "twist", "feast", "crater", "butter", "litter", "twitter", "browser", "router", "scanner", "sticker", "thriller", "primer", "buffer", "fiber", "laser", "ulcer", "laughter", "slaughter", "daughter", "supper", "pepper", "paper", "oyster", "rooster", "lobster", "tiger", "spider", "flower", "shower", "prayer", "drawer", "metaphor", "decor", "corridor", "behavior", "interior", "exterior", "rumor", "tumor", "odor", "vapor", "armor", "favor", "flavor", "honor", "alcohol", "plan", "caravan", "ottoman", "talisman")
	// Nouns that end the names of companies.
	companyNouns = set("foods", "motors", "airlines", "airways", "systems", "technologies", "technology", "industries", "energy", "media", "pictures",
		"studios", "records", "partners", "capital", "securities", "pharmaceuticals", "pharma", "steel", "oil", "gas", "power", "shipping", "freight",
		"brothers", "sons", "works", "labs", "laboratories", "software", "networks", "bank", "insurance", "telecom", "railways", "railway", "logistics",
		"holdings", "group", "inc", "inc.", "corp", "corp.", "ltd", "ltd.", "plc", "llc", "co", "co.", "stores", "hotels", "homes", "properties", "solutions", "services",
		"international", "ales", "brewery", "breweries", "brewers", "bakery", "dairies", "university", "college", "hospital", "institute", "foundation", "trust", "council", "union", "party", "ministry", "department", "agency")
	// Nouns for what people issue, which then speaks for them.
	documentNouns = set("report", "poll", "study", "survey", "statement", "memo", "letter", "filing", "analysis", "review", "paper", "draft",
		"document", "release", "tweet", "post", "email", "e-mail", "message", "editorial", "article", "book", "note", "communiqué", "communique",
		"announcement", "press", "file", "dossier", "audit", "census", "index", "ruling", "lawsuit", "complaint", "indictment", "brief", "affidavit", "memoir", "column", "interview", "video", "ad", "advertisement", "speech", "manifesto", "petition", "resolution", "findings", "finding", "research", "data", "bulletin", "newsletter", "summary", "transcript", "notice", "inquiry", "investigation", "tracker", "forecast")
	// Nouns that name a time.
	timeNouns = set("second", "minute", "hour", "day", "night", "morning", "afternoon", "evening", "week", "weekend", "month", "year", "decade",
		"century", "time", "moment", "period", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
		"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday",
		"tomorrow", "spring", "summer", "autumn", "winter", "quarter", "era", "date", "midnight", "noon", "tonight")
	// What may follow a name and is no part of the surname.
	suffixes = set("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "mp", "md", "m.d.", "phd", "ph.d.", "esq", "esq.", "obe", "cbe", "mbe", "qc", "kc")
	// Particles of surnames: "de Gaulle", "van Rompuy".
	surnameParticles = set("de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter", "ten", "al", "el", "bin", "ibn", "ben", "abu", "st.", "san", "mac")
)
