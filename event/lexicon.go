package event

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A frame says which words of the clause take part, and what the words must be
// for the trigger to mean what its kind says.
type frame string

// A sense is what a trigger may mean.
type sense struct {
	kind   verbatim.EventKind
	plover string
	frame  frame
}

// senses reads a table of "lemma kind PLOVER frame" a line; several lemmas are
// joined by commas, and a kind of "-" is none.
func senses(table string) map[string]sense {
	out := map[string]sense{}
	for line := range strings.Lines(table) {
		f := strings.Fields(line)
		if len(f) != 4 {
			continue
		}
		if f[1] == "-" {
			f[1] = ""
		}
		for lemma := range strings.SplitSeq(f[0], ",") {
			out[lemma] = sense{verbatim.EventKind(f[1]), f[2], frame(f[3])}
		}
	}
	return out
}

// verbs are the verbs that may name an event.
//
//	meet     A and B meet, A meets (with) B; the object must be able to meet
//	contact  A calls B, with nothing said of what A calls B
//	speak    A speaks with or to B
//	visit    A visits a place or B
//	go       A goes to a place
//	host     B hosts A
//	invite   A invites B
//	talk     A negotiates with B
//	agree    A agrees to, on or that; never "with"
//	refuse   A refuses
//	ask      A demands; call, appeal and push only with their preposition
//	vow      A promises
//	threaten A threatens
//	act      A does it to the object
//	give     A gives the object, which must be aid
//	move     A moves the object, which must be troops
//	strike   A strikes the object, with arms
//	blast    a bomb does it
//	kill     as strike, and A must be there
//	leave    A leaves an office
//	elect    somebody is elected
//	stop     A stops the object, which must be aid, trade or relations
//	expel    A expels the object, who must be people
//	free     A frees the object, who must be people
//	march    A demonstrates
var verbs = senses(`
meet,huddle,confer,sit meeting CONSULT meet
convene,gather meeting CONSULT gather
call,phone,telephone,ring,cold-call,facetime call CONSULT:phone contact
speak,talk,converse,chat talks CONSULT speak
visit visit CONSULT:visit visit
tour visit CONSULT:visit visit
travel,fly,go,come,head,arrive,journey,land,jet,return,reach visit CONSULT:visit go
host,welcome,receive visit CONSULT:visit host
invite invitation CONSULT invite
negotiate,bargain,parley talks CONSULT talk
agree agreement AGREE agree
refuse,decline,reject,rebuff,spurn,veto,turn,snub refusal REJECT refuse
demand,urge,insist,request,ask,appeal,order,implore,press,beg,plead,exhort demand REQUEST ask
threaten threat THREATEN threaten
promise,pledge,vow,swear promise AGREE vow
sanction,blacklist,embargo sanction SANCTION act
expel sanction SANCTION:expel expel
suspend,halt,freeze,cut,sever,discontinue,withhold,curtail sanction SANCTION:discontinue stop
give,send,provide,supply,deliver,ship,donate,grant,allocate,airlift,extend aid AID give
leave troops RETREAT:withdraw move
deploy,mobilise,mobilize,mass,station,redeploy,dispatch,amass,move,pull,withdraw,reinforce troops MOBILIZE:troops move
attack,assault,invade,ambush,storm,raid attack ASSAULT strike
bomb,bombard attack ASSAULT:explosives strike
shell attack ASSAULT:heavy-weapons strike
strike,hit,target,fire attack ASSAULT strike
shoot,gun attack ASSAULT:firearms strike
kill,assassinate,murder,execute,massacre attack ASSAULT:targeted kill
explode,detonate attack ASSAULT:explosives blast
stab,behead,lynch attack ASSAULT:primitive kill
torture attack ASSAULT:torture act
kidnap,abduct,hijack attack ASSAULT:abduct act
resign,quit,step,stand,abdicate resignation RETREAT:resign leave
elect,re-elect,reelect election SUPPORT elect
accuse,blame - ACCUSE:allege act
sue,indict,prosecute - ACCUSE:allege act
condemn,denounce,criticise,criticize,slam,decry,deplore,castigate - ACCUSE:disapprove act
investigate,probe - ACCUSE:investigate act
praise,commend,endorse,laud,applaud - SUPPORT act
recognise,recognize,ratify - SUPPORT act
apologise,apologize - SUPPORT speakto
protest,demonstrate,rally,march,riot - PROTEST:demo march
boycott - PROTEST:boycott act
arrest,detain,jail,imprison - COERCE:arrest act
deport - COERCE:deport act
ban,outlaw - COERCE:restrict act
censor - COERCE:censor act
confiscate,seize - COERCE:seize act
free,release - RETREAT:release free
disarm - RETREAT:disarm act
cooperate,co-operate,collaborate - COOPERATE talk
`)

// nouns are the nouns that may name an event.
//
//	call     a phone call, or a call with, to, from or between people
//	meeting  a meeting of, with, between
//	visit    somebody's visit to
//	talks    talks: the plural; "a talk" is a lecture
//	deal     an agreement that is reached, or with, between
//	word     a refusal, a demand, a threat, a promise: somebody's, or issued
//	measure  sanctions, aid: imposed or given, or on, to
//	force    a deployment or a withdrawal of troops
//	attack   not of the heart, not in words
//	own      names itself: a ceasefire, an election
var nouns = senses(`
call,phonecall call CONSULT:phone call
meeting,summit,sit-down,face-to-face meeting CONSULT meeting
encounter,audience,get-together meeting CONSULT meeting
visit,trip,stopover,tour visit CONSULT:visit visit
invitation,invite invitation CONSULT word
talk,negotiation,dialogue,dialog,consultation,discussion,conversation talks CONSULT talks
agreement,deal,pact,accord,treaty,memorandum agreement AGREE deal
refusal,rejection refusal REJECT word
demand,request,ultimatum,appeal demand REQUEST word
threat,ultimatum threat THREATEN word
promise,pledge,vow promise AGREE word
sanction,embargo sanction SANCTION:discontinue measure
expulsion sanction SANCTION:expel measure
aid,assistance aid AID measure
deployment,mobilisation,mobilization,redeployment,build-up,buildup,manoeuvre,maneuver troops MOBILIZE:troops force
withdrawal,pullout,pull-out,pullback troops RETREAT:withdraw force
ceasefire,cease-fire,truce,armistice ceasefire RETREAT:ceasefire own
attack,raid,assault,offensive,ambush,massacre,shooting,invasion,strike attack ASSAULT attack
airstrike,air-strike attack ASSAULT:aerial attack
bombing,explosion attack ASSAULT:explosives attack
shelling,bombardment attack ASSAULT:heavy-weapons attack
assassination,murder,killing attack ASSAULT:targeted attack
kidnapping,abduction attack ASSAULT:abduct attack
stabbing attack ASSAULT:primitive attack
resignation,abdication resignation RETREAT:resign word
election,by-election,runoff,run-off,referendum,primary election SUPPORT own
poll election SUPPORT own
protest,demonstration - PROTEST:demo own
riot - PROTEST:riot own
`)

// Lists are words with a space between.
const (
	// light verbs carry a noun that names the event: who does it is their
	// subject, whether it happened is theirs to say.
	light = "hold have make pay place conduct strike reach sign issue launch carry mount stage take attend join host do complete " +
		"seal clinch conclude ink broker forge secure impose slap levy announce declare enter undertake chair lead convene " +
		"observe respect order win lose give send provide deliver offer extend submit tender present hand call get receive field " +
		"initiate arrange exchange renew repeat reiterate perform suffer survive face schedule set fix"
	// aspect verbs say in which phase it is.
	begins    = "begin start open resume restart commence launch kick reconvene relaunch initiate"
	continues = "continue proceed go drag rage persist"
	ends      = "end finish conclude collapse wrap close break fail stall adjourn fall founder interrupt cease"
	occurs    = "take occur happen follow come be go proceed run last hold unfold materialise materialize ensue"
	cancels   = "cancel scrap axe abandon scrub nix drop shelve ditch"
	postpones = "postpone delay defer reschedule"

	// peopleNouns can meet, be called, be invited.
	peopleNouns = "leader president minister official chancellor king queen prince pope envoy ambassador diplomat secretary delegation " +
		"negotiator counterpart government administration representative chief head boss director general commander mayor governor " +
		"senator congressman lawmaker mp executive ceo chair chairman chairwoman premier team group family relative survivor victim " +
		"worker staff employee union company ally partner opponent rival rebel militia army force troop police parliament committee " +
		"council board party coalition opposition activist campaigner farmer student pupil teacher doctor patient resident villager " +
		"citizen pair duo trio couple side men women people man woman adviser advisor aide lawyer attorney judge prosecutor bishop " +
		"cardinal cleric imam banker investor creditor lender trader striker mediator inspector observer expert scientist investigator " +
		"mother father son daughter brother sister wife husband friend colleague successor predecessor spokesman spokeswoman candidate " +
		"crew player coach manager singer actor veteran soldier refugee migrant hostage prisoner community elder authority ministry " +
		"embassy regime junta country nation state forum inhabitant guerrilla youth militant protester demonstrator landowner gunman " +
		"supporter civilian servicemen serviceman faction organisation organization agency commission court judiciary watchdog ruler network movement front wing tribe clan league bloc alliance senate congress treasury prison agent immigrant detainee mob gang crowd guerilla insurgent terrorist separatist settler native veteran commando journalist reporter photographer driver passenger pilot officer nurse priest bystander tourist pilgrim suspect critic backer analyst commentator airline bank firm lord trafficker fugitive kingpin operator owner maker manufacturer publisher producer supplier retailer insurer broadcaster developer grower importer exporter carmaker regulator landlord tenant voter dealer smuggler lobbyist financier tycoon oligarch warlord donor author writer poet painter star skipper captain sheikh emir sultan monarch princess duke duchess heir pontiff patriarch archbishop rabbi monk nun mufti ayatollah consul attache undersecretary treasurer speaker boss pensioner fan"
	// notMet are what is met without anybody meeting.
	notMet = "expectation demand need goal deadline challenge target criterion requirement standard condition press quota obligation " +
		"resistance criticism fate death end cost bill objective test threshold commitment promise want wish pledge silence scepticism " +
		"skepticism approval opposition disaster eye match match-up reporter journalist media obstacle difficulty definition " +
		"specification budget payment expense outcry anger protest applause backlash derision disapproval failure success outrage " +
		"rejection response force violence praise halfway"
	// deaf are those to whom one speaks for the record.
	deaf = "reporter journalist press media crowd audience camera supporter parliament bbc cnn reuters newspaper nation lawmaker " +
		"rally conference assembly radio television tv correspondent itself himself herself themselves myself ourselves"
	sites = "dentist doctor barber hairdresser gym pub toilet website site page webpage web blog url link portal store shop app channel"
	// spokesmen tell of what others do.
	spokesmen = "source spokesman spokeswoman spokesperson report newspaper medium media aide office insider"
	// sitesVisited are what an official visit is to, besides places with a name.
	sitesVisited = "factory plant hospital school camp base museum university village town city region province capital island border " +
		"front frontline farm shipyard port mine laboratory site hq headquarters parliament prison shelter cemetery memorial shrine temple mosque church refinery warehouse " +
		"barracks garrison country territory coast area neighbourhood"
	speechOf   = "verbal verbally personal rhetorical scathing blistering fierce"
	notArmed   = "heart panic asthma anxiety verbal personal rhetorical hunger general rail tube labour labor wildcat lightning sympathy teachers doctors nurses pilots train bus postal walkout stinging scathing charm ad pay penalty bowling goal election legal free-kick"
	armed      = "air drone missile rocket military artillery terror terrorist cyber knife gun bomb suicide mortar nuclear rebel militant retaliatory deadly israeli russian american us ukrainian iranian"
	verbalObj  = "record policy plan decision idea proposal argument view budget bill speech comment remark handling stance ruling law judge reform critic opponent rival press media report coverage position approach government opposition party"
	aidNouns   = "aid assistance relief food medicine weapon arms ammunition missile tank loan grant fund funding money equipment supply help blanket tent vaccine jet shelter support package grain rescuer medic ambulance firefighter generator tonne wheat rice fuel firetruck bandage"
	tradeNouns = "aid assistance tie relation trade import export supply cooperation co-operation funding shipment delivery link contact asset loan service"
	troopNouns = "troop soldier force army warship ship tank brigade battalion marine fleet carrier unit division regiment paratrooper fighter navy destroyer submarine jet aircraft missile peacekeeper reservist personnel guard squadron launcher"
	offices    = "post job role office position government cabinet presidency board party seat premiership chairmanship leadership"
	mayGather  = "leader minister official delegate diplomat envoy negotiator lawmaker member representative mp senator ambassador chief"
	// heads of compounds that keep the event of their modifier.
	eventful = "talk negotiation meeting summit agreement deal call visit trip attack strike raid ceasefire violation"
)
