package entity

import "github.com/verbatim-record/verbatim"

// PronounScore counts the third-person pronouns of labelled documents: all that
// have another labelled mention of their entity that is no pronoun or stands
// before, and those that were linked to one of theirs.
type PronounScore struct{ Pronouns, Right, Linked, Reached int }

// ScorePronouns resolves a labelled document with its labelled mentions given, and adds to the score.
func ScorePronouns(d Linked, l *Linker, facts Facts, s *PronounScore) {
	v := d.view(facts)
	of := v.findGiven(d.Labels)
	allowed := make([]bool, len(v.phrases))
	members := map[int]int{}
	for _, l := range d.Labels {
		members[l.Entity]++
	}
	entity := func(p int32) int {
		if of[p] < 0 {
			return -1
		}
		return d.Labels[of[p]].Entity
	}
	for p := range v.phrases {
		allowed[p] = of[p] >= 0
	}
	v.chainNames()
	v.describe()
	w := &work{}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.title || ph.row != nil || ph.chain >= 0 || !allowed[p] {
			continue
		}
		switch {
		case ph.form == verbatim.Nominal:
			if anaphoric(ph) {
				v.decide(l, w, p, allowed)
			}
		case ph.class == relative:
			if q := v.antecedent(p); q >= 0 && allowed[q] {
				v.link(p, q, 1)
			}
		case ph.class >= he && ph.class <= they:
			want := entity(int32(p))
			c := v.choose(l, w, p, allowed, members[want] > 1)
			right := false
			if c.phrase >= 0 {
				right = entity(c.phrase) == want
				v.link(p, int(c.phrase), c.p)
				s.Linked++
			}
			if members[want] < 2 {
				continue
			}
			s.Pronouns++
			for _, k := range w.candidates {
				if entity(k.phrase) == want {
					s.Reached++
					break
				}
			}
			if right {
				s.Right++
			}
		}
	}
}

// ResolvedScore counts the third-person pronouns of labelled documents resolved without help: those that refer to
// something labelled, those that were linked, and those linked to what they refer to.
type ResolvedScore struct{ Labelled, Linked, Right int }

// ScoreResolved resolves a labelled document as Resolve does and adds to the score.
func ScoreResolved(d Linked, l *Linker, facts Facts, s *ResolvedScore) {
	v := d.view(facts)
	v.find()
	v.chainNames()
	v.describe()
	v.bodies()
	v.refer(l)
	heads := clusters(d.Labels)
	members := map[int]int{}
	for _, m := range d.Labels {
		members[m.Entity]++
	}
	for p := range v.phrases {
		ph := &v.phrases[p]
		if ph.class < he || ph.class > they {
			continue
		}
		want, labelled := v.labelled(p, heads)
		labelled = labelled && members[want] > 1
		if labelled {
			s.Labelled++
		}
		if ph.chain < 0 {
			continue
		}
		// The nearest of the chain that is labelled, before the pronoun if there is one.
		got, found := 0, false
		for _, q := range v.chains[ph.chain].phrases {
			if int(q) == p || found && int(q) > p {
				continue
			}
			if e, ok := v.labelled(int(q), heads); ok {
				got, found = e, true
			}
		}
		if !found && !labelled {
			continue // of something that is not labelled at all
		}
		s.Linked++
		if found && labelled && got == want {
			s.Right++
		}
	}
}
