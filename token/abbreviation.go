package token

import "strings"

// Abbreviations of news text, without the full stop, in lower case. A title
// stands before a name and never ends a sentence; the others can.
var titles = set(`adm atty brig capt cardinal cmdr col cpl dr fr gen gov hon lt maj messrs mme mlle mr mrs ms mx
	pfc prof pvt rep reps rev sen sens sgt spc st supt pres amb asst assoc ald det insp mt ft vs v no nos op pp art sec
	e.g i.e viz cf al approx dept est fig figs vol ed eds u.s.s`)

var abbreviations = set(`inc corp co cos ltd llc plc bros jr sr esq etc jan feb mar apr jun jul aug sept sep oct nov dec
	mon tue tues wed thu thur thurs fri sat sun
	ala ariz ark calif colo conn del fla ga ill ind kan kans ky la md mass mich minn miss mo mont neb nebr nev okla ore
	pa penn tenn tex va vt wash wis wisc wyo ont que
	a.m p.m u.s u.k u.n e.u d.c n.y n.j n.c s.c n.h n.m n.d s.d w.va r.i l.a u.s.a u.s.s.r ph.d m.d b.a m.a j.d
	ave blvd rd hwy univ min max tel ext sq ft lb lbs oz hr hrs mph`)

func set(words string) map[string]bool {
	m := make(map[string]bool)
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// isAbbreviation reports whether the full stop behind w belongs to w.
func isAbbreviation(w string) bool {
	if len(w) == 1 {
		// An initial: J. K. Rowling. "I." ends a sentence more often.
		return isUpper(w[0]) && w[0] != 'I'
	}
	if len(w) > 8 {
		return false
	}
	if strings.IndexByte(w, '.') > 0 {
		return true // U.S, a.m
	}
	lower := strings.ToLower(w)
	if !titles[lower] && !abbreviations[lower] {
		return false
	}
	// Words that are also English words need their capital: Sat. but not
	// "he sat.", No. but not "no."
	switch lower {
	case "sun", "sat", "wed", "mar", "no", "miss", "mass", "ill", "wash", "ore", "art", "fig", "ms", "sec", "op", "ed",
		"max", "min", "la", "pa", "co", "del", "ind", "cardinal", "hon", "col", "gen", "gov", "rep", "sen", "st", "ft",
		"mt", "fr", "al", "est", "ga", "md", "mo", "va", "vt", "ext", "conn", "jan", "nov", "pres", "det", "v", "jun",
		"kan", "tex", "mont", "penn", "sens", "reps":
		if lower == "no" || lower == "sun" || lower == "sat" || lower == "miss" || lower == "mass" || lower == "art" || lower == "max" {
			// Even with a capital the word is likelier at the start of a
			// sentence; only the number sign is kept.
			return lower == "no" && w == "No"
		}
		return isUpper(w[0]) || lower == "v" || lower == "al" || lower == "ft" || lower == "min" || lower == "est"
	}
	return true
}

// sentenceStarters are function words that seldom follow an abbreviation
// inside a sentence with a capital.
var sentenceStarters = set(`the a an he she it they we i you this that these those but and in on at for if when while
	as after before his her its their our my there what who how why where which although though since because however
	meanwhile nor or so yet then now some many most both all no not one two several another with by from to under during
	despite according also even still instead asked last until`)

// endsBehindAbbreviation reports whether a sentence ends behind the
// abbreviation, full stop included, when next is the first word after it.
func endsBehindAbbreviation(abbreviation, next string) bool {
	w := strings.ToLower(strings.TrimSuffix(abbreviation, "."))
	if titles[w] || len(w) == 1 {
		return false
	}
	return sentenceStarters[strings.ToLower(next)] && !startsLower(next)
}
