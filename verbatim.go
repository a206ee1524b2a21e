// Package verbatim holds the nouns of the record of who said what, to whom,
// when, where and in exactly which words.
//
// A [Document] is the text of one article and the layers found in it. All
// offsets are bytes of Document.Text, which is never changed; see [Span].
// Package analyze runs the stages in order.
package verbatim
