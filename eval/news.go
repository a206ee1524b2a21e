package eval

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// News is an article of an unlabelled collection.
type News struct {
	Name   string // the collection and the article's number in it: "reuters/1"
	Outlet string
	Text   string
}

// Unlabelled reads the news texts below data, in a fixed order: Reuters-21578
// (bodies only), BBC news, and PolNeAR's train and dev splits. Texts of fewer than
// least words are left out.
func Unlabelled(data string, least int) ([]News, error) {
	var out []News
	add := func(n News) {
		if len(strings.Fields(n.Text)) >= least {
			out = append(out, n)
		}
	}
	reuters, err := filepath.Glob(filepath.Join(data, "reuters21578", "data", "*.sgm"))
	if err != nil || len(reuters) == 0 {
		return nil, fmt.Errorf("no Reuters-21578 in %s: check the data folder", data)
	}
	slices.Sort(reuters)
	for _, file := range reuters {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		for article := range strings.SplitSeq(strings.ToValidUTF8(string(raw), ""), "</REUTERS>") {
			id, ok := between(article, `NEWID="`, `"`)
			body, hasBody := between(article, "<BODY>", "</BODY>")
			if !ok || !hasBody {
				continue
			}
			body = html.UnescapeString(strings.ReplaceAll(body, "&#3;", ""))
			body = strings.TrimSpace(body)
			if last := strings.TrimSpace(body[strings.LastIndexByte(body, '\n')+1:]); strings.EqualFold(last, "reuter") {
				body = strings.TrimSpace(body[:len(body)-len(last)])
			}
			add(News{"reuters/" + id, "Reuters", body})
		}
	}
	files, err := filepath.Glob(filepath.Join(data, "bbc-news", "bbc", "*", "*.txt"))
	if err != nil {
		return nil, err
	}
	for _, split := range []string{"train", "dev"} {
		more, err := filepath.Glob(filepath.Join(data, "polnear", split, "text", "*.txt"))
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	slices.Sort(files)
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		folder, name := filepath.Split(strings.TrimSuffix(file, ".txt"))
		n := News{Text: strings.ToValidUTF8(string(raw), "")}
		if kind := filepath.Base(folder); kind == "text" {
			n.Name = "polnear/" + name
			n.Outlet, _, _ = strings.Cut(name, "_")
		} else {
			n.Name, n.Outlet = "bbc/"+kind+"/"+name, "BBC"
		}
		add(n)
	}
	return out, nil
}

// between returns what stands between two marks.
func between(s, open, shut string) (string, bool) {
	_, s, ok := strings.Cut(s, open)
	if !ok {
		return "", false
	}
	s, _, ok = strings.Cut(s, shut)
	return s, ok
}
