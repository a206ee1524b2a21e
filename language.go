package verbatim

// Token is a word, a number, a punctuation mark or a clitic ("do|n't",
// "Nato|’s"), as the English treebanks of Universal Dependencies cut them.
type Token struct {
	Span
	// Quotation is the index in Document.Quotations of the mark that this
	// token is, or -1.
	Quotation int32
	// Depth is how many quotations the token lies in, its own marks included.
	Depth uint8
	// SpaceBefore says that white space or a line end precedes the token.
	SpaceBefore bool
}

// Sentence is a sentence and its tokens [First, Last).
type Sentence struct {
	Span
	First, Last int
	Paragraph   int  // index in Document.Paragraphs
	Furniture   bool // lies in page furniture: not analysed further
}

// MarkStyle is the typography of a pair of quotation marks.
type MarkStyle uint8

// The styles of quotation marks.
const (
	StraightDouble  MarkStyle = iota // "…"
	StraightSingle                   // '…'
	CurlyDouble                      // “…”
	CurlySingle                      // ‘…’
	LowDouble                        // „…“ or „…”
	LowSingle                        // ‚…‘ or ‚…’
	Guillemet                        // «…» or »…«
	SingleGuillemet                  // ‹…›
	Backtick                         // ``…'' or `…'
)

func (m MarkStyle) String() string {
	return [...]string{"straight double", "straight single", "curly double", "curly single",
		"low double", "low single", "guillemet", "single guillemet", "backtick"}[m]
}

// Quotation is a stretch of text between paired quotation marks.
type Quotation struct {
	Span             // marks included
	Open, Close Span // the marks; Close is empty where the mark is missing
	Style       MarkStyle
	Parent      int32 // the quotation that this one is nested in, or -1
	// Previous is the quotation in the paragraph before of which this is the
	// continuation: reopened here, closed at the end of the last. -1 if none.
	Previous int32
	// Doubt says why the pairing may be wrong; empty where it is certain.
	Doubt string
}

// Inner returns the quoted words without their marks.
func (q Quotation) Inner() Span {
	s := Span{q.Open.End, q.End}
	if !q.Close.Empty() {
		s.End = q.Close.Start
	}
	return s
}

// Word is the syntax of a token.
type Word struct {
	Tag   string // Penn Treebank part of speech, as in XPOS of the treebanks
	Rel   string // Universal Dependencies relation to Head, without subtype where rare
	Lemma string // lower case except for names
	Head  int32  // index in Document.Tokens, -1 at a root
}
