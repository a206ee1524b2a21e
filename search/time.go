package search

import "time"

// Time in the record is counted in minutes since 1970, UTC.

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
