package quote

import (
	"strings"

	"github.com/verbatim-record/verbatim"
)

// Settings that no phrase beside the cue names: the source is a document, or
// the verb says where.

// document is the setting where the source is itself something written.
func (g *stage) document(s *scene) found {
	if s.source.last <= s.source.first {
		return found{}
	}
	_, h, ok := g.phrase(s.source.first, s.source.last, func(int32) bool { return true })
	if !ok {
		return found{}
	}
	lemma := strings.ToLower(g.words[h].Lemma)
	kind, ok := documents[lemma]
	if !ok {
		return found{}
	}
	t := tokens{s.source.first, s.source.last}
	for t.last > t.first+1 && g.words[t.last-1].Tag == "," {
		t.last--
	}
	leaked := g.has(t, "leaked")
	according := g.lower(s.cue.first) == "according"
	switch {
	case leaked:
		kind = verbatim.Leak
	case g.has(tokens{t.first, h}, "court", "legal"):
		kind = verbatim.Court
	case lemma == "paper" || lemma == "record" || lemma == "file" || lemma == "complaint" || lemma == "recording":
		return found{}
	case !according && !writing[g.words[s.head].Lemma]:
		return found{}
	case lemma == "release" && !g.has(t, "press", "news"):
		return found{}
	}
	return found{tokens: t, kind: kind, head: h}
}

// writing are the verbs by which a document speaks.
var writing = wordSet(`say state read write add warn allege conclude note describe find claim argue reveal`)

// byVerb is the setting that the cue itself names.
func (g *stage) byVerb(s *scene) found {
	t := tokens{s.head, s.head + 1}
	for k := max(s.lo, s.head-6); k < s.head; k++ {
		if g.words[k].Head == s.head && g.words[k].Rel == "aux:pass" {
			return found{}
		}
	}
	switch g.words[s.head].Lemma {
	case "tweet", "retweet", "blog":
		return found{tokens: t, kind: verbatim.Post, head: s.head}
	case "post":
		return found{tokens: t, kind: verbatim.Post, head: s.head}
	case "email", "e-mail", "text":
		return found{tokens: t, kind: verbatim.Letter, head: s.head}
	case "testify":
		if kind := g.testimony(s); kind != "" {
			return found{tokens: t, kind: kind, head: s.head}
		}
	}
	return found{}
}

// testimony tells where somebody testified by what the paragraph speaks of:
// committees or juries. Where it speaks of neither or of both, nobody can tell.
func (g *stage) testimony(s *scene) verbatim.VenueKind {
	lo, hi := max(0, s.lo-60), min(int32(len(g.words)), s.hi+30)
	law, court := false, false
	for i := lo; i < hi; i++ {
		switch lemma := strings.ToLower(g.words[i].Lemma); {
		case lemma == "committee" || lawmaking[lemma]:
			law = true
		case judging[lemma] || lemma == "trial" || lemma == "defendant" || lemma == "prosecutor":
			court = true
		}
	}
	switch {
	case law && !court:
		return verbatim.Parliament
	case court && !law:
		return verbatim.Court
	}
	return ""
}
