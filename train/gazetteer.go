package train

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/verbatim-record/verbatim/gazetteer"
)

// snapshots are the sources of the gazetteer. Congress gets its day from the
// data.
var snapshots = []struct {
	gazetteer.Source
	folder string
	suffix []string
}{
	{gazetteer.Source{Name: "us-congress-legislators", Licence: "CC0", Address: "https://github.com/unitedstates/congress-legislators"}, "us-congress-legislators", []string{".yaml"}},
	{gazetteer.Source{Name: "factbook", AsOf: "2026-01-22", Licence: "CC0", Address: "https://www.cia.gov/the-world-factbook/"}, "factbook-leaders", []string{".json", ".tsv"}},
	{gazetteer.Source{Name: "rigour", Licence: "MIT", Address: "https://github.com/opensanctions/rigour"}, "rigour-territories", []string{".yml"}},
	{gazetteer.Source{Name: "country-codes", Licence: "PDDL", Address: "https://github.com/datasets/country-codes"}, "country-codes", []string{".csv"}},
	{gazetteer.Source{Name: "geonames", Licence: "CC BY 4.0", Address: "https://www.geonames.org/"}, "geonames-cities", []string{".tsv"}},
	{gazetteer.Source{Name: "fundus", Licence: "MIT", Address: "https://github.com/flairNLP/fundus"}, "outlets", []string{".tsv"}},
	{gazetteer.Source{Name: "petrarch2", Licence: "MIT", Address: "https://github.com/openeventdata/petrarch2"}, "petrarch2", []string{".txt"}},
	{gazetteer.Source{Name: "verbatim", Licence: "Apache-2.0", Address: "train/known"}, "", nil},
}

// knowledge is a gazetteer in the making.
type knowledge struct {
	gazetteer.Builder
	data   string
	places map[string]*territory // by file name
	order  []string
	fips   map[string]*territory
	alpha3 map[string]*territory
	people *people
	taken  map[string]bool // folded names of organisations that are in
	asOf   map[string]string
	count  map[string]int
	// left counts what was left out, by reason.
	left map[string]int
}

// Gazetteer builds the embedded gazetteer from the data sets below data and the
// lists in known, and returns it with its card. The same data gives the same
// bytes.
func Gazetteer(data string) (file, card []byte, err error) {
	k := &knowledge{
		data: data, places: map[string]*territory{}, fips: map[string]*territory{}, alpha3: map[string]*territory{},
		taken: map[string]bool{}, asOf: map[string]string{}, count: map[string]int{}, left: map[string]int{},
	}
	for _, s := range snapshots {
		k.asOf[s.Name] = s.AsOf
	}
	for _, step := range []func() error{k.territories, k.given} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	k.addPlaces()
	for _, step := range []func() error{k.regions, k.congress, k.leaders, k.organisations, k.cities, k.nicknames, k.metonyms, k.roleNouns} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	k.addPeople()
	for _, s := range snapshots {
		s.AsOf = k.asOf[s.Name]
		k.Source(s.Source)
	}
	file, err = k.Bytes()
	if err != nil {
		return nil, nil, err
	}
	if _, err := gazetteer.Load(string(file)); err != nil {
		return nil, nil, fmt.Errorf("load what was built: %w", err)
	}
	card, err = k.card(file)
	return file, card, err
}

// card says what the file holds and where it comes from.
func (k *knowledge) card(file []byte) ([]byte, error) {
	var b bytes.Buffer
	fmt.Fprintf(&b, `# gazetteer.bin

Who and what names refer to, for package gazetteer. Made by `+"`verbatim train gazetteer`"+`, the same bytes from the same data.

- Size: %d bytes, SHA-256 %x.
- Knowledge has the day of its source; a Wikidata identifier stands only where a source gives it.
- Cities have %d people or more, or are capitals.

## Contents

| what | how many |
|---|---:|
`, len(file), sha256.Sum256(file), leastPopulation)
	for _, what := range slices.Sorted(maps.Keys(k.count)) {
		fmt.Fprintf(&b, "| %s | %d |\n", what, k.count[what])
	}
	b.WriteString("\n## Left out\n\n| what | how many |\n|---|---:|\n")
	for _, what := range slices.Sorted(maps.Keys(k.left)) {
		fmt.Fprintf(&b, "| %s | %d |\n", what, k.left[what])
	}
	b.WriteString("\n## Data\n\n| source | as of | licence | SHA-256 of names and bytes |\n|---|---|---|---|\n")
	for _, s := range snapshots {
		hash := "part of the repository"
		if s.folder != "" {
			var err error
			if hash, err = dataHash(filepath.Join(k.data, s.folder), s.suffix...); err != nil {
				return nil, err
			}
		}
		day := k.asOf[s.Name]
		if day == "" {
			day = "–"
		}
		fmt.Fprintf(&b, "| %s, %s | %s | %s | %s |\n", s.Name, s.Address, day, s.Licence, hash)
	}
	b.WriteString(`
us-congress-legislators has no date of its own: it is as of the last beginning of a term in it. Of the factbook, titles
that run into names are parsed anew from its sentences; what is then still no name is left out. Names that the sources
write in capitals are written as names usually are. The gender of a head of state or government follows from the title
or, where only one gender bears it, from the given name.
`)
	return b.Bytes(), nil
}
