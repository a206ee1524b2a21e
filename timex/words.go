package timex

// word classifies a word in lower case.
func word(w []byte) item {
	switch string(w) {
	case "the":
		return item{c: cThe}
	case "a", "an":
		return item{c: cA}
	case "this", "current":
		return item{c: cThis}
	case "that":
		return item{c: cThat}
	case "these":
		return item{c: cThese}
	case "his", "her", "its", "their", "our", "my", "your":
		return item{c: cPoss}
	case "last", "previous":
		return item{c: cLast}
	case "past":
		return item{c: cPast}
	case "next":
		return item{c: cNext}
	case "coming", "upcoming":
		return item{c: cComing}
	case "following":
		return item{c: cFollowing}
	case "same":
		return item{c: cSame}
	case "recent":
		return item{c: cRecent}
	case "zero":
		return item{c: cNum}
	case "one":
		return item{c: cNum, n: 1}
	case "two":
		return item{c: cNum, n: 2}
	case "three":
		return item{c: cNum, n: 3}
	case "four":
		return item{c: cNum, n: 4}
	case "five":
		return item{c: cNum, n: 5}
	case "six":
		return item{c: cNum, n: 6}
	case "seven":
		return item{c: cNum, n: 7}
	case "eight":
		return item{c: cNum, n: 8}
	case "nine":
		return item{c: cNum, n: 9}
	case "ten":
		return item{c: cNum, n: 10}
	case "eleven":
		return item{c: cNum, n: 11}
	case "twelve":
		return item{c: cNum, n: 12}
	case "thirteen":
		return item{c: cNum, n: 13}
	case "fourteen":
		return item{c: cNum, n: 14}
	case "fifteen":
		return item{c: cNum, n: 15}
	case "sixteen":
		return item{c: cNum, n: 16}
	case "seventeen":
		return item{c: cNum, n: 17}
	case "eighteen":
		return item{c: cNum, n: 18}
	case "nineteen":
		return item{c: cNum, n: 19}
	case "twenty":
		return item{c: cNum, n: 20}
	case "thirty":
		return item{c: cNum, n: 30}
	case "forty":
		return item{c: cNum, n: 40}
	case "fifty":
		return item{c: cNum, n: 50}
	case "sixty":
		return item{c: cNum, n: 60}
	case "seventy":
		return item{c: cNum, n: 70}
	case "eighty":
		return item{c: cNum, n: 80}
	case "ninety":
		return item{c: cNum, n: 90}
	case "hundred":
		return item{c: cScale, n: 100}
	case "thousand":
		return item{c: cScale, n: 1000}
	case "dozen":
		return item{c: cDozen, n: 12}
	case "first":
		return item{c: cOrd, n: 1}
	case "second":
		return item{c: cOrd, n: 2}
	case "third":
		return item{c: cOrd, n: 3}
	case "fourth":
		return item{c: cOrd, n: 4}
	case "fifth":
		return item{c: cOrd, n: 5}
	case "sixth":
		return item{c: cOrd, n: 6}
	case "seventh":
		return item{c: cOrd, n: 7}
	case "eighth":
		return item{c: cOrd, n: 8}
	case "ninth":
		return item{c: cOrd, n: 9}
	case "tenth":
		return item{c: cOrd, n: 10}
	case "eleventh":
		return item{c: cOrd, n: 11}
	case "twelfth":
		return item{c: cOrd, n: 12}
	case "thirteenth":
		return item{c: cOrd, n: 13}
	case "fourteenth":
		return item{c: cOrd, n: 14}
	case "fifteenth":
		return item{c: cOrd, n: 15}
	case "sixteenth":
		return item{c: cOrd, n: 16}
	case "seventeenth":
		return item{c: cOrd, n: 17}
	case "eighteenth":
		return item{c: cOrd, n: 18}
	case "nineteenth":
		return item{c: cOrd, n: 19}
	case "twentieth":
		return item{c: cOrd, n: 20}
	case "thirtieth":
		return item{c: cOrd, n: 30}
	case "final":
		return item{c: cOrd, n: -1}
	case "january":
		return item{c: cMonth, n: 1}
	case "february":
		return item{c: cMonth, n: 2}
	case "march":
		return item{c: cMonth, n: 3}
	case "april":
		return item{c: cMonth, n: 4}
	case "may":
		return item{c: cMonth, n: 5}
	case "june":
		return item{c: cMonth, n: 6}
	case "july":
		return item{c: cMonth, n: 7}
	case "august":
		return item{c: cMonth, n: 8}
	case "september":
		return item{c: cMonth, n: 9}
	case "october":
		return item{c: cMonth, n: 10}
	case "november":
		return item{c: cMonth, n: 11}
	case "december":
		return item{c: cMonth, n: 12}
	case "jan", "jan.":
		return item{c: cMonth, n: 1 + abbreviated}
	case "feb", "feb.":
		return item{c: cMonth, n: 2 + abbreviated}
	case "mar", "mar.":
		return item{c: cMonth, n: 3 + abbreviated}
	case "apr", "apr.":
		return item{c: cMonth, n: 4 + abbreviated}
	case "jun", "jun.":
		return item{c: cMonth, n: 6 + abbreviated}
	case "jul", "jul.":
		return item{c: cMonth, n: 7 + abbreviated}
	case "aug", "aug.":
		return item{c: cMonth, n: 8 + abbreviated}
	case "sep", "sep.", "sept", "sept.":
		return item{c: cMonth, n: 9 + abbreviated}
	case "oct", "oct.":
		return item{c: cMonth, n: 10 + abbreviated}
	case "nov", "nov.":
		return item{c: cMonth, n: 11 + abbreviated}
	case "dec", "dec.":
		return item{c: cMonth, n: 12 + abbreviated}
	case "monday":
		return item{c: cWeekday, n: 1}
	case "mondays":
		return item{c: cWeekdays, n: 1}
	case "tuesday":
		return item{c: cWeekday, n: 2}
	case "tuesdays":
		return item{c: cWeekdays, n: 2}
	case "wednesday":
		return item{c: cWeekday, n: 3}
	case "wednesdays":
		return item{c: cWeekdays, n: 3}
	case "thursday":
		return item{c: cWeekday, n: 4}
	case "thursdays":
		return item{c: cWeekdays, n: 4}
	case "friday":
		return item{c: cWeekday, n: 5}
	case "fridays":
		return item{c: cWeekdays, n: 5}
	case "saturday":
		return item{c: cWeekday, n: 6}
	case "saturdays":
		return item{c: cWeekdays, n: 6}
	case "sunday":
		return item{c: cWeekday, n: 7}
	case "sundays":
		return item{c: cWeekdays, n: 7}
	case "mon", "mon.":
		return item{c: cWeekday, n: 1 + abbreviated}
	case "tue", "tue.", "tues", "tues.":
		return item{c: cWeekday, n: 2 + abbreviated}
	case "wed", "wed.":
		return item{c: cWeekday, n: 3 + abbreviated}
	case "thu", "thu.", "thur", "thur.", "thurs", "thurs.":
		return item{c: cWeekday, n: 4 + abbreviated}
	case "fri", "fri.":
		return item{c: cWeekday, n: 5 + abbreviated}
	case "sat", "sat.":
		return item{c: cWeekday, n: 6 + abbreviated}
	case "sun", "sun.":
		return item{c: cWeekday, n: 7 + abbreviated}
	case "seconds", "secs":
		return item{c: cUnits, n: int32(uSecond)}
	case "sec":
		return item{c: cUnit, n: int32(uSecond)}
	case "minute", "min":
		return item{c: cUnit, n: int32(uMinute)}
	case "minutes", "mins":
		return item{c: cUnits, n: int32(uMinute)}
	case "hour", "hr":
		return item{c: cUnit, n: int32(uHour)}
	case "hrs", "hours":
		return item{c: cUnits, n: int32(uHour)}
	case "day":
		return item{c: cUnit, n: int32(uDay)}
	case "days":
		return item{c: cUnits, n: int32(uDay)}
	case "week", "workweek":
		return item{c: cUnit, n: int32(uWeek)}
	case "weeks":
		return item{c: cUnits, n: int32(uWeek)}
	case "fortnight":
		return item{c: cUnit, n: int32(uFortnight)}
	case "fortnights":
		return item{c: cUnits, n: int32(uFortnight)}
	case "month":
		return item{c: cUnit, n: int32(uMonth)}
	case "months":
		return item{c: cUnits, n: int32(uMonth)}
	case "year", "yr":
		return item{c: cUnit, n: int32(uYear)}
	case "years", "yrs":
		return item{c: cUnits, n: int32(uYear)}
	case "decade":
		return item{c: cUnit, n: int32(uDecade)}
	case "decades":
		return item{c: cUnits, n: int32(uDecade)}
	case "century":
		return item{c: cUnit, n: int32(uCentury)}
	case "millennium":
		return item{c: cUnit, n: int32(uMillennium)}
	case "centuries":
		return item{c: cUnits, n: int32(uCentury)}
	case "millennia":
		return item{c: cUnits, n: int32(uMillennium)}
	case "quarters":
		return item{c: cUnits, n: int32(uQuarter)}
	case "quarter":
		return item{c: cQuarterWord}
	case "morning":
		return item{c: cPart}
	case "mornings":
		return item{c: cParts}
	case "afternoon":
		return item{c: cPart, n: 1}
	case "afternoons":
		return item{c: cParts, n: 1}
	case "evening":
		return item{c: cPart, n: 2}
	case "evenings":
		return item{c: cParts, n: 2}
	case "night":
		return item{c: cPart, n: 3}
	case "nights":
		return item{c: cParts, n: 3}
	case "spring":
		return item{c: cSeason}
	case "springs":
		return item{c: cSeasons}
	case "summer":
		return item{c: cSeason, n: 1}
	case "summers":
		return item{c: cSeasons, n: 1}
	case "autumn", "fall":
		return item{c: cSeason, n: 2}
	case "autumns":
		return item{c: cSeasons, n: 2}
	case "winter":
		return item{c: cSeason, n: 3}
	case "winters":
		return item{c: cSeasons, n: 3}
	case "today":
		return item{c: cToday}
	case "tomorrow":
		return item{c: cToday, n: 1}
	case "yesterday":
		return item{c: cToday, n: -1}
	case "tonight":
		return item{c: cTonight}
	case "overnight":
		return item{c: cOvernight}
	case "early":
		return item{c: cEarly, n: mStart}
	case "late":
		return item{c: cEarly, n: mEnd}
	case "earlier":
		return item{c: cLater, n: -1}
	case "later":
		return item{c: cLater, n: 1}
	case "mid":
		return item{c: cEarly, n: mMid}
	case "beginning", "start", "outset":
		return item{c: cBound, n: mStart}
	case "end", "rest", "close", "remainder":
		return item{c: cBound, n: mEnd}
	case "middle":
		return item{c: cBound, n: mMid}
	case "half":
		return item{c: cHalf}
	case "q1":
		return item{c: cQ, n: 1}
	case "q2":
		return item{c: cQ, n: 2}
	case "q3":
		return item{c: cQ, n: 3}
	case "q4":
		return item{c: cQ, n: 4}
	case "noon", "midday":
		return item{c: cNoon, n: 12}
	case "midnight":
		return item{c: cNoon}
	case "am", "a.m.", "a.m":
		return item{c: cAmPm}
	case "pm", "p.m.", "p.m":
		return item{c: cAmPm, n: 12}
	case "o'clock", "o’clock":
		return item{c: cOclock}
	case "every", "each":
		return item{c: cEvery}
	case "other":
		return item{c: cOther}
	case "daily", "nightly":
		return item{c: cPer, n: int32(uDay)}
	case "weekly":
		return item{c: cPer, n: int32(uWeek)}
	case "monthly":
		return item{c: cPer, n: int32(uMonth)}
	case "quarterly":
		return item{c: cPer, n: int32(uQuarter)}
	case "yearly", "annually":
		return item{c: cPer, n: int32(uYear)}
	case "hourly":
		return item{c: cPer, n: int32(uHour)}
	case "fortnightly":
		return item{c: cPer, n: int32(uFortnight)}
	case "times":
		return item{c: cTimes}
	case "once":
		return item{c: cOnce, n: 1}
	case "twice":
		return item{c: cOnce, n: 2}
	case "ago":
		return item{c: cAgo}
	case "hence":
		return item{c: cHence}
	case "before":
		return item{c: cBefore, n: -1}
	case "after":
		return item{c: cBefore, n: 1}
	case "from", "since":
		return item{c: cFrom}
	case "of":
		return item{c: cOf}
	case "in", "during", "within":
		return item{c: cIn}
	case "on":
		return item{c: cOn}
	case "at":
		return item{c: cAt}
	case "to", "until", "till", "through":
		return item{c: cTo}
	case "and", "or":
		return item{c: cAnd}
	case "between":
		return item{c: cBetween}
	case "about", "around", "roughly", "approximately", "some", "circa":
		return item{c: cAbout, n: mApprox}
	case "nearly", "almost", "under":
		return item{c: cAbout, n: mLess}
	case "over":
		return item{c: cAbout, n: mMore}
	case "more":
		return item{c: cMore, n: mMore}
	case "less", "fewer":
		return item{c: cMore, n: mLess}
	case "than":
		return item{c: cThan}
	case "up":
		return item{c: cUp}
	case "no":
		return item{c: cNo}
	case "as":
		return item{c: cAs}
	case "now", "currently", "nowadays", "presently":
		return item{c: cRef}
	case "recently", "lately":
		return item{c: cRef, n: 1}
	case "soon":
		return item{c: cSoon}
	case "moment", "time":
		return item{c: cMoment}
	case "present":
		return item{c: cPresent}
	case "future", "foreseeable", "near":
		return item{c: cFuture}
	case "fiscal", "financial":
		return item{c: cFiscal}
	case "all", "another":
		return item{c: cAll}
	case "turn":
		return item{c: cTurn}
	case "weekend":
		return item{c: cWeekend}
	case "weekends":
		return item{c: cWeekends}
	case "couple":
		return item{c: cCouple}
	case "few", "several", "many":
		return item{c: cFew}
	case "christmas":
		return item{c: cHoliday, n: int32(hChristmas)}
	case "easter":
		return item{c: cHoliday, n: int32(hEaster)}
	case "thanksgiving":
		return item{c: cHoliday, n: int32(hThanksgiving)}
	case "halloween":
		return item{c: cHoliday, n: int32(hHalloween)}
	case "juneteenth":
		return item{c: cHoliday, n: int32(hJuneteenth)}
	case "new":
		return item{c: cHoliday, n: int32(hNew)}
	case "good":
		return item{c: cHoliday, n: int32(hGood)}
	case "boxing":
		return item{c: cHoliday, n: int32(hBoxing)}
	case "black":
		return item{c: cHoliday, n: int32(hBlack)}
	case "cyber":
		return item{c: cHoliday, n: int32(hCyber)}
	case "palm":
		return item{c: cHoliday, n: int32(hPalm)}
	case "ash":
		return item{c: cHoliday, n: int32(hAsh)}
	case "maundy":
		return item{c: cHoliday, n: int32(hMaundy)}
	case "labor", "labour":
		return item{c: cHoliday, n: int32(hLabor)}
	case "memorial":
		return item{c: cHoliday, n: int32(hMemorial)}
	case "veterans":
		return item{c: cHoliday, n: int32(hVeterans)}
	case "presidents":
		return item{c: cHoliday, n: int32(hPresidents)}
	case "independence":
		return item{c: cHoliday, n: int32(hIndependence)}
	case "martin":
		return item{c: cHoliday, n: int32(hMartin)}
	case "mlk":
		return item{c: cHoliday, n: int32(hMLK)}
	case "columbus":
		return item{c: cHoliday, n: int32(hColumbus)}
	case "valentine":
		return item{c: cHoliday, n: int32(hValentine)}
	case "election":
		return item{c: cHoliday, n: int32(hElection)}
	case "inauguration":
		return item{c: cHoliday, n: int32(hInauguration)}
	case "bastille":
		return item{c: cHoliday, n: int32(hBastille)}
	case "anzac":
		return item{c: cHoliday, n: int32(hAnzac)}
	case "remembrance":
		return item{c: cHoliday, n: int32(hRemembrance)}
	case "earth":
		return item{c: cHoliday, n: int32(hEarth)}
	case "groundhog":
		return item{c: cHoliday, n: int32(hGroundhog)}
	case "father":
		return item{c: cHoliday, n: int32(hFather)}
	case "mother":
		return item{c: cHoliday, n: int32(hMother)}
	case "saint", "st.", "st":
		return item{c: cHoliday, n: int32(hSaint)}
	case "patrick":
		return item{c: cHoliday, n: int32(hPatrick)}
	case "ramadan":
		return item{c: cHoliday, n: int32(hRamadan)}
	case "hanukkah":
		return item{c: cHoliday, n: int32(hHanukkah)}
	case "diwali":
		return item{c: cHoliday, n: int32(hDiwali)}
	case "passover":
		return item{c: cHoliday, n: int32(hPassover)}
	case "eid":
		return item{c: cHoliday, n: int32(hEid)}
	case "yom":
		return item{c: cHoliday, n: int32(hYom)}
	case "rosh":
		return item{c: cHoliday, n: int32(hRosh)}
	case "pentecost":
		return item{c: cHoliday, n: int32(hPentecost)}
	}
	return item{}
}
