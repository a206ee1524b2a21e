package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// acts lists the lemmas that decide an act; the first act of the cue's words,
// its head before the others, wins. What is not listed is Say.
var acts = lemmaTable(map[verbatim.Act]string{
	verbatim.Ask:      `ask question wonder inquire query quiz probe enquire`,
	verbatim.Deny:     `deny refute dispute rebut disavow denial disclaim repudiate contradict`,
	verbatim.Promise:  `promise pledge vow swear guarantee commit assure commitment undertake oath`,
	verbatim.Threaten: `threaten threat`,
	verbatim.Demand: `demand urge call order insist implore beg request instruct appeal exhort beseech command press
		require petition plea entreat direct tell`,
	verbatim.Accuse: `accuse blame allege charge fault accusation allegation implicate indict denounce`,
	verbatim.Believe: `believe think consider suspect doubt assume suppose presume reckon feel view opinion belief regard
		deem trust imagine mind thinking conviction`,
	verbatim.Want:    `want hope wish desire seek aim prefer favor favour long yearn dream eager hopeful`,
	verbatim.Plan:    `plan intend intention prepare expect schedule propose mull weigh decide decision eye vie`,
	verbatim.Agree:   `agree concur accept consent acknowledge concede admit agreement approve confirm`,
	verbatim.Refuse:  `refuse decline reject rebuff refusal spurn`,
	verbatim.Warn:    `warn caution warning alert`,
	verbatim.Predict: `predict forecast project anticipate prediction projection foresee estimate bet`,
	verbatim.Praise:  `praise laud hail applaud commend congratulate thank celebrate compliment tout welcome`,
	verbatim.Criticize: `criticize criticise slam blast attack condemn mock ridicule rip lambast lambaste deride decry bash
		complain object scold rebuke chide berate criticism skewer lament dismiss knock assail excoriate complaint
		protest insult taunt`,
	verbatim.Support:  `support endorse back defend champion advocate endorsement side`,
	verbatim.Oppose:   `oppose resist opposition`,
	verbatim.Announce: `announce declare reveal disclose unveil release proclaim publish issue announcement declaration`,
	verbatim.Rule:     `rule convict sentence ban overturn appoint veto nominate name uphold ruling sanction elect`,
	verbatim.Show:     `show find indicate demonstrate suggest illustrate prove finding survey poll depict imply`,
	verbatim.Know: `know realize realise understand learn remember recall recognize recognise see notice witness discover
		hear aware forget observe watch`,
	verbatim.Feel: `fear worry love like hate regret dislike enjoy concern afraid surprised proud shocked dread resent
		disappointed glad happy angry upset excited concerned worried resentful admire respect sorry`,
})

func lemmaTable(lists map[verbatim.Act]string) map[string]verbatim.Act {
	out := make(map[string]verbatim.Act)
	for act, words := range lists {
		for w := range strings.FieldsSeq(words) {
			out[w] = act
		}
	}
	return out
}

// act tells what the source does from the lemmas of the cue. "Call for" and
// "call on" demand, "call X a Y" describes; "tell X to" demands, "tell" says.
func (v *view) act(p pick) verbatim.Act {
	head := v.words[p.head].Lemma
	next := ""
	if int(p.head)+1 < len(v.words) {
		next = strings.ToLower(v.doc.Tokens[p.head+1].In(v.doc.Text))
	}
	first := ""
	if len(p.content) > 0 {
		first = strings.ToLower(v.doc.Tokens[p.content[0].first].In(v.doc.Text))
	}
	switch head {
	case "call":
		if next == "for" || next == "on" || next == "upon" || first == "for" {
			return verbatim.Demand
		}
		return verbatim.Say
	case "tell":
		if first == "to" {
			return verbatim.Demand
		}
		return verbatim.Say
	case "rule":
		if next == "out" {
			// What is not ruled out is not refused: it is weighed.
			for i := max(0, p.head-3); i < p.head; i++ {
				switch v.lower(i) {
				case "not", "n't", "n’t", "never":
					return verbatim.Plan
				}
			}
			return verbatim.Refuse
		}
	case "expect", "decide":
		if first != "to" {
			return verbatim.Believe
		}
	case "consider":
		if v.words[p.head].Tag == "VBG" {
			return verbatim.Plan
		}
		return verbatim.Believe
	case "charge":
		if next == "with" {
			return verbatim.Accuse
		}
	}
	if a, ok := acts[head]; ok {
		return a
	}
	for i := p.first; i < p.last; i++ {
		if v.words[i].Rel == "compound" {
			continue // the "press" of a press release
		}
		if a, ok := acts[v.words[i].Lemma]; ok && i != p.head {
			return a
		}
	}
	return verbatim.Say
}
