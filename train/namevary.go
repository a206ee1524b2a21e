package train

import (
	"math/rand/v2"
	"strings"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/entity"
	"github.com/verbatim-record/verbatim/eval"
)

// varier writes other names from the lists into labelled texts, so that what
// stands around a name is learned and not the few hundred names themselves
// (mention replacement: Dai and Adel 2020).
type varier struct {
	random                  *rand.Rand
	given, surnames, bodies []string
}

func newVarier(list []entity.ListEntry, seed uint64) *varier {
	v := &varier{random: rand.New(rand.NewPCG(seed, 7))}
	for _, e := range list {
		name := strings.Join(e.Words, " ")
		one := len(e.Words) == 1
		switch {
		case one && e.Class&entity.ListGiven != 0:
			v.given = append(v.given, properCase(name))
		case one && e.Class&entity.ListSurname != 0:
			v.surnames = append(v.surnames, properCase(name))
		case !one && e.Class&entity.ListOrg != 0 && name != strings.ToUpper(name):
			v.bodies = append(v.bodies, name)
		}
	}
	return v
}

// properCase writes a name in capitals with small letters.
func properCase(s string) string {
	if s != strings.ToUpper(s) || len(s) < 2 {
		return s
	}
	r := []rune(strings.ToLower(s))
	r[0] = []rune(strings.ToUpper(string(r[0])))[0]
	return string(r)
}

func (v *varier) pick(list []string) string { return list[v.random.IntN(len(list))] }

// vary returns the text with other names in most places of persons and
// organisations; the same name is the same throughout. Places stay: other
// countries and towns made the scores of places worse.
func (v *varier) vary(t eval.NameText) eval.NameText {
	out := eval.NameText{Name: t.Name}
	as := map[string]string{}
	for _, n := range t.Names { // full names first, so that surnames agree with them
		words := strings.Fields(n.In(t.Text))
		if nameTypes[n.Label] == entity.PersonName && len(words) > 1 && !entity.Honorific(words[0]) {
			given, surname := v.pick(v.given), v.surname()
			if v.random.IntN(3) == 0 {
				given = v.blend(v.given)
			}
			as[n.In(t.Text)] = given + " " + surname
			as[words[len(words)-1]] = surname
			as[words[0]] = given
		}
	}
	var b strings.Builder
	at := 0
	for _, n := range t.Names {
		old := n.In(t.Text)
		b.WriteString(t.Text[at:n.Start])
		at = n.End
		name, ok := as[old]
		if !ok {
			name = v.other(old, nameTypes[n.Label])
			as[old] = name
		}
		start := b.Len()
		b.WriteString(name)
		out.Names = append(out.Names, eval.NamedSpan{Span: verbatim.Span{Start: start, End: b.Len()}, Label: n.Label})
	}
	b.WriteString(t.Text[at:])
	out.Text = b.String()
	return out
}

// other returns another name of the same sort, or the name itself.
func (v *varier) other(old string, types entity.NameTypes) string {
	if v.random.IntN(4) == 0 {
		return old
	}
	one := !strings.Contains(old, " ")
	upper := old == strings.ToUpper(old)
	switch {
	case types == entity.PersonName && one && !upper:
		return v.pick(v.surnames)
	case types == entity.OrganisationName && one && upper && len(old) > 1:
		code := make([]byte, 2+v.random.IntN(3))
		for i := range code {
			code[i] = byte('A' + v.random.IntN(26))
		}
		return string(code)
	case types == entity.OrganisationName && !one && !upper:
		// The head of one name and the tail of another: most names of a text
		// are in no list either.
		a, b := strings.Fields(v.pick(v.bodies)), strings.Fields(v.pick(v.bodies))
		return strings.Join(append(a[:(len(a)+1)/2:len(a)], b[len(b)/2:]...), " ")
	}
	return old
}

// surname is one from the lists or, half of the time, made of two of them.
func (v *varier) surname() string {
	if v.random.IntN(2) == 0 {
		return v.pick(v.surnames)
	}
	return v.blend(v.surnames)
}

// blend makes a name of the head of one and the tail of another.
func (v *varier) blend(list []string) string {
	a, b := []rune(v.pick(list)), []rune(v.pick(list))
	if len(a) < 4 || len(b) < 4 {
		return string(a)
	}
	return string(a[:len(a)/2]) + strings.ToLower(string(b[len(b)/2:]))
}
