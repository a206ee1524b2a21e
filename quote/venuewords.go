package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// venueNoun is a noun that names a setting: of which kind, and behind which
// prepositions.
type venueNoun struct {
	kind  verbatim.VenueKind
	preps string // "" for any preposition
}

var venueNouns = venueTable([]struct {
	kind  verbatim.VenueKind
	preps string
	nouns string
}{
	{verbatim.Post, " in on via with from through ", "post tweet blog blogpost thread retweet tweetstorm hashtag"},
	{verbatim.PhoneCall, " in during on by over via ", "call phone telephone teleconference"},
	{verbatim.PressConference, " at in during to ", "briefing presser"},
	{verbatim.Interview, " in during on to with ", "interview podcast show program programme broadcast talkshow"},
	{verbatim.Speech, " in at during to ", "speech address rally lecture sermon keynote remarks homily oration"},
	{verbatim.Speech, " at ", "fundraiser event stop convention ceremony commencement vigil townhall dedication launch unveiling inauguration banquet memorial gala premiere"},
	{verbatim.Letter, " in by via through ", "letter email e-mail mail text message memo note telegram memorandum fax"},
	{verbatim.Report, " in ", `report book memoir memoirs paper article essay op-ed column editorial dossier manifesto autobiography
		biography newsletter brochure pamphlet booklet document diary blueprint draft`},
	{verbatim.Court, " in at during before to ", `court trial tribunal inquest courtroom lawsuit indictment affidavit filing deposition
		petition arraignment`},
	{verbatim.Meeting, " at in during to ", "meeting summit gathering session conference conclave assembly forum symposium talks"},
	{verbatim.Communique, " in via by through with ", "statement communique communiqué release declaration"},
})

func venueTable(rows []struct {
	kind  verbatim.VenueKind
	preps string
	nouns string
}) map[string]venueNoun {
	out := make(map[string]venueNoun)
	for _, r := range rows {
		for w := range strings.FieldsSeq(r.nouns) {
			out[w] = venueNoun{r.kind, r.preps}
		}
	}
	return out
}

// mattersMost are the kinds that outdo another phrase of the same statement:
// "told reporters at a news conference", "told the BBC in a statement".
var mattersMost = map[verbatim.VenueKind]int{
	verbatim.Leak: 9, verbatim.Post: 8, verbatim.PressConference: 7, verbatim.PhoneCall: 6, verbatim.Letter: 6, verbatim.Communique: 6,
	verbatim.Court: 5, verbatim.Parliament: 5, verbatim.Interview: 4, verbatim.Reporters: 3, verbatim.Report: 3, verbatim.Speech: 2,
	verbatim.Meeting: 1,
}

// documents are nouns for writing that can itself be the source: "according to
// court papers", "the letter said".
var documents = map[string]verbatim.VenueKind{
	"report": verbatim.Report, "document": verbatim.Report, "dossier": verbatim.Report, "memoir": verbatim.Report, "book": verbatim.Report,
	"memo": verbatim.Letter, "letter": verbatim.Letter, "email": verbatim.Letter, "e-mail": verbatim.Letter,
	"statement": verbatim.Communique, "release": verbatim.Communique, "communique": verbatim.Communique, "communiqué": verbatim.Communique,
	"indictment": verbatim.Court, "affidavit": verbatim.Court, "lawsuit": verbatim.Court, "filing": verbatim.Court,
	"transcript": verbatim.Report, "memorandum": verbatim.Letter, "post": verbatim.Post, "tweet": verbatim.Post,
	"paper": verbatim.Report, "record": verbatim.Report, "recording": "", "cable": verbatim.Letter, "file": verbatim.Report,
	"complaint": verbatim.Court, "draft": verbatim.Report,
}

// eventNouns are occasions: they are told something as a setting, and are
// nobody who is spoken to.
var eventNouns = wordSet(`conference briefing rally meeting interview hearing summit gathering session podcast show program programme
	fundraiser event ceremony convention forum dinner lunch debate`)

// platforms are where posts are made. A name of two words is listed by its last.
var platforms = map[string]string{
	"x": "", "twitter": "", "facebook": "", "instagram": "", "telegram": "", "tiktok": "", "youtube": "", "linkedin": "", "bluesky": "",
	"mastodon": "", "weibo": "", "vkontakte": "", "vk": "", "reddit": "", "snapchat": "", "parler": "", "gab": "", "gettr": "",
	"substack": "", "tumblr": "", "twitch": "", "rumble": "", "discord": "", "threads": "", "social": "truth", "wechat": "",
}

// messengers carry messages to some, not posts to all.
var messengers = wordSet(`whatsapp signal viber messenger imessage slack`)

// outletNames are outlets that a single word names, or the last of several.
var outletNames = wordSet(`cnn bbc cnbc nbc abc cbs pbs npr msnbc fox newsmax oan c-span cspan reuters bloomberg politico axios ap afp upi
	guardian telegraph spectator economist atlantic intercept newsweek forbes fortune breitbart huffpost buzzfeed vox slate salon
	itv lbc stv rte rté dw tass interfax novosti xinhua yonhap kyodo nhk jazeera arabiya haaretz ynet spiegel bild zeit welt figaro
	monde libération repubblica país mundo stampa corriere aftonbladet expressen politiken telegraaf volkskrant mediazona meduza
	pravda suspilne ukrinform unian nbcnews abcnews foxnews wsj wapo nyt ft euronews ria kommersant vedomosti izvestia
	metro yorker dispatch wired esquire vogue elle gq propublica`)

// outletEnds are the last words of the names of outlets.
var outletEnds = wordSet(`news times post journal herald tribune gazette chronicle globe mail mirror sun star standard observer
	independent courier inquirer examiner register ledger sentinel bee magazine press radio television tv network today
	telegraph guardian echo argus advertiser bulletin newspaper wire weekly daily broadcasting`)

// outletNouns are common nouns for outlets.
var outletNouns = wordSet(`newspaper paper magazine daily weekly tabloid broadcaster network radio television tv channel station website
	outlet podcast newswire agency`)

// shows are programmes that are named without their outlet, by their last word.
var shows = map[string]string{
	"press": "meet the", "nation": "face the", "union": "state of the", "week": "this", "friends": "fox", "joe": "morning",
	"newsnight": "", "today": "", "hannity": "", "america": "good morning", "time": "question", "minutes": "60",
}

// pressPeople are those who ask for the public.
var pressPeople = wordSet(`reporter journalist newsmen correspondent`)

// lawmaking are those who sit in a parliament, and the parliaments.
var lawmaking = wordSet(`parliament congress senate commons mp lawmaker legislator senator congressman congresswoman bundestag duma knesset rada
	sejm dáil dail diet riksdag storting eduskunta cortes folketing reichstag legislature subcommittee lords meps mep peers tds`)

// judging are courts and those who sit in them.
var judging = wordSet(`court judge jury juror tribunal inquest magistrate jurors magistrates courtroom`)

// listening are those whom a speech is made to.
var listening = wordSet(`crowd audience rally congregation crowds`)
