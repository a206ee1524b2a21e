package event

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// A value is where the calculus stands for one proposition.
type value int8

const (
	open value = iota // no finite verb yet: what governs it decides
	happened
	underWay
	planned
	proposed
	conditional
	unknown
	ruledOut
	denied
	cancelled
)

var statuses = [...]verbatim.EventStatus{
	open: verbatim.Unsettled, happened: verbatim.Happened, underWay: verbatim.UnderWay, planned: verbatim.Planned,
	proposed: verbatim.Proposed, conditional: verbatim.Conditional, unknown: verbatim.Unsettled,
	ruledOut: verbatim.RuledOut, denied: verbatim.Denied, cancelled: verbatim.Cancelled,
}

// not is the value of a negated proposition.
func (v value) not() value {
	switch v {
	case happened, underWay:
		return denied
	case planned, proposed:
		return ruledOut
	case denied, cancelled:
		return happened
	case ruledOut:
		return unknown
	}
	return v
}

// negative says that v is the value of what is not so.
func (v value) negative() bool { return v == denied || v == ruledOut || v == cancelled }

// An operator is what a governing word makes of the value of its complement.
type operator int8

const (
	none     operator = iota
	same              // managed to, began to: what is true of the governor is true of it
	reverse           // failed to, forgot to, avoided: it is so where the governor is not
	intends           // plans to, agreed to, is due to
	wants             // wants to, offered to, urged
	weighs            // considers, may, is unlikely to: unknown either way
	refuses           // refused to, ruled out
	denies            // denied, said falsely
	callsOff          // cancelled, called off
	putsOff           // postponed: planned where a new time is there
	begun             // began, is under way: begun and not ended
	over              // ended, collapsed, and so happened
	believed          // is said to, seems to: as the complement's own form tells
	presumes          // regrets, praised: taken for granted
	purpose           // came to meet
)

// apply composes: the value of the complement of an operator whose own
// proposition has the value g.
func (o operator) apply(g value) value {
	switch o {
	case same, believed:
		return g
	case reverse:
		return g.not()
	case intends:
		switch g {
		case happened, underWay, planned, proposed:
			if g == proposed {
				return proposed // "wants to agree to meet"
			}
			return planned
		case denied:
			return unknown // "has not agreed to meet"
		case cancelled:
			return cancelled
		}
		return g
	case wants:
		switch g {
		case denied, ruledOut:
			return ruledOut
		case conditional:
			return proposed // "would like to"
		case unknown:
			return unknown
		}
		return proposed
	case weighs:
		return unknown
	case refuses:
		switch g {
		case denied, ruledOut, unknown:
			return unknown // "has not ruled out", "may refuse to"
		case conditional:
			return conditional
		}
		return ruledOut
	case denies:
		if g.negative() || g == unknown {
			return unknown
		}
		return denied
	case callsOff:
		switch g {
		case happened, underWay:
			return cancelled
		case denied, ruledOut:
			return planned
		case planned:
			return cancelled
		case proposed:
			return planned // "urged her to call off the visit"
		}
		return unknown // "may be called off"
	case putsOff:
		if g.negative() {
			return planned
		}
		return cancelled
	case begun:
		switch g {
		case happened, underWay:
			return underWay
		}
		return g
	case over:
		switch g {
		case happened:
			return happened
		case planned, proposed, unknown, conditional, denied, underWay:
			return underWay // what will end goes on
		}
		return g
	case presumes:
		if g == planned || g == proposed {
			return planned
		}
		return happened
	case purpose:
		if g == happened || g == underWay {
			return planned
		}
		return g
	}
	return g
}

// An opRow is an operator and the lemmas that have it.
type opRow struct {
	op     operator
	lemmas string
}

func operators(rows ...opRow) map[string]operator {
	out := map[string]operator{}
	for _, row := range rows {
		for w := range strings.FieldsSeq(row.lemmas) {
			out[w] = row.op
		}
	}
	return out
}

// governors are the verbs, adjectives and nouns that govern a clause, or a noun
// that names an event.
var governors = operators(
	opRow{same, "manage help get happen bother dare remember proceed force cause allow enable let make use hasten oblige succeed go"},
	opRow{reverse, "fail forget neglect avoid omit miss skip prevent block stop refrain unable foil thwart avert failure inability"},
	opRow{intends, "plan intend prepare schedule set due agree accept arrange promise pledge vow commit decide announce expect book slate " +
		"bind prepared planned scheduled expected bound decision date confirm undertake resolve poise poised about swear aim anticipate " +
		"await imminent commitment decided determined programme mean suppose vote opt preparation arrangement eve supposed destined " +
		"forthcoming upcoming future next set-up intention readying fix pencil"},
	opRow{wants, "want hope wish offer propose suggest urge ask demand invite ready willing open seek like push call request desire eager " +
		"keen advise recommend love insist press beg plead appeal order require need encourage lobby proposal bid suggestion invitation " +
		"tell prefer crave yearn willingness readiness proposed advocate favour favor hopeful pursue ought welcome happy glad pleased " +
		"argue idea vision ambition dream instruct overture prompt interested interest urgent necessary important advisable essential " +
		"vital campaign aspire exhort implore deserve persuade convince"},
	opRow{weighs, "consider mull weigh think contemplate possible possibility chance wonder unlikely likely doubt unclear discuss explore " +
		"probable ponder debate prospect speculate speculation unsure uncertain uncertainty question risk fear threaten threat hesitate hesitant potential " +
		"study examine try attempt struggle effort able likelihood option undecided rumour rumor predict assume imagine pretend " +
		"entertain capable guess toy hint float opportunity scope warn warning reluctant reluctance yet would-be tentative close verge brink"},
	opRow{refuses, "refuse decline exclude reject impossible unthinkable refusal inconceivable unwilling oppose forbid resist ban dismiss " +
		"veto rebuff spurn foreclose preclude rejection loath unrealistic opposition rule"},
	opRow{denies, "deny denial false untrue disprove refute debunk fabricate fictitious hoax"},
	opRow{callsOff, "cancel scrap axe abandon scrub nix drop shelve ditch cancellation abort cancelled canceled abandoned"},
	opRow{putsOff, "postpone delay defer postponement postponed"},
	opRow{begun, "begin start open resume restart commence continue persist reconvene relaunch keep resumption ongoing underway"},
	opRow{over, "end finish conclude collapse adjourn cease complete wrap"},
	opRow{believed, "believe say report know allege understand appear seem presume claim deem"},
	opRow{presumes, "regret praise criticise criticize condemn recall describe celebrate hail"},
)
