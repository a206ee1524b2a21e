package reuse

// Memory is an [Index] in memory. It takes eight bytes a posting, at a load between three
// eighths and three quarters, and four a word of the texts that are kept.
type Memory struct {
	parents []uint32
	texts   []Text
	piece   Text // with room for more
	shards  [1 << shardBits]shard
}

const (
	shardBits  = 8
	pieceWords = 1 << 18
)

// shard is a table with open addressing of hashes that begin with the same
// bits. A slot holds 32 more bits of the hash, which say where it begins, and the
// article plus one; several articles under one hash are in several slots. The
// shards grow one by one, so that there is never much to move at once.
type shard struct {
	slots []uint64
	used  int
}

// NewMemory returns an empty index.
func NewMemory() *Memory { return new(Memory) }

// place returns the shard of a hash and its check. Grams are sampled by some of
// their bits, hence the mixing.
func (m *Memory) place(hash uint64) (s *shard, check uint64) {
	h := (hash ^ hash>>31) * 0x9e3779b97f4a7c15
	return &m.shards[h>>(64-shardBits)], h >> (64 - shardBits - 32) & 0xffff_ffff
}

// home returns the slot where a check begins.
func (s *shard) home(check uint64) uint64 { return check & uint64(len(s.slots)-1) }

// Find implements [Index].
func (m *Memory) Find(hashes []uint64, dst []Posting) []Posting {
	for n, hash := range hashes {
		s, check := m.place(hash)
		if len(s.slots) == 0 {
			continue
		}
		mask := uint64(len(s.slots) - 1)
		for i := s.home(check); s.slots[i] != 0; i = (i + 1) & mask {
			if s.slots[i]>>32 == check {
				dst = append(dst, Posting{n, uint32(s.slots[i]) - 1})
			}
		}
	}
	return dst
}

// Post implements [Index].
func (m *Memory) Post(hashes []uint64, article uint32) {
	for _, hash := range hashes {
		m.post(hash, article)
	}
}

func (m *Memory) post(hash uint64, article uint32) {
	s, check := m.place(hash)
	if 4*(s.used+1) > 3*len(s.slots) {
		old := s.slots
		s.slots = make([]uint64, max(64, 2*len(old)))
		for _, slot := range old {
			if slot != 0 {
				s.put(slot)
			}
		}
	}
	s.put(check<<32 | uint64(article+1))
	s.used++
}

func (s *shard) put(slot uint64) {
	mask := uint64(len(s.slots) - 1)
	i := s.home(slot >> 32)
	for s.slots[i] != 0 {
		i = (i + 1) & mask
	}
	s.slots[i] = slot
}

// Keep implements [Index]. Texts lie one behind the other in large pieces.
func (m *Memory) Keep(article uint32, words Text) {
	for len(m.texts) <= int(article) {
		m.texts = append(m.texts, nil)
	}
	if cap(m.piece)-len(m.piece) < len(words) {
		m.piece = make(Text, 0, max(pieceWords, len(words)))
	}
	from := len(m.piece)
	m.piece = append(m.piece, words...)
	m.texts[article] = m.piece[from:len(m.piece):len(m.piece)]
}

// Text implements [Index].
func (m *Memory) Text(article uint32) Text {
	if int(article) >= len(m.texts) {
		return nil
	}
	return m.texts[article]
}

// Parent implements [Index].
func (m *Memory) Parent(article uint32) uint32 {
	if int(article) >= len(m.parents) {
		return article
	}
	return m.parents[article]
}

// SetParent implements [Index].
func (m *Memory) SetParent(article, parent uint32) {
	for len(m.parents) <= int(article) {
		m.parents = append(m.parents, uint32(len(m.parents)))
	}
	m.parents[article] = parent
}
