package timex

// inName says whether the weekday at k is part of a name: "Bloody Sunday",
// "the Sunday Times", "the Mail on Sunday".
func (r *reader) inName(k int) bool {
	switch r.text(k - 1) {
	case "Bloody", "Super", "Giving", "Freaky", "Sheffield", "Fat", "Manic", "Blue", "Gloomy", "Ruby", "Good", "Black", "Cyber", "Ash", "Palm", "Maundy", "Back", "Casual", "Throwback", "Red", "White":
		return true
	case "on":
		switch r.text(k - 2) {
		case "Mail", "Independent", "Scotland", "Wales", "Herald", "Life":
			return true
		}
	}
	switch r.text(k + 1) {
	case "Times", "Telegraph", "Mirror", "Express", "Post", "Mail", "Herald", "World", "Star", "Sun", "People", "Independent",
		"Business", "Club", "Murder", "Agreement", "Tribune", "Review", "Magazine", "Politics", "Brunch", "School":
		return true
	case "Night":
		return r.upper(k+2) && r.c(k+2) == none // "Saturday Night Live"
	case "Morning":
		return r.upper(k + 1)
	}
	return false
}

// isMonth says whether the name at k is a month: May is also a verb and a
// surname, March a demonstration, April, June and August people.
func (r *reader) isMonth(k int) bool {
	if !r.upper(k) {
		return false
	}
	w := r.text(k)
	prev := r.c(k - 1)
	strong := false
	switch prev {
	case cIn, cFrom, cLast, cNext, cThis, cEarly, cMid, cOf, cBetween, cLater:
		strong = true
	case cTo:
		strong = r.text(k-1) != "to" || prev == cTo && r.after(k, cFrom)
	}
	year := false
	at := k + 1
	if r.c(at) == cComma || r.c(at) == cOf {
		at++
	}
	if _, ok := r.yearNumber(at, false); ok {
		year = true
	}
	if r.n(k)&abbreviated != 0 {
		return year || strong || w[len(w)-1] == '.' && r.c(k+1) != none
	}
	switch m := r.n(k) & (abbreviated - 1); {
	case year:
		return true
	case m == 5:
		if r.tag(k) == "MD" {
			return false
		}
		if strong && (prev != cOf && prev != cFrom && prev != cBetween || !r.mayIsSurname()) {
			return true
		}
		by := r.text(k - 1)
		return (by == "by" || by == "to" || by == "on" || by == "for" || by == "after" || by == "before" || prev == cA || prev == cThe || prev == cPoss || prev == cAnd && r.nearYear(k)) && !r.mayIsSurname() && r.tag(k) != "VB"
	case m == 3:
		return strong || prev == cAnd && r.nearYear(k) || r.text(k-1) == "by" || prev == cTo && r.tag(k) == "NNP" || (prev == cThe || prev == cA) && r.tag(k+1) == "NN" && r.c(k+1) == none && !r.upper(k+1)
	case m == 4 || m == 6 || m == 8:
		// A surname behind, or a first name's verb.
		if strong {
			return true
		}
		return !(r.upper(k+1) && r.c(k+1) == none) && !(r.upper(k-1) && r.c(k-1) == none && k-1 > r.lo) && r.tag(k+1) != "VBD"
	}
	return true
}

// after says whether a token of class c stands a few tokens in front of k.
func (r *reader) after(k int, c class) bool {
	for j := k - 1; j >= k-5; j-- {
		if r.c(j) == c {
			return true
		}
	}
	return false
}

// mayIsSurname says whether the text names somebody called May.
func (r *reader) mayIsSurname() bool {
	if r.surnameMay == 0 {
		r.surnameMay = 1
		for k := 1; k < len(r.tokens); k++ {
			if r.text(k) != "May" {
				continue
			}
			switch r.text(k - 1) {
			case "Theresa", "Mrs", "Mrs.", "Ms", "Ms.", "Mr", "Mr.", "Minister", "PM", "Brian", "Philip", "Secretary":
				r.surnameMay = 2
				return true
			}
		}
	}
	return r.surnameMay == 2
}
