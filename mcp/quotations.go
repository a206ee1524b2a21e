package mcp

import (
	"context"
	"errors"

	"github.com/google/jsonschema-go/jsonschema"
	sdk "github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/reuse"
	"github.com/verbatim-record/verbatim/store"
)

const (
	mostChecked = 4000 // characters of a quotation
	mostChanges = 60
)

// CheckInput is what check_quote is asked.
type CheckInput struct {
	Words   string `json:"words" jsonschema:"the words that somebody is said to have said, without quotation marks"`
	Speaker string `json:"speaker,omitempty" jsonschema:"the name of who is said to have said it"`
}

// CheckAnswer is what check_quote answers. Offsets of changes are bytes of
// evidence_words and of words.
type CheckAnswer struct {
	Words         string                `json:"words"`
	Speaker       *string               `json:"speaker"`
	Status        reuse.Status          `json:"status" jsonschema:"verbatim, trimmed, altered, attributed to someone else, or not found"`
	Material      bool                  `json:"material" jsonschema:"a difference may change the meaning"`
	Share         float64               `json:"share" jsonschema:"how much of what the words say is in the evidence, 0 to 1"`
	Changes       []export.ChangeRecord `json:"changes" jsonschema:"from the evidence to the words"`
	Others        int                   `json:"others" jsonschema:"further articles that have the words exactly"`
	OthersAtLeast bool                  `json:"others_at_least" jsonschema:"there may be more of them"`
	EvidenceWords *string               `json:"evidence_words"`
	Evidence      *Statement            `json:"evidence" jsonschema:"the best evidence; null where nothing was found"`
}

// VariantsInput is what variants is asked.
type VariantsInput struct {
	ID    string `json:"id" jsonschema:"the id of a statement, or the beginning of one"`
	Limit int    `json:"limit,omitempty" jsonschema:"at most so many versions"`
	Skip  int    `json:"skip,omitempty" jsonschema:"leave out the first so many: next_skip of the answer before"`
}

// VariantsAnswer is what variants answers.
type VariantsAnswer struct {
	Found    bool                  `json:"found"`
	Asked    string                `json:"asked" jsonschema:"id of the statement that was asked for"`
	Main     string                `json:"main" jsonschema:"id of the version with which the others are compared: the longest"`
	Verdict  reuse.Verdict         `json:"verdict" jsonschema:"whether the times tell who was first: first, tie or unknown"`
	Earliest []string              `json:"earliest" jsonschema:"ids of the versions that may have been first"`
	Most     string                `json:"most" jsonschema:"the quotation in the words that most outlets have; empty where most agree on none"`
	More     bool                  `json:"more" jsonschema:"there may be versions that were not looked at"`
	Total    int                   `json:"total"`
	Skip     int                   `json:"skip"`
	NextSkip *int                  `json:"next_skip"`
	Variants []Variant             `json:"variants"`
	Differ   []export.DifferRecord `json:"differ" jsonschema:"the words on which outlets differ, and how many have which"`
}

// Variant is one version. Offsets of changes are bytes of the words of the main
// version and of this one.
type Variant struct {
	Words     string                `json:"words"`
	Kind      string                `json:"kind" jsonschema:"the same words, cosmetic, or material"`
	Changes   []export.ChangeRecord `json:"changes"`
	Statement Statement             `json:"statement"`
}

func (s *server) addQuotations(out *sdk.Server) error {
	return errors.Join(
		add(s, out, "check_quote", "Check a quotation",
			"Says whether the record has a quotation: verbatim, trimmed, altered (word by word), attributed to someone else, or not found; with the best evidence, its exact words, address and byte offsets.",
			func(p map[string]*jsonschema.Schema) {
				bound(p["words"], mostChecked)
				bound(p["speaker"], 200)
			}, s.check),
		add(s, out, "variants", "Versions of a quotation",
			"Shows how one quotation varies from outlet to outlet: each version with its exact words, what differs and whether that is material, and who had it first as far as the times tell.",
			func(p map[string]*jsonschema.Schema) {
				bound(p["id"], mostID)
				between(p["limit"], 1, mostLimit, 20)
				between(p["skip"], 0, mostSkip, 0)
			}, s.variants),
	)
}

func (s *server) check(ctx context.Context, in CheckInput) (string, CheckAnswer, error) {
	out := CheckAnswer{Changes: []export.ChangeRecord{}}
	if len(reuse.Words(in.Words)) == 0 {
		return "", out, errNoWords
	}
	c, err := desk.Check(ctx, s.record, desk.Quotation{Words: in.Words, Speaker: in.Speaker}, nil)
	if err != nil {
		return "", out, err
	}
	r := export.NewCheck(c)
	out = CheckAnswer{
		Words: r.Words, Speaker: r.Speaker, Status: r.Status, Material: r.Material, Share: r.Share, Changes: boundChanges(r.Changes),
		Others: r.Others, OthersAtLeast: r.OthersAtLeast,
	}
	if c.Hit != nil {
		evidence, words := statementOf(c.Hit), cutAt(c.Evidence, mostWords)
		out.Evidence, out.EvidenceWords = &evidence, &words
	}
	return checkText(&out), out, nil
}

// boundChanges cuts the list and the words of its items.
func boundChanges(list []export.ChangeRecord) []export.ChangeRecord {
	list = list[:min(len(list), mostChanges)]
	for i := range list {
		list[i].Was, list[i].Is = cutAt(list[i].Was, mostField), cutAt(list[i].Is, mostField)
	}
	return list
}

func checkText(out *CheckAnswer) string {
	var t text
	if out.Evidence == nil {
		return "Not found: this record does not have these words. That does not mean that nobody said them."
	}
	material := ""
	if out.Material {
		material = ", and a difference may change the meaning"
	}
	t.say("%s%s. %s", upper(string(out.Status)), material, notice)
	t.changes(out.Changes)
	t.say("The evidence:")
	t.statement(0, out.Evidence)
	if out.Others > 0 {
		least := ""
		if out.OthersAtLeast {
			least = "at least "
		}
		t.say("Word for word also in %s%s.", least, counted(out.Others, "other article"))
	}
	return t.String()
}

// upper begins a sentence with a word of our own.
func upper(s string) string {
	if s != "" && 'a' <= s[0] && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

func (t *text) changes(list []export.ChangeRecord) {
	for _, c := range list {
		mark := ""
		if c.Material {
			mark = ", material"
		}
		t.say("Difference: %s%s.", c.Class, mark)
		t.quote("“", c.Was, "” → “", c.Is, "”")
	}
}

func (s *server) variants(ctx context.Context, in VariantsInput) (string, VariantsAnswer, error) {
	out := VariantsAnswer{Skip: in.Skip, Earliest: []string{}, Variants: []Variant{}, Differ: []export.DifferRecord{}}
	v, err := desk.Variants(ctx, s.record, in.ID)
	if errors.Is(err, store.ErrNotFound) {
		out.Verdict = reuse.Unknown
		return "Not found: this record has no statement of that id.", out, nil
	}
	if err != nil {
		return "", out, err
	}
	r := export.NewVariants(v)
	out.Found, out.Asked, out.Main, out.Verdict, out.Earliest, out.More = true, r.Asked, r.Main, r.Verdict, r.Earliest, r.More
	out.Most, out.Total = cutAt(r.Most, mostWords), len(r.Variants)
	out.Differ = boundDiffer(r.Differ)
	var p page[Variant]
	for i, m := range v.Cluster.Members {
		if i < in.Skip || i >= in.Skip+in.Limit {
			continue
		}
		one := Variant{
			Words: cutAt(r.Variants[i].Words, mostWords), Kind: r.Variants[i].Kind, Changes: boundChanges(r.Variants[i].Changes),
			Statement: statementOf(v.Hits[m.Quote]),
		}
		ok, err := p.add(one)
		if err != nil {
			return "", out, err
		}
		if !ok {
			break
		}
	}
	out.Variants = p.list()
	out.NextSkip = next(in.Skip, len(out.Variants), out.Total)
	return variantsText(&out), out, nil
}

func boundDiffer(list []export.DifferRecord) []export.DifferRecord {
	list = list[:min(len(list), mostChanges)]
	for i := range list {
		d := &list[i]
		d.Was, d.Is = cutAt(d.Was, mostField), cutAt(d.Is, mostField)
		d.Outlets = d.Outlets[:min(len(d.Outlets), mostNames)]
		for k := range d.Outlets {
			d.Outlets[k] = cutAt(d.Outlets[k], mostField)
		}
	}
	return list
}

func variantsText(out *VariantsAnswer) string {
	var t text
	first := map[reuse.Verdict]string{
		reuse.Sure: "The earliest is %s.", reuse.Tie: "The times do not tell which of these was first: %s.", reuse.Unknown: "No article has a time.%s",
	}[out.Verdict]
	ids := ""
	for i, id := range out.Earliest {
		if i > 0 {
			ids += ", "
		}
		ids += id
	}
	t.say("%s of one quotation. "+first+" %s", counted(out.Total, "version"), ids, notice)
	for i := range out.Variants {
		v := &out.Variants[i]
		kind := v.Kind
		if v.Statement.ID == out.Main {
			kind = "the longest, with which the others are compared"
		}
		t.say("%s:", upper(kind))
		t.statement(out.Skip+i+1, &v.Statement)
		t.changes(v.Changes)
	}
	if out.NextSkip != nil {
		t.say("For more, ask with skip %d.", *out.NextSkip)
	}
	return t.String()
}

var errNoWords = userError("there is no word to check: give the quotation in words")

// userError is an error that is told to who asks as it is.
type userError string

func (e userError) Error() string { return string(e) }
