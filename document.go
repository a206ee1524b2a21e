package verbatim

import (
	"crypto/sha256"
	"encoding/hex"
)

// Document is one article and the layers that the stages have found in it.
//
// Text never changes once the document exists. A layer holds spans of Text or
// indices into a layer above it in this list; none holds a copy of the text.
type Document struct {
	Meta
	Text     string    // UTF-8
	Segments []Segment // from Text back to the bytes of the page; empty for plain text

	Furniture []Furniture // ordered, not overlapping

	Paragraphs []Span      // ordered, not overlapping, white space trimmed
	Sentences  []Sentence  // ordered, each inside one paragraph
	Tokens     []Token     // ordered, each inside one sentence
	Quotations []Quotation // ordered by the opening mark

	Words []Word // one for each token

	Mentions   []Mention   // ordered by start, then by falling end
	Entities   []Entity    // ordered by their first mention
	Statements []Statement // ordered by their first span
	Times      []Time      // ordered, not overlapping
	Events     []Event     // ordered by their triggers
}

// Meta is what is known of an article besides its text. Empty fields are unknown.
type Meta struct {
	Path      string // the input as it was named: a file, "-" or a URL, or the id of a corpus record
	URL       string // the canonical address
	Outlet    string
	Title     string
	Byline    string
	Published string // ISO 8601, a day or an instant with its zone
	Language  string // ISO 639-1, "" where it cannot be told
}

// ID is the content address of the document: the first 16 bytes of the
// SHA-256 of its text, in hexadecimal. The same text has the same id.
func (d *Document) ID() string {
	sum := sha256.Sum256([]byte(d.Text))
	return hex.EncodeToString(sum[:16])
}

// Segment says that the text in Text comes from the bytes Source of the input
// as it was received (after gunzip, before character decoding). Where Exact is
// set the two have the same length and every offset inside carries over; else
// (character references, another encoding, folded white space) only the ends do.
type Segment struct {
	Text   Span
	Source Span
	Exact  bool
}

// Furniture is a stretch of text that belongs to the page and not to the
// article. It stays in the text; later stages pass over it.
type Furniture struct {
	Span
	Kind FurnitureKind
}

// FurnitureKind names a sort of page furniture.
type FurnitureKind string

// The kinds of page furniture that are told apart.
const (
	VideoFallback FurnitureKind = "video-fallback" // "To view this video please enable JavaScript …"
	Caption       FurnitureKind = "caption"        // picture captions and credits
	Newsletter    FurnitureKind = "newsletter"     // sign-up boxes, "Follow us on …", app promotions
	Related       FurnitureKind = "related"        // "MORE: …", "Read more: …", lists of other headlines
	Contact       FurnitureKind = "contact"        // newsroom addresses, "Get in touch …"
	Byline        FurnitureKind = "byline"         // the author's line, with its date
	Dateline      FurnitureKind = "dateline"       // "WASHINGTON (Reuters) - " at the head of the story
	Consent       FurnitureKind = "consent"        // cookie and privacy text
	Copyright     FurnitureKind = "copyright"      // rights and corrections boilerplate
	Advert        FurnitureKind = "advert"         // "Advertisement", "Story continues below"
	Share         FurnitureKind = "share"          // share and comment controls
)
