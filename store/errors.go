package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// explain says in words what is wrong where SQLite says it with a number.
func (s *Store) explain(err error) error {
	var e *sqlite.Error
	if err == nil || !errors.As(err, &e) {
		return err
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		if who := s.holder.who(); who != "" {
			return fmt.Errorf("%w, %s; waited %s", ErrBusy, who, s.o.Wait)
		}
		return fmt.Errorf("%w; waited %s", ErrBusy, s.o.Wait)
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN:
		return fmt.Errorf("%w (%w)", ErrReadOnly, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w (%w)", ErrFull, err)
	case sqlite3.SQLITE_CORRUPT:
		return fmt.Errorf("%w: restore a backup (%w)", ErrDamaged, err)
	case sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w (%w)", ErrForeign, err)
	case sqlite3.SQLITE_IOERR:
		if errors.Is(diskErr(s.path), syscall.ENOSPC) {
			return fmt.Errorf("%w (%w)", ErrFull, err)
		}
	}
	return err
}

// diskErr tries to write beside the record.
func diskErr(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".verbatim-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(make([]byte, 64<<10))
	return errors.Join(err, f.Sync(), f.Close())
}

// plain leaves out of a file error the call and the name.
func plain(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("%s: %w", pe.Path, ErrReadOnly)
		}
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	return err
}

// holder is a small file beside the record that says who is writing, so that
// others that wait in vain can name it. It locks nothing.
type holder struct{ path string }

type holding struct {
	PID     int       `json:"pid"`
	Command string    `json:"command"`
	Since   time.Time `json:"since"`
}

// note says that this process has begun to write. Failing is no harm.
func (h holder) note(command string, now time.Time) {
	if b, err := json.Marshal(holding{os.Getpid(), command, now.UTC().Truncate(time.Second)}); err == nil {
		_ = os.WriteFile(h.path, b, 0o666)
	}
}

// clear takes the note of this process away.
func (h holder) clear() {
	if w, ok := h.read(); ok && w.PID == os.Getpid() {
		_ = os.Remove(h.path)
	}
}

func (h holder) read() (w holding, ok bool) {
	b, err := os.ReadFile(h.path)
	return w, err == nil && json.Unmarshal(b, &w) == nil && w.PID > 0
}

// who names the writer where it is known and still there.
func (h holder) who() string {
	w, ok := h.read()
	if !ok || !running(w.PID) {
		return ""
	}
	name := "process"
	if w.Command != "" {
		name = "verbatim " + w.Command + ", process"
	}
	return fmt.Sprintf("%s %d, since %s UTC", name, w.PID, w.Since.UTC().Format("15:04:05"))
}

// running reports whether there is a process of that number, where the system
// can tell.
func running(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return false
	}
	err = p.Signal(syscall.Signal(0))
	return err == nil || errors.Is(err, os.ErrPermission)
}

// idError is an [ErrID] that says what is wrong with which id.
type idError string

func (e idError) Error() string { return string(e) }

func (e idError) Is(err error) bool { return err == ErrID }

func badID(format string, args ...any) error { return idError(fmt.Sprintf(format, args...)) }
