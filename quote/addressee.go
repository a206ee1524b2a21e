package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// party is somebody who is spoken to.
type party struct {
	tokens
	head  int32
	heads []int32 // of its conjuncts, head among them
	found bool
}

// Verbs by how they name who is spoken to.
var (
	// "told reporters", "assured investors": whoever follows is spoken to.
	telling = wordSet(`tell assure remind inform notify reassure brief alert`)
	// "asked ministers whether", "urged them to", "warned Iran that": one who
	// follows is, if something is said behind.
	asking = wordSet(`ask urge order beg implore instruct encourage advise warn caution promise command counsel press beseech
		entreat exhort petition lobby direct request question forbid`)
	// "informed the crew of the danger": what they are told of is no part of them.
	ofContent = wordSet(`assure remind inform notify reassure advise warn`)
	// "said to her", "wrote to the minister".
	sayingTo = wordSet(`say write explain announce complain confirm admit reveal suggest reply respond apologise apologize speak talk
		appeal add whisper shout read describe propose mention report state declare insist remark disclose plead boast lie confide
		repeat email text report deny stress joke vow swear pledge testify`)
)

// notPeople are things that are asked, told or promised.
var notPeople = wordSet(`question questions permission forgiveness help favor favour time story stories truth lie lies joke jokes tale
	action support reform reforms change changes aid money caution restraint calm patience review inquiry investigation end
	more answers all what something nothing everything anything it`)

// people are nouns for those who can be spoken to.
var people = wordSet(`reporter journalist voter resident supporter lawmaker mp senator legislator official colleague police staff employee
	investor shareholder analyst court judge jury juror parliament committee panel crowd audience congregation parent student teacher
	worker soldier troop people citizen public nation world country government council board company union ally leader minister
	president customer client friend family wife husband son daughter mother father brother sister child woman man men women
	children delegate member party army commander officer detective investigator prosecutor lawyer attorney doctor nurse
	patient passenger neighbour neighbor guest critic opponent rival team player fan coach trustee governor mayor ambassador
	diplomat envoy agency regulator authority firm bank manager boss executive director adviser aide aides press media newspaper
	paper magazine broadcaster tribunal inquest inquiry commission assembly congress senate house community rebel protester
	demonstrator pupil graduate farmer driver taxpayer donor counterpart viewer reader listener user visitor tourist migrant refugee
	boy girl kid host moderator ministry department office embassy school university hospital association group organisation
	organization campaign force contender candidate nominee patron owner builder neighbor relative witness victim survivor tenant
	frontrunner captain pilot sailor engineer scientist researcher expert bishop priest pope king queen prince chancellor chairman
	secretary spokesman clerk trainer referee landlord caretaker curator surgeon vet inspector operator apprentice treasurer librarian
	builder baker mogul tycoon nominee trader broker
	everyone everybody anyone anybody someone somebody nobody americans republicans democrats`)

// recipient finds to whom s was said.
func (g *stage) recipient(s *scene) party {
	if p := g.asked(s); p.found {
		return p
	}
	p := g.spokenTo(s)
	// An inverted subject ("asked Mr Hale") and a cue that is no verb speak to
	// nobody.
	if p.first < s.source.last && s.source.first < p.last && !g.inClause(s, p.head) || !g.verb(s.head) {
		return party{}
	}
	return p
}

// asked returns who is asked in "Asked whether he would resign, Pryce said": the source of the statement that answers.
func (g *stage) asked(s *scene) party {
	if len(s.Source) > 0 || g.words[s.head].Tag != "VBN" && g.words[s.head].Tag != "VBD" || s.head > s.lo+2 {
		return party{}
	}
	switch g.words[s.head].Lemma {
	case "ask", "press", "question", "quiz":
	default:
		return party{}
	}
	end := s.cue.last
	for _, c := range s.content {
		end = max(end, c.last)
	}
	for k := int(s.index) + 1; k < len(g.doc.Statements) && k <= int(s.index)+3; k++ {
		other := &g.doc.Statements[k]
		if len(other.Source) == 0 || len(other.Cue) == 0 {
			continue
		}
		t, cue := tokensOf(g.doc, other.Source[0]), tokensOf(g.doc, other.Cue[0])
		if t.first < end || t.first >= s.hi || cue.first >= s.hi || g.within[t.first] != s.level {
			continue
		}
		for t.last > t.first+1 && g.words[t.last-1].Tag == "," {
			t.last--
		}
		p := party{tokens: t, head: g.top(t), found: true}
		p.heads = []int32{p.head}
		return p
	}
	return party{}
}

func (g *stage) spokenTo(s *scene) party {
	verb := g.words[s.head].Lemma
	if p := g.passive(s, verb); p.found {
		return p
	}
	if telling[verb] || asking[verb] {
		if p := g.object(s, verb); p.found {
			return p
		}
	}
	// "called on ministers to", "appealed to", "said to".
	if verb == "call" && s.head+1 < s.hi {
		if w := g.lower(s.head + 1); w == "on" || w == "upon" {
			if p := g.person(s, s.head+2, true); p.found && g.infinitive(p.last, s.hi) {
				return p
			}
		}
		return party{}
	}
	if sayingTo[verb] {
		if p := g.dative(s, s.head); p.found {
			return p
		}
	}
	return g.bySetting(s)
}

// object reads whoever stands behind the verb.
func (g *stage) object(s *scene, verb string) party {
	at := s.head + 1
	for at < s.hi && (g.words[at].Tag == "RB" || g.words[at].Tag == "RP") {
		at++
	}
	if at >= s.hi || g.lower(at) == "of" {
		return party{}
	}
	governed := false // the content begins with them: "urged | residents to leave"
	if g.within[at] == s.index {
		governed = true
	}
	p := g.person(s, at, true)
	if !p.found {
		return p
	}
	next := ""
	if p.last < s.hi {
		next = g.lower(p.last)
	}
	says := g.says(p.last, s) || g.words[p.head].Rel == "iobj" // "promised them a new school"
	if verb == "promise" && p.last < s.hi {
		switch g.words[p.last].Tag {
		case "DT", "JJR", "CD", "PRP$": // "promised Ukraine more ships"
			says = true
		}
	}
	if governed && !says || governed && telling[verb] && g.words[p.head].Rel == "nsubj" {
		return party{}
	}
	switch {
	case telling[verb]:
		if notPeople[g.lower(p.head)] || eventNouns[g.words[p.head].Lemma] && !g.outletIn(p.tokens) && !g.assembled(p.tokens) {
			p.found = false
		}
	case verb == "order" || verb == "urge" || verb == "encourage" || verb == "direct" || verb == "press" || verb == "request" || verb == "command":
		p.found = g.infinitive(p.last, s.hi) || g.isPerson(&p) && g.ends(p.last, s) && verb != "order" && verb != "request" && verb != "press"
	case verb == "question":
		p.found = g.isPerson(&p) && (next == "about" || next == "on" || next == "over")
	case verb == "ask" && (next == "if" || next == "whether" || next == "how" || next == "why" || next == "what" || next == "who" || next == "where"):
		p.found = !notPeople[g.lower(p.head)]
	default:
		p.found = (g.isPerson(&p) || g.infinitive(p.last, s.hi) && verb != "promise") && !notPeople[g.lower(p.head)]
	}
	return p
}

// assembled reports whether a gathering is those who have come to it: "told the
// party conference".
func (g *stage) assembled(t tokens) bool {
	return g.has(t, "conference", "convention", "congress") && g.has(t, "party", "union", "labour", "conservative", "democratic", "republican")
}

// says reports whether what stands at token i can begin what somebody is told.
func (g *stage) says(i int32, s *scene) bool {
	if i >= s.hi {
		return false
	}
	switch g.lower(i) {
	case "that", "to", "not", "whether", "if", "why", "how", "what", "when", "where", "who", "about", "of", "against", ":", ",", "for":
		return true
	}
	return g.doc.Tokens[i].Quotation >= 0
}

// ends reports whether the clause ends at token i.
func (g *stage) ends(i int32, s *scene) bool {
	if i >= s.hi {
		return true
	}
	tag := g.words[i].Tag
	return tag == "," || tag == "." || tag == ":" || g.doc.Tokens[i].Quotation >= 0
}

// infinitive reports whether "to" or "not to" and a verb follow.
func (g *stage) infinitive(i, hi int32) bool {
	if i < hi && (g.lower(i) == "not" || g.lower(i) == "never") {
		i++
	}
	return i+1 < hi && g.lower(i) == "to" && (g.words[i+1].Tag == "VB" || g.words[i+1].Tag == "RB" || g.words[i+1].Tag == "NN")
}

// dative reads "to somebody" behind token i, which is a verb or a noun of
// speech: at once, or where the tree has it.
func (g *stage) dative(s *scene, i int32) party {
	for k := i + 1; k < s.hi && k <= i+8; k++ {
		if !g.free(s, k) {
			break
		}
		if g.lower(k) != "to" {
			continue
		}
		if k+1 < s.hi && g.words[k+1].Tag == "VB" && !people[g.words[k+1].Lemma] {
			return party{}
		}
		if p := g.person(s, k+1, false); p.found && g.isPerson(&p) && (k == i+1 || g.words[p.head].Head == i || g.words[p.head].Head == s.head) {
			return p
		}
	}
	return party{}
}

// passive reads "residents were told", with the tree's subject.
func (g *stage) passive(s *scene, verb string) party {
	if !telling[verb] && !asking[verb] || g.words[s.head].Tag != "VBN" {
		return party{}
	}
	helped, subject := false, int32(-1)
	for k := max(s.lo, s.head-20); k < s.head; k++ {
		if g.words[k].Head != s.head {
			continue
		}
		switch g.words[k].Rel {
		case "aux:pass":
			helped = true
		case "nsubj:pass":
			subject = k
		}
	}
	ok := func(k int32) bool { return g.free(s, k) || g.within[k] == s.index && k < s.cue.first }
	if !helped || subject < 0 || !ok(subject) {
		return party{}
	}
	first := subject
	for first > s.lo && g.words[first-1].Head == subject && ok(first-1) && g.words[first-1].Tag != "," && g.words[first-1].Tag != "CC" {
		first--
	}
	p := g.person(s, first, true)
	// Somebody who is taken for the source cannot be both.
	if !p.found || !g.isPerson(&p) && !(telling[verb] && !notPeople[g.lower(p.head)]) || p.first < s.source.last && s.source.first < p.last {
		return party{}
	}
	return p
}

// bySetting reads whoever the setting names: "in a letter to the minister",
// "speaking to supporters", "addressing MPs", "asked by reporters", "in reply
// to a question from a pupil".
func (g *stage) bySetting(s *scene) party {
	for i := s.lo; i < s.hi; i++ {
		w := &g.words[i]
		if p := g.asker(s, i); p.found {
			return p
		}
		if !g.free(s, i) || i == s.head {
			continue
		}
		var p party
		switch {
		case w.Lemma == "address" && w.Tag == "VBG":
			p = g.person(s, i+1, false)
		case (w.Lemma == "speak" || w.Lemma == "talk" || w.Lemma == "write") && w.Tag == "VBG":
			p = g.dative(s, i)
		case (w.Lemma == "ask" || w.Lemma == "question" || w.Lemma == "press") && w.Tag == "VBN":
			for k := i + 1; k < s.hi && k < i+8; k++ {
				if g.lower(k) == "by" {
					p = g.person(s, k+1, false)
					break
				}
			}
		case g.noun(i) && (w.Lemma == "question" || w.Lemma == "request") && i+1 < s.hi && (g.lower(i+1) == "from" || g.lower(i+1) == "by"):
			if pre := g.preposition(i); pre != "to" && pre != "by" && pre != "" {
				continue
			}
			p = g.person(s, i+2, false)
		case g.noun(i) && (venueNouns[w.Lemma].kind == verbatim.Letter || w.Lemma == "speech" || w.Lemma == "address" || w.Lemma == "remarks" || w.Lemma == "remark" || w.Lemma == "testimony" || w.Lemma == "comment" || w.Lemma == "statement"):
			if i+1 < s.hi && g.lower(i+1) == "to" && !beside[g.preposition(i)] {
				p = g.dative(s, i)
			}
		default:
			continue
		}
		if p.found && g.isPerson(&p) && !g.sourcedParty(s, &p) && g.attached(s, i, tokens{i, i + 1}) {
			return p
		}
	}
	return party{}
}

// asker reads who asked, where the question is a statement of its own: "Asked
// by reporters whether he would resign, Pryce said".
func (g *stage) asker(s *scene, i int32) party {
	k := g.cueOf[i]
	if k < 0 || k == s.index || g.words[i].Tag != "VBN" || g.words[i].Lemma != "ask" || g.within[i] != s.level || g.words[i].Head != s.head {
		return party{}
	}
	other := &g.doc.Statements[k]
	if len(other.Source) == 0 {
		return party{}
	}
	t := tokensOf(g.doc, other.Source[0])
	if t.first <= i || t.last > s.hi || t.first-i > 4 {
		return party{}
	}
	return g.person(s, t.first, false)
}

// sourcedParty reports whether p is in the noun phrase of the source.
func (g *stage) sourcedParty(s *scene, p *party) bool {
	return g.sourced(s, p.tokens) && !g.inClause(s, p.head)
}

// person reads the noun phrases that begin at token i: one, or several joined
// by "and", each with an "of" behind it. Where content is set they may lie in
// the content.
func (g *stage) person(s *scene, i int32, content bool) party {
	ok := func(k int32) bool { return g.free(s, k) || content && g.within[k] == s.index }
	if i >= s.hi || !ok(i) {
		return party{}
	}
	var p party
	p.first = i
	for at := i; ; {
		t, head, found := g.phrase(at, s.hi, ok)
		if !found {
			break
		}
		p.last, p.head, p.found = t.last, head, true
		p.heads = append(p.heads, head)
		for p.last+1 < s.hi && ok(p.last) && g.lower(p.last) == "of" && !pressPeople[g.words[head].Lemma] && !ofContent[g.words[s.head].Lemma] {
			of, _, found := g.phrase(p.last+1, s.hi, ok)
			if !found {
				break
			}
			p.last = of.last
		}
		// "ministers and officials", but not "told MPs and said".
		if p.last+1 >= s.hi || !ok(p.last) || g.lower(p.last) != "and" {
			break
		}
		if w := &g.words[p.last+1]; w.Head < 0 || g.verb(p.last+1) || w.Rel == "nsubj" {
			break
		}
		at = p.last + 1
		if _, h, found := g.phrase(at, s.hi, ok); !found || g.words[h].Rel == "nsubj" {
			break
		}
	}
	return p
}

// isPerson reports whether p can be spoken to: a pronoun, a name, a known
// mention of people, or a noun for them.
func (g *stage) isPerson(p *party) bool {
	w := &g.words[p.head]
	word := g.lower(p.head)
	if notPeople[word] {
		return false
	}
	switch {
	case w.Tag == "PRP":
		return true
	case strings.HasPrefix(w.Tag, "NNP"):
		return !weekday(g.doc.Tokens[p.head].In(g.doc.Text))
	case people[w.Lemma] || people[word]:
		return true
	}
	if m := g.mention(p.head); m >= 0 {
		switch g.doc.Mentions[m].Kind {
		case verbatim.Person, verbatim.Group, verbatim.Organisation:
			return true
		}
	}
	if w.Tag == "NNS" {
		for _, end := range [...]string{"ers", "ors", "ists", "ians", "ants", "ees", "men"} {
			if strings.HasSuffix(word, end) && !things[word] {
				return true
			}
		}
	}
	return false
}

// things are plurals that end like people.
var things = wordSet(`numbers papers powers answers letters orders matters figures computers errors factors doors rumors rumours borders
	offers tears fears years layers wants grants fees degrees trees committees guarantees restaurants elephants plants tankers
	newspapers members' corners covers towers rivers waters weapons dangers`)
