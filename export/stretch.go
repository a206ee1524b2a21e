package export

import "github.com/verbatim-record/verbatim"

// Stretch is a part of a text over which nothing changes: the same statements
// claim it, in the same roles, and it is or is not furniture and quoted.
type Stretch struct {
	verbatim.Span
	Statement int    // the innermost that claims it, by which it is coloured, or -1
	Role      string // its part in that statement: content, cue, source
	Within    []int  // all statements that claim it, the innermost last
	Furniture bool
	Quoted    bool // lies in quotation marks, marks included
}

// Stretches cuts the whole text of d at every edge of a statement's span, of
// furniture and of an outermost quotation, in order.
func Stretches(d *verbatim.Document) []Stretch {
	runs := runs(d)
	out := make([]Stretch, len(runs))
	for i := range runs {
		r := &runs[i]
		s := Stretch{Span: r.Span, Statement: -1, Furniture: r.furniture, Quoted: r.quoted}
		if o, ok := r.owner(); ok {
			s.Statement, s.Role = o.statement, o.role.String()
		}
		for _, p := range r.parts {
			if n := len(s.Within); n == 0 || s.Within[n-1] != p.statement {
				s.Within = append(s.Within, p.statement)
			}
		}
		out[i] = s
	}
	return out
}

// Blocks returns the paragraphs of d in order, with any other stretch that is
// not blank, so that nothing of the text is left out.
func Blocks(d *verbatim.Document) []verbatim.Span { return blocks(d) }

// Voices numbers the speakers of the statements of d in the order in which they
// first speak: one number for one speaker or, where nobody can be told, for the
// same source words; -1 without a source.
func Voices(d *verbatim.Document) []int { return speakers(d) }

// WhoSaid returns who makes the statement at index i of d and, where the text
// says it in other words, those. The name is empty where nobody can be told.
func WhoSaid(d *verbatim.Document, i int) (who, source string) { return whoSaid(d, i) }

// Setting returns to whom, where and when the statement at index i of d was
// made, each as a phrase, as far as the text tells.
func Setting(d *verbatim.Document, i int) []string { return setting(d, i) }
