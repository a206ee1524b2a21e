package page_test

import (
	"context"
	"net/url"
	"testing"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/store"
)

// desk is a record of a few articles: two versions of one, a quotation that
// another outlet changes, a meeting that is planned and then called off.
var desk = []verbatim.Document{
	{
		Meta: verbatim.Meta{URL: "https://herald.example/dock", Outlet: "Harbour Herald", Title: "Dock stays open, says mayor", Published: "2025-02-12T09:00:00Z"},
		Text: "Dock stays open, says mayor\n\nThe mayor, Tom Adeyemi, denied on Wednesday that he had been paid by the port company. " +
			"\"There was no cheque, and there was no envelope,\" Adeyemi told reporters outside the Customs House. \"We will keep the dock open for ten years,\" he added.\n\n" +
			"Maria Lindqvist, who leads the Dockers' Union, said the union would meet the mayor on Friday. \"Nobody loses a shift over this,\" she said.\n\nFollow us on Facebook\n",
	},
	{
		Meta: verbatim.Meta{URL: "https://herald.example/dock", Outlet: "Harbour Herald", Title: "Dock stays open, says mayor", Published: "2025-02-12T11:00:00Z"},
		Text: "Dock stays open, says mayor\n\nThe mayor, Tom Adeyemi, denied on Wednesday that he had been paid by the port company. " +
			"\"There was no cheque, and there was no letter,\" Adeyemi told reporters outside the Customs House. \"We will not keep the dock open for ten years,\" he added.\n\n" +
			"Maria Lindqvist, who leads the Dockers' Union, said the union would meet the mayor on Monday. \"Nobody loses a shift over this,\" she said.\n",
	},
	{
		Meta: verbatim.Meta{URL: "https://echo.example/harbour-dock", Outlet: "Evening Echo", Title: "Port Ellis dock to stay open", Published: "2025-02-13T06:00:00Z"},
		Text: "The mayor, Tom Adeyemi, denied on Wednesday that he had been paid by the port company. " +
			"\"There was no cheque, and there was no letter,\" Adeyemi told reporters outside the Customs House. \"We will not keep the dock open for ten months,\" he added.\n\n" +
			"Maria Lindqvist, who leads the Dockers' Union, said the union would meet the mayor on Monday. \"Nobody loses a shift over this,\" she said.\n",
	},
	{
		Meta: verbatim.Meta{URL: "https://metro.example/adeyemi", Outlet: "Metro Daily", Title: "Adeyemi: no cheque", Published: "2025-02-13"},
		Text: "Tom Adeyemi, mayor of Port Ellis, has denied taking money. \"There was no cheque and there was no envelope,\" Mr Adeyemi said at a press conference on Wednesday.\n\n" +
			"Maria Lindqvist said: \"We will meet the mayor on Friday.\" Lindqvist cancelled the meeting on Thursday.\n",
	},
}

// notDated is an article that says neither when nor where it came out.
var notDated = verbatim.Document{
	Meta: verbatim.Meta{Path: "notes.txt", Title: "Notes of the harbour meeting"},
	Text: "The mayor, Tom Adeyemi, spoke to the council. \"There was no cheque and there will be none,\" Adeyemi said. Somebody shouted. \"The dock is not yours to sell,\" it came from the back.\n",
}

// screens are addresses of every screen over a record.
func screens(t *testing.T, s *store.Store) []string {
	t.Helper()
	hits, err := s.Search(context.Background(), store.Query{Root: parsed(t, "-date:none"), Limit: 1000, Order: store.OldestFirst})
	if err != nil || len(hits) == 0 {
		t.Fatalf("%d statements: %v", len(hits), err)
	}
	// The newest has a version before it.
	last := hits[len(hits)-1]
	revised := hits[0]
	for _, h := range hits {
		if h.Revision > revised.Revision {
			revised = h
		}
	}
	return []string{
		"/search", "/search?q=cheque", "/search?q=" + url.QueryEscape("(cheque"), "/search?q=zebra", "/statements/" + last.ID, "/statements/" + revised.ID,
		"/articles/" + revised.DocumentID, "/articles/" + revised.DocumentID + "/copies", "/story", "/story?q=dock", "/story?q=" + url.QueryEscape("speaker:adeyemi OR union"), "/story?q=%28", "/story?q=zebra",
		"/speakers/" + url.PathEscape(last.Entry.Speakers[0].Key), "/speakers/" + url.PathEscape(last.Entry.Speakers[0].Key) + "?phrase=" + url.QueryEscape("the mayor"),
		"/speakers/nobody", "/events", "/events?q=kind:meeting", "/events?q=" + url.QueryEscape("kind:("), "/check", "/check?q=" + url.QueryEscape("There was no cheque, and there was no parcel") + "&speaker=Adeyemi", "/check?q=nothing+of+the+sort+anywhere&speaker=Zzyzx", "/desk", "/desk/read", "/desk/review", "/desk/review?after=" + last.ID, "/desk/review?statement=" + last.ID, "/desk/corrections", "/nowhere",
		"/search?q=date%3Anone", "/search?q=speaker%3Aadeymi",
	}
}
