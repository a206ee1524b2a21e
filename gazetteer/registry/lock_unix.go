//go:build unix && !solaris && !illumos && !aix

package registry

import (
	"os"
	"syscall"
)

// lockFile waits for a lock of the file, which the system gives up when the
// process ends, however it ends.
func lockFile(f *os.File, exclusive bool) error {
	how := syscall.LOCK_SH
	if exclusive {
		how = syscall.LOCK_EX
	}
	for {
		err := syscall.Flock(int(f.Fd()), how)
		if err != syscall.EINTR {
			return err
		}
	}
}

func unlockFile(f *os.File) { _ = syscall.Flock(int(f.Fd()), syscall.LOCK_UN) }
