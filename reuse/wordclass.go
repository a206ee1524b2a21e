package reuse

import "strings"

// kind is what a word does in a sentence, as far as a list can tell. The
// lists are of closed classes of English, so they are short and whole.
type kind uint8

const (
	contentWord kind = iota
	functionWord
	auxiliaryWord // forms of be, have and do
	pronounWord   // personal and possessive
	modalWord
	hedgeWord    // maybe, probably
	negationWord // not, never, nobody
	numberWord
)

var kindOf = func() map[string]kind {
	m := make(map[string]kind)
	for k, list := range map[kind]string{
		functionWord: `a the this that these those which who whom whose what when where while whether how why
			of to in on at by for from with into onto upon about as than through during within among between
			and but so yet then there here same such each every any some all both
			because since though although another other s 's 'd o oh well`,
		auxiliaryWord: `am is are was were be been being have has had having do does did doing done get gets got`,
		pronounWord: `i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his
			himself she her hers herself it its itself they them their theirs themselves`,
		modalWord:    `can could may might must shall should will would ought need going`,
		hedgeWord:    `maybe perhaps possibly probably likely unlikely apparently allegedly certainly definitely surely if unless`,
		negationWord: `not no never none nobody nothing nowhere neither nor without hardly scarcely barely cannot`,
	} {
		for w := range strings.FieldsSeq(list) {
			m[w] = k
		}
	}
	return m
}()

// shortForms are the contractions that the ending does not tell.
var shortForms = map[string][]string{
	"won't": {"will", "not"}, "can't": {"can", "not"}, "shan't": {"shall", "not"}, "ain't": {"is", "not"},
	"let's": {"let", "us"}, "cannot": {"can", "not"}, "gonna": {"going", "to"}, "wanna": {"want", "to"},
	"gotta": {"got", "to"}, "i'm": {"i", "am"}, "im": {"i", "am"}, "ive": {"i", "have"}, "dont": {"do", "not"},
	"doesnt": {"does", "not"}, "didnt": {"did", "not"}, "isnt": {"is", "not"}, "arent": {"are", "not"},
	"wasnt": {"was", "not"}, "werent": {"were", "not"}, "wouldnt": {"would", "not"}, "couldnt": {"could", "not"},
	"shouldnt": {"should", "not"}, "hasnt": {"has", "not"}, "havent": {"have", "not"}, "hadnt": {"had", "not"},
	"youre": {"you", "are"}, "theyre": {"they", "are"}, "thats": {"that", "'s"}, "wont": {"will", "not"},
	"youve": {"you", "have"}, "weve": {"we", "have"}, "theyve": {"they", "have"}, "'tis": {"it", "is"},
}

// longForm returns the two words that a folded word is short for, and
// where the second begins in the word.
func longForm(w string) (first, second string, at int, ok bool) {
	if c, found := shortForms[w]; found {
		switch {
		case strings.HasSuffix(w, "n't"):
			at = len(w) - 3
		case strings.HasSuffix(w, "nt"):
			at = len(w) - 2
		default:
			at = min(len(c[0]), len(w)-1)
			if w == "gonna" || w == "gotta" || w == "wanna" {
				at = 3
			}
		}
		return c[0], c[1], at, true
	}
	i := strings.LastIndexByte(w, '\'')
	if i <= 0 {
		return "", "", 0, false
	}
	switch w[i:] {
	case "'t":
		if w[i-1] == 'n' && i > 1 {
			return w[:i-1], "not", i - 1, true
		}
	case "'ve":
		return w[:i], "have", i, true
	case "'ll":
		return w[:i], "will", i, true
	case "'re":
		return w[:i], "are", i, true
	case "'s", "'d":
		return w[:i], w[i:], i, true
	}
	return "", "", 0, false
}

// abbreviations are written out where they are compared.
var abbreviations = map[string]string{
	"sen": "senator", "gov": "governor", "rep": "representative", "gen": "general", "mr": "mister", "dr": "doctor",
	"st": "saint", "mt": "mount", "prof": "professor", "pres": "president", "lt": "lieutenant", "sgt": "sergeant",
	"col": "colonel", "capt": "captain", "govt": "government", "dept": "department", "tv": "television",
	"ok": "okay", "vs": "versus", "eg": "example", "jan": "january", "feb": "february", "aug": "august",
	"sept": "september", "oct": "october", "nov": "november", "dec": "december", "co": "company",
	"corp": "corporation", "ltd": "limited", "hon": "honourable", "jr": "junior", "sr": "senior",
}

// britishWords maps spellings that no rule below reaches to one form.
var britishWords = func() map[string]string {
	m := make(map[string]string)
	for f := range strings.FieldsSeq(`programme:program programmes:programs cheque:check cheques:checks grey:gray tyre:tire
		tyres:tires plough:plow ploughs:plows ploughed:plowed sceptic:skeptic sceptics:skeptics sceptical:skeptical
		scepticism:skepticism mould:mold jewellery:jewelry aluminium:aluminum moustache:mustache pyjamas:pajamas
		storey:story kerb:curb gaol:jail ageing:aging judgement:judgment acknowledgement:acknowledgment enrol:enroll
		fulfil:fulfill instalment:installment skilful:skillful wilful:willful whilst:while amongst:among
		towards:toward learnt:learned burnt:burned spelt:spelled dreamt:dreamed leapt:leaped speciality:specialty
		cosy:cozy draught:draft artefact:artifact practise:practice practised:practiced practising:practicing
		licence:license licences:licenses defence:defense defences:defenses offence:offense offences:offenses
		pretence:pretense centre:center centres:centers centred:centered theatre:theater theatres:theaters metre:meter
		metres:meters kilometre:kilometer kilometres:kilometers litre:liter litres:liters fibre:fiber calibre:caliber
		sabre:saber spectre:specter sombre:somber meagre:meager lustre:luster alright:allright
		manoeuvre:maneuver manoeuvres:maneuvers foetus:fetus encyclopaedia:encyclopedia paediatric:pediatric
		anaemia:anemia haemorrhage:hemorrhage orthopaedic:orthopedic dialogue:dialog catalogue:catalog analogue:analog
		analyse:analyze analysed:analyzed analysing:analyzing paralyse:paralyze paralysed:paralyzed axe:ax
		omelette:omelet doughnut:donut mum:mom mums:moms an:a afterwards:afterward backwards:backward
		forwards:forward neighbourhood:neighborhood counsellor:counselor councillor:councilor woollen:woolen
		marvellous:marvelous yoghurt:yogurt whisky:whiskey naïve:naive aeroplane:airplane`) {
		from, to, _ := strings.Cut(f, ":")
		m[from] = to
	}
	return m
}()

var ourStems = strings.Fields(`colour honour labour neighbour harbour favour behaviour rumour humour endeavour vigour
	parlour savour odour flavour armour tumour splendour candour rigour valour clamour glamour fervour ardour`)

var doubled = strings.Fields(`cancell travell labell modell signall fuell levell quarrell counsell marvell jewell totall
	diall channell panell duell tunnell equall rivall shovell worshipp kidnapp focuss benefitt`)

// american returns the one spelling under which British and American ones
// meet. Words that are no variants may be changed as well ("advize"), but
// alike on both sides.
func american(w string) string {
	if to, ok := britishWords[w]; ok {
		return to
	}
	if len(w) < 5 {
		return w
	}
	if i := strings.Index(w, "our"); i > 1 {
		for _, stem := range ourStems {
			if strings.Contains(w, stem) {
				return strings.Replace(w, stem, stem[:len(stem)-2]+"r", 1)
			}
		}
	}
	if len(w) >= 7 {
		for _, end := range [...]string{"ise", "ised", "ises", "ising", "iser", "isers", "isation", "isations"} {
			if stem, ok := strings.CutSuffix(w, end); ok {
				return stem + "iz" + end[2:]
			}
		}
		for _, d := range doubled {
			if rest, ok := strings.CutPrefix(w, d); ok && (rest == "ed" || rest == "ing" || rest == "er" || rest == "ers" || rest == "ation") {
				if rest == "ation" {
					return w
				}
				return d[:len(d)-1] + rest
			}
		}
	}
	return w
}

// irregular maps forms of irregular verbs and nouns to their base; past holds
// the past ones.
var irregular, past = func() (map[string]string, map[string]bool) {
	m, p := make(map[string]string), make(map[string]bool)
	for line := range strings.FieldsSeq(`be:am,is,are,being,been:was,were have:has,having:had do:does,doing,done:did go:goes,going,gone:went
		say:says,saying:said make:making:made take:taking,taken:took come:coming:came see:seen:saw know:known:knew get:getting,gotten:got
		give:giving,given:gave find::found think::thought tell::told become:becoming:became show:shown:showed leave:leaving:left
		feel::felt bring::brought begin:beginning,begun:began keep::kept hold::held write:writing,written:wrote stand::stood
		hear::heard mean::meant meet::met pay::paid run:running:ran sit:sitting:sat speak:spoken:spoke lead::led grow:grown:grew
		lose:losing:lost fall:fallen:fell send::sent build::built understand::understood draw:drawn:drew break:broken:broke
		spend::spent drive:driving,driven:drove buy::bought wear:worn:wore choose:choosing,chosen:chose seek::sought throw:thrown:threw
		catch::caught deal::dealt win:winning:won forget:forgotten:forgot sell::sold fight::fought teach::taught eat:eaten:ate
		sing:sung:sang strike:striking,struck:struck rise:rising,risen:rose fly:flown:flew sleep::slept steal:stolen:stole
		shake:shaken:shook swear:sworn:swore lie:lying,lain:lay bear:borne:bore shoot::shot drink:drunk:drank
		swim:swum:swam hide:hidden:hid bite:bitten:bit blow:blown:blew forbid:forbidden:forbade freeze:frozen:froze
		shine::shone sink:sunk:sank slide::slid spin::spun stick::stuck sweep::swept tear:torn:tore wake:woken:woke weep::wept
		man:men: woman:women: child:children: foot:feet: tooth:teeth: mouse:mice: person:persons: life:lives: wife:wives:
		half:halves: thief:thieves: knife:knives: leaf:leaves: loaf:loaves: policeman:policemen: fireman:firemen:
		spokesman:spokesmen: businessman:businessmen: fisherman:fishermen: congressman:congressmen:`) {
		parts := strings.SplitN(line, ":", 3)
		m[parts[0]] = parts[0]
		for _, f := range strings.Split(parts[1]+","+parts[2], ",") {
			if f != "" {
				m[f] = parts[0]
			}
		}
		for f := range strings.SplitSeq(parts[2], ",") {
			if f != "" {
				p[f] = true
			}
		}
	}
	return m, p
}()

// basesOf appends the words that w may be a regular form of, w among them.
func basesOf(dst []string, w string) []string {
	if base, ok := irregular[w]; ok {
		return append(dst, base)
	}
	dst = append(dst, w)
	cut := func(end, add string) {
		if stem, ok := strings.CutSuffix(w, end); ok && len(stem) >= 3-len(add) && len(stem)+len(add) >= 3 {
			dst = append(dst, stem+add)
			if n := len(stem); add == "" && end != "s" && n > 3 && stem[n-1] == stem[n-2] {
				dst = append(dst, stem[:n-1])
			}
		}
	}
	switch w[len(w)-1] {
	case 's':
		if !strings.HasSuffix(w, "ss") {
			cut("s", "")
			cut("es", "")
			cut("ies", "y")
		}
	case 'd':
		cut("ed", "")
		cut("ed", "e")
		cut("ied", "y")
	case 'g':
		cut("ing", "")
		cut("ing", "e")
	}
	return dst
}

// sameLemma reports whether two words may be forms of one word.
func sameLemma(a, b string) bool {
	if len(a) < 2 || len(b) < 2 || a[0] != b[0] && irregular[a] != irregular[b] {
		return false
	}
	var bufA, bufB [8]string
	for _, x := range basesOf(bufA[:0], a) {
		for _, y := range basesOf(bufB[:0], b) {
			if x == y {
				return true
			}
		}
	}
	return false
}

// pastForm reports whether a verb form is a past one.
func pastForm(w string) bool {
	return past[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && irregular[w] == ""
}

// oppositeOf reports whether one word is the other with a prefix that turns it
// round: able and unable.
func oppositeOf(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	n := len(b) - len(a)
	if len(a) < 3 || n < 2 || n > 3 || b[n:] != a {
		return false
	}
	switch b[:n] {
	case "un", "in", "im", "il", "ir", "non", "dis":
		return true
	}
	return false
}

// opposites are words that negate each other, beside those that differ by a
// prefix.
var opposites = map[string]string{
	"nobody": "everybody", "everybody": "nobody", "somebody": "nobody", "someone": "nobody", "everyone": "nobody",
	"nothing": "something", "something": "nothing", "everything": "nothing", "never": "always", "always": "never",
	"ever": "never", "with": "without", "without": "with", "none": "all", "all": "none", "some": "no", "any": "no",
}
