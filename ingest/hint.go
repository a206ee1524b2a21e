package ingest

import (
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/verbatim-record/verbatim"
)

// outside is the kind of what is not even furniture of the article:
// navigation, forms, controls. It is left out of the text.
const outside verbatim.FurnitureKind = "outside"

// hintWords say what an element is by the words of its class and id, as
// authors of pages name such things everywhere.
var hintWords = map[string]verbatim.FurnitureKind{
	"caption": verbatim.Caption, "captions": verbatim.Caption, "credit": verbatim.Caption, "credits": verbatim.Caption,
	"figcaption": verbatim.Caption, "photocredit": verbatim.Caption, "imagecaption": verbatim.Caption, "wpcaption": verbatim.Caption,
	"newsletter": verbatim.Newsletter, "newsletters": verbatim.Newsletter, "signup": verbatim.Newsletter, "subscribe": verbatim.Newsletter,
	"subscription": verbatim.Newsletter, "regwall": verbatim.Newsletter, "optin": verbatim.Newsletter,
	"mailchimp": verbatim.Newsletter, "entitlements": verbatim.Newsletter,
	"related": verbatim.Related, "recirc": verbatim.Related, "recirculation": verbatim.Related, "recommended": verbatim.Related,
	"recommendations": verbatim.Related, "trending": verbatim.Related, "readmore": verbatim.Related, "readnext": verbatim.Related,
	"mostread": verbatim.Related, "mostpopular": verbatim.Related, "outbrain": verbatim.Related, "taboola": verbatim.Related,
	"morestories": verbatim.Related, "alsoread": verbatim.Related, "teaser": verbatim.Related, "teasers": verbatim.Related,
	"promo": verbatim.Related, "upnext": verbatim.Related, "sidebar": verbatim.Related,
	"share": verbatim.Share, "sharing": verbatim.Share, "sharebar": verbatim.Share, "social": verbatim.Share, "addthis": verbatim.Share,
	"comments": verbatim.Share, "disqus": verbatim.Share, "respond": verbatim.Share,
	"advert": verbatim.Advert, "adverts": verbatim.Advert, "advertisement": verbatim.Advert, "advertising": verbatim.Advert,
	"sponsored": verbatim.Advert, "adslot": verbatim.Advert, "dfp": verbatim.Advert,
	"cookie": verbatim.Consent, "cookies": verbatim.Consent, "gdpr": verbatim.Consent, "consent": verbatim.Consent,
	"byline": verbatim.Byline, "bylines": verbatim.Byline, "author": verbatim.Byline, "authors": verbatim.Byline, "bio": verbatim.Byline,
	"contributor": verbatim.Byline, "contributors": verbatim.Byline, "timestamp": verbatim.Byline, "pubdate": verbatim.Byline,
	"nav": outside, "navbar": outside, "navigation": outside, "menu": outside, "breadcrumb": outside, "breadcrumbs": outside,
	"tags": outside, "taglist": outside, "topics": outside, "keywords": outside, "pagination": outside, "footer": outside,
	"masthead": outside, "toolbar": outside, "skip": outside, "login": outside, "dialog": outside, "modal": outside, "popup": outside,
	"copyright": verbatim.Copyright,
}

// hintPairs are two words in a row that say what one alone does not.
var hintPairs = map[string]verbatim.FurnitureKind{
	"read more": verbatim.Related, "read next": verbatim.Related, "also read": verbatim.Related, "most read": verbatim.Related,
	"most popular": verbatim.Related, "more stories": verbatim.Related, "more from": verbatim.Related, "more on": verbatim.Related,
	"up next": verbatim.Related, "sign up": verbatim.Newsletter, "opt in": verbatim.Newsletter, "sign in": outside, "see also": verbatim.Related,
	"wp caption": verbatim.Caption, "follow us": verbatim.Share,
}

// tagHints say what an element is by its name or role.
func tagHint(n *html.Node) verbatim.FurnitureKind {
	switch n.DataAtom {
	case atom.Nav, atom.Footer, atom.Form, atom.Button, atom.Dialog, atom.Input, atom.Menu, atom.Label, atom.Fieldset:
		return outside
	case atom.Figcaption:
		return verbatim.Caption
	case atom.Aside:
		return verbatim.Related
	}
	switch strings.ToLower(attr(n, "role")) {
	case "navigation", "banner", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "button", "tablist", "toolbar":
		return outside
	case "complementary":
		return verbatim.Related
	}
	return ""
}

// hint returns what kind of furniture an element says that it is, "" for none.
func hint(n *html.Node) verbatim.FurnitureKind {
	if k := tagHint(n); k != "" {
		return k
	}
	if n.DataAtom == atom.Html || n.DataAtom == atom.Body || n.DataAtom == atom.Article || n.DataAtom == atom.Main {
		return ""
	}
	for _, key := range [...]string{"class", "id", "data-component", "data-testid"} {
		v := attr(n, key)
		if v == "" || len(v) > 500 {
			continue
		}
		last := ""
		for w := range nameWords(v) {
			if k, ok := hintWords[w]; ok {
				return k
			}
			if last != "" {
				if k, ok := hintPairs[last+" "+w]; ok {
					return k
				}
			}
			last = w
		}
	}
	return ""
}

// nameWords yields the words of a class or id in lower case: parted by what is
// no letter, and where capitals follow small letters.
func nameWords(s string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		start := -1
		for i := 0; i <= len(s); i++ {
			isLetter := i < len(s) && ('a' <= s[i]|0x20 && s[i]|0x20 <= 'z')
			hump := isLetter && start >= 0 && unicode.IsUpper(rune(s[i])) && unicode.IsLower(rune(s[i-1]))
			if start >= 0 && (!isLetter || hump) {
				if !yield(strings.ToLower(s[start:i])) {
					return
				}
				start = -1
			}
			if isLetter && start < 0 {
				start = i
			}
		}
	}
}
