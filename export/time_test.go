package export

import (
	"strings"
	"testing"

	"github.com/verbatim-record/verbatim"
)

// The time layer lists the span, the kind, the value and the modifier, and
// shows what has none as such.
func TestTimeLayer(t *testing.T) {
	text := "They spoke for nearly 90 minutes on Wednesday."
	at := func(s string) verbatim.Span {
		i := strings.Index(text, s)
		return verbatim.Span{Start: i, End: i + len(s)}
	}
	d := &verbatim.Document{Text: text, Times: []verbatim.Time{
		{Span: at("nearly 90 minutes"), Kind: verbatim.Duration, Value: "PT90M", Mod: "LESS_THAN"},
		{Span: at("Wednesday"), Kind: verbatim.Date},
	}}
	d.Path = "a.txt"
	want := "# a.txt\n15\t32\tduration\tPT90M\tLESS_THAN\tnearly 90 minutes\n36\t45\tdate\t_\t_\tWednesday\n"
	if got := string(Layer(nil, d, "time")); got != want {
		t.Errorf("got %q\nwant %q", got, want)
	}
	want = `{"path":"a.txt","type":"time","start":15,"end":32,"text":"nearly 90 minutes","kind":"duration","value":"PT90M","mod":"LESS_THAN"}` + "\n" +
		`{"path":"a.txt","type":"time","start":36,"end":45,"text":"Wednesday","kind":"date"}` + "\n"
	if got := string(LayerJSONL(nil, d, "time")); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}
