package entity

import "github.com/verbatim-record/verbatim/internal/linear"

// NameClass is a set of lists that a word or a phrase is in.
type NameClass uint16

// The lists. A phrase of several words is in the first row only.
const (
	ListCountry   NameClass = 1 << iota // countries, their parts and large cities
	ListCity                            // other cities and towns
	ListPeople                          // demonyms and adherents: "Ukrainian", "Republicans"
	ListOrg                             // organisations, international, armed and political
	ListOutlet                          // newspapers and broadcasters
	ListGiven                           // given names of persons
	ListSurname                         // surnames
	ListRole                            // officeWords and callings: "minister", "senator"
	ListHonorific                       // "Mr.", "Sir", "Dr."
	ListWord                            // a word of the dictionary
	ListLower                           // nearly always written without a capital in the middle of a sentence
	ListUpper                           // nearly always with one
	ListOrgNoun                         // ends names of organisations: "Council", "Coalition"
	ListPlaceNoun                       // ends names of places: "County", "Island"
	ListBody                            // organisations of the news, by name
	listBegins                          // begins a phrase
)

// ListEntry is a name or a word and the lists it is in.
type ListEntry struct {
	Words []string // as the tokens are cut
	Class NameClass
}

// longestPhrase is how many tokens of a listed name count.
const longestPhrase = 8

// wordKey and phraseKey are the keys of the maps. h is the hash of the folded
// word, or of the words so far.
func wordKey(h uint64) uint64 { return linear.Mix(h, 1) }

func phraseStart(h uint64) uint64   { return h ^ 0x7bd5 }
func phraseNext(p, h uint64) uint64 { return linear.Mix(p, h) }
func phraseKey(p uint64) uint64     { return linear.Mix(p, 2) }

// buildLists returns the two maps of a model file.
func buildLists(entries []ListEntry) (words, phrases []byte) {
	single, several := map[uint64]NameClass{}, map[uint64]NameClass{}
	for _, e := range entries {
		if len(e.Words) == 0 || len(e.Words) > longestPhrase {
			continue
		}
		first := foldWord(e.Words[0]).hash
		if len(e.Words) == 1 {
			single[wordKey(first)] |= e.Class
			continue
		}
		single[wordKey(first)] |= listBegins
		p := phraseStart(first)
		for _, w := range e.Words[1:] {
			p = phraseNext(p, foldWord(w).hash)
		}
		several[phraseKey(p)] |= e.Class
	}
	list := func(m map[uint64]NameClass) []byte {
		var out []linear.Entry
		for k, c := range m {
			out = append(out, linear.Entry{Key: k, Value: min(uint16(c), 1<<16-2)}) // the map has no room for all bits
		}
		return linear.AppendMap(nil, out)
	}
	return list(single), list(several)
}

// honorifics stand before a name and are none of it.
var honorifics = []string{
	"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "miss", "dr.", "dr", "sir", "dame", "lord", "lady", "prof.", "professor",
	"rev.", "reverend", "hon.", "sen.", "sens.", "senator", "senators", "rep.", "reps.", "representative", "gov.", "govs.", "governor",
	"president", "gen.", "general", "col.", "colonel", "lt.", "sgt.", "capt.", "captain", "maj.", "major", "adm.", "admiral",
	"judge", "justice", "secretary", "minister", "chancellor", "mayor", "congressman", "congresswoman", "chairman", "chairwoman",
	"king", "queen", "prince", "princess", "pope", "cardinal", "archbishop", "bishop", "ayatollah", "sheikh", "emir",
	"ambassador", "commissioner", "officer", "sheriff", "detective", "coach", "father", "sister", "brother", "st.",
	"premier", "vice", "deputy", "former", "prime", "attorney", "speaker", "chief", "del.", "spokesman", "spokeswoman", "candidate", "lawyer", "activist",
}
