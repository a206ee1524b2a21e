package search

import (
	"strconv"
	"strings"
	"time"
)

// Time in the record is counted in minutes since 1970, UTC.

// NoDate is what the place is called, in a chart or a list, of what has no date.
const NoDate = "no date"

// Minute returns the minute of t.
func Minute(t time.Time) int64 {
	s := t.Unix()
	if s < 0 {
		return -((-s + 59) / 60)
	}
	return s / 60
}

// MinuteTime returns the beginning of a minute.
func MinuteTime(m int64) time.Time { return time.Unix(m*60, 0).UTC() }

// ParseMinute reads a publication date: a day, which begins at midnight UTC,
// or an instant.
func ParseMinute(published string) (int64, bool) {
	for _, layout := range []string{time.RFC3339, time.DateOnly, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01", "2006"} {
		if t, err := time.Parse(layout, published); err == nil && 0 < t.Year() && t.Year() < 10000 {
			return Minute(t), true
		}
	}
	if len(published) > len(time.DateOnly) {
		if t, err := time.Parse(time.DateOnly, published[:len(time.DateOnly)]); err == nil {
			return Minute(t), true
		}
	}
	return 0, false
}

// Stretch returns the minutes [from, to) that a TIMEX3 value covers, in whole
// days as the calendar of the text has them: the part of a day and the time on
// the clock are left out. A value that is no place in the calendar, such as a
// duration or "PRESENT_REF", has none.
func Stretch(value string) (from, to int64, ok bool) {
	if len(value) < 4 {
		return 0, 0, false
	}
	value = strings.TrimPrefix(value, "FY")
	if at := strings.IndexByte(value, 'T'); at > 0 {
		value = value[:at]
	}
	if from, to, ok = span(value); ok {
		return from, to, true
	}
	head, rest, _ := strings.Cut(value, "-")
	y, months := 0, 0
	switch digits := strings.TrimRight(head, "X"); {
	case len(head) != 4:
		return 0, 0, false
	case rest == "" && len(digits) >= 2: // a decade, a century
		n, err := strconv.Atoi(digits)
		if err != nil || n <= 0 {
			return 0, 0, false
		}
		years := 1
		for range 4 - len(digits) {
			n, years = n*10, years*10
		}
		y, months = n, 12*years
	default:
		n, err := strconv.Atoi(head)
		if err != nil || n <= 0 {
			return 0, 0, false
		}
		y = n
	}
	month := 1
	switch {
	case months > 0:
	case len(rest) == 2 && rest[0] == 'Q' && '1' <= rest[1] && rest[1] <= '4':
		month, months = 3*int(rest[1]-'1')+1, 3
	case len(rest) == 2 && rest[0] == 'H' && '1' <= rest[1] && rest[1] <= '2':
		month, months = 6*int(rest[1]-'1')+1, 6
	case rest == "SP":
		month, months = 3, 3
	case rest == "SU":
		month, months = 6, 3
	case rest == "FA":
		month, months = 9, 3
	case rest == "WI": // from December into the next year
		month, months = 12, 3
	default:
		return week(y, rest)
	}
	begin := time.Date(y, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	return Minute(begin), Minute(begin.AddDate(0, months, 0)), true
}

// week reads W07, a week of ISO 8601, and W07-WE, its weekend.
func week(year int, rest string) (from, to int64, ok bool) {
	number, weekend := strings.CutSuffix(rest, "-WE")
	digits, ok := strings.CutPrefix(number, "W")
	n, err := strconv.Atoi(digits)
	if !ok || err != nil || n < 1 || n > 53 {
		return 0, 0, false
	}
	// 4 January is in the first week; weeks begin on Monday.
	fourth := time.Date(year, 1, 4, 0, 0, 0, 0, time.UTC)
	monday := fourth.AddDate(0, 0, 7*(n-1)-(int(fourth.Weekday())+6)%7)
	if weekend {
		return Minute(monday.AddDate(0, 0, 5)), Minute(monday.AddDate(0, 0, 7)), true
	}
	return Minute(monday), Minute(monday.AddDate(0, 0, 7)), true
}
