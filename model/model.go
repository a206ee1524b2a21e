// Package model holds the learned models and the gazetteer, which are part of the program. Beside
// each lies its card: the command that makes it, the data, licences and scores.
//
// They are strings, so that weights can be used where they lie.
package model

import _ "embed"

// Syntax is the model of package syntax.
//
//go:embed syntax.bin
var Syntax string

// Names is the model of package entity that finds names.
//
//go:embed names.bin
var Names string

// Quote is the model of package quote.
//
//go:embed quote.bin
var Quote string

// Gazetteer is the knowledge of package gazetteer.
//
//go:embed gazetteer.bin
var Gazetteer string

// Links is the linker of package entity.
//
//go:embed links.bin
var Links string

// Thesaurus is what package reuse knows of words that are exchanged.
//
//go:embed thesaurus.bin
var Thesaurus string
