package quote

// Court reports tell what was said in court by what the court heard: "The inquest heard how she fell".

// listeners are the bodies that hear what is said before them.
var listeners = wordSet(`court jury inquest tribunal hearing inquiry panel committee magistrate bench trial jurors`)

// heard puts what a court has heard among the picks and drops what was found inside.
func (v *view) heard(picks []pick) []pick {
	for i := range int32(len(v.tok)) {
		if v.words[i].Lemma != "hear" || v.words[i].Tag != "VBD" && v.words[i].Tag != "VBN" && v.words[i].Tag != "VBZ" || v.tok[i].quote >= 0 || v.doc.Sentences[v.sent[i]].Furniture {
			continue
		}
		p, ok := v.hearing(i)
		if !ok {
			continue
		}
		kept := picks[:0]
		for _, o := range picks {
			if o.first >= p.source[0].first && o.last <= p.content[0].last {
				continue // what is reported inside is looked for later
			}
			kept = append(kept, o)
		}
		picks = append(kept, p)
	}
	return picks
}

// hearing reads "the court heard that …" around the verb i.
func (v *view) hearing(i int32) (pick, bool) {
	p := pick{head: i, told: true, p: 1}
	s := v.tok[i].subject
	if s < 0 || s >= i || i-s > maxTold || !v.listens(s) {
		return p, false
	}
	p.first, p.last = v.group(i)
	source := tokens{max(v.tok[s].left, v.tok[i].first), v.tok[s].right + 1}
	for source.last > source.first && (source.last > p.first || v.tok[source.last-1].pos == posPunct) {
		source.last--
	}
	for source.first > v.tok[i].first && i-source.first < maxTold {
		// "Leeds Crown Court": the tree may have cut the name.
		if k := source.first - 1; v.tok[k].pos == posNoun || v.tok[k].pos == posAdjective || v.words[k].Tag == "DT" || v.words[k].Tag == "PRP$" {
			source.first--
			continue
		}
		break
	}
	last := v.ending(i)
	t := tokens{i + 1, last}
	for t.first < last && t.first < i+5 && (v.words[t.first].Tag == "NNP" && isDay(v.lower(t.first)) || v.lower(t.first) == "on" && isDay(v.lower(min(t.first+1, last-1)))) {
		t.first++ // "heard on Monday that"
	}
	if source.last <= source.first || source.last-source.first > maxTold || last-t.first < 4 {
		return p, false
	}
	switch v.lower(t.first) {
	case "that", "how":
	default:
		// A clause without "that" has a subject and a verb of its own.
		if c, ok := v.complement(i); (!ok || c.first != t.first) && !v.clauseAt(t) {
			return p, false
		}
	}
	// It ends before "said the prosecutor", and before what another verb says.
	for k := t.first; k < t.last; k++ {
		if v.tok[k].opens && v.tok[k].quote >= 0 && v.quot[v.tok[k].quote].last > t.last {
			return p, false
		}
	}
	p.source, p.content = []tokens{source}, v.closed([]tokens{t})
	return p, true
}

// clauseAt reports whether t begins with a subject that a finite verb follows: "Smith, 32, had been drinking".
func (v *view) clauseAt(t tokens) bool {
	if tag := v.words[t.first].Tag; tag != "NNP" && tag != "PRP" && tag != "DT" && tag != "PRP$" {
		return false
	}
	switch v.lower(t.first) {
	case "him", "her", "them", "me", "us":
		return false
	}
	for k := t.first + 1; k < t.last && k < t.first+9; k++ {
		switch v.words[k].Tag {
		case "VBD", "VBZ", "MD":
			return true
		case "IN", "TO", "WDT", "VBG", "CC":
			return false
		}
	}
	return false
}

// listens reports whether the noun at s, or what stands for it in a name, is a body that hears cases.
func (v *view) listens(s int32) bool {
	for k := max(v.tok[s].left, s-6); k <= min(v.tok[s].right, s+3) && k < int32(len(v.tok)); k++ {
		if k >= s && v.words[k].Tag == "IN" {
			break
		}
		if listeners[v.words[k].Lemma] || listeners[v.lower(k)] {
			return true
		}
	}
	return false
}

func isDay(s string) bool {
	switch s {
	case "today", "yesterday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday":
		return true
	}
	return false
}
