//go:build !windows && (!unix || solaris || illumos || aix)

package registry

import "os"

// Where the system has no locks of files that fit, writers must take turns.
func lockFile(*os.File, bool) error { return nil }

func unlockFile(*os.File) {}
