package entity

import "github.com/verbatim-record/verbatim"

// Facts are what is known of names beside the article.
type Facts interface {
	// GivenName returns the gender of a folded given name, "" where it is not known.
	GivenName(name string) verbatim.Gender
	// Identity returns what is the same for every name of one thing that is
	// known, such as a Wikidata identifier; "" where it is not known or several
	// have the name.
	Identity(kind verbatim.EntityKind, name string) string
	// SamePlace reports whether two folded words stand for one territory:
	// "ukraine" and "ukrainian".
	SamePlace(a, b string) bool
	// Office reports whether a folded noun is an office or a trade: "minister".
	Office(noun string) bool
}
