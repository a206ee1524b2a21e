package entity

import "github.com/verbatim-record/verbatim"

type NoFacts struct{}

func (NoFacts) GivenName(string) verbatim.Gender            { return "" }
func (NoFacts) Identity(verbatim.EntityKind, string) string { return "" }
func (NoFacts) SamePlace(a, b string) bool                  { return false }
func (NoFacts) Office(string) bool                          { return false }
