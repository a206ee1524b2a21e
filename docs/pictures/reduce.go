package main

import (
	"cmp"
	"image"
	"image/color"
	"slices"
)

// reduced is a picture with the 256 colours that most of it has, each other
// the one that is nearest: pages and terminals are made of few.
func reduced(m image.Image) *image.Paletted {
	b := m.Bounds()
	count := make(map[color.RGBA]int)
	at := func(x, y int) color.RGBA { return color.RGBAModel.Convert(m.At(x, y)).(color.RGBA) }
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			count[at(x, y)]++
		}
	}
	list := make([]color.RGBA, 0, len(count))
	for c := range count {
		list = append(list, c)
	}
	slices.SortFunc(list, func(x, y color.RGBA) int {
		return cmp.Or(count[y]-count[x], cmp.Compare(x.R, y.R), cmp.Compare(x.G, y.G), cmp.Compare(x.B, y.B))
	})
	palette := make(color.Palette, min(len(list), 256))
	for i := range palette {
		palette[i] = list[i]
	}
	index := make(map[color.RGBA]uint8, len(list))
	for _, c := range list {
		index[c] = uint8(palette.Index(c))
	}
	out := image.NewPaletted(b, palette)
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			out.SetColorIndex(x, y, index[at(x, y)])
		}
	}
	return out
}
