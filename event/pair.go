package event

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A pairing is an event that a verb and its object name together, of a PLOVER
// type that has no kind of the record's own.
type pairing struct {
	objects string // lemmas; "" is any, "people" and "place" are what they say
	plover  string
}

// pairings are read from "verbs | objects | PLOVER" a line.
var pairings = func() map[string][]pairing {
	out := map[string][]pairing{}
	for line := range strings.Lines(`
lift,ease,relax,shorten,remove,end,cancel,repeal,drop | curfew restriction ban emergency measure siege censorship rule limit | CONCEDE
lift,ease,end,open,reopen | blockade border crossing corridor siege checkpoint | RETREAT:access
suspend,call,end,halt,postpone | strike protest demonstration boycott campaign | CONCEDE
accept,meet,concede,satisfy,grant | demand condition term request right reform autonomy | CONCEDE
allow,permit,let | people rally protest march demonstration candidate | CONCEDE
approve,adopt,introduce,initiate | reform law concession amnesty | CONCEDE
impose,reimpose,extend,declare,enforce | curfew | COERCE:curfew
impose,reimpose,declare,proclaim | emergency siege martial law | COERCE:martial-law
impose,reimpose,tighten,enforce | blockade restriction closure ban blackout | COERCE:restrict
prevent,disperse,break,stop | demonstration protest rally march demonstrator protester crowd | COERCE:restrict
close,shut,suspend,order | newspaper station radio office channel | COERCE:censor
search,confiscate,freeze | weapon house home property asset account explosive | COERCE:seize
evict,round,beat | refugee migrant squatter | COERCE
block,blockade,occupy,obstruct | road street bridge highway transport traffic entrance railway port roadway motorway | PROTEST:obstruct
hold,stage,organise,organize,lead,join,attend | rally protest demonstration march sit-in vigil | PROTEST:demo
begin,start,continue,stage,hold,launch,organise,organize,call,go | strike walkout stoppage | PROTEST:strike
stop,down | work tool | PROTEST:strike
throw,hurl | stone rock bottle | PROTEST:riot
burn | flag effigy | PROTEST:demo
collect,gather | signature | PROTEST
establish,restore,upgrade,resume,improve,normalise,normalize,strengthen,forge | tie relation relationship link | SUPPORT
sign,ratify | treaty convention protocol | SUPPORT
defend,support,back,endorse,hail,welcome | right effort statement decision move plan people initiative policy resolution bid place | SUPPORT
evacuate,dismantle,leave | settlement base outpost | RETREAT
allow,permit | return inspector observer access | CONCEDE
boycott | election vote contact talk summit product good | PROTEST:boycott
tolerate | rally protest | THREATEN
deliver,inflict,launch | blow offensive | ASSAULT
forgive,pardon | people | CONCEDE
violate | right | COERCE
break | server network computer database account | COERCE:cyber
deface,hack | site website computer network system | COERCE:cyber
demobilise,demobilize,disarm | people | RETREAT:disarm
mediate | dispute talk conflict | CONSULT
undertake,launch,begin,lead,offer | mediation effort mission | CONSULT:third-party
extend,give | welcome reception | CONSULT:visit
express,voice,reaffirm,declare | support solidarity sympathy condolence | SUPPORT
open,reopen | embassy consulate | SUPPORT
share,exchange | intelligence information evidence expertise datum technology | COOPERATE
extradite | people | COOPERATE
hold,launch,conduct,begin | exercise game manoeuvre maneuver drill | COOPERATE
sign,expand,increase,boost | trade contract cooperation exchange | COOPERATE
grant,give,offer | asylum refuge sanctuary | AID
evacuate,rescue,treat | people wounded civilian casualty | AID
hand,provide,donate,give,deliver,contribute | good dollar euro pound medicine food intelligence goods aid money grant dollar help support training | AID
train | soldier troop police army force fighter | AID
capture,retake,overrun,seize,take,recapture,occupy | place town village city stronghold base territory position hill | ASSAULT
demolish,destroy,raze,burn,torch | house home building village property bridge church mosque office school | ASSAULT:destroy
beat,abuse,rape,wound,injure,maim | people | ASSAULT:beat
set | fire | ASSAULT:destroy
explode,detonate,plant,set | bomb device mine charge | ASSAULT:explosives
open | fire | ASSAULT:firearms
use,fire | gas cannon bullet | ASSAULT:crowd-control
break | ceasefire truce | ASSAULT
strengthen,reinforce,increase,boost,double | force troop army garrison presence patrol security | MOBILIZE:troops
put,place,remain,stay | alert | MOBILIZE:troops
arm | people | MOBILIZE:militia
order,step | patrol | MOBILIZE:police
test,fire | missile weapon | MOBILIZE:weapons
break,cut,sever,suspend,downgrade,reduce,end,halt,freeze,cancel | tie relation contact link aid supply visit talk mediation assistance trade flight programme program | SANCTION:discontinue
recall,expel | ambassador envoy diplomat inspector | SANCTION:expel
withdraw,pull | ambassador envoy observer inspector | SANCTION:withdraw
convict,sentence,fine,find | people | SANCTION:convict
deny,refuse | allocation request entry visa admission admittance access permission | REJECT
dismiss,oppose,ignore,defy | appeal offer call proposal plan demand mediation ban deployment idea request | REJECT
violate,break,breach | ban order ruling agreement promise | REJECT
dispatch,send | inspector monitor investigator | ACCUSE:investigate
launch,open,order,begin,conduct,complete | investigation inquiry probe hearing | ACCUSE:investigate
file,lodge,bring | charge complaint lawsuit suit protest | ACCUSE
summon | ambassador envoy | ACCUSE:disapprove
charge | people | ACCUSE:allege
accept,approve | formula proposal plan deal compromise offer | AGREE
accept,admit | people refugee migrant | CONCEDE
announce,order | suspension closure | SANCTION:discontinue
release,free,return,repatriate,surrender | prisoner hostage refugee body weapon property | RETREAT:release
lay,surrender,hand,destroy | arm weapon | RETREAT:disarm
pay | compensation reparation | RETREAT
receive,admit | observer inspector mission peacekeeper | RETREAT:access
complete,begin | withdrawal pullout | RETREAT:withdraw
seek,request | asylum refuge help aid support assistance | REQUEST:assist
push,press,pressure,lobby | people | REQUEST
offer | | AGREE
`) {
		f := strings.Split(line, "|")
		if len(f) != 3 {
			continue
		}
		p := pairing{strings.TrimSpace(f[1]), strings.TrimSpace(f[2])}
		for v := range strings.SplitSeq(strings.TrimSpace(f[0]), ",") {
			out[v] = append(out[v], p)
		}
	}
	return out
}()

// paired reads verb i and its object as one event.
func (r *reader) paired(i int, rows []pairing) (cand, bool) {
	c := cand{sense: sense{frame: "pair"}, head: i, lo: i, hi: i, clause: i, place: -1, topic: -1}
	if r.rel(i) == "amod" || r.rel(i) == "compound" || r.tag(i) == "VBG" && in("actor actress role cast", r.low(i+1)) {
		return c, false
	}
	obj, subj, passive := r.objectOf(i), r.subject(i), r.passive(i)
	if passive {
		subj = r.agent(i)
	}
	if obj < 0 && !passive {
		obj = r.oblNear(i, "over up off down on into to")
	}
	if obj < 0 || subj >= 0 && !r.people(subj) || subj < 0 && !passive {
		return c, false
	}
	if x := r.child(i, "xcomp"); obj < 0 && x == i+2 && r.noun(x) && r.low(i+1) == "on" {
		obj = x // "went on strike", which the parser takes for a particle
	}
	if passive && r.has(i+1, i+4, "alert") {
		if k := r.obl(i, "on"); k >= 0 {
			obj = k // "were put on high alert"
		}
	}
	second := -1 // "gave the country five million dollars": the second is the object
	r.kids(i, func(k int) bool {
		if rel := r.words[k].Rel; k > i && k != obj && (rel == "obj" || rel == "xcomp" && r.noun(k)) {
			second = k
		}
		return true
	})
	for _, p := range rows {
		if !r.isOne(obj, p.objects) {
			if second < 0 || p.objects == "" || !r.isOne(second, strings.TrimPrefix(p.objects, "people ")) {
				continue
			}
			obj, second = second, obj
		}
		c.plover = p.plover
		if strings.HasPrefix(p.plover, "PROTEST:strike") && r.compounded(obj, "hunger") {
			c.plover = "PROTEST:hunger"
		} else if p.plover == "PROTEST:strike" && (r.weaponMod(obj) || r.obl(obj, "on against") >= 0 && r.placeAt(r.obl(obj, "on against"))) {
			continue
		}
		c.parts = r.with(nil, subj, verbatim.Actor)
		k := r.owned(obj, "of against on with to for from")
		if k >= 0 && subj >= 0 && r.tag(k) == "PRP$" && (r.entity(k) < 0 || r.entity(k) == r.entity(subj)) {
			k = -1 // "its forces" are the subject's
			if of := r.obl(obj, "against on with to for from"); of >= 0 && r.people(of) {
				k = of
			}
		}
		switch {
		case strings.Contains(p.objects, "people") && r.people(obj), r.lemma(i) == "summon":
			c.parts = r.with(c.parts, obj, verbatim.Target)
		case r.placeAt(obj):
			c.parts = r.with(c.parts, obj, verbatim.Target)
			c.place = obj
		case k >= 0:
			c.parts = r.with(c.parts, k, verbatim.Target)
		default:
			if k := r.child(i, "iobj"); k >= 0 && k != obj && r.people(k) {
				c.parts = r.with(c.parts, k, verbatim.Target)
			} else if k := r.oblNear(i, "against with to from in on for at"); k >= 0 && k != subj && r.people(k) && !(strings.HasPrefix(p.plover, "PROTEST") && r.setting(k)) {
				c.parts = r.with(c.parts, k, verbatim.Target)
			}
		}
		c.topic = obj
		return c, true
	}
	return c, false
}

// isOne says that noun i is one of the objects of a pairing.
func (r *reader) isOne(i int, objects string) bool {
	if objects == "" {
		return nouns[r.lemma(i)].kind == "" // else the noun names the event
	}
	if in(objects, r.lemma(i)) || in(objects, strings.TrimSuffix(r.low(i), "s")) {
		return true
	}
	if k := r.obl(i, "of"); k >= 0 && (in(objects, r.lemma(k)) || in(objects, strings.TrimSuffix(r.low(k), "s"))) {
		return true
	}
	return in(objects, "people") && r.people(i) && !r.placeAt(i) || in(objects, "place") && r.placeAt(i)
}

// inclined reads "is willing to", "is committed to": PLOVER's AGREE, of nobody's
// kind.
func (r *reader) inclined(i int) (cand, bool) {
	c := cand{sense: sense{"", "AGREE", "pair"}, head: i, lo: i, hi: i, clause: i, place: -1, topic: -1}
	if r.low(i+1) != "to" || r.rel(i) == "amod" {
		return c, false
	}
	s := r.subject(i)
	if s < 0 || !r.people(s) {
		return c, false
	}
	c.parts = r.with(nil, s, verbatim.Actor)
	c.topic = r.head(i + 1)
	if c.topic < i {
		c.topic = -1
	} else if k := r.objectOf(c.topic); r.verb(c.topic) {
		if to := r.oblNear(c.topic, "to with from"); to >= 0 && r.people(to) {
			k = to
		} else if to := r.obl(k, "to with from"); k >= 0 && to >= 0 && r.people(to) {
			k = to // "to withdraw its troops from Lebanon"
		}
		if k >= 0 && r.people(k) {
			c.parts = r.with(c.parts, k, verbatim.Target)
		}
	}
	return c, true
}

// required reads "said that Sudan must return it": a request of who must.
func (r *reader) required(i int) (cand, bool) {
	c := cand{sense: sense{"", "REQUEST", "pair"}, lo: i, hi: i, place: -1}
	h := r.head(i)
	if h < 0 || h < i || r.rel(h) != "ccomp" {
		return c, false
	}
	s, says := r.ownSubject(h), r.head(h)
	if s < 0 || !r.people(s) || says < 0 || !r.verb(says) {
		return c, false
	}
	by := r.subject(says)
	if by < 0 || !r.people(by) {
		return c, false
	}
	c.head, c.clause, c.topic = says, says, h
	c.parts = r.with(r.with(nil, by, verbatim.Actor), s, verbatim.Target)
	return c, true
}

// recipient is whom an act is aimed at where its frame gave nobody: the first
// that the words of what is refused, threatened or asked name, a few steps
// down the tree at most; for the types without a kind, anywhere behind the
// trigger in what it governs. Who is acted on comes before where it is done.
func (r *reader) recipient(c *cand) int {
	deep := 2
	switch {
	case c.kind == "":
		deep = 5
	case in("demand threat", string(c.kind)) && c.topic >= 0:
		deep = 4
	case in("attack refusal promise agreement", string(c.kind)) && c.topic >= 0:
	case c.kind == "sanction" || c.kind == "aid":
	default:
		return -1
	}
	root := c.topic
	if root < 0 || c.kind == "" {
		root = c.clause
		if root < 0 {
			root = c.head
		}
	}
	actor := map[int]bool{}
	for _, p := range c.parts {
		actor[r.entity(p.tok)] = true
	}
	named := func(k int) bool {
		m := r.at(k)
		return m >= 0 && r.doc.Mentions[m].Head == k && r.doc.Mentions[m].Form != verbatim.Pronoun && !r.timed(k) && r.entity(k) >= 0 && !actor[r.entity(k)]
	}
	// In turn: who is named in the clause itself, where, then who is named in a
	// clause below, and where. A protest has whom it is against in what it asks for.
	const here, where, below, belowWhere = 1, 2, 3, 4
	order := [...]int{here, where, below, belowWhere}
	if strings.HasPrefix(c.plover, "PROTEST") {
		order = [...]int{here, below, where, belowWhere}
	}
	var first [belowWhere + 1]int
	for k := c.head + 1; k < min(r.hi, c.head+25); k++ {
		if !named(k) {
			continue
		}
		whole := r.whole(k)
		if c.frame == "agree" && r.placeAt(whole) && in("in at", r.preposition(whole)) {
			continue // where they agreed to meet
		}
		if actor[r.entity(whole)] || r.sayer(whole) {
			continue
		}
		if in("promise agreement", string(c.kind)) && !in("to for with", r.preposition(whole)) {
			continue // what is promised is of many things, and to somebody
		}
		class := here
		if in("in at near outside inside throughout across along on", r.preposition(whole)) {
			class = where
		}
		for at, n := whole, 0; n <= deep && at >= 0; at, n = r.head(at), n+1 {
			if at == root || at == c.head {
				if first[class] == 0 {
					first[class] = whole + 1
				}
				break
			}
			if class < below && (r.verb(at) || in("after since before during following amid despite because", r.preposition(at))) {
				class += below - here
			}
		}
	}
	for _, class := range order {
		if first[class] > 0 {
			return first[class] - 1
		}
	}
	if c.kind != "" {
		return -1
	}
	for k := c.head + 1; k < min(r.hi, c.head+15) && !in("say tell announce report", r.lemma(k)); k++ {
		if named(k) {
			if whole := r.whole(k); !r.sayer(whole) {
				return whole
			}
		}
	}
	return -1
}

// whole is the phrase that the name at k only describes: "the Sudanese
// government" and not the Sudanese, "Niger's ambassador" and not Niger.
func (r *reader) whole(k int) int {
	for n := 0; n < 3 && r.in(k); n++ {
		h := r.head(k)
		if h <= k || h-k > 6 || !r.noun(h) || r.low(k+1) == "and" {
			break
		}
		rel := r.rel(k)
		if !(in("amod compound", rel) && (r.people(h) || in(struckThings, r.lemma(h))) || rel == "nmod:poss" && r.person(h) && (peopleSet[r.lemma(h)] || r.kind(h) == verbatim.Person)) {
			break
		}
		k = h
	}
	return k
}

// sayer says that noun k is who reports the sentence.
func (r *reader) sayer(k int) bool {
	h := r.head(k)
	return in("say tell announce report", r.lemma(h)) && in("nsubj nsubj:pass obl", r.rel(k))
}

// setting says that noun k stands behind a preposition of place or of what
// came before.
func (r *reader) setting(k int) bool {
	return in("in at near outside inside since after before during following around throughout across along", r.preposition(k))
}
