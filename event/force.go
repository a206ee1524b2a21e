package event

import (
	"slices"

	"github.com/verbatim-record/verbatim"
)

// given reads give, send, provide: what is given must be aid.
func (r *reader) given(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	if obj < 0 || subj < 0 && !passive || subj >= 0 && !r.people(subj) {
		return c, false
	}
	whom := -1
	if !passive && (r.placeAt(obj) || r.entity(obj) >= 0) {
		// "to send Ukraine another 200 missiles": both are objects
		r.kids(i, func(k int) bool {
			if k > obj && r.words[k].Rel == "obj" && r.noun(k) {
				whom, obj = obj, k
				return false
			}
			return true
		})
	}
	if r.lemma(i) == "send" && in(troopNouns, r.lemma(obj)) && !in("tank jet aircraft missile", r.lemma(obj)) {
		c.sense = sense{"troops", "MOBILIZE:troops", "move"}
		return r.moved(c, subj, obj, passive)
	}
	if !slices.ContainsFunc(r.heads(obj), func(k int) bool {
		return in(aidNouns, r.lemma(k)) || r.ofAid(k) || in("dollar euro pound yen", r.lemma(k)) && r.giftTo(i, k) || in("team crew convoy dog expert staff", r.lemma(k)) && r.compounded(k, "rescue medical relief aid search emergency sniffer hospital") ||
			in("send dispatch", r.lemma(i)) && in("doctor nurse paramedic", r.lemma(k))
	}) {
		return c, false
	}
	if nouns[r.lemma(obj)].kind == "aid" && in("provide give send deliver supply", r.lemma(i)) {
		return c, false // the noun names it
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	to := r.child(i, "iobj")
	if to < 0 {
		to = whom
	}
	if to < 0 {
		to = r.oblNear(i, "to for")
	}
	if to < 0 {
		to = r.obl(obj, "to for")
	}
	if to >= 0 && r.people(to) {
		c.parts = r.with(c.parts, to, verbatim.Target)
	}
	c.topic = obj
	return c, true
}

// ofAid says that noun i is so much of aid: "25,000 tons of food".
func (r *reader) ofAid(i int) bool {
	k := r.obl(i, "of in worth")
	return k >= 0 && in(aidNouns, r.lemma(k))
}

// moved reads deploy, send, withdraw: what is moved must be troops.
func (r *reader) moved(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	l := r.lemma(i)
	if l == "pull" {
		if w := r.particle(i); w != "out" && w != "back" && !(obj >= 0 && in("out back", r.low(obj+1))) {
			return c, false
		}
	}
	troops := obj
	if l == "leave" {
		if subj < 0 || passive || !in("troop soldier force paratrooper marine peacekeeper army", r.lemma(subj)) || obj < 0 ||
			!r.placeAt(obj) && !(r.lemma(obj) == "capital" && r.child(obj, "nmod:poss") >= 0) && !in("country base", r.lemma(obj)) {
			return c, false
		}
		troops, c.place = subj, obj
	}
	if obj < 0 && subj >= 0 && in(troopNouns, r.lemma(subj)) {
		troops = subj
	}
	ofTroops := troops >= 0 && (in("group unit team contingent element", r.lemma(troops)) && r.compounded(troops, "carrier strike battle army naval combat military special") || in(troopNouns, r.lemma(troops)) || r.obl(troops, "of") >= 0 && in(troopNouns, r.lemma(r.obl(troops, "of"))))
	if !ofTroops {
		return c, false
	}
	if l == "withdraw" || l == "pull" {
		c.plover = "RETREAT:withdraw"
	}
	switch {
	case troops != subj && subj >= 0:
		if !r.people(subj) {
			return c, false
		}
		c.parts = r.with(nil, subj, verbatim.Actor)
	default:
		if k := r.owned(troops, "of from"); k >= 0 {
			c.parts = r.with(nil, k, verbatim.Actor)
		} else {
			c.parts = r.with(nil, troops, verbatim.Actor)
		}
	}
	if k := r.oblNear(i, "to into in along near from on around toward towards across"); k >= 0 && r.placeAt(k) {
		c.place = k
	} else if k := r.oblNear(i, "from out of"); k >= 0 && r.placeAt(k) {
		c.place = k
	} else if k := r.obl(obj, "to into"); obj >= 0 && k >= 0 && r.placeAt(k) {
		c.place = k
	}
	return c, true
}

// weapon says that the words near i name arms.
func (r *reader) weapon(i int) bool {
	return r.has(i-8, i+12, "missile missiles drone drones rocket rockets bomb bombs artillery airstrike airstrikes knife knives gun guns gunmen "+
		"warplanes jets shells mortar mortars machete machetes tanks forces troops militants rebels fighters gunman soldiers army attackers militiamen helicopters aircraft insurgents device explosive explosives mine guerrillas")
}

// struckThings are what is attacked, besides people and places.
const struckThings = "village town city base convoy ship tanker vessel boat embassy consulate school hospital building house home church mosque " +
	"synagogue temple airport port airfield facility plant refinery bridge checkpoint station train bus car office headquarters camp compound " +
	"position outpost barracks infrastructure market hotel block depot warehouse pipeline plane aircraft vehicle truck patrol neighbourhood " +
	"neighborhood district area region stronghold site website settlement border target tank power grid capital island shipping"

// struck reads attack, strike, kill: with arms, not with words.
func (r *reader) struck(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	l := r.lemma(i)
	at := -1
	if l == "fire" || l == "shoot" {
		if k := r.oblNear(i, "at on upon into"); k >= 0 {
			at = k
		} else if k := r.obl(obj, "at on upon into"); obj >= 0 && k >= 0 {
			at = k
		}
		if l == "fire" && at < 0 && !(obj >= 0 && in("missile rocket shot shell round drone artillery bomb", r.lemma(obj))) {
			return c, false
		}
		if at >= 0 {
			obj = at
		}
	}
	if l == "attack" && obj < 0 && !passive && subj >= 0 && r.verbGroupQuiet(i).modal != "" && in("organisation place group", string(r.kind(subj))) {
		c.parts = r.with(nil, subj, verbatim.Actor) // "Hezbollah would attack if"
		return c, true
	}
	if obj < 0 || subj < 0 && !passive {
		return c, false
	}
	if in("strike hit target storm", l) {
		if nouns[r.lemma(obj)].kind != "" && !r.placeAt(obj) || in("balance chord note pose tone blow gold bargain deal record high low snag target mark", r.lemma(obj)) {
			return c, false
		}
		if !r.weapon(i) && !(subj >= 0 && r.kind(subj) == verbatim.Place && (r.placeAt(obj) || in(struckThings, r.lemma(obj)) && l == "strike")) {
			return c, false
		}
	}
	if !in("kill", string(c.frame)) && at < 0 && !r.people(obj) && !in(struckThings, r.lemma(obj)) && !r.weapon(i) {
		return c, false
	}
	if l == "bomb" && !passive && subj >= 0 && !r.people(subj) && !r.weapon(i) {
		return c, false
	}
	if in("target", l) && r.child(i, "nsubj") < 0 && !passive {
		return c, false
	}
	if r.has(i-2, i+2, "verbally publicly rhetorically") {
		return c, false
	}
	if l == "attack" || l == "assault" || l == "raid" {
		armedSubject := r.weapon(i) || subj >= 0 && (r.kind(subj) != verbatim.Person && r.kind(subj) != verbatim.Organisation)
		if (in(verbalObj, r.lemma(obj)) || r.low(obj) == "her" && in(verbalObj, r.lemma(obj+1))) && !r.weapon(i) {
			return c, false
		}
		if r.oblNear(i, "over for as") >= 0 && !r.weapon(i) || r.child(obj, "nmod:poss") >= 0 && !r.weapon(i) && r.kind(subj) == verbatim.Person {
			return c, false
		}
		if !passive && (!armedSubject || r.kind(obj) == verbatim.Person && !r.weapon(i)) {
			return c, false
		}
		if !passive && subj >= 0 && !r.weapon(i) && r.kind(subj) == "" && !in("force troop army police militant rebel gunman militia man group crowd mob navy", r.lemma(subj)) && r.tag(subj) != "PRP" && r.tag(subj) != "WP" {
			return c, false
		}
		if passive && subj >= 0 && r.kind(subj) == verbatim.Person && !r.weapon(i) {
			return c, false
		}
	}
	if c.frame == "kill" {
		if subj < 0 || !r.people(obj) && !in("people civilian person", r.lemma(obj)) {
			return c, false
		}
		if !r.people(subj) && !r.weapon(i) || in("bill plan deal crash fire storm flood earthquake virus disease accident", r.lemma(subj)) {
			return c, false
		}
		if nouns[r.lemma(subj)].kind == "attack" {
			return c, false // the attack that killed names itself
		}
	}
	if subj >= 0 && nouns[r.lemma(subj)].kind == "attack" {
		return c, false
	}
	if subj >= 0 {
		if r.people(subj) {
			c.parts = r.with(c.parts, subj, verbatim.Actor)
		} else if k := r.owned(subj, "of from by"); k >= 0 {
			c.parts = r.with(c.parts, k, verbatim.Actor)
		}
	}
	if r.placeAt(obj) && r.kind(obj) == verbatim.Place && at < 0 {
		c.parts = r.with(c.parts, obj, verbatim.Target)
		c.place = obj
	} else {
		c.parts = r.with(c.parts, obj, verbatim.Target)
	}
	c.plover = attackMode(r, i, c.plover)
	return c, true
}

// left reads resign, quit, step down.
func (r *reader) left(c cand, subj, obj int, passive bool) (cand, bool) {
	i := c.head
	l := r.lemma(i)
	switch l {
	case "step", "stand":
		if w := r.particle(i); w != "down" && !(l == "step" && w == "aside") {
			return c, false
		}
		c.hi = i + 1
		if r.low(i+1) != "down" && r.low(i+1) != "aside" {
			c.hi = i
		}
		if k := r.oblNear(c.hi, "from off"); k >= 0 && in("train bus plane stage podium ladder platform car tram ship boat rostrum", r.lemma(k)) {
			return c, false
		} else if k := r.oblNear(i, "from off"); k >= 0 && in("train bus plane stage podium ladder platform car tram ship boat rostrum", r.lemma(k)) {
			return c, false
		}
	case "quit":
		if r.child(i, "xcomp") >= 0 || obj >= 0 && !in(offices, r.lemma(obj)) && r.kind(obj) != verbatim.Organisation {
			return c, false
		}
	case "resign":
		if i == r.lo && r.low(i+1) == "to" {
			return c, false // "Resigned to defeat, the players left"
		}
		if r.low(i+1) == "to" && !r.timed(i+2) && r.tag(i+2) != "VB" || r.child(i, "obj") >= 0 && in("itself himself themselves herself", r.low(r.child(i, "obj"))) {
			return c, false
		}
	}
	if passive || subj < 0 || !r.people(subj) {
		return c, false
	}
	c.parts = r.with(nil, subj, verbatim.Actor)
	return c, true
}

// attackMode is PLOVER's mode of an attack, from the arms that are named.
func attackMode(r *reader, i int, base string) string {
	if base != "ASSAULT" {
		return base
	}
	for k := max(r.lo, i-8); k < min(r.hi, i+14); k++ {
		switch r.lemma(k) {
		case "drone", "drones":
			return "ASSAULT:drone"
		case "air", "warplane", "jet", "aircraft", "helicopter", "airstrike":
			return "ASSAULT:aerial"
		case "missile", "rocket", "artillery", "tank", "mortar":
			return "ASSAULT:heavy-weapons"
		case "bomb", "mine", "explosive", "grenade":
			return "ASSAULT:explosives"
		case "suicide":
			return "ASSAULT:suicide-attack"
		case "knife", "machete", "axe", "arson":
			return "ASSAULT:primitive"
		case "gun", "gunman", "rifle", "shooting":
			return "ASSAULT:firearms"
		}
	}
	return base
}

// requestMode is PLOVER's mode of a demand, from what is demanded.
func requestMode(r *reader, topic int) string {
	switch {
	case topic < 0:
		return "REQUEST"
	case in("talk meeting negotiation dialogue summit meet negotiate visit", r.lemma(topic)):
		return "REQUEST:meet"
	case in("aid help assistance support supply weapon money fund send provide give", r.lemma(topic)):
		return "REQUEST:assist"
	case in("ceasefire truce release lift end withdrawal withdraw stop halt free", r.lemma(topic)):
		return "REQUEST:yield"
	case in("reform resignation election resign change law policy", r.lemma(topic)):
		return "REQUEST:change"
	}
	return "REQUEST"
}

// threatMode is PLOVER's mode of a threat, from what is threatened.
func threatMode(r *reader, x, obj int) string {
	for _, k := range []int{x, obj} {
		if k < 0 {
			continue
		}
		switch l := r.lemma(k); {
		case in("attack bomb strike kill invade retaliate destroy shell hit war force violence annihilate fire obliterate shoot", l):
			return "THREATEN:violence"
		case in("impose ban block sanction tariff close boycott restrict strike blockade", l):
			return "THREATEN:restrict"
		case in("suspend cut withdraw leave quit boycott sever break walk recall cancel", l):
			return "THREATEN:relations"
		case in("expel deport", l):
			return "THREATEN:expel"
		case in("arrest jail detain prosecute imprison", l):
			return "THREATEN:arrest"
		case in("seize annex occupy capture", l):
			return "THREATEN:territory"
		}
	}
	return "THREATEN"
}

// giftTo says that money is given to a country or a body: "is giving Vanuatu 500
// million dollars".
func (r *reader) giftTo(i, money int) bool {
	to := r.child(i, "iobj")
	if to < 0 {
		if to = r.oblNear(i, "to"); to < 0 {
			to = r.obl(money, "to for")
		}
	}
	return to >= 0 && (r.placeAt(to) || r.kind(to) == verbatim.Group)
}
