package export

import "unicode/utf8"

// pointIndex turns byte offsets of a text into counts of its Unicode code
// points, which is what annotation standards and Python count.
type pointIndex struct {
	text  string
	every []int // code points before each pointStep bytes
}

const pointStep = 512

func newPointIndex(text string) *pointIndex {
	x := &pointIndex{text: text, every: make([]int, 1, len(text)/pointStep+2)}
	n := 0
	for i := range len(text) {
		if i > 0 && i%pointStep == 0 {
			x.every = append(x.every, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return x
}

// at returns how many code points begin before the offset.
func (x *pointIndex) at(offset int) int {
	step := min(offset/pointStep, len(x.every)-1)
	n := x.every[step]
	for i := step * pointStep; i < offset && i < len(x.text); i++ {
		if utf8.RuneStart(x.text[i]) {
			n++
		}
	}
	return n
}
