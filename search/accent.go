package search

// unaccented is the plain form of lower-case Latin letters with marks, after
// Unicode's compatibility decompositions, and of those that have none but are
// commonly written with plain letters.
var unaccented = func() map[rune]string {
	m := make(map[rune]string)
	for plain, letters := range map[string]string{
		"a":  "àáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
		"ae": "æ",
		"b":  "ḃḅḇ",
		"c":  "çćĉċčḉ",
		"d":  "ðďđḋḍḏḑḓ",
		"dz": "ǆǳ",
		"e":  "èéêëēĕėęěȅȇȩəḕḗḙḛḝẹẻẽếềểễệ",
		"f":  "ḟ",
		"g":  "ĝğġģǧǵḡ",
		"h":  "ĥħȟḣḥḧḩḫẖ",
		"i":  "ìíîïĩīĭįıǐȉȋḭḯỉị",
		"ij": "ĳ",
		"j":  "ĵǰ",
		"k":  "ķǩḱḳḵ",
		"l":  "ĺļľłḷḹḻḽ",
		"lj": "ǉ",
		"m":  "ḿṁṃ",
		"n":  "ñńņňŋǹṅṇṉṋ",
		"nj": "ǌ",
		"o":  "òóôõöøōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
		"oe": "œ",
		"p":  "ṕṗ",
		"r":  "ŕŗřȑȓṙṛṝṟ",
		"s":  "śŝşšſșṡṣṥṧṩẛ",
		"ss": "ß",
		"t":  "ţťŧțṫṭṯṱẗ",
		"th": "þ",
		"u":  "ùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
		"v":  "ṽṿ",
		"w":  "ŵẁẃẅẇẉẘ",
		"x":  "ẋẍ",
		"y":  "ýÿŷȳẏẙỳỵỷỹ",
		"z":  "źżžẑẓẕ",
	} {
		for _, r := range letters {
			m[r] = plain
		}
	}
	return m
}()
