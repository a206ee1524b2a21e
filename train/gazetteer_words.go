package train

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/gazetteer"
)

// nicknames adds forms of given names and forms of address.
func (k *knowledge) nicknames() error {
	nick, err := rows("nicknames", 2)
	if err != nil {
		return err
	}
	for _, r := range nick {
		for _, formal := range r[1:] {
			if formal != "" {
				k.Nickname(r[0], formal)
				k.count["forms of given names"]++
			}
		}
	}
	address, err := rows("honorifics", 3)
	if err != nil {
		return err
	}
	for _, r := range address {
		k.Honorific(gazetteer.Honorific{Title: r[0], Gender: verbatim.Gender(r[2])}, words(r[1])...)
		k.count["forms of address"]++
	}
	return nil
}

// metonyms adds the places that speak.
func (k *knowledge) metonyms() error {
	list, err := rows("metonyms", 4)
	if err != nil {
		return err
	}
	for _, r := range list {
		names := words(r[0])
		k.Metonym(gazetteer.Metonym{Name: names[0], Organisation: r[1], Territory: r[2]}, names[1:]...)
		k.count["places that speak, without capitals"]++
	}
	return nil
}

// noun is a noun for people on its way into the file.
type noun struct {
	gazetteer.RoleNoun
	plurals []string
}

// roleNouns adds the nouns for people: of the list, and those of PETRARCH's
// agents whose last noun is in the list.
func (k *knowledge) roleNouns() error {
	sectors, err := agents(filepath.Join(k.data, "petrarch2", "Phoenix.agents.txt"))
	if err != nil {
		return err
	}
	list, err := rows("roles", 3)
	if err != nil {
		return err
	}
	listed := map[string]noun{}
	var all []noun
	for _, r := range list {
		for _, w := range words(r[2]) {
			single, plural, irregular := strings.Cut(w, "=")
			n := noun{RoleNoun: gazetteer.RoleNoun{Noun: single, Sort: gazetteer.Sort(r[0]), Gender: verbatim.Gender(r[1])}}
			if irregular {
				n.plurals = []string{plural}
			} else {
				n.plurals = []string{pluralOf(single)}
			}
			key := gazetteer.Fold(single)
			if _, ok := listed[key]; ok {
				continue
			}
			listed[key] = n
			all = append(all, n)
		}
	}
	for i := range all {
		for _, a := range sectors {
			if gazetteer.Fold(a.noun) == gazetteer.Fold(all[i].Noun) {
				all[i].Sectors = a.sector
				break
			}
		}
	}
	for _, a := range sectors {
		head, rest := a.noun, ""
		if before, after, ok := strings.Cut(a.noun, " of "); ok {
			head, rest = before, " of "+after
		}
		last := head[strings.LastIndexByte(head, ' ')+1:]
		model, ok := listed[gazetteer.Fold(last)]
		switch {
		case ok:
		case strings.HasSuffix(last, "ologist"), strings.HasSuffix(last, "ician"):
			model = noun{RoleNoun: gazetteer.RoleNoun{Sort: gazetteer.Occupation}, plurals: []string{last + "s"}}
		default:
			k.left["petrarch2: nouns that may not be people's"]++
			continue
		}
		n := noun{RoleNoun: gazetteer.RoleNoun{Noun: a.noun, Sort: model.Sort, Gender: model.Gender, Sectors: a.sector}}
		for _, p := range model.plurals {
			n.plurals = append(n.plurals, head[:len(head)-len(last)]+p+rest)
		}
		all = append(all, n)
	}
	for _, n := range all {
		before := k.Nouns()
		k.Noun(n.RoleNoun, n.plurals...)
		for _, pair := range spellingPairs {
			other := n
			other.Noun = respell(n.Noun, pair)
			if other.Noun == n.Noun {
				continue
			}
			other.plurals = nil
			for _, p := range n.plurals {
				other.plurals = append(other.plurals, respell(p, pair))
			}
			k.Noun(other.RoleNoun, other.plurals...)
		}
		k.count["nouns for people"] += k.Nouns() - before
	}
	return nil
}

// spellingPairs are British and American spellings.
var spellingPairs = [][2]string{{"defence", "defense"}, {"labour", "labor"}, {"organis", "organiz"}, {"adviser", "advisor"},
	{"neighbour", "neighbor"}, {"paediatric", "pediatric"}, {"centre", "center"}, {"councillor", "councilor"}, {"traveller", "traveler"},
	{"worshipper", "worshiper"}, {"co-", "co"}}

// respell turns one spelling into the other.
func respell(s string, pair [2]string) string {
	if t := strings.ReplaceAll(s, pair[0], pair[1]); t != s {
		return t
	}
	if pair[0] == "co-" {
		return s
	}
	return strings.ReplaceAll(s, pair[1], pair[0])
}

// pluralOf makes a regular plural of the last word.
func pluralOf(s string) string {
	switch {
	case strings.HasSuffix(s, "y") && !strings.HasSuffix(s, "ay") && !strings.HasSuffix(s, "ey") && !strings.HasSuffix(s, "oy"):
		return s[:len(s)-1] + "ies"
	case strings.HasSuffix(s, "s"), strings.HasSuffix(s, "x"), strings.HasSuffix(s, "ch"), strings.HasSuffix(s, "sh"):
		return s + "es"
	}
	return s + "s"
}

// agent is a noun of PETRARCH's agents and its sector.
type agent struct{ noun, sector string }

var agentCode = lazily(`\[~?([A-Z]+)~?[\]}]`)

// agents reads PETRARCH's dictionary of agents.
func agents(path string) ([]agent, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []agent
	in := bufio.NewScanner(f)
	for in.Scan() {
		line, _, _ := strings.Cut(in.Text(), "#")
		m := agentCode().FindStringSubmatch(line)
		if m == nil || strings.HasPrefix(line, "!") && strings.Contains(line, "=") {
			continue
		}
		name := line[:strings.IndexAny(line, "[{")]
		name = strings.ToLower(strings.TrimSpace(strings.ReplaceAll(name, "_", " ")))
		for _, cut := range []string{" of", " to", " for", " at", " in"} {
			name = strings.TrimSuffix(name, cut)
		}
		forms := []string{name}
		switch {
		case strings.Contains(name, "!person!"):
			forms = nil
			for _, p := range []string{"man", "woman", "person"} {
				forms = append(forms, strings.ReplaceAll(name, "!person!", p))
			}
		case strings.Contains(name, "!minist!"):
			forms = []string{strings.ReplaceAll(name, "!minist!", "minister"), strings.ReplaceAll(name, "!minist!", "ministry")}
		case strings.HasSuffix(name, " minist"):
			forms = []string{name + "er", name + "ry"}
		}
		for _, n := range forms {
			if n != "" && !strings.ContainsAny(n, "0123456789(),/.") {
				out = append(out, agent{n, m[1]})
			}
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s has no agents", path)
	}
	return out, in.Err()
}
