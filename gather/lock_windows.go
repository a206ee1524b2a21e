package gather

import (
	"os"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

// lockFile takes the lock of a file and reports whether it was free. The lock
// is on a byte far behind its content, which stays readable.
func lockFile(f *os.File) bool {
	const exclusive, atOnce = 2, 1
	at := syscall.Overlapped{Offset: 1 << 30}
	ok, _, _ := lockFileEx.Call(f.Fd(), exclusive|atOnce, 0, 1, 0, uintptr(unsafe.Pointer(&at)))
	return ok != 0
}
