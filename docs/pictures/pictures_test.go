package main

import (
	"image"
	"image/color"
	"testing"
)

func TestANSI(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a <b> & c", "a &lt;b&gt; &amp; c"},
		{"\x1b[1mx\x1b[0my", `<span style="font-weight:bold;">x</span>y`},
		{"\x1b[2;4mx\x1b[0m", `<span style="opacity:.65;text-decoration:underline;">x</span>`},
		{"\x1b[1;38;5;16mx", `<span style="font-weight:bold;color:#000000;">x</span>`},
		{"\x1b[38;5;231mx\x1b[38;5;255my\x1b[0m", `<span style="color:#ffffff;">x</span><span style="color:#eeeeee;">y</span>`},
		{"\x1b[2Jx\x1b[9999;;38;5mx\x1b[", "xx"},
		{"\x1b[38;5;\"><scriptmx", "criptmx"},
	} {
		if got := ansiHTML(c.in); got != c.want {
			t.Errorf("%q: %q, want %q", c.in, got, c.want)
		}
	}
	// A colour of the cube: 16 + 36·1 + 6·2 + 3 has the steps 95, 135, 175.
	if got := xterm(16 + 36 + 12 + 3); got != "#5f87af" {
		t.Errorf("colour 67 is %s", got)
	}
}

func TestReduced(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 400, 2))
	for x := range 400 {
		m.Set(x, 0, color.RGBA{uint8(x), uint8(x / 256), 0, 255}) // 400 colours
		m.Set(x, 1, color.RGBA{9, 9, 9, 255})
	}
	out := reduced(m)
	if len(out.Palette) != 256 || out.Bounds() != m.Bounds() {
		t.Fatalf("%d colours, %v", len(out.Palette), out.Bounds())
	}
	if got := out.At(77, 1); got != (color.RGBA{9, 9, 9, 255}) {
		t.Errorf("the colour of half of it became %v", got)
	}
}
