package train

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

func TestYAML(t *testing.T) {
	const text = `# comment
- id:
    a: X1
    list:
    - one
    - 'it''s two'
  name: Ann O'Hara   # a comment
  empty:
  when: '2025-01-03'
  quoted: "caf\u00e9 #1"
- name: plain text
    that goes on
  fold: >-
    first line
    second line
  last: a:b
  below:
    https://example.org/x
`
	path := filepath.Join(t.TempDir(), "x.yaml")
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := readYAML(path)
	if err != nil {
		t.Fatal(err)
	}
	want := []any{
		map[string]any{
			"id":   map[string]any{"a": "X1", "list": []any{"one", "it's two"}},
			"name": "Ann O'Hara", "empty": "", "when": "2025-01-03", "quoted": "café #1",
		},
		map[string]any{"name": "plain text that goes on", "fold": "first line second line", "last": "a:b", "below": "https://example.org/x"},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %#v\nwant %#v", got, want)
	}
	for _, bad := range []string{"a: &x 1\n", "a: 'open\n"} {
		if err := os.WriteFile(path, []byte(bad), 0o666); err != nil {
			t.Fatal(err)
		}
		if got, err := readYAML(path); err == nil {
			t.Errorf("%q was read as %#v", bad, got)
		}
	}
}
