package reuse

import (
	"cmp"
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Agreement is what the outlets that have a quotation make of it.
type Agreement struct {
	// Text is the main version; Words are those of it, in order.
	Text  string
	Words []AgreedWord
	// Others are what stands in the place of words of the main version, or
	// between two of them, by where it stands and then by how many have it.
	Others []OtherWords
	// Most is the text in the words that most outlets have: at each place more
	// than half of those that reach over it. It is empty where there is a place
	// without such words, or where fewer than three outlets speak.
	Most string
}

// AgreedWord is a word of the main version.
type AgreedWord struct {
	Span verbatim.Span // in Agreement.Text
	// Have is how many outlets have the word, Of how many have a version that
	// reaches over its place: what was trimmed is no voice against it.
	Have, Of int
}

// OtherWords are words that some outlets have and the main version has not.
type OtherWords struct {
	Span    verbatim.Span // what they stand for, in Agreement.Text; empty between two words
	Text    string
	Outlets []string
}

// mostTexts is how many different texts of one cluster are compared for what
// they agree on.
const mostTexts = 256

// Consensus returns which words most outlets have. An outlet has one voice,
// and where its articles differ the first of them speaks. Quotations without
// an outlet speak for their article.
func Consensus(quotes []Quote, c Cluster) Agreement {
	main := quotes[c.Members[c.Main].Quote].Text
	us, _ := unitsOf(main)
	out := Agreement{Text: main, Words: make([]AgreedWord, len(us))}
	for i := range us {
		out.Words[i].Span = us[i].Span
	}
	voices := make(map[string][]string) // text → outlets
	var texts []string
	spoke := make(map[string]bool)
	speak := 0
	for _, m := range c.Members {
		quote := quotes[m.Quote]
		who := cmp.Or(quote.Outlet, quote.Article)
		if spoke[who] && who != "" {
			continue
		}
		spoke[who] = true
		speak++
		if voices[quote.Text] == nil {
			texts = append(texts, quote.Text)
		}
		voices[quote.Text] = append(voices[quote.Text], who)
	}
	type place struct {
		from, to int
		text     string
	}
	others := make(map[place][]string)
	for _, text := range texts[:min(len(texts), mostTexts)] {
		who := voices[text]
		their, _ := unitsOf(text)
		pairs := alignUnits(us, their)
		first, last := len(pairs), -1 // what the version reaches over
		for i, p := range pairs {
			if p.a >= 0 && p.b >= 0 {
				first, last = min(first, i), i
			}
		}
		for i := first; i <= last; {
			p := pairs[i]
			if p.a >= 0 {
				out.Words[p.a].Of += len(who)
			}
			if p.a >= 0 && p.b >= 0 && relate(&us[p.a], &their[p.b]) == equal {
				out.Words[p.a].Have += len(who)
				i++
				continue
			}
			// A run of other words.
			a0, a1, b0, b1 := -1, -1, -1, -1
			k := i
			for ; k <= last; k++ {
				p := pairs[k]
				if p.a >= 0 && p.b >= 0 && relate(&us[p.a], &their[p.b]) == equal {
					break
				}
				if p.a >= 0 {
					if k > i {
						out.Words[p.a].Of += len(who)
					}
					if a0 < 0 {
						a0 = p.a
					}
					a1 = p.a + 1
				}
				if p.b >= 0 {
					if b0 < 0 {
						b0 = p.b
					}
					b1 = p.b + 1
				}
			}
			if a0 < 0 { // between two words
				a0 = pairs[i-1].a + 1
				a1 = a0
			}
			words := ""
			if b0 >= 0 {
				words = spanOf(their, b0, b1, len(text)).In(text)
			}
			others[place{a0, a1, words}] = append(others[place{a0, a1, words}], who...)
			i = k
		}
	}
	type other struct {
		place
		outlets []string
	}
	var list []other
	for p, who := range others {
		list = append(list, other{p, slices.Sorted(slices.Values(who))})
	}
	slices.SortFunc(list, func(x, y other) int {
		return cmp.Or(cmp.Compare(x.from, y.from), cmp.Compare(len(y.outlets), len(x.outlets)), cmp.Compare(x.to, y.to), cmp.Compare(x.text, y.text))
	})
	settled := speak >= 3
	for i := range out.Words {
		w := &out.Words[i]
		if 2*w.Have > w.Of {
			continue
		}
		settled = settled && slices.ContainsFunc(list, func(o other) bool {
			return o.from <= i && i < o.to && 2*len(o.outlets) > w.Of
		})
	}
	var most strings.Builder
	at := 0 // words written
	end := 0
	for _, o := range list {
		out.Others = append(out.Others, OtherWords{spanOf(us, o.from, o.to, len(main)), o.text, o.outlets})
		of := 0
		switch {
		case o.from < o.to:
			of = out.Words[o.from].Of
		case o.from < len(us):
			of = out.Words[o.from].Of
		}
		if o.from == o.to && 2*len(o.outlets) == of {
			settled = false // half of them put it in
		}
		if o.from < at || 2*len(o.outlets) <= of || of < 2 {
			continue
		}
		span := spanOf(us, o.from, o.to, len(main))
		most.WriteString(main[end:span.Start])
		if o.from == o.to && o.text != "" {
			most.WriteByte(' ')
		}
		most.WriteString(o.text)
		at, end = max(o.to, at), span.End
	}
	most.WriteString(main[end:])
	if settled {
		out.Most = strings.Join(strings.Fields(most.String()), " ")
	}
	return out
}
