// Package reuse looks across documents: which articles carry the same text,
// who had it first, where a copy's words were changed, and how one quotation
// varies from outlet to outlet.
//
// Articles are compared as sequences of words ([Words], [Compact]). Candidates
// for copies come from sampled n-grams ([Text.Sketch]), of all words and of
// function words alone: the latter survive a rewriting that swaps content
// words, as Stamatatos ("Plagiarism detection using stopword n-grams", JASIST
// 62:12, 2011) found. Candidates are verified by alignment ([Relate]) and
// gathered into groups ([Groups]); [First] says who had a text first, as far as
// that can be said. [Thesaurus.Compare] shows what a copy changed, and whether a
// machine did.
//
// Everything is a pure function over texts and sketches, or an in-memory
// structure behind a small interface; nothing is read or stored here.
package reuse
