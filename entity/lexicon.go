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

// Nouns for one person, by the gender that they tell.
var (
	maleNouns = set("man", "boy", "father", "son", "brother", "husband", "uncle", "nephew", "grandfather", "grandson", "king", "prince",
		"spokesman", "chairman", "congressman", "businessman", "policeman", "fireman", "salesman", "gentleman", "lord", "sir", "guy",
		"widower", "actor", "monk", "priest", "imam", "pope", "duke", "emperor", "boyfriend", "groom", "dad", "stepfather", "assemblyman",
		"councilman", "alderman", "sportsman", "statesman", "cameraman", "gunman", "fisherman", "stepson", "fiancé", "bishop", "archbishop", "patriarch", "ombudsman", "sheikh", "baron", "count", "earl", "mr", "mr.", "mister")
	femaleNouns = set("woman", "girl", "mother", "daughter", "sister", "wife", "aunt", "niece", "grandmother", "granddaughter", "queen",
		"princess", "spokeswoman", "chairwoman", "congresswoman", "businesswoman", "policewoman", "lady", "dame", "widow", "actress",
		"nun", "duchess", "empress", "girlfriend", "bride", "mum", "mom", "stepmother", "assemblywoman", "councilwoman", "waitress", "heiress",
		"stateswoman", "baroness", "countess", "hostess", "stepdaughter", "fiancée", "mrs", "mrs.", "ms", "ms.", "miss", "madam", "madame")
	// Nouns for one person of either gender that are no offices.
	personNouns = set("person", "child", "baby", "teenager", "adult", "victim", "suspect", "defendant", "plaintiff", "resident", "citizen",
		"friend", "neighbour", "neighbor", "colleague", "boss", "worker", "employee", "student", "pupil", "patient", "passenger", "driver",
		"author", "writer", "journalist", "reporter", "blogger", "poet", "singer", "musician", "artist", "painter", "player", "athlete",
		"footballer", "striker", "goalkeeper", "coach", "champion", "star", "celebrity", "expert", "scientist", "researcher", "analyst",
		"economist", "historian", "scholar", "academic", "professor", "teacher", "doctor", "nurse", "surgeon", "lawyer", "attorney", "solicitor",
		"barrister", "judge", "justice", "prosecutor", "witness", "officer", "detective", "soldier", "commander", "general", "colonel", "captain",
		"sergeant", "lieutenant", "admiral", "leader", "politician", "lawmaker", "legislator", "senator", "governor", "mayor", "minister", "premier",
		"president", "chancellor", "secretary", "ambassador", "diplomat", "envoy", "official", "spokesperson", "aide", "adviser", "advisor", "assistant",
		"candidate", "nominee", "contender", "rival", "opponent", "challenger", "incumbent", "winner", "loser", "voter", "supporter", "critic",
		"activist", "campaigner", "protester", "organiser", "organizer", "founder", "owner", "director", "manager", "executive", "chief", "head",
		"chair", "chairperson", "deputy", "member", "mp", "councillor", "councilor", "commissioner", "sheriff", "farmer", "engineer", "pilot",
		"astronaut", "survivor", "hostage", "prisoner", "inmate", "killer", "attacker", "shooter", "terrorist", "refugee", "migrant", "tourist",
		"partner", "spouse", "parent", "sibling", "cousin", "twin", "relative", "hero", "billionaire", "millionaire", "tycoon", "entrepreneur", "ceo",
		"republican", "democrat", "conservative", "liberal", "veteran", "pastor", "rabbi", "dissident", "predecessor", "successor", "counterpart",
		"host", "anchor", "presenter", "pollster", "strategist", "investigator", "inspector", "trader", "investor", "customer", "client",
		"customer", "editor", "correspondent", "commentator", "columnist", "negotiator", "guest", "stranger", "fan", "user", "buyer", "seller", "speaker", "whip",
		"president-elect", "frontrunner", "front-runner", "speaker", "treasurer", "dictator", "monarch", "royal", "heir", "secretary-general", "attaché",
		"source", "insider", "whistleblower", "observer", "eyewitness", "local", "bystander")
	// Collective nouns that act and speak as bodies.
	bodyNouns = set("company", "firm", "government", "ministry", "department", "agency", "committee", "commission", "council", "party", "union",
		"administration", "campaign", "court", "police", "army", "military", "navy", "parliament", "congress", "senate", "house", "bank",
		"university", "college", "school", "hospital", "church", "club", "team", "group", "organisation", "organization", "association",
		"federation", "corporation", "institute", "foundation", "charity", "office", "bureau", "board", "cabinet", "coalition", "opposition", "panel",
		"newspaper", "paper", "magazine", "website", "broadcaster", "network", "channel", "station", "outlet", "publisher", "manufacturer", "maker",
		"retailer", "airline", "supplier", "operator", "regulator", "watchdog", "authority", "embassy", "league", "alliance", "bloc", "junta", "regime", "jury",
		"lender", "carrier", "carmaker", "automaker", "think-tank", "start-up", "startup", "developer", "giant", "conglomerate", "insurer", "utility", "movement", "militia", "tribunal",
		"state", "country", "nation", "city", "town", "county", "republic", "kingdom", "presidency", "palace", "mission", "delegation", "force", "service", "crew", "family", "couple", "duo", "trio", "band", "lobby", "caucus", "electorate", "public", "media", "press", "industry", "sector", "community", "faction", "wing", "leadership", "secretariat", "consulate", "brigade", "squad", "unit", "forum", "assembly", "legislature", "conference", "trust", "society", "academy", "centre", "center")
	// Plural collectives: unnamed sources.
	crowdNouns = set("people", "men", "women", "children", "critics", "officials", "voters", "experts", "analysts", "residents", "supporters",
		"opponents", "activists", "protesters", "sources", "witnesses", "authorities", "prosecutors", "lawyers", "republicans", "democrats",
		"lawmakers", "leaders", "economists", "scientists", "researchers", "police", "locals", "others", "investigators", "doctors", "aides", "allies")
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
		"international", "university", "college", "hospital", "institute", "foundation", "trust", "council", "union", "party", "ministry", "department", "agency")
	// Nouns for what people issue, which then speaks for them.
	documentNouns = set("report", "poll", "study", "survey", "statement", "memo", "letter", "filing", "analysis", "review", "paper", "draft",
		"document", "release", "tweet", "post", "email", "e-mail", "message", "editorial", "article", "book", "note", "communiqué", "communique",
		"announcement", "press", "file", "dossier", "audit", "census", "index", "ruling", "lawsuit", "complaint", "indictment", "brief", "affidavit", "memoir", "column", "interview", "video", "ad", "advertisement", "speech", "manifesto", "petition", "resolution", "findings", "finding", "research", "data", "bulletin", "newsletter", "summary", "transcript", "notice", "inquiry", "investigation", "tracker", "forecast")
	// Nouns that name a time.
	timeNouns = set("second", "minute", "hour", "day", "night", "morning", "afternoon", "evening", "week", "weekend", "month", "year", "decade",
		"century", "time", "moment", "period", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january",
		"february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "today", "yesterday",
		"tomorrow", "spring", "summer", "autumn", "winter", "quarter", "era", "date", "midnight", "noon", "tonight")
	// Words that stand before a name and are no part of it, and what they tell.
	titleGender = map[string]gender{
		"mr": male, "mr.": male, "mister": male, "sir": male, "lord": male, "king": male, "prince": male, "pope": male, "monsieur": male,
		"mrs": female, "mrs.": female, "ms": female, "ms.": female, "miss": female, "dame": female, "lady": female, "queen": female,
		"princess": female, "madame": female, "baroness": female, "dr": male | female, "dr.": male | female, "prof": male | female, "prof.": male | female,
		"professor": male | female, "rev": male | female, "rev.": male | female, "hon": male | female, "hon.": male | female, "sen": male | female, "sen.": male | female, "rep": male | female,
		"rep.": male | female, "gov": male | female, "gov.": male | female, "gen": male | female, "gen.": male | female, "lt": male | female, "lt.": male | female,
		"col": male | female, "col.": male | female, "capt": male | female, "capt.": male | female, "sgt": male | female, "sgt.": male | female,
		"maj": male | female, "maj.": male | female, "adm": male | female, "adm.": male | female, "saint": male | female, "st.": male | female, "judge": male | female, "justice": male | female,
		"president": male | female, "chancellor": male | female, "senator": male | female, "governor": male | female,
	}
	// What may follow a name and is no part of the surname.
	suffixes = set("jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "mp", "md", "m.d.", "phd", "ph.d.", "esq", "esq.", "obe", "cbe", "mbe", "qc", "kc")
	// Particles of surnames: "de Gaulle", "van Rompuy".
	surnameParticles = set("de", "del", "della", "di", "da", "dos", "du", "la", "le", "van", "von", "der", "den", "ter", "ten", "al", "el", "bin", "ibn", "ben", "abu", "st.", "san", "mac")
)
