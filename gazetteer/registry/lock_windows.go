package registry

import (
	"os"
	"syscall"
	"unsafe"
)

var (
	kernel32     = syscall.NewLazyDLL("kernel32.dll")
	lockFileEx   = kernel32.NewProc("LockFileEx")
	unlockFileEx = kernel32.NewProc("UnlockFileEx")
)

// Locks of Windows bar others from reading what is locked; this byte is far
// behind the end of the file.
func lockPlace() *syscall.Overlapped { return &syscall.Overlapped{OffsetHigh: 1 << 30} }

// lockFile waits for a lock of the file, which the system gives up when the
// process ends, however it ends.
func lockFile(f *os.File, exclusive bool) error {
	var flags uintptr
	if exclusive {
		flags = 2 // LOCKFILE_EXCLUSIVE_LOCK
	}
	if ok, _, err := lockFileEx.Call(f.Fd(), flags, 0, 1, 0, uintptr(unsafe.Pointer(lockPlace()))); ok == 0 {
		return err
	}
	return nil
}

func unlockFile(f *os.File) {
	unlockFileEx.Call(f.Fd(), 0, 1, 0, uintptr(unsafe.Pointer(lockPlace())))
}
