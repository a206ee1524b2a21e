package model

import (
	"crypto/sha256"
	"encoding/hex"
	"sync"
)

// code counts the changes of the stages that change what they find with the
// same model. It is part of every layer's version.
var code = map[string]string{
	"furniture": "1",
	"token":     "1",
	"syntax":    "2",
	"quote":     "2",
	"entity":    "2",
	"time":      "1",
	"event":     "2",
}

// Version names what a layer of a document is made with: the code of the stage
// and, where it has learned, the model, by its hash. A layer that was made with
// another version can be made anew. It is "" for a layer that no stage of this
// program makes.
func Version(layer string) string {
	switch layer {
	case "syntax":
		return code[layer] + "-" + syntaxHash()
	case "quote":
		return code[layer] + "-" + quoteHash()
	case "entity":
		return code[layer] + "-" + entityHash()
	}
	return code[layer]
}

// The hashes take some ten milliseconds and are made once, when first needed.
var (
	syntaxHash = sync.OnceValue(func() string { return hash(Syntax) })
	quoteHash  = sync.OnceValue(func() string { return hash(Quote) })
	entityHash = sync.OnceValue(func() string { return hash(Names) + hash(Links) + hash(Gazetteer) })
)

func hash(model string) string {
	h := sha256.New()
	// In pieces: the model is read where it lies and not copied as a whole.
	for len(model) > 0 {
		n := min(len(model), 1<<16)
		h.Write([]byte(model[:n]))
		model = model[n:]
	}
	return hex.EncodeToString(h.Sum(nil)[:6])
}
