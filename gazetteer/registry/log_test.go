package registry

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
)

// writerEnv makes the test program a writer: it appends merges to the log of
// that path and says so on its standard output.
const writerEnv = "VERBATIM_TEST_WRITER"

func TestMain(m *testing.M) {
	if job := os.Getenv(writerEnv); job != "" {
		writer(job)
		return
	}
	os.Exit(m.Run())
}

// writer appends operations, at most so many, to a log: "name count path".
func writer(job string) {
	name, rest, _ := strings.Cut(job, " ")
	count, path, _ := strings.Cut(rest, " ")
	var most int
	fmt.Sscan(count, &most)
	l := Log{path}
	for i := range most {
		op, err := l.Append(func(ops []Op) (Op, error) {
			return Op{Kind: Merge, Time: time.Unix(0, 0).UTC(), Key: fmt.Sprintf("person:%s %d", name, i), Into: "person:" + strings.Repeat("x", 3000)}, nil
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(op.Number)
	}
}

func startWriter(t *testing.T, name string, count int, path string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), fmt.Sprintf("%s=%s %d %s", writerEnv, name, count, path))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(out)
}

// A writer that is killed at any moment loses nothing that it had said was
// written, and leaves a log that can be read and written on.
func TestKilledWriter(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 5
	}
	path := filepath.Join(t.TempDir(), "entities.jsonl")
	l := Log{path}
	random := rand.New(rand.NewPCG(1, 2))
	said := 0
	for round := range rounds {
		cmd, out := startWriter(t, fmt.Sprint("w", round), 1<<20, path)
		time.AfterFunc(time.Duration(5+random.IntN(45))*time.Millisecond, func() { cmd.Process.Kill() })
		for out.Scan() {
			if _, err := fmt.Sscan(out.Text(), &said); err != nil {
				break // the line was cut by the kill
			}
		}
		cmd.Wait()
		ops, _, err := l.Read()
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		// One more may be there than was said, for the kill can come in between.
		if n := len(ops); n < said {
			t.Fatalf("round %d: %d operations, but the writer had said %d", round, n, said)
		}
		if op, err := l.Append(func(ops []Op) (Op, error) { return Op{Kind: Undo, Of: 1}, nil }); err != nil || op.Number != len(ops)+1 {
			t.Fatalf("round %d: append after it: %d, %v", round, op.Number, err)
		}
	}
	if said < rounds {
		t.Errorf("only %d operations were written in %d rounds", said, rounds)
	}
}

// Writers at the same time all succeed, and each one's operations are in its
// order.
func TestWritersAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a", "b", "entities.jsonl") // folders are made
	const writers, each = 4, 20
	var wg sync.WaitGroup
	for w := range writers {
		cmd, out := startWriter(t, fmt.Sprint("w", w), each, path)
		wg.Go(func() {
			for out.Scan() {
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("writer %d: %v", w, err)
			}
		})
	}
	wg.Wait()
	ops, torn, err := Log{path}.Read()
	if err != nil || torn != 0 || len(ops) != writers*each {
		t.Fatalf("%d operations, %d torn bytes, %v", len(ops), torn, err)
	}
	next := map[string]int{}
	for _, op := range ops {
		var name string
		var i int
		if _, err := fmt.Sscanf(op.Key, "person:%s %d", &name, &i); err != nil || i != next[name] {
			t.Fatalf("%s comes as number %d of its writer", op.Key, next[name])
		}
		next[name]++
	}
}

func sampleLog(t *testing.T) (Log, []Op, []byte) {
	t.Helper()
	l := Log{filepath.Join(t.TempDir(), "entities.jsonl")}
	day := time.Date(2025, 2, 13, 9, 30, 0, 0, time.UTC)
	for _, op := range []Op{
		{Kind: Import, Time: day, File: "a.csv", Records: []Record{{Name: `Anna "B" <Berg>`, Kind: "person", Roles: []Role{{Title: "chair"}}}}, Joined: []Join{{"person:x", "Q1"}}},
		{Kind: Merge, Time: day, Key: "person:anna b berg", Into: "Q12"},
		{Kind: Split, Time: day, Key: "Q12", Into: "person:y#2", Articles: []string{"abc"}, Outlets: []string{"The Post"}, Roles: []string{"chair"}},
		{Kind: Undo, Time: day, Of: 2},
	} {
		if _, err := l.Append(func([]Op) (Op, error) { return op, nil }); err != nil {
			t.Fatal(err)
		}
	}
	ops, torn, err := l.Read()
	if err != nil || torn != 0 {
		t.Fatal(torn, err)
	}
	data, err := os.ReadFile(l.Path)
	if err != nil {
		t.Fatal(err)
	}
	return l, ops, data
}

func TestLogRoundTrip(t *testing.T) {
	_, ops, data := sampleLog(t)
	if bytes.Count(data, []byte("\n")) != 4 {
		t.Errorf("log:\n%s", data)
	}
	if op := ops[2]; op.Number != 3 || op.Kind != Split || !reflect.DeepEqual(op.Outlets, []string{"The Post"}) || op.Time.Hour() != 9 {
		t.Errorf("operation 3 is %+v", op)
	}
	if r := ops[0].Records[0]; r.Name != `Anna "B" <Berg>` || r.Roles[0].Title != "chair" || ops[0].Joined[0].Into != "Q1" {
		t.Errorf("record %+v", r)
	}
}

// A last line that is cut anywhere is dropped, whoever reads is told so, and
// the next operation takes its place.
func TestTornLine(t *testing.T) {
	l, ops, data := sampleLog(t)
	last := bytes.LastIndexByte(data[:len(data)-1], '\n') + 1
	for cut := last; cut < len(data); cut++ {
		if err := os.WriteFile(l.Path, data[:cut], 0o666); err != nil {
			t.Fatal(err)
		}
		got, torn, err := l.Read()
		if err != nil || torn != cut-last || !reflect.DeepEqual(got, ops[:3]) {
			t.Fatalf("cut at %d: %d operations, %d torn bytes, %v", cut, len(got), torn, err)
		}
		r, note, err := Open(l.Path, empty(t))
		if err != nil || (note != "") != (cut > last) || len(r.State().Ops) != 3 {
			t.Fatalf("cut at %d: note %q, %v", cut, note, err)
		}
		if _, err := l.Append(func([]Op) (Op, error) { return ops[3], nil }); err != nil {
			t.Fatal(err)
		}
		if now, _ := os.ReadFile(l.Path); !bytes.Equal(now, data) {
			t.Fatalf("cut at %d: the log is then\n%s", cut, now)
		}
	}
}

// Damage before the end is no torn line: it is an error that names the line,
// and nothing is written.
func TestDamagedLog(t *testing.T) {
	l, _, data := sampleLog(t)
	second := bytes.IndexByte(data, '\n') + 1
	damaged := bytes.Clone(data)
	damaged[second+20] ^= 1
	swapped := bytes.Join([][]byte{data[second:], data[:second]}, nil)
	for name, x := range map[string]struct {
		data []byte
		want string
	}{
		"a bit":      {damaged, ":2: the line is damaged"},
		"order":      {swapped, ":1: operation 2 is out of order"},
		"a blank":    {append([]byte("\n"), data...), ":1: the line is damaged"},
		"from later": {mustEncode(t, Op{Number: 1, Kind: "rename"}), `"rename" is not known`},
	} {
		if err := os.WriteFile(l.Path, x.data, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := l.Read(); err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := l.Append(func([]Op) (Op, error) { return Op{Kind: Undo, Of: 1}, nil }); err == nil {
			t.Errorf("%s: an operation was added", name)
		}
		if now, _ := os.ReadFile(l.Path); !bytes.Equal(now, x.data) {
			t.Errorf("%s: the log was changed", name)
		}
	}
}

func mustEncode(t *testing.T, op Op) []byte {
	t.Helper()
	line, err := encode(op)
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func TestNoOperation(t *testing.T) {
	l := Log{filepath.Join(t.TempDir(), "entities.jsonl")}
	if ops, torn, err := l.Read(); len(ops) != 0 || torn != 0 || err != nil {
		t.Errorf("a log that is not there: %v %v %v", ops, torn, err)
	}
	if _, err := l.Append(func([]Op) (Op, error) { return Op{}, nil }); err != nil {
		t.Error(err)
	}
	if _, err := l.Append(func([]Op) (Op, error) { return Op{Kind: Undo}, fmt.Errorf("no") }); err == nil || err.Error() != "no" {
		t.Error(err)
	}
	if data, err := os.ReadFile(l.Path); len(data) != 0 || err != nil {
		t.Errorf("%q %v", data, err)
	}
}

func FuzzLog(f *testing.F) {
	line, _ := encode(Op{Number: 1, Kind: Merge, Key: "person:a", Into: "Q1"})
	f.Add(line)
	f.Add(line[:20])
	f.Add(append(bytes.Clone(line), line...))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "log")
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		ops, torn, err := Log{path}.Read()
		if err != nil {
			return
		}
		if torn > len(data) {
			t.Fatalf("%d torn bytes of %d", torn, len(data))
		}
		s := Replay(ops)
		for _, op := range ops {
			s.Resolve(op.Key)
			s.ResolveIn(op.Into, Context{Article: "a"})
		}
	})
}
