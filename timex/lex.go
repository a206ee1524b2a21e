package timex

// A class is what a token may do in a time expression. Most words have none,
// and nothing more is done with them.
type class uint8

const (
	none class = iota
	cThe
	cA    // a, an
	cThis // this, current
	cThat // that
	cThese
	cPoss // his, its, their, 's
	cLast // last, previous
	cPast // past
	cNext // next
	cComing
	cFollowing
	cSame
	cRecent
	cNum   // n is the number
	cDec   // a number with a fraction
	cOrd   // n is the number
	cScale // hundred, thousand
	cCouple
	cFew // few, several
	cDozen
	cMonth   // n is 1 to 12; abbreviations have 16 added
	cWeekday // n is 1 to 7; abbreviations have 16 added
	cWeekdays
	cUnit  // n is the unit
	cUnits // its plural
	cPart  // n is the part of the day
	cParts
	cSeason
	cSeasons
	cToday // n is the distance in days
	cTonight
	cOvernight
	cHoliday // n is the holiday
	cEarly   // early, late, mid; n is the modifier
	cBound   // beginning, end; n is the modifier
	cHalf
	cQuarterWord
	cQ // Q1 to Q4
	cClock
	cNoon // n is the hour
	cAmPm // n is 0 or 12
	cOclock
	cDigitsDate // 12/02/2025
	cDecade     // n is its first year; below 100 without its century
	cMid        // mid-July, pre-2014: n is the modifier
	cEvery
	cOther
	cPer // daily, weekly; n is the unit
	cTimes
	cOnce
	cAgo
	cLater // later, earlier: n is 1 or -1
	cHence
	cBefore // before, after: n is -1 or 1
	cFrom
	cOf
	cIn
	cOn
	cAt
	cTo // to, until, through
	cAnd
	cBetween
	cAbout // n is the modifier
	cMore  // more, less, fewer
	cThan
	cUp
	cNo
	cAs
	cRef // n is the reference
	cSoon
	cMoment
	cPresent
	cFuture
	cFiscal
	cAll
	cTurn
	cYearEnd
	cWeekend
	cWeekends
	cDash
	cComma
	cOpen
)

// The modifiers of TIMEX3 (ISO 24617-1, 3.2.3).
const (
	mNone int32 = iota
	mStart
	mMid
	mEnd
	mApprox
	mLess
	mMore
	mEqualMore
	mEqualLess
	mBefore
	mAfter
)

var mods = [...]string{"", "START", "MID", "END", "APPROX", "LESS_THAN", "MORE_THAN",
	"EQUAL_OR_MORE", "EQUAL_OR_LESS", "BEFORE", "AFTER"}

var references = [...]string{"PRESENT_REF", "PAST_REF", "FUTURE_REF"}

const abbreviated = 16

// An item is a token as the grammar sees it.
type item struct {
	c     class
	upper bool // begins with a capital letter
	n     int32
}

// lex classifies a token. It is the only work done for the ordinary word.
func lex(w string) item {
	if len(w) > 15 || len(w) == 0 {
		return item{}
	}
	c := w[0]
	switch {
	case c >= '0' && c <= '9':
		return numeral(w)
	case c == ',':
		return item{c: cComma}
	case c == '-' || w == "–" || w == "—" || w == "‑":
		return item{c: cDash}
	case c == '(':
		return item{c: cOpen}
	case c == '\'' || c >= 0x80:
		return apostrophe(w)
	case c < 'A' || c > 'z':
		return item{}
	}
	var buf [16]byte
	hyphen := 0
	for i := range len(w) {
		b := w[i]
		if b >= 'A' && b <= 'Z' {
			b |= 0x20
		} else if b == '-' {
			hyphen = i
		}
		buf[i] = b
	}
	upper := c >= 'A' && c <= 'Z'
	if hyphen > 0 {
		return prefixed(w, string(buf[:len(w)]), hyphen, upper)
	}
	it := word(buf[:len(w)])
	it.upper = upper
	return it
}

// apostrophe classifies what begins with an apostrophe: "'s", "'90s".
func apostrophe(w string) item {
	switch w {
	case "'s", "’s", "'", "’":
		return item{c: cPoss}
	}
	rest := w[1:]
	if len(w) > 3 && w[:3] == "’" || len(w) > 3 && w[:3] == "‘" {
		rest = w[3:]
	}
	if len(rest) == 3 && rest[0] >= '0' && rest[0] <= '9' {
		if it := numeral(rest); it.c == cDecade {
			return it
		}
	}
	return item{}
}

// prefixed classifies a word with a hyphen: "mid-July", "pre-2014". The rest
// of the word is read again by the grammar.
func prefixed(w, lower string, hyphen int, upper bool) item {
	switch lower[:hyphen] {
	case "mid":
		return item{cMid, upper, mMid}
	case "pre":
		return item{cMid, upper, mBefore}
	case "post":
		return item{cMid, upper, mAfter}
	case "early":
		return item{cMid, upper, mStart}
	case "late":
		return item{cMid, upper, mEnd}
	}
	if lower == "year-end" {
		return item{cYearEnd, upper, 0}
	}
	return item{}
}

// numeral classifies what begins with a digit.
func numeral(w string) item {
	n, i := 0, 0
	for i < len(w) && (w[i] >= '0' && w[i] <= '9' || w[i] == ',' && i+3 < len(w)) {
		if w[i] != ',' {
			n = n*10 + int(w[i]-'0')
		}
		if n > 1e8 {
			return item{}
		}
		i++
	}
	if i == len(w) {
		return item{c: cNum, n: int32(n)}
	}
	switch rest := w[i:]; rest {
	case "st", "nd", "rd", "th":
		return item{c: cOrd, n: int32(n)}
	case "s":
		if i == 4 && n%10 == 0 && n >= 1000 && n < 2100 || i == 2 && n%10 == 0 {
			return item{c: cDecade, n: int32(n)}
		}
		return item{}
	default:
		slash, dots := 0, 0
		for j := i; j < len(w); j++ {
			switch w[j] {
			case '/':
				slash++
			case '.':
				dots++
			}
		}
		if slash > 0 {
			return item{c: cDigitsDate}
		}
		if dots == 2 && w[len(w)-1] >= '0' && w[len(w)-1] <= '9' {
			return item{c: cDigitsDate}
		}
		if _, _, _, _, ok := clockToken(w); ok {
			return item{c: cClock}
		}
		if dots == 1 && w[len(w)-1] >= '0' && w[len(w)-1] <= '9' {
			return item{c: cDec}
		}
	}
	return item{}
}

// clockToken reads a time of the day written as one token: "15:00", "3pm",
// "8:30pm", "10.30am", "7:56:30". apm is -1 where the token does not say.
func clockToken(w string) (h, m, s, apm int, ok bool) {
	apm, m, s = -1, 0, 0
	n := len(w)
	for n > 0 && (w[n-1] < '0' || w[n-1] > '9') {
		n--
	}
	switch w[n:] {
	case "am", "AM", "a.m.", "A.M.", "a.m", "Am":
		apm = 0
	case "pm", "PM", "p.m.", "P.M.", "p.m", "Pm":
		apm = 12
	case "":
	default:
		return 0, 0, 0, 0, false
	}
	field, digits, fields := [3]int{}, 0, 0
	dot := false
	for i := 0; i < n; i++ {
		switch c := w[i]; {
		case c >= '0' && c <= '9':
			field[fields] = field[fields]*10 + int(c-'0')
			if digits++; digits > 2 {
				return 0, 0, 0, 0, false
			}
		case (c == ':' || c == '.') && digits > 0 && fields < 2:
			dot = dot || c == '.'
			fields++
			digits = 0
		default:
			return 0, 0, 0, 0, false
		}
	}
	h, m, s = field[0], field[1], field[2]
	if fields > 0 && digits != 2 || fields == 0 && apm < 0 || dot && apm < 0 {
		return 0, 0, 0, 0, false
	}
	if h > 24 || m > 59 || s > 59 || apm >= 0 && (h > 12 || h == 0) {
		return 0, 0, 0, 0, false
	}
	return h, m, s, apm, true
}
