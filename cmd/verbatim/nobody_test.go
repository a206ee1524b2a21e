//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

// asNobody is a command that runs the program as a user who may write nothing in
// dir, which that user may read.
func asNobody(t *testing.T, dir string) *exec.Cmd {
	t.Helper()
	path, err := exec.LookPath("verbatim")
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// Those of the tests are in folders that are root's alone.
	home := t.TempDir()
	copied := filepath.Join(home, "verbatim")
	if err := os.WriteFile(copied, b, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, d := range []string{home, filepath.Dir(home), dir} {
		if err := os.Chmod(d, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command(copied)
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), "HOME="+home)
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	return cmd
}
