package main

import (
	"fmt"
	"io"

	"github.com/verbatim-record/verbatim/eval"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/reuse"
)

// copyScores are the figures of the groups of copies.
type copyScores struct {
	Articles  int                   `json:"articles"`
	Found     map[string]foundScore `json:"found"`
	Precision float64               `json:"pair_precision"`
	Joined    int                   `json:"joined_to_strangers"`
	HardSame  float64               `json:"hard_pairs_same_found"`
	HardApart float64               `json:"hard_pairs_apart_kept"`
	Rewritten float64               `json:"rewritten_found"`
	Accused   falseScore            `json:"rewritten_wrongly"`
	Bytes     float64               `json:"sketch_bytes"`
	full      eval.CopyScore
}

// falseScore counts accusations that are wrong.
type falseScore struct {
	People int `json:"edited_by_people"`
	Near   int `json:"passages_shared"`
	Made   int `json:"made_without_swaps"`
}

type foundScore struct {
	Found   float64 `json:"found"`
	Grouped float64 `json:"grouped"`
	MinHash float64 `json:"minhash"`
}

func evalCopies(data string) (scores, error) {
	thesaurus, err := reuse.LoadThesaurus(model.Thesaurus)
	if err != nil {
		return nil, err
	}
	s, err := eval.Copies(data, thesaurus)
	if err != nil {
		return nil, err
	}
	out := copyScores{
		Articles: s.Articles, Found: make(map[string]foundScore), full: s,
		Precision: round2(100 - percent(s.Wrong, s.Pairs)), Joined: s.Joined,
		HardSame:  percent(s.Hard.SameFound, s.Hard.Same),
		HardApart: round2(100 - percent(s.Hard.ApartFound, s.Hard.Apart)),
		Rewritten: percent(s.Rewritten.SwappedFound, s.Rewritten.Swapped),
		Accused:   falseScore{s.Rewritten.Accused, s.Rewritten.NearAccused, s.Rewritten.OtherAccused},
		Bytes:     round2(s.SketchBytes),
	}
	for _, k := range s.Kinds {
		out.Found[k.Name] = foundScore{percent(k.Found, k.Copies), percent(k.Grouped, k.Copies), percent(k.MinHash, k.Copies)}
	}
	return out, nil
}

func (s copyScores) table(w io.Writer) {
	f := s.full
	fmt.Fprintf(w, "Copies: %d altered copies among %d articles (Reuters-21578, BBC news, PolNeAR). Percent found.\n\n", f.Articles-f.Originals, f.Originals)
	fmt.Fprintf(w, "%-28s %7s %8s %8s %10s\n", "", "swapped", "found", "grouped", "MinHash")
	for _, k := range f.Kinds {
		r := s.Found[k.Name]
		fmt.Fprintf(w, "%-28s %7.1f %8.1f %8.1f %10.1f\n", k.Name, 100*k.Swapped, r.Found, r.Grouped, r.MinHash)
	}
	fmt.Fprintf(w, "\nOf %d pairs with a copy in them %.2f percent are right; %d copies stand in a group with strangers.\n", f.Pairs, s.Precision, s.Joined)
	fmt.Fprintf(w, "Pairs of originals that are hard to tell, judged by hand: %d of %d with one text called copies, %d of %d others.\n",
		f.Hard.SameFound, f.Hard.Same, f.Hard.ApartFound, f.Hard.Apart)
	r := f.Rewritten
	fmt.Fprintf(w, "Called rewritten by machine: %d of %d copies with swaps; wrongly %d of %d that people made of each other, %d of %d that share\npassages, %d of %d copies made without swaps.\n",
		r.SwappedFound, r.Swapped, r.Accused, r.People, r.NearAccused, r.Near, r.OtherAccused, r.Other)
	fmt.Fprintf(w, "A sketch takes %.0f bytes. Articles a second on one core: sketched %.0f, grouped %.0f; MinHash (14 bands of 8) %.0f.\n\n",
		s.Bytes, f.SketchRate, f.GroupRate, f.MinHashRate)
}
