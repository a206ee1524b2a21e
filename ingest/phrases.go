package ingest

import "github.com/verbatim-record/verbatim"

// phrase is a stretch of lower-case text that gives a line of at most so many
// bytes away as furniture.
type phrase struct {
	text    string
	longest int
	kind    verbatim.FurnitureKind
}

var videoStarts = []string{
	"to view this video", "to play this video", "this video is not available", "this video can not be played", "this video cannot be played",
	"your browser does not support", "your browser doesn't support", "sorry, your browser", "video player is loading", "video unavailable",
	"please enable javascript", "javascript is disabled", "you need javascript", "you need to enable javascript", "this slideshow requires javascript",
	"playback not supported", "playback on other websites", "media player placeholder", "this content is not available in your region",
	"to use comments you will need to have javascript", "javascript must be enabled", "we've detected that javascript", "the media could not be loaded",
}

// starts are the beginnings of lines that are furniture, by their first byte.
var starts = byFirst([]phrase{
	{"more:", 250, verbatim.Related}, {"read more:", 300, verbatim.Related}, {"read more |", 250, verbatim.Related}, {"read more about", 160, verbatim.Related},
	{"read more from", 160, verbatim.Related}, {"read more on", 160, verbatim.Related}, {"read more at", 160, verbatim.Related}, {"read more stories", 160, verbatim.Related},
	{"related:", 250, verbatim.Related}, {"related |", 250, verbatim.Related}, {"related stor", 120, verbatim.Related}, {"related article", 160, verbatim.Related},
	{"related topics", 160, verbatim.Related}, {"related news", 120, verbatim.Related}, {"related content", 120, verbatim.Related}, {"related video", 120, verbatim.Related},
	{"also read", 250, verbatim.Related}, {"read also", 250, verbatim.Related}, {"read next", 250, verbatim.Related}, {"read:", 250, verbatim.Related},
	{"see also:", 250, verbatim.Related}, {"see more:", 250, verbatim.Related}, {"see also |", 250, verbatim.Related}, {"don't miss:", 250, verbatim.Related}, {"recommended:", 250, verbatim.Related},
	{"up next:", 250, verbatim.Related}, {"next up:", 250, verbatim.Related}, {"watch:", 250, verbatim.Related}, {"watch |", 250, verbatim.Related}, {"listen:", 250, verbatim.Related},
	{"watch more:", 250, verbatim.Related}, {"watch the video", 120, verbatim.Related}, {"watch below", 80, verbatim.Related}, {"must read:", 250, verbatim.Related}, {"further reading", 160, verbatim.Related},
	{"for more stories like this", 160, verbatim.Related}, {"for more on this story", 160, verbatim.Related}, {"for more news", 160, verbatim.Related},
	{"for the latest breaking news", 250, verbatim.Newsletter}, {"for all the latest", 200, verbatim.Related}, {"click here for more", 160, verbatim.Related}, {"click here to read", 200, verbatim.Related},
	{"click here to get", 160, verbatim.Newsletter}, {"click here to sign", 160, verbatim.Newsletter}, {"click here to subscribe", 160, verbatim.Newsletter},
	{"click here to watch", 160, verbatim.Related}, {"click here to view", 160, verbatim.Related}, {"read the full story", 120, verbatim.Related}, {"read the full article", 120, verbatim.Related},
	{"read the original article", 160, verbatim.Related}, {"more stories from", 120, verbatim.Related}, {"more stories:", 120, verbatim.Related}, {"trending:", 250, verbatim.Related}, {"most read in", 60, verbatim.Related},
	{"get in contact with our", 250, verbatim.Contact}, {"get in touch with our", 250, verbatim.Contact}, {"get in touch with us", 250, verbatim.Contact}, {"got a story", 250, verbatim.Contact},
	{"got a tip", 250, verbatim.Contact}, {"got a news tip", 250, verbatim.Contact}, {"have a tip", 250, verbatim.Contact}, {"have a story", 250, verbatim.Contact}, {"have a news tip", 250, verbatim.Contact},
	{"have you got a story", 250, verbatim.Contact}, {"do you have a story", 250, verbatim.Contact}, {"do you have a tip", 250, verbatim.Contact}, {"email us at", 200, verbatim.Contact}, {"e-mail us at", 200, verbatim.Contact},
	{"send tips", 250, verbatim.Contact}, {"send your tips", 250, verbatim.Contact}, {"contact the author", 200, verbatim.Contact}, {"contact the reporter", 200, verbatim.Contact}, {"contact us at", 200, verbatim.Contact}, {"to contact the reporter", 250, verbatim.Contact},
	{"to contact the editor", 250, verbatim.Contact}, {"email the author", 120, verbatim.Contact}, {"email: ", 120, verbatim.Contact}, {"questions or comments? ", 200, verbatim.Contact}, {"tell us what you think", 160, verbatim.Contact}, {"tell us in the comments", 160, verbatim.Share},
	{"sign up for", 300, verbatim.Newsletter}, {"sign up here", 200, verbatim.Newsletter}, {"sign up now", 200, verbatim.Newsletter}, {"sign up to", 300, verbatim.Newsletter}, {"sign up and get", 250, verbatim.Newsletter}, {"subscribe to", 250, verbatim.Newsletter}, {"subscribe now", 250, verbatim.Newsletter},
	{"subscribe here", 200, verbatim.Newsletter}, {"subscribe for", 200, verbatim.Newsletter}, {"want more updates", 200, verbatim.Newsletter}, {"want to receive this", 250, verbatim.Newsletter}, {"want more stories like this", 200, verbatim.Newsletter}, {"enter your email", 200, verbatim.Newsletter}, {"get the latest", 200, verbatim.Newsletter},
	{"get our", 200, verbatim.Newsletter}, {"download our app", 200, verbatim.Newsletter}, {"download the app", 200, verbatim.Newsletter}, {"join our whatsapp", 250, verbatim.Newsletter}, {"join us on", 200, verbatim.Newsletter}, {"like us on", 200, verbatim.Newsletter}, {"by signing up", 300, verbatim.Newsletter}, {"by entering your email", 300, verbatim.Newsletter},
	{"by subscribing", 300, verbatim.Newsletter}, {"by submitting your", 300, verbatim.Newsletter}, {"thank you for subscribing", 200, verbatim.Newsletter}, {"thanks for signing up", 200, verbatim.Newsletter}, {"already a subscriber", 160, verbatim.Newsletter}, {"already have an account", 160, verbatim.Newsletter}, {"become a member", 160, verbatim.Newsletter}, {"support our journalism", 250, verbatim.Newsletter},
	{"create an account or sign in", 250, verbatim.Newsletter}, {"join the conversation", 200, verbatim.Share}, {"this article is free to read", 250, verbatim.Newsletter},
	{"©", 250, verbatim.Copyright}, {"copyright ©", 300, verbatim.Copyright}, {"copyright 1", 300, verbatim.Copyright}, {"copyright 2", 300, verbatim.Copyright}, {"copyright (c)", 300, verbatim.Copyright}, {"(c) 2", 250, verbatim.Copyright}, {"c) 20", 250, verbatim.Copyright}, {"this material may not be published", 250, verbatim.Copyright},
	{"this article was originally published", 250, verbatim.Copyright}, {"this story was originally published", 250, verbatim.Copyright}, {"this article originally appeared", 250, verbatim.Copyright}, {"this story originally appeared", 250, verbatim.Copyright}, {"this article was first published", 250, verbatim.Copyright}, {"this story was first published", 250, verbatim.Copyright}, {"republished with permission", 250, verbatim.Copyright},
	{"story continues below", 120, verbatim.Advert}, {"story continues after", 120, verbatim.Advert}, {"article continues below", 120, verbatim.Advert}, {"article continues after", 120, verbatim.Advert}, {"continue reading below", 80, verbatim.Advert}, {"scroll to continue", 100, verbatim.Advert}, {"scroll down to continue", 100, verbatim.Advert}, {"advertisement -", 100, verbatim.Advert}, {"skip advertisement", 60, verbatim.Advert},
	{"this website uses cookies", 420, verbatim.Consent}, {"this site uses cookies", 420, verbatim.Consent}, {"we use cookies", 420, verbatim.Consent}, {"our website uses cookies", 420, verbatim.Consent}, {"by continuing to use th", 300, verbatim.Consent}, {"by clicking accept", 300, verbatim.Consent}, {"by clicking \"accept", 300, verbatim.Consent}, {"accept all cookies", 100, verbatim.Consent}, {"manage your cookie", 200, verbatim.Consent}, {"this site is protected by recaptcha", 200, verbatim.Consent},
	{"share this", 80, verbatim.Share}, {"share on ", 60, verbatim.Share}, {"share via", 60, verbatim.Share}, {"thanks for sharing", 60, verbatim.Share}, {"leave a comment", 100, verbatim.Share}, {"view comments", 60, verbatim.Share}, {"show comments", 60, verbatim.Share}, {"post a comment", 60, verbatim.Share}, {"add a comment", 60, verbatim.Share}, {"comments are closed", 100, verbatim.Share}, {"comments have been disabled", 100, verbatim.Share},
	{"photo:", 350, verbatim.Caption}, {"photos:", 250, verbatim.Caption}, {"image:", 350, verbatim.Caption}, {"images:", 250, verbatim.Caption}, {"picture:", 350, verbatim.Caption}, {"photograph:", 350, verbatim.Caption}, {"pic:", 200, verbatim.Caption}, {"credit:", 200, verbatim.Caption}, {"image credit", 250, verbatim.Caption}, {"photo credit", 250, verbatim.Caption}, {"image source", 250, verbatim.Caption}, {"image caption", 350, verbatim.Caption}, {"photo by ", 160, verbatim.Caption}, {"photos by ", 160, verbatim.Caption}, {"photograph by ", 160, verbatim.Caption}, {"file photo", 350, verbatim.Caption},
	{"file - ", 420, verbatim.Caption}, {"file — ", 420, verbatim.Caption}, {"file – ", 420, verbatim.Caption}, {"open this photo in gallery", 420, verbatim.Caption}, {"view image in fullscreen", 200, verbatim.Caption}, {"ap photo", 160, verbatim.Caption}, {"hide caption", 60, verbatim.Caption}, {"toggle caption", 160, verbatim.Caption},
	{"reporting by ", 300, verbatim.Byline}, {"editing by ", 250, verbatim.Byline}, {"writing by ", 250, verbatim.Byline}, {"additional reporting by ", 300, verbatim.Byline}, {"additional reporting from ", 250, verbatim.Byline}, {"with reporting by ", 250, verbatim.Byline}, {"with reporting from ", 250, verbatim.Byline}, {"with files from ", 250, verbatim.Byline}, {"with additional reporting", 250, verbatim.Byline}, {"with additional files", 250, verbatim.Byline}, {"compiled by ", 160, verbatim.Byline}, {"reporting and writing by", 250, verbatim.Byline},
	{"published:", 160, verbatim.Byline}, {"updated:", 160, verbatim.Byline}, {"last updated", 160, verbatim.Byline}, {"last modified", 160, verbatim.Byline}, {"first published", 160, verbatim.Byline}, {"posted:", 160, verbatim.Byline}, {"author:", 120, verbatim.Byline},
})

// anywhere are phrases that give a line away wherever they stand in it.
var anywhere = []phrase{
	{"all rights reserved", 350, verbatim.Copyright},
	{"may not be reproduced", 350, verbatim.Copyright},
	{"contributed to this report", 250, verbatim.Byline},
	{"contributed reporting", 250, verbatim.Byline},
	{"contributed to this story", 250, verbatim.Byline},
	{"contributed to this article", 250, verbatim.Byline},
	{"can be reached at ", 200, verbatim.Contact},
	{"may be reached at ", 200, verbatim.Contact},
	{"sign up for our", 300, verbatim.Newsletter},
	{"sign up to our", 300, verbatim.Newsletter},
	{"signing up to our", 300, verbatim.Newsletter},
	{"sign up for her newsletter", 300, verbatim.Newsletter},
	{"sign up for his newsletter", 300, verbatim.Newsletter},
	{"straight to your inbox", 300, verbatim.Newsletter},
	{"delivered to your inbox", 300, verbatim.Newsletter},
	{"right in your inbox", 300, verbatim.Newsletter},
	{"read our privacy policy", 300, verbatim.Consent},
	{"follow him on twitter", 350, verbatim.Contact},
	{"follow her on twitter", 350, verbatim.Contact},
	{"follow them on twitter", 350, verbatim.Contact},
	{"follow me on twitter", 350, verbatim.Contact},
	{"follow us on twitter", 350, verbatim.Contact},
	{"follow us on facebook", 350, verbatim.Contact},
	{"follow us on instagram", 350, verbatim.Contact},
	{"follow us at twitter", 350, verbatim.Contact},
	{"have a news tip", 300, verbatim.Contact},
	{"in the comments below", 200, verbatim.Share},
	{"in the comment section below", 200, verbatim.Share},
	{"please check your junk folder", 200, verbatim.Newsletter},
}

// exactLines are whole lines, without what is around them.
var exactLines = map[string]verbatim.FurnitureKind{
	"advertisement": verbatim.Advert, "advertisements": verbatim.Advert, "advert": verbatim.Advert, "ad": verbatim.Advert, "advertising": verbatim.Advert,
	"sponsored": verbatim.Advert, "sponsored content": verbatim.Advert, "promoted": verbatim.Advert, "continue reading": verbatim.Advert, "ad feedback": verbatim.Advert,
	"advertisement 1": verbatim.Advert, "advertisement 2": verbatim.Advert, "advertisement 3": verbatim.Advert, "article content": verbatim.Advert,
	"remove ads": verbatim.Advert, "loading": verbatim.Advert, "close": verbatim.Share, "open": verbatim.Share,
	"read more": verbatim.Related, "see more": verbatim.Related, "show more": verbatim.Related, "load more": verbatim.Related, "read next": verbatim.Related,
	"newsletter": verbatim.Newsletter, "subscribe": verbatim.Newsletter, "sign up": verbatim.Newsletter, "sign in": verbatim.Newsletter, "log in": verbatim.Newsletter,
	"skip to content": verbatim.Share, "skip to main content": verbatim.Share, "back to top": verbatim.Share, "listen to this article": verbatim.Share, "listen to article": verbatim.Share,
	"article continues": verbatim.Advert, "caption": verbatim.Caption, "privacy policy": verbatim.Consent, "terms of use": verbatim.Consent, "cookie policy": verbatim.Consent, "terms of service": verbatim.Consent,
	"watch": verbatim.Related, "by": verbatim.Byline, "about the author": verbatim.Byline, "author of the article": verbatim.Byline, "have your say": verbatim.Share,
}

// listTitles stand above lists of other headlines.
var listTitles = map[string]bool{
	"more stories": true, "related": true, "related stories": true, "related articles": true, "related news": true, "related content": true, "related links": true,
	"most read": true, "most popular": true, "most viewed": true, "don't miss": true, "read next": true, "up next": true, "recommended": true, "recommended for you": true,
	"you may also like": true, "you might also like": true, "you may like": true, "you might like": true, "trending": true, "trending now": true, "more on this story": true,
	"more on this": true, "more like this": true, "more news": true, "more about": true, "what to read next": true, "in case you missed it": true, "top stories": true, "latest news": true, "also read": true,
	"editor's picks": true, "editors' picks": true, "from around the web": true, "around the web": true, "more from us": true, "see also": true, "latest stories": true, "popular now": true,
}

var shareWords = map[string]bool{
	"share": true, "tweet": true, "facebook": true, "twitter": true, "whatsapp": true, "email": true, "e-mail": true, "print": true, "pinterest": true, "linkedin": true, "reddit": true, "telegram": true,
	"comments": true, "comment": true, "shares": true, "save": true, "bookmark": true, "copy": true, "link": true, "messenger": true, "flipboard": true, "tumblr": true, "sms": true, "like": true,
}

// creditStarts begin the bracket at the end of a caption.
var creditStarts = []string{
	"picture:", "pictures:", "image:", "images:", "photo:", "photos:", "photo by", "photos by", "photo/", "credit:", "image credit", "photo credit", "pic:", "ap photo", "file photo", "reuters/", "ap/", "afp/", "epa/",
	"photograph:", "photograph by", "courtesy ", "courtesy of", "screenshot", "getty", "u.s. department", "illustration by", "photo illustration",
}

var creditEnds = []string{
	"getty images", "via getty", "/getty", "/reuters", "/afp", "/ap", "/epa", "/shutterstock", "/pa wire", "/ap file", "via reuters", "via afp", "via ap", "via shutterstock", "/pa media", "associated press photo", "/rex", "ap photo",
}

// agencies are news and picture agencies as credits and datelines name them.
var agencies = map[string]bool{
	"ap": true, "reuters": true, "upi": true, "afp": true, "cnn": true, "getty": true, "getty images": true, "epa": true, "pa": true, "pa media": true, "pa wire": true, "bloomberg": true, "xinhua": true, "tass": true, "ani": true, "pti": true,
	"ians": true, "dpa": true, "efe": true, "ansa": true, "kyodo": true, "yonhap": true, "jta": true, "aap": true, "cp": true, "the canadian press": true, "associated press": true, "the associated press": true, "cbs": true, "cbs news": true, "nbc news": true, "abc news": true,
	"cnn business": true, "shutterstock": true, "afp/getty": true, "afp/getty images": true, "ap photo": true, "getty/instagram": true, "afp via getty images": true, "news agencies": true, "agencies": true, "ap news": true, "tribune news service": true, "tns": true, "kxan": true, "ktla": true, "wkbn": true, "the hill": true, "newsnation": true, "cbs/ap": true, "afp/reuters": true, "reuters/afp": true, "rna": true, "sana": true, "wam": true, "mena": true, "ukrinform": true,
}

// bylineWords are the small words of bylines and datelines.
var bylineWords = map[string]bool{
	"and": true, "with": true, "in": true, "for": true, "of": true, "the": true, "at": true, "from": true, "de": true, "van": true, "von": true, "der": true, "den": true, "la": true, "le": true, "di": true, "da": true, "bin": true, "al": true, "el": true, "&": true,
	"political": true, "correspondent": true, "reporter": true, "editor": true, "staff": true, "writer": true, "am": true, "pm": true, "est": true, "edt": true, "gmt": true, "bst": true, "updated": true, "published": true, "a.m": true, "p.m": true,
}

// mailStarts begin lines that tell where to write to.
var mailStarts = []string{"write to", "email ", "e-mail ", "contact ", "reach ", "send ", "mail ", "questions", "comments", "tips", "corrections"}

// dateWords are the words, months apart, of a line that gives a date.
var dateWords = map[string]bool{
	"am": true, "pm": true, "a": true, "p": true, "m": true, "est": true, "edt": true, "cst": true, "cdt": true, "mst": true, "mdt": true, "pst": true, "pdt": true, "et": true, "pt": true, "ct": true, "gmt": true, "utc": true, "bst": true, "ist": true, "cet": true, "cest": true, "aest": true, "aedt": true, "sast": true,
	"published": true, "updated": true, "posted": true, "last": true, "modified": true, "on": true, "at": true, "ago": true, "minute": true, "minutes": true, "min": true, "mins": true, "hour": true, "hours": true, "hr": true, "hrs": true, "read": true, "first": true,
	"monday": true, "tuesday": true, "wednesday": true, "thursday": true, "friday": true, "saturday": true, "sunday": true, "mon": true, "tue": true, "tues": true, "wed": true, "thu": true, "thur": true, "thurs": true, "fri": true, "sat": true, "sun": true,
	"day": true, "days": true, "week": true, "weeks": true, "duration": true, "h": true, "time": true, "date": true, "of": true,
}

// dateAnchors are the date words of which a line of a date has one, if it names
// no month.
var dateAnchors = map[string]bool{
	"published": true, "updated": true, "posted": true, "modified": true, "ago": true, "read": true, "duration": true,
}

// trades are what authors call themselves in the line about them.
var trades = []string{
	" reporter", " correspondent", " columnist", " staff writer", " journalist", " editor", " freelance writer", " news writer", " senior writer", " contributor to", " contributing writer", " a writer", " an author", " producer", " co-host of", " host of", " bureau chief", " blogger", " fellow at",
}

func byFirst(phrases []phrase) map[byte][]phrase {
	m := map[byte][]phrase{}
	for _, p := range phrases {
		m[p.text[0]] = append(m[p.text[0]], p)
	}
	return m
}
