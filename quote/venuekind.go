package quote

import "github.com/verbatim-record/verbatim"

// Which kind of setting a phrase is, where its noun alone does not tell.

// refine tells kinds apart that share a noun.
func (g *stage) refine(s *scene, kind verbatim.VenueKind, lemma string, first, i int32) verbatim.VenueKind {
	t := tokens{first, i + 1}
	whole := g.extend(s, t)
	switch lemma {
	case "conference":
		if g.has(t, "press", "news", "media") {
			return verbatim.PressConference
		}
		if i+1 < s.hi && g.words[i+1].Lemma == "call" {
			return verbatim.PhoneCall
		}
	case "briefing":
		if g.has(t, "intelligence", "classified", "security") {
			return verbatim.Meeting
		}
	case "call":
		if i+1 < s.hi && (g.lower(i+1) == "for" || g.infinitive(i+1, s.hi)) {
			return "" // "in a call for peace"
		}
		if !g.has(t, "phone", "telephone", "conference", "video", "zoom", "earnings", "skype", "a", "an", "the") {
			return ""
		}
	case "phone", "telephone":
		if i+1 < s.hi && g.noun(i+1) {
			return ""
		}
	case "conversation":
		return verbatim.PhoneCall
	case "text":
		if i+1 < s.hi && g.noun(i+1) {
			return ""
		}
	case "stop", "event":
		if !g.has(t, "campaign", "fundraising", "charity") {
			return ""
		}
	case "show", "program", "programme", "broadcast":
		if first > s.lo && g.lower(first-1) != "on" && !g.verb(first-1) && !g.has(t, "radio", "tv", "television", "talk") {
			return ""
		}
	case "release":
		if !g.has(t, "press", "news", "media") {
			return ""
		}
	case "paper", "document", "petition":
		if g.has(t, "court", "legal") {
			return verbatim.Court
		}
		if lemma == "petition" {
			return ""
		}
	case "filing":
		return g.filed(s, whole)
	case "address":
		// "at the address on Mill Lane": speeches are made in one.
		if g.has(t, "email", "ip") || first > s.lo && g.lower(first-1) == "at" {
			return ""
		}
	case "session", "assembly":
		if g.has(whole, "parliament", "congress", "senate", "parliamentary", "commons", "house") {
			return verbatim.Parliament
		}
	case "court":
		if g.has(t, "tennis", "basketball") {
			return ""
		}
	}
	if g.has(whole, "leaked") {
		switch kind {
		case verbatim.Report, verbatim.Letter, verbatim.Communique, verbatim.PhoneCall:
			return verbatim.Leak
		}
	}
	return kind
}

// elsewhere reports whether "to" leads to what token i heads and not words:
// "on her way to the court", but "remarks to the jury".
func (g *stage) elsewhere(i int32) bool {
	h := g.words[i].Head
	return h >= 0 && h < i && g.noun(h) && !spoken[g.words[h].Lemma]
}

// spoken are nouns for words that are addressed to somebody.
var spoken = wordSet(`remark remarks speech statement address testimony message comment comments letter email presentation lecture answer reply
	evidence appeal response report submission argument update`)

// filed tells what is filed in court from what is filed with those who watch
// over companies.
func (g *stage) filed(s *scene, whole tokens) verbatim.VenueKind {
	switch {
	case g.has(whole, "court", "legal", "bankruptcy", "prosecutors", "judge"):
		return verbatim.Court
	case g.has(whole, "exchange", "regulatory", "sec", "securities", "stock", "company", "commission", "annual", "tax", "regulator", "regulators"):
		return verbatim.Report
	case g.testimony(s) == verbatim.Court:
		return verbatim.Court
	}
	return verbatim.Report
}

// posted makes a post of what is on a platform, and a letter of what a
// messenger carries.
func (g *stage) posted(f found) verbatim.VenueKind {
	for i := f.first; i < f.last; i++ {
		if g.platform(i) {
			return verbatim.Post
		}
		if messengers[g.lower(i)] && capital(g.doc.Tokens[i].In(g.doc.Text)) {
			return verbatim.Letter
		}
	}
	if f.kind == verbatim.Letter && g.has(f.tokens, "video") {
		return verbatim.Speech
	}
	return f.kind
}
