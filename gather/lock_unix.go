//go:build unix

package gather

import (
	"os"
	"syscall"
)

// lockFile takes the lock of a file and reports whether it was free.
func lockFile(f *os.File) bool {
	return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
}
