package entity

import (
	"slices"
	"strings"

	"github.com/verbatim-record/verbatim"
)

// continued gives words in quotation marks that nobody is named for to the
// speaker of the words before, where they follow directly.
func (v *view) continued(s int) {
	st := &v.doc.Statements[s]
	if st.Kind != verbatim.Direct || len(st.Content) == 0 {
		return
	}
	if c := v.introduced(st.Content[0].Start); c >= 0 {
		v.chains[c].speaks = true
		st.Speakers, st.SpeakerConfidence = []int{c}, introducedSure
		return
	}
	if s == 0 {
		return
	}
	if c := v.paraphrased(s); c >= 0 {
		v.chains[c].speaks = true
		st.Speakers, st.SpeakerConfidence = []int{c}, introducedSure
		return
	}
	before := &v.doc.Statements[s-1]
	if len(before.Speakers) == 0 || before.Kind == verbatim.Indirect || len(before.Content) == 0 {
		return
	}
	end := 0
	for _, spans := range [][]verbatim.Span{before.Source, before.Cue, before.Content} {
		for _, span := range spans {
			end = max(end, span.End)
		}
	}
	start := st.Content[0].Start
	if start < end {
		return
	}
	// Nothing but white space and the end of a sentence may stand between.
	if between := strings.Trim(v.doc.Text[end:start], " \t\r\n\u00a0.,”’\"'"); between != "" {
		return
	}
	st.Speakers = slices.Clone(before.Speakers)
	st.SpeakerConfidence = min(before.SpeakerConfidence, 0.7)
}

// introducedSure is the confidence that words by themselves are of the person of the paragraph before.
const introducedSure = 0.6

// paraphrased returns the one person whose words the sentence directly before reports, where statement s is a
// paragraph of its own in quotation marks: "She added that no jobs had come. / “Two of us work there.”" -1 where the sentence
// before reports what two have said, or asks.
func (v *view) paraphrased(s int) int {
	st := &v.doc.Statements[s]
	i := v.tokenAt(st.Content[0].Start)
	if i == 0 || i >= len(v.word) || int(v.sent[i]) >= len(v.doc.Sentences) || v.sent[i] == 0 {
		return -1
	}
	here, last := v.doc.Sentences[v.sent[i]], v.doc.Sentences[v.sent[i]-1]
	para := v.doc.Paragraphs[here.Paragraph]
	if here.First != i || last.Paragraph != here.Paragraph-1 || last.Furniture || st.Content[len(st.Content)-1].End < para.End-2 {
		return -1
	}
	found := -1
	for k := s - 1; k >= 0 && k > s-8; k-- {
		b := &v.doc.Statements[k]
		if b.Parent >= 0 || len(b.Cue) == 0 || len(b.Content) == 0 {
			continue
		}
		if b.Cue[0].Start < last.Start {
			break
		}
		if b.SpeakerConfidence < 0.7 || len(b.Source) > 0 && v.tokenAt(b.Source[0].Start) > last.First+4 {
			return -1
		}
		if len(b.Speakers) != 1 || b.Act == verbatim.Ask || len(b.Source) == 0 || v.chains[b.Speakers[0]].kind != person {
			return -1
		}
		if found >= 0 && found != b.Speakers[0] {
			return -1
		}
		found = b.Speakers[0]
	}
	if found < 0 || v.chains[found].number == plural {
		return -1
	}
	// Whoever is spoken of in the words is somebody else.
	for j := i; j < len(v.word) && j < i+maxContent && v.doc.Tokens[j].Start < para.End; j++ {
		if q := v.headed[j]; q >= 0 && v.phrases[q].name >= 0 && int(v.phrases[q].chain) == found && !v.introducesSelf(int(v.doc.Mentions[v.phrases[q].name].First)) {
			return -1
		}
	}
	return found
}

// introduced returns the person that the paragraph before offset is about, where offset begins
// a paragraph and the one before tells of one person alone and quotes nobody: "Glyn Pugh, 88, remembers the disaster."
func (v *view) introduced(offset int) int {
	i := v.tokenAt(offset)
	if i == 0 || i >= len(v.word) || int(v.sent[i]) >= len(v.doc.Sentences) {
		return -1
	}
	here := v.doc.Sentences[v.sent[i]]
	if here.First != i || v.sent[i] == 0 {
		return -1
	}
	last := v.doc.Sentences[v.sent[i]-1]
	if last.Paragraph != here.Paragraph-1 || last.Furniture || last.Last-last.First > 60 {
		return -1
	}
	found := -1
	for j := last.First; j < last.Last; j++ {
		if v.quote[j] >= 0 {
			return -1
		}
		q := v.headed[j]
		if q < 0 || v.phrases[q].name < 0 || v.phrases[q].kind != person || v.phrases[q].chain < 0 {
			continue
		}
		if c := int(v.phrases[q].chain); found < 0 && (v.phrases[q].role == subject || v.phrases[q].first <= int32(last.First)+3) {
			found = c
		} else if c != found {
			return -1
		}
	}
	return found
}
