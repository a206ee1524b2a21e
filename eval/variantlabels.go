package eval

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/verbatim-record/verbatim/reuse"
)

// VariantText is a labelled quotation. Texts of one Set are of one origin,
// the first of which is what was said.
type VariantText struct {
	Text     string
	Speaker  string
	Set      int
	First    bool
	Classes  []reuse.Class // how it differs from the first; none where it does not
	Material bool
	Test     bool   // held out
	From     string // the file of the label: own, polnear, drift
}

var variantClasses = map[string]reuse.Class{
	"identical": "", "trimmed": reuse.Shortened, "elided": reuse.Elided, "spliced": reuse.Spliced,
	"spelling": reuse.Spelling, "punctuation": reuse.Punctuation, "number": reuse.NumberFormat,
	"contraction": reuse.Contraction, "bracket": reuse.Bracketed, "pronoun": reuse.PronounForName,
	"function": reuse.FunctionWord, "word": reuse.ChangedWord, "negation": reuse.Negation,
	"inflection": reuse.Inflection, "translated": reuse.Translated,
}

// driftClasses are the labels of quote-drift in the same terms.
var driftClasses = map[string]string{
	"modal": "negation", "truncation": "trimmed", "function-word": "function", "transcription-variant": "inflection",
	"elision": "elided", "meaning-change": "word", "coreference": "pronoun", "typo": "spelling", "number-format": "number",
	"spelling-variant": "spelling", "contraction": "contraction", "synonym": "word", "synonym(translation)": "word",
	"grammar": "inflection", "abbreviation": "spelling", "splice": "spliced",
}

// VariantLabels reads the labelled variants in folder, those of them whose
// texts are in data, and the pairs of quote-drift there.
func VariantLabels(folder, data string) ([]VariantText, error) {
	var out []VariantText
	own, err := os.ReadFile(filepath.Join(folder, "variants-own.txt"))
	if err != nil {
		return nil, err
	}
	sets := 0
	if out, err = readVariants(out, own, "own", &sets, nil); err != nil {
		return nil, fmt.Errorf("variants-own.txt: %w", err)
	}
	edits, err := os.ReadFile(filepath.Join(folder, "variants-polnear.txt"))
	if err != nil {
		return nil, err
	}
	articles, err := PolNeAR(data, "train")
	if err != nil {
		return nil, err
	}
	texts := make(map[string]string)
	for _, a := range articles {
		texts[a.Name] = a.Text
	}
	if out, err = readVariants(out, edits, "polnear", &sets, texts); err != nil {
		return nil, fmt.Errorf("variants-polnear.txt: %w", err)
	}
	drift, err := os.ReadFile(filepath.Join(data, "quote-drift", "pairs.jsonl"))
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(drift) {
		var p struct {
			Item     int
			From, To string
			Drift    []string
		}
		if err := json.Unmarshal(line, &p); err != nil {
			return nil, fmt.Errorf("quote-drift: %w", err)
		}
		sets++
		v := VariantText{Text: p.To, Set: sets, From: "drift"}
		for _, d := range p.Drift {
			if err := v.label(driftClasses[d]); err != nil {
				return nil, fmt.Errorf("quote-drift, item %d: %w", p.Item, err)
			}
		}
		out = append(out, VariantText{Text: p.From, Set: sets, First: true, From: "drift"}, v)
	}
	return out, nil
}

// label adds one class.
func (v *VariantText) label(name string) error {
	class, ok := variantClasses[name]
	if !ok {
		return fmt.Errorf("no class %q", name)
	}
	if class != "" {
		v.Classes = append(v.Classes, class)
	}
	switch class {
	case reuse.Spliced, reuse.ChangedWord, reuse.Negation, reuse.Translated:
		v.Material = true
	}
	return nil
}

// readVariants reads one of the label files. With texts, quotations are
// places in them and variants are edits.
func readVariants(out []VariantText, file []byte, from string, sets *int, texts map[string]string) ([]VariantText, error) {
	var base VariantText
	n := 0
	for line := range strings.Lines(string(file)) {
		n++
		fail := func(format string, args ...any) error {
			return fmt.Errorf("line %d: %s", n, fmt.Sprintf(format, args...))
		}
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		head, rest, _ := strings.Cut(line, " ")
		rest = strings.TrimSpace(rest)
		switch {
		case head == "==":
			f := strings.Fields(rest)
			base = VariantText{Set: *sets + 1, First: true, From: from, Test: f[len(f)-1] == "test"}
			*sets++
			if texts == nil {
				base.Speaker = f[0]
				continue
			}
			if len(f) < 4 {
				return nil, fail("want article, start, end and key")
			}
			start, err1 := strconv.Atoi(f[1])
			end, err2 := strconv.Atoi(f[2])
			text, ok := texts[f[0]]
			if err1 != nil || err2 != nil || !ok || start < 0 || end < start || end > len(text) {
				return nil, fail("no such place: %s", rest)
			}
			base.Text, base.Speaker = text[start:end], "polnear-"+f[3]
			out = append(out, base)
		case head == `""`:
			base.Text = rest
			out = append(out, base)
		default:
			v := base
			v.First = false
			v.Text = rest
			if texts != nil {
				var err error
				if v.Text, err = editWords(base.Text, rest); err != nil {
					return nil, fail("%v", err)
				}
			}
			if other, ok := strings.CutPrefix(head, "<>"); ok {
				*sets++
				v.Set, v.First = *sets, true
				if other != "" {
					v.Speaker = other
				}
				out = append(out, v)
				continue
			}
			names := strings.TrimRight(head, "!~")
			for name := range strings.SplitSeq(names, "+") {
				if err := v.label(name); err != nil {
					return nil, fail("%v", err)
				}
			}
			if mark := head[len(names):]; mark != "" {
				v.Material = mark == "!"
			}
			out = append(out, v)
		}
	}
	return out, nil
}

// editWords carries out edits that count the words of text from 1.
func editWords(text, edits string) (string, error) {
	words := strings.Fields(text)
	out := slices.Clone(words)
	for edit := range strings.SplitSeq(edits, " | ") {
		f := strings.Fields(edit)
		if len(f) < 2 {
			return "", fmt.Errorf("edit %q", edit)
		}
		a, b, found := strings.Cut(f[1], "-")
		if !found {
			b = a
		}
		i, err1 := strconv.Atoi(a)
		j, err2 := strconv.Atoi(b)
		if err1 != nil || err2 != nil || i < 1 || j < i || j > len(words) {
			return "", fmt.Errorf("edit %q of %d words", edit, len(words))
		}
		with := strings.Join(f[2:], " ")
		switch f[0] {
		case "keep":
			clear(out[:i-1])
			clear(out[j:])
		case "cut", "put":
			clear(out[i-1 : j])
			out[i-1] = with
		case "add":
			out[i-1] = with + " " + out[i-1]
		default:
			return "", fmt.Errorf("edit %q", edit)
		}
	}
	return strings.Join(strings.Fields(strings.Join(out, " ")), " "), nil
}
