package train

import (
	"regexp"
	"sync"
)

// lazily compiles a pattern when it is first used: this package is part of the
// program, which mostly does not train.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}
