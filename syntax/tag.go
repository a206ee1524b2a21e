package syntax

import "github.com/verbatim-record/verbatim/internal/linear"

// tagFeatures is how many features a tagging decision looks at.
const tagFeatures = 40

// lookup fills in what the lexicon knows of the words of a sentence, and what
// depends on their place.
func lookup(lexicon *linear.Map, classTags []byte, forms []form) {
	capitals, words := 0, 0
	for i := range forms {
		if forms[i].letter > lowerCase {
			capitals++
		}
		if forms[i].letter > noLetters {
			words++
		}
	}
	// Headlines are often written with capitals throughout.
	headline := words >= 3 && 3*capitals >= 2*words
	start := true
	for i := range forms {
		f := &forms[i]
		if f.amb == 0 {
			v, ok := lexicon.Get(f.word)
			switch {
			case !ok:
				f.amb = f.guess()
			default:
				f.amb = uint64(v) + 1
				c := int(v & (fixedClass - 1))
				if v&fixedClass != 0 && c < len(classTags) && (f.letter <= lowerCase || start && f.letter == initialCap && !f.within) {
					f.fixed = classTags[c] + 1
				}
			}
		}
		if headline {
			f.shape |= inHeadline
		}
		if start && !f.within {
			f.shape |= atStart
		}
		if f.letter != noLetters {
			start = false
		}
	}
}

// What place says in a form's shape.
const (
	inHeadline = 1 << 26
	atStart    = 1 << 27
)

// fixedClass marks, in the lexicon, a word that always has the same tag.
const fixedClass = 1 << 14

var noForm = form{word: 3, s1: 3, s2: 3, s3: 3, shape: 3, amb: 3}

func formAt(forms []form, i int) *form {
	if uint(i) < uint(len(forms)) {
		return &forms[i]
	}
	return &noForm
}

// tagKeys sets the features of the tagging decision at token i, after the tags
// t1 (of the token before) and t2 (of the one before that).
func tagKeys(k *[tagFeatures]uint64, forms []form, i int, t1, t2 uint64) {
	f := &forms[i]
	a, aa := formAt(forms, i-1), formAt(forms, i-2)
	z, zz := formAt(forms, i+1), formAt(forms, i+2)
	tt := t1<<8 | t2
	capital := f.shape &^ (0xff << 16)
	k[0] = linear.Key(0, f.word)
	k[1] = linear.Key(1, linear.Mix(f.word, capital))
	k[2] = linear.Key(2, f.s1)
	k[3] = linear.Key(3, f.s2)
	k[4] = linear.Key(4, f.s3)
	k[5] = linear.Key(5, f.s4)
	k[6] = linear.Key(6, f.s5)
	k[7] = linear.Key(7, f.p1)
	k[8] = linear.Key(8, f.p2)
	k[9] = linear.Key(9, f.p3)
	k[10] = linear.Key(10, f.shape)
	k[11] = linear.Key(11, linear.Mix(f.s2, f.shape))
	k[12] = linear.Key(12, f.amb)
	k[13] = linear.Key(13, t1)
	k[14] = linear.Key(14, tt)
	k[15] = linear.Key(15, linear.Mix(f.word, t1))
	k[16] = linear.Key(16, linear.Mix(f.word, tt))
	k[17] = linear.Key(17, a.word)
	k[18] = linear.Key(18, z.word)
	k[19] = linear.Key(19, aa.word)
	k[20] = linear.Key(20, zz.word)
	k[21] = linear.Key(21, linear.Mix(f.word, z.word))
	k[22] = linear.Key(22, linear.Mix(a.word, f.word))
	k[23] = linear.Key(23, a.s3)
	k[24] = linear.Key(24, z.s3)
	k[25] = linear.Key(25, z.amb)
	k[26] = linear.Key(26, linear.Mix(z.amb, t1))
	k[27] = linear.Key(27, linear.Mix(z.amb, f.amb))
	k[28] = linear.Key(28, linear.Mix(f.amb, t1))
	k[29] = linear.Key(29, linear.Mix(f.amb, tt))
	k[30] = linear.Key(30, linear.Mix(linear.Mix(f.amb, z.amb), t1))
	k[31] = linear.Key(31, linear.Mix(linear.Mix(f.amb, z.amb), zz.amb))
	k[32] = linear.Key(32, linear.Mix(zz.amb, z.amb))
	k[33] = linear.Key(33, linear.Mix(a.word, z.word))
	k[34] = linear.Key(34, linear.Mix(z.shape, f.shape))
	k[35] = linear.Key(35, linear.Mix(a.shape, f.shape))
	k[36] = linear.Key(36, linear.Mix(linear.Mix(f.word, z.amb), t1))
	k[37] = linear.Key(37, linear.Mix(f.s3, t1))
	k[38] = linear.Key(38, linear.Mix(f.s2, z.amb))
	k[39] = linear.Key(39, linear.Mix(f.word, z.amb))
}
