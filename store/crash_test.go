//go:build unix

package store_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/verbatim-record/verbatim/store"
)

// The test binary is also the process that is killed: with childEnv set it adds
// documents to the record that the variable names and says what is on disk.
const childEnv = "VERBATIM_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		if err := child(path); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// The child adds documents 0 to childDocuments-1, in batches, but for those
// that the record has, and judges a statement of each batch.
const (
	childDocuments = 3000
	childBatch     = 12
)

func child(path string) error {
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Command: "child", Wait: 20 * time.Second})
	if err != nil {
		return err
	}
	defer s.Close()
	var items []store.Item
	first := 0
	for n := range childDocuments {
		d := numbered(n)
		hash := store.HashOf([]byte(d.URL + d.Text))
		if _, ok, err := s.Has(ctx, hash); err != nil {
			return err
		} else if !ok {
			items = append(items, store.Item{Document: d, Fetched: store.Fetched{URL: d.URL, Hash: hash}})
		}
		if len(items) == childBatch || n == childDocuments-1 {
			if _, err := s.Put(ctx, items); err != nil {
				return err
			}
			if len(items) == 0 {
				break
			}
			if _, err := s.Correct(ctx, store.Correction{Statement: store.StatementID(items[0].Document, 0), By: "child", Verdict: store.Accept}); err != nil {
				return err
			}
			fmt.Println("ack", first, n+1) // these are on disk
			items, first = nil, n+1
		}
	}
	fmt.Println("done")
	return nil
}

func startChild(t *testing.T, path string) (*exec.Cmd, io.Reader) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, out
}

// A process that is killed at any moment leaves a sound record with all that
// it has acknowledged, and the next goes on. VERBATIM_KILLS says how often; the
// full test is of 200 times.
func TestKilled(t *testing.T) {
	kills := 6
	if n, err := strconv.Atoi(os.Getenv("VERBATIM_KILLS")); err == nil {
		kills = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("seed %d", seed)
	rng := rand.New(rand.NewPCG(seed, 0))
	var path string
	acked, verdicts, done, completed, killed := 0, 0, true, 0, 0
	for killed < kills {
		if done { // a new record, so that there is always something to add
			path = filepath.Join(t.TempDir(), "record.db")
			s, err := store.Open(t.Context(), path, store.Options{Now: clock})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.PutAlert(t.Context(), store.Alert{Name: "a", Query: "point0", Delivery: "stdout"}); err != nil {
				t.Fatal(err)
			}
			s.Close()
			acked, verdicts, done = 0, 0, false
		}
		cmd, out := startChild(t, path)
		timer := time.AfterFunc(time.Duration(rng.Int64N(int64(400*time.Millisecond))), func() { cmd.Process.Kill() })
		for sc := bufio.NewScanner(out); sc.Scan(); {
			var from, to int
			switch line := sc.Text(); {
			case line == "done":
				done = true
			case strings.HasPrefix(line, "error"):
				t.Fatalf("the child: %s", line)
			default:
				if _, err := fmt.Sscanf(line, "ack %d %d", &from, &to); err == nil {
					acked = max(acked, to)
					verdicts++
				}
			}
		}
		cmd.Wait()
		timer.Stop()
		killed++
		if done {
			completed++
		}
		checkSurvivor(t, path, acked, verdicts, done)
		if t.Failed() {
			t.Fatalf("after %d kills", killed)
		}
	}
	if !done { // a rerun completes it
		cmd, out := startChild(t, path)
		b, err := io.ReadAll(out)
		if err != nil || cmd.Wait() != nil || !strings.HasSuffix(string(b), "done\n") {
			t.Fatalf("the last run: %.200s, %v", b, err)
		}
		checkSurvivor(t, path, childDocuments, verdicts, true)
	}
	t.Logf("%d kills, %d records completed before", killed, completed)
}

// checkSurvivor checks a record after its writer has died.
func checkSurvivor(t *testing.T, path string, acked, verdicts int, done bool) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	v, err := s.Verify(t.Context(), func(f store.Fault) { t.Errorf("fault: %s %s", f.ID, f.Text) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	there := 0
	for n := range childDocuments {
		d := numbered(n)
		_, ok, err := s.Has(t.Context(), store.HashOf([]byte(d.URL+d.Text)))
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			there++
		} else if n < acked {
			t.Errorf("document %d was acknowledged and is missing", n)
		}
	}
	if there != v.Documents || done && there != childDocuments {
		t.Errorf("%d documents, %d of them known by what was fetched, of %d", v.Documents, there, childDocuments)
	}
	corrections := 0
	for _, err := range s.AllCorrections(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		corrections++
	}
	if corrections < verdicts {
		t.Errorf("%d corrections, and %d were acknowledged", corrections, verdicts)
	}
	// Every document has one statement that the alert finds; a revision says
	// it anew only where its words are others, which here they always are.
	list, err := s.Alerts(t.Context())
	if err != nil || len(list) != 1 || list[0].Waiting != there {
		t.Errorf("%d deliveries wait for %d documents, %v", list[0].Waiting, there, err)
	}
}

// Two processes write one record, in turns.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db") // which both make
	a, outA := startChild(t, path)
	b, outB := startChild(t, path)
	read := make(chan string)
	for _, out := range []io.Reader{outA, outB} {
		go func() {
			b, _ := io.ReadAll(out)
			read <- string(b)
		}()
	}
	for range 2 {
		if got := <-read; !strings.HasSuffix(got, "done\n") {
			t.Errorf("a writer ended with %q", got[max(0, len(got)-200):])
		}
	}
	if err := errors.Join(a.Wait(), b.Wait()); err != nil {
		t.Error(err)
	}
	s := open(t, path)
	st, err := s.Status(t.Context())
	if err != nil || st.Documents != childDocuments {
		t.Errorf("%d documents of %d, %v", st.Documents, childDocuments, err)
	}
	sound(t, s)
}

func TestBusy(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s := open(t, path)
	release := store.HoldWriteLock(t, s)
	other, err := store.Open(t.Context(), path, store.Options{Wait: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	_, err = other.Put(t.Context(), []store.Item{{Document: numbered(1)}})
	want := fmt.Sprintf("verbatim test, process %d, since 12:00:00 UTC", os.Getpid())
	if !errors.Is(err, store.ErrBusy) || !strings.Contains(err.Error(), want) {
		t.Errorf("error %v, want one with %q", err, want)
	}
	release()
	put(t, other, numbered(1))
	if files, _ := filepath.Glob(path + "-writer"); files != nil {
		t.Errorf("%v is left", files)
	}
}

// A disk without room is an error; what was acknowledged before is there, and
// with room the rest can be added.
func TestFull(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.db")
	s, err := store.Open(t.Context(), path, store.Options{MaxPages: 70})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; n < 5000; n++ {
		if _, err = s.Put(t.Context(), []store.Item{{Document: numbered(n)}}); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) || n < 20 {
		t.Fatalf("after %d documents: %v", n, err)
	}
	sound(t, s)
	s.Close()
	s = open(t, path)
	st, err := s.Status(t.Context())
	if err != nil || st.Documents != n {
		t.Errorf("%d documents of %d, %v", st.Documents, n, err)
	}
	put(t, s, numbered(n))
	sound(t, s)
}

// A file system without room is told as such too.
func TestFullDisk(t *testing.T) {
	dir := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("cannot mount a small file system: %s", out)
	}
	defer exec.Command("umount", "-l", dir).Run()
	path := filepath.Join(dir, "record.db")
	s, err := store.Open(t.Context(), path, store.Options{Version: nil})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for ; n < 5000; n++ {
		if _, err = s.Put(t.Context(), []store.Item{{Document: numbered(n)}}); err != nil {
			break
		}
	}
	if !errors.Is(err, store.ErrFull) {
		t.Errorf("after %d documents: %v", n, err)
	}
	s.Close()
	s, err = store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	st, err := s.Status(t.Context())
	if err != nil || st.Documents != n || n == 0 {
		t.Errorf("%d documents of %d, %v", st.Documents, n, err)
	}
}

// In a folder that cannot be written a record can be read, and writing is an
// error that says so.
func TestReadOnlyFolder(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "record.db")
	s := open(t, path)
	put(t, s, numbered(0), numbered(1))
	s.Close()
	for _, step := range []func() error{
		func() error { return os.Chmod(path, 0o444) },
		func() error { return os.Chmod(dir, 0o555) },
	} {
		if err := step(); err != nil {
			t.Fatal(err)
		}
	}
	defer os.Chmod(dir, 0o755)
	if os.Getuid() == 0 {
		// Root may write everywhere. Another user runs this test again.
		asNobody(t, dir, "TestReadOnlyFolderChild")
		return
	}
	readOnlyFolder(t, path)
}

// readOnlyEnv names the record for TestReadOnlyFolderChild.
const readOnlyEnv = "VERBATIM_TEST_READONLY"

func TestReadOnlyFolderChild(t *testing.T) {
	path := os.Getenv(readOnlyEnv)
	if path == "" {
		t.Skip("run by TestReadOnlyFolder")
	}
	readOnlyFolder(t, path)
}

func readOnlyFolder(t *testing.T, path string) {
	if s, err := store.Open(t.Context(), path, store.Options{}); !errors.Is(err, store.ErrReadOnly) {
		if err == nil {
			_, err = s.Put(t.Context(), []store.Item{{Document: numbered(2)}})
			s.Close()
		}
		if !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("opened to write: %v", err)
		}
	}
	s, err := store.Open(t.Context(), path, store.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if got := ids(t, s, "point0", true); len(got) != 2 {
		t.Errorf("%d statements are found", len(got))
	}
	sound(t, s)
	if _, err := s.Put(t.Context(), []store.Item{{Document: numbered(2)}}); !errors.Is(err, store.ErrReadOnly) {
		t.Errorf("put: %v", err)
	}
}

// asNobody runs one test of this binary as another user.
func asNobody(t *testing.T, dir, test string) {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(exe)
	if err != nil {
		t.Fatal(err)
	}
	tmp := t.TempDir()
	copied := filepath.Join(tmp, "test")
	if err := os.WriteFile(copied, b, 0o755); err != nil {
		t.Fatal(err)
	}
	for d := tmp; d != os.TempDir() && d != "/"; d = filepath.Dir(d) {
		os.Chmod(d, 0o755)
	}
	os.Chmod(filepath.Dir(dir), 0o755)
	cmd := exec.Command(copied, "-test.run", "^"+test+"$", "-test.v")
	cmd.Dir = "/"
	cmd.Env = append(os.Environ(), readOnlyEnv+"="+filepath.Join(dir, "record.db"))
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	out, err := cmd.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "--- PASS: "+test) {
		t.Errorf("as another user: %v\n%s", err, out)
	}
}
