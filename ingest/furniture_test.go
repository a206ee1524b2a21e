package ingest

import (
	"os"
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// marked writes the furniture of text into it: «kind:…».
func marked(text string) string {
	var b strings.Builder
	at := 0
	for _, f := range Furniture(text) {
		b.WriteString(text[at:f.Start] + "«" + string(f.Kind) + ":" + f.In(text) + "»")
		at = f.End
	}
	return b.String() + text[at:]
}

func TestFurniture(t *testing.T) {
	// Every case is a text with its furniture marked; the marks are taken out
	// before it is read.
	cases := []string{
		// Video fallbacks, whole and broken over lines.
		"The talks ended.\n«video-fallback:To view this video please enable JavaScript, and consider upgrading to a web\nbrowser that\nsupports HTML5\nvideo»\nThe envoy flew home.",
		"«video-fallback:To view this video please enable JavaScript, and consider upgrading to a web browser that supports HTML5 video»\nThe envoy flew home.",
		"«video-fallback:Your browser does not support the video tag.»\nHe left.",
		"«video-fallback:Please enable JavaScript to see this content.»\nOfficials said so on Monday.",
		// Lists of other headlines.
		"«related:MORE: Harbour plan goes to court\nMORE: Ferry strike enters second week»",
		"He said no.\r\n«related:READ MORE: The bridge that was never built»\r\nShe said yes.",
		"She left.\n«related:Related stories:\nCouncil votes to close the bridge\nWhat the closure means for drivers»\nThe mayor said that the vote was final.",
		"«related:ALSO READ | Two held after market fire»",
		"More than 40 people were hurt, police said.",
		"Read the letter first, he told them.",
		"Related cases are before the court, she said.",
		// Contact and newsletter.
		"«contact:Get in contact with our news team by emailing us at desk@example.org.»\n«related:For more stories like this, check our news page.»",
		"«contact:Follow Ana Ruiz on Twitter @anaruiz.»",
		"«contact:Got a tip? Write to tips@example.org»",
		"«contact:jo.marsh@example.org»",
		"«contact:Write to Jo Marsh at jo.marsh@example.org»",
		"Contact was lost at noon, said a.b@example.org in an answer to questions.",
		"Follow the money, the senator said on Facebook Live.",
		"«newsletter:Sign up for our free daily newsletter.»\nSigning up for service is voluntary, the army said.",
		"The minister said he would contact the families.",
		// Bylines, credits, datelines.
		"«byline:By Jo Marsh and Lee Okoro»\n«dateline:FLINT, Mich., Oct. 4 (UPI) —» The city said on Monday that the water was safe.",
		"«dateline:WASHINGTON (Reuters) -» The Senate voted.",
		"«dateline:London (AP) —» The pound fell.",
		"«dateline:BEIJING -» Officials said little.",
		// An agency that is on no list.
		"«dateline:PORT ELIN (Northwire) -» Prime Minister Edda Thorsby said no.",
		"«dateline:PORT ELIN, March 5 (Northwire News) –» The harbour will reopen.",
		"WHO (World Health Organization) - The letters are known everywhere.",
		"SENATOR FOX (R-Ky.) - The bill is dead, he wrote.",
		"Port Elin (Northwire) - The harbour will reopen.",
		"«dateline:AUBURN, Wash. —»\nThe mother of two said that she had no choice.",
		"«byline:Jo Marsh | Published 3 hours ago»\nThe bridge is shut.",
		"«caption:Image 2 of 5»\nThe bridge is shut.",
		"What he wanted was clear —\nhe wanted out.",
		"By Monday, the army said, the bridge would be open.",
		"By Jo Marsh's account, he was late.",
		"WAR — what is it good for?",
		"POLLS WERE NOT WRONG, JUST TOO EARLY - The survey was taken in May.",
		"He died.\n«byline:(Reporting by Jo Marsh; Editing by Lee Okoro)»",
		"«byline:Published 4 May 2024, 10:15 GMT»\nShe said so.",
		"9:05 p.m.\nThe count is over, officials say.",
		// Captions, rights, adverts, sharing, cookies.
		"«caption:The bridge at dawn. (Picture: Jo Marsh)»\nThe bridge was built in 1902.",
		"«caption:Jo Marsh/Getty Images»",
		"He spoke to Reuters.",
		"“I saw it in a picture by Reuters,” he said.",
		"«copyright:© 2024 The Example. All rights reserved.»",
		"«advert:Advertisement»\nThe advertisement was withdrawn, the firm said.",
		"«advert:Story continues below»",
		"«share:Share Tweet Email»\nShare prices fell, the bank said.",
		"«consent:We use cookies to improve your experience.»",
		"“We use cookies,” the baker said.",
		"\"Read more: it is good for you,\" she said.",
		"",
	}
	for _, want := range cases {
		text := want
		for _, f := range []verbatim.FurnitureKind{verbatim.VideoFallback, verbatim.Caption, verbatim.Newsletter, verbatim.Related, verbatim.Contact,
			verbatim.Byline, verbatim.Dateline, verbatim.Consent, verbatim.Copyright, verbatim.Advert, verbatim.Share} {
			text = strings.ReplaceAll(text, "«"+string(f)+":", "")
		}
		text = strings.ReplaceAll(text, "»", "")
		if got := marked(text); got != want {
			t.Errorf("got  %q\nwant %q", got, want)
		}
	}
}

// TestFurnitureSample checks the sample article: the fallback of its video and
// the lines after its end.
func TestFurnitureSample(t *testing.T) {
	data, err := os.ReadFile("../../shared/samples/phone-call.txt")
	if err != nil {
		t.Skip("no sample in ../shared/samples")
	}
	text := string(data)
	f := Furniture(text)
	starts := []string{"To view this video", "Get in contact", "For more stories"}
	ends := []string{"HTML5\nvideo", "metro.co.uk.", "shot JFK"}
	if len(f) != len(starts) {
		t.Fatalf("%d spans of furniture, want %d: %v", len(f), len(starts), f)
	}
	for i := range f {
		if s := f[i].In(text); !strings.HasPrefix(s, starts[i]) || !strings.HasSuffix(s, ends[i]) {
			t.Errorf("furniture %d is %q", i, s)
		}
	}
}
