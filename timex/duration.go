package timex

import (
	"strconv"
	"strings"
)

// An amount is a number as the text says it. cents are hundredths; vague is
// "few", "several", and what has no number at all.
type amount struct {
	n, cents int
	vague    bool
	article  bool // "a", "an", "one": a number only where a unit follows closely
}

type step struct {
	n int
	u unit
}

// A builder puts a duration together.
type builder struct {
	date, clock string
	vague       bool
	first       amount
	u           unit
	count       int
	steps       []step
}

func (b *builder) add(a amount, u unit) {
	if b.count == 0 {
		b.first, b.u = a, u
	}
	b.count++
	b.vague = b.vague || a.vague
	s := span(a.n, a.cents, a.vague, u)
	if strings.HasPrefix(s, "PT") {
		b.clock += s[2:]
	} else if s != "" {
		b.date += s[1:]
	}
	if a.cents == 50 {
		switch u {
		case uHour:
			b.steps = append(b.steps, step{a.n*60 + 30, uMinute})
			return
		case uYear:
			b.steps = append(b.steps, step{a.n*12 + 6, uMonth})
			return
		}
	}
	b.steps = append(b.steps, step{a.n, u})
}

func (b *builder) value() string {
	if b.clock != "" {
		return "P" + b.date + "T" + b.clock
	}
	if b.date == "" {
		return ""
	}
	return "P" + b.date
}

// span is the TIMEX3 duration of an amount of one unit. An hour and a half is
// PT1H30M; fractions of what has no fixed parts stay decimal.
func span(n, cents int, vague bool, u unit) string {
	num := strconv.Itoa(n)
	if vague {
		num = "X"
	}
	scale := 1
	letter := ""
	switch u {
	case uSecond:
		letter = "S"
	case uMinute:
		letter = "M"
	case uHour:
		letter = "H"
		if cents%25 == 0 && cents > 0 {
			m := strconv.Itoa(cents*60/100) + "M"
			if n > 0 {
				return "PT" + num + "H" + m
			}
			return "PT" + m
		}
	case uDay:
		letter = "D"
	case uWeek:
		letter = "W"
	case uFortnight:
		letter, scale = "W", 2
	case uMonth:
		letter = "M"
	case uQuarter:
		letter, scale = "M", 3
	case uYear:
		letter = "Y"
	case uDecade:
		letter, scale = "Y", 10
	case uCentury:
		letter, scale = "Y", 100
	case uMillennium:
		letter, scale = "Y", 1000
	default:
		return ""
	}
	if scale > 1 {
		if vague {
			switch u { // TIMEX3 has letters of its own for these
			case uDecade:
				letter = "DE"
			case uCentury:
				letter = "CE"
			case uMillennium:
				letter = "ML"
			}
		} else {
			n, cents = n*scale+cents*scale/100, 0
			num = strconv.Itoa(n)
		}
	}
	if cents > 0 && !vague {
		num += "." + strings.TrimRight(strconv.Itoa(100 + cents)[1:], "0")
	}
	if u <= uHour {
		return "PT" + num + letter
	}
	return "P" + num + letter
}
