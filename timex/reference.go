package timex

// reference reads what points at the present, the past or the future and at no
// date: "now", "at the moment", "in the near future", "soon".
func (r *reader) reference(i int) (found, bool) {
	f := found{i: i, j: i + 1}
	switch r.c(i) {
	case cRef:
		if r.c(i+1) == cDash && r.glued(i+1) || r.text(i+1) == "that" {
			return f, false // "now-defunct", "now that"
		}
		f.value = references[r.n(i)]
		return f, true
	case cSoon:
		switch r.text(i - 1) {
		case "as", "too", "so", "how", "not", "As", "How", "very":
			return f, false
		}
		if r.c(i+1) == cBefore || r.c(i+1) == cDash {
			return f, false
		}
		f.value = references[2]
		return f, true
	case cAs:
		if r.c(i+1) == cSoon && r.c(i+2) == cAs && r.text(i+3) == "possible" {
			return found{i: i, j: i + 4, value: references[2]}, true
		}
	case cPresent:
		if r.c(i-1) == cAt {
			f.value = references[0]
			return f, true
		}
	case cThe, cThis:
		in := r.c(i-1) == cIn || r.text(i-1) == "for" || r.text(i-1) == "into"
		switch {
		case r.text(i+1) == "moment" && r.c(i-1) == cAt && r.c(i+2) != cOf && r.text(i+2) != "when":
			return found{i: i, j: i + 2, value: references[0]}, true
		case r.c(i) == cThis:
		case r.c(i+1) == cPresent && r.text(i+2) == "time" && r.c(i-1) == cAt:
			return found{i: i, j: i + 3, value: references[0]}, true
		case r.c(i+1) == cPast && in && r.bareHead(i+2) && r.c(i+2) != cNum && r.c(i+2) != cFew:
			return found{i: i, j: i + 2, value: references[1]}, true
		case in:
			k := i + 1
			for r.c(k) == cFuture && r.text(k) != "future" && k < i+3 {
				k++
			}
			if r.text(k) == "future" && r.c(k+1) != cOf && r.bareHead(k+1) {
				return found{i: i, j: k + 1, value: references[2]}, true
			}
		}
	}
	return f, false
}
