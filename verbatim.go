// Package verbatim holds the nouns of the record of who said what, to whom,
// when, where and in exactly which words. It imports nothing but the standard
// library; what finds and keeps them is in the packages below it.
//
// # Reading an article
//
// Package read has the shortest way:
//
//	d, err := read.Text(text)
//
// gives a [Document]: the text and what was found in it. The text never
// changes. Everything found is a [Span], two byte offsets into the text, or an
// index into another list of the document; nothing is copied. So each finding
// is its own evidence:
//
//	for i := range d.Statements {
//		s := &d.Statements[i]
//		fmt.Println(d.Speaker(s), s.Act, d.Excerpt(s.Content))
//	}
//
// # Layers
//
// The lists of a document are its layers; each stage of package analyze fills
// some, from those before:
//
//	Furniture    what belongs to the page and not to the story (package ingest)
//	Paragraphs   where the text is cut, with Sentences, Tokens and Quotations (token)
//	Words        tag, lemma and head of each token (syntax)
//	Statements   source, cue, content; to whom, where, when (quote)
//	Entities     who and what the text speaks of, by Mentions (entity)
//	Times        expressions of time, with TIMEX3 values (timex)
//	Events       calls, meetings, visits, and whether they happened (event)
//
// # Statements
//
// A [Statement] has the words that name its source ("he"), the cue ("denied"),
// and the content, which may stand in several places: “A,” said X. “B.” Who the
// source is stands in Speakers, as indices of Entities, and how sure that is in
// SpeakerConfidence. Kind says whether the words are in quotation marks: where
// they are not, they are the article's and not the speaker's. Parent is the
// statement that one is reported inside of.
//
// What the text does not tell is empty, nil or -1. Nobody gets a name without
// evidence: an unnamed source, or somebody unnamed who takes part in an event,
// is an [Entity] with Unnamed set, known by its description.
//
// # Where to go next
//
//	read      a text or a page → a document, in one call
//	ingest    files, addresses, feeds, archives, JSON lines → documents
//	analyze   the stages in their order, with models of your own
//	export    documents → JSON, CSV, brat, Web Annotation and more; citations
//	store     the record: documents in one file, found again
//	search    the query language, for statements and for events
//	desk      is this quotation in the record, how does it vary, what is ahead
//	reuse     copies of articles, versions of quotations, word differences
//
// Each has an example that runs.
package verbatim
