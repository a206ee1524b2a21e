// Package boost ranks candidates by gradient-boosted regression trees (Friedman 2001) over
// attributes of few values.
//
// A question to a node is a set of values of one attribute, so that attributes whose values have no
// order are cut as well as those that have one (Fisher 1958). Nothing is computed but sums of leaves,
// the same on every machine.
package boost

import (
	"encoding/binary"
	"errors"
	"math"
)

// Values is how many values an attribute can have at the most: 0 to Values-1.
const Values = 64

// Model is a number of trees. It is read-only and can be shared.
type Model struct {
	attributes int
	roots      []int16 // of each tree: a node, or a leaf as its complement
	nodes      []node
	leaves     []float32
}

// node sends a row whose value of an attribute is in the set left to one side, others to the other. Children are numbers of
// nodes, or the complements of numbers of leaves.
type node struct {
	set       uint64
	children  [2]int16 // right, left
	attribute uint8
}

// Attributes returns how many attributes a row has.
func (m *Model) Attributes() int { return m.attributes }

// Score returns the sum of the leaves that a row falls into: a logit, up to what the scores of a group have in common. The row
// has Attributes values below Values.
func (m *Model) Score(row []uint8) float32 {
	sum := float32(0)
	for _, at := range m.roots {
		for at >= 0 {
			n := &m.nodes[at]
			at = n.children[n.set>>(row[n.attribute]&(Values-1))&1]
		}
		sum += m.leaves[^at]
	}
	return sum
}

// magic begins an encoded model. The last byte is the version.
const magic = "VBST\x01"

var errDamaged = errors.New("the trees are damaged or of another version")

// Encode returns the model as bytes that Load reads.
func (m *Model) Encode() []byte {
	out := []byte(magic)
	out = binary.LittleEndian.AppendUint32(out, uint32(m.attributes))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.roots)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.nodes)))
	out = binary.LittleEndian.AppendUint32(out, uint32(len(m.leaves)))
	for _, r := range m.roots {
		out = binary.LittleEndian.AppendUint16(out, uint16(r))
	}
	for _, n := range m.nodes {
		out = binary.LittleEndian.AppendUint64(out, n.set)
		out = append(out, n.attribute)
		out = binary.LittleEndian.AppendUint16(out, uint16(n.children[1]))
		out = binary.LittleEndian.AppendUint16(out, uint16(n.children[0]))
	}
	for _, l := range m.leaves {
		out = binary.LittleEndian.AppendUint32(out, math.Float32bits(l))
	}
	return out
}

// bytes of an encoded node.
const nodeSize = 8 + 1 + 2 + 2

// Load reads an encoded model. Children come behind their parents, so that every walk ends.
func Load(data string) (*Model, error) {
	if len(data) < len(magic)+16 || data[:len(magic)] != magic {
		return nil, errDamaged
	}
	data = data[len(magic):]
	i16 := func() int16 {
		x := int16(uint16(data[0]) | uint16(data[1])<<8)
		data = data[2:]
		return x
	}
	u32 := func() int {
		x := uint32(data[0]) | uint32(data[1])<<8 | uint32(data[2])<<16 | uint32(data[3])<<24
		data = data[4:]
		return int(x)
	}
	m := &Model{attributes: u32()}
	roots, nodes, leaves := u32(), u32(), u32()
	if m.attributes < 1 || m.attributes > 256 || nodes > math.MaxInt16 || leaves > math.MaxInt16 || roots > leaves ||
		len(data) != 2*roots+nodeSize*nodes+4*leaves {
		return nil, errDamaged
	}
	fits := func(at int16, least int) bool {
		if at < 0 {
			return int(^at) < leaves
		}
		return int(at) >= least && int(at) < nodes
	}
	m.roots = make([]int16, roots)
	for i := range m.roots {
		m.roots[i] = i16()
		if !fits(m.roots[i], 0) {
			return nil, errDamaged
		}
	}
	m.nodes = make([]node, nodes)
	for i := range m.nodes {
		lo, hi := u32(), u32()
		n := node{set: uint64(lo) | uint64(hi)<<32, attribute: data[0]}
		data = data[1:]
		n.children[1], n.children[0] = i16(), i16()
		if int(n.attribute) >= m.attributes || !fits(n.children[0], i+1) || !fits(n.children[1], i+1) {
			return nil, errDamaged
		}
		m.nodes[i] = n
	}
	m.leaves = make([]float32, leaves)
	for i := range m.leaves {
		m.leaves[i] = math.Float32frombits(uint32(u32()))
		if !(m.leaves[i] > -1e6 && m.leaves[i] < 1e6) {
			return nil, errDamaged
		}
	}
	return m, nil
}
