package event

import "strings"

// roleNouns are more nouns for people, by what they do, believe or are to
// others; those in peopleNouns are the ones that news is mostly of.
const roleNouns = "editor columnist presenter historian economist sociologist psychologist biologist physicist chemist geologist archaeologist meteorologist " +
	"engineer architect designer plumber electrician carpenter miner fisherman baker butcher chef waiter waitress cleaner nanny caretaker gardener hunter trucker " +
	"docker sailor admiral colonel lieutenant sergeant conscript recruit cadet paratrooper sniper hacker thief burglar robber murderer killer offender convict " +
	"inmate defendant plaintiff juror magistrate sheriff constable detective spy informant whistleblower dissident defector exile gangster mobster baron " +
	"billionaire millionaire philanthropist shareholder consumer customer client homeowner taxpayer commuter motorist cyclist pedestrian traveller traveler " +
	"astronaut cosmonaut conductor violinist pianist musician rapper composer songwriter dancer comedian actress filmmaker screenwriter playwright novelist " +
	"blogger influencer athlete swimmer boxer wrestler golfer cricketer footballer goalkeeper referee umpire skier gymnast climber mountaineer trainer jockey " +
	"emperor empress tsar caliph shah lady knight aristocrat president-elect vice-president deputy bureaucrat technocrat commissioner ombudsman auditor " +
	"councillor councilor alderman dean rector lecturer professor tutor headteacher headmaster schoolboy schoolgirl schoolchildren graduate apprentice intern trainee " +
	"retiree widow widower orphan bride groom fiance fiancee spouse cousin uncle aunt nephew niece grandmother grandfather grandson granddaughter " +
	"child kid boy girl teenager neighbour neighbor stranger onlooker eyewitness witness firefighter paramedic medic midwife surgeon physician " +
	"pharmacist psychiatrist therapist veterinarian pathologist epidemiologist vicar pastor preacher deacon abbot missionary evangelist worshipper jihadist " +
	"islamist extremist partisan revolutionary mutineer secessionist loyalist nationalist populist socialist communist feminist environmentalist marcher " +
	"rioter looter vandal arsonist squatter organiser organizer pollster strategist sponsor financier broker accountant solicitor barrister advocate notary " +
	"interpreter translator clerk cabinet politburo secretariat delegate ex-president ex-minister co-founder founder chairperson congresswoman frontbencher backbencher " +
	"parliamentarian legislator policymaker statesman peacekeeper courier broadcaster carmaker caliphate jury squad brigade panel bureau consortium syndicate startup " +
	"retailer wholesaler chieftain warlord abductor kidnapper hijacker captor assailant shooter suspect perpetrator accomplice relief-worker humanitarian"

// peopleSet has the nouns for people of both lists.
var peopleSet = func() map[string]bool {
	out := make(map[string]bool, 600)
	for _, list := range []string{peopleNouns, roleNouns} {
		for w := range strings.FieldsSeq(list) {
			out[w] = true
		}
	}
	return out
}()
