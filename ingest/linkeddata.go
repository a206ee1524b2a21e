package ingest

import (
	"encoding/json"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// linkedData is what the JSON-LD of a page says of its article, in the
// vocabulary of schema.org.
type linkedData struct {
	headline  string
	published string
	authors   []string
	publisher string
	url       string
	body      string        // with its line ends
	script    verbatim.Span // where the body stands in the page
}

// ldNode is an object of JSON-LD with how much it speaks of this article.
type ldNode struct {
	object map[string]any
	rank   int
	script verbatim.Span
}

// readLinkedData reads the JSON-LD scripts of a page. What is no JSON, or not
// about an article, is left out.
func readLinkedData(page string, scripts []verbatim.Span) linkedData {
	var nodes []ldNode
	byID := map[string]map[string]any{}
	for _, s := range scripts {
		var v any
		if json.Unmarshal([]byte(cleanJSON(s.In(page))), &v) == nil {
			before := len(nodes)
			collect(v, 0, &nodes, byID)
			for i := before; i < len(nodes); i++ {
				nodes[i].script = s
			}
		}
	}
	// The article itself before the page that it is on; of equals the first.
	slices.SortStableFunc(nodes, func(a, b ldNode) int { return a.rank - b.rank })
	var d linkedData
	for _, n := range nodes {
		o := n.object
		article := n.rank < rankPage
		set(&d.published, text(o["datePublished"]))
		if article {
			set(&d.published, text(o["dateCreated"]))
			set(&d.headline, text(o["headline"]))
			set(&d.headline, text(o["name"]))
			if body, ok := o["articleBody"].(string); ok && d.body == "" {
				d.body, d.script = body, n.script
			}
			set(&d.url, text(o["url"]))
			if len(d.authors) == 0 {
				d.authors = names(o["author"], byID)
			}
		}
		if p := names(o["publisher"], byID); len(p) > 0 {
			set(&d.publisher, p[0])
		}
	}
	return d
}

// set sets a field that is not set yet.
func set(field *string, value string) {
	if *field == "" {
		*field = value
	}
}

const (
	rankArticle = iota
	rankPage    = 10
)

// cleanJSON undoes what templates do to scripts: comment and CDATA wrappers
// and control characters in strings.
func cleanJSON(s string) string {
	s = strings.TrimSpace(s)
	for _, cut := range []string{"<!--", "//<![CDATA[", "/*<![CDATA[*/", "<![CDATA["} {
		s = strings.TrimSpace(strings.TrimPrefix(s, cut))
	}
	for _, cut := range []string{"-->", "//]]>", "/*]]>*/", "]]>", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, cut))
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

// collect finds the objects about articles and pages in v. An article inside
// another object, as a list of other stories has, ranks below one at the top.
func collect(v any, depth int, nodes *[]ldNode, byID map[string]map[string]any) {
	if depth > 20 || len(*nodes) > 1000 {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			collect(e, depth, nodes, byID)
		}
	case map[string]any:
		if id := text(v["@id"]); id != "" && len(v) > 1 && byID[id] == nil {
			byID[id] = v
		}
		for _, t := range types(v["@type"]) {
			if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || strings.HasSuffix(t, "NewsReport") || t == "Report" || t == "Review" || t == "Interview" {
				*nodes = append(*nodes, ldNode{object: v, rank: min(rankArticle+depth, rankPage-1)})
				break
			}
			if t == "WebPage" || t == "ItemPage" {
				*nodes = append(*nodes, ldNode{object: v, rank: rankPage + depth})
				break
			}
		}
		for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart"} {
			if child, ok := v[key]; ok {
				d := depth + 1
				if key == "@graph" {
					d = depth
				}
				collect(child, d, nodes, byID)
			}
		}
		// Named by id elsewhere.
		for _, key := range []string{"author", "publisher", "creator"} {
			if child, ok := v[key].(map[string]any); ok {
				if id := text(child["@id"]); id != "" && len(child) > 1 && byID[id] == nil {
					byID[id] = child
				}
			}
		}
	}
}

// types returns the types of an object.
func types(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v[strings.LastIndexAny(v, "/:#")+1:]}
	case []any:
		var out []string
		for _, e := range v {
			if _, ok := e.(string); ok {
				out = append(out, types(e)...)
			}
		}
		return out
	}
	return nil
}

// text returns a string value, references decoded and white space folded.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return foldSpace(html.UnescapeString(v))
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return text(s)
			}
		}
	}
	return ""
}

// names returns the names of people or organisations.
func names(v any, byID map[string]map[string]any) []string {
	switch v := v.(type) {
	case string:
		if s := text(v); s != "" && !strings.Contains(s, "://") {
			return []string{withoutBy(s)}
		}
	case []any:
		var out []string
		for _, e := range v[:min(len(v), 20)] {
			if _, ok := e.([]any); ok {
				continue
			}
			for _, n := range names(e, byID) {
				if !slices.Contains(out, n) {
					out = append(out, n)
				}
			}
		}
		return out
	case map[string]any:
		s := text(v["name"])
		if s == "" {
			s = text(byID[text(v["@id"])]["name"])
		}
		if s != "" && !strings.Contains(s, "://") {
			return []string{withoutBy(s)}
		}
	}
	return nil
}

// bodyText returns the body of an article as JSON-LD gives it: without markup,
// white space folded but for line ends.
func bodyText(body string) string {
	if strings.Contains(body, "</") {
		z := html.NewTokenizer(strings.NewReader(body))
		var b strings.Builder
		for {
			switch tt := z.Next(); tt {
			case html.ErrorToken:
				body = b.String()
			case html.TextToken:
				b.Write(z.Text())
				continue
			case html.StartTagToken, html.EndTagToken, html.SelfClosingTagToken:
				if name, _ := z.TagName(); !inline[atom.Lookup(name)] {
					b.WriteString("\n")
				}
				continue
			default:
				continue
			}
			break
		}
	} else {
		body = html.UnescapeString(body)
	}
	var paragraphs []string
	for l := range strings.Lines(body) {
		if l = foldSpace(unmarkedText(l)); l != "" {
			paragraphs = append(paragraphs, l)
		}
	}
	return strings.ToValidUTF8(strings.Join(paragraphs, "\n\n"), "\ufffd")
}
