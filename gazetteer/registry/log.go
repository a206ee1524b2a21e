package registry

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// Op is an operation of the log. Which fields it has depends on Kind.
type Op struct {
	Number int       `json:"n"` // from 1
	Kind   OpKind    `json:"op"`
	Time   time.Time `json:"time"`

	File    string   `json:"file,omitempty"`    // import: where the records came from
	Records []Record `json:"records,omitempty"` // import
	Joined  []Join   `json:"joined,omitempty"`  // import: keys of the gazetteer that are records of it
	// import: keys of records with roles that the file has as they are known: it
	// says so of a later day.
	Confirmed []string `json:"confirmed,omitempty"`

	Key      string   `json:"key,omitempty"`      // merge, split: the key that goes
	Into     string   `json:"into,omitempty"`     // merge, split: the key that it becomes
	Articles []string `json:"articles,omitempty"` // split: in these articles
	Outlets  []string `json:"outlets,omitempty"`  // split: in articles of these outlets
	Roles    []string `json:"roles,omitempty"`    // split: where the article gives such a role

	Of int `json:"of,omitempty"` // undo: the operation that is undone
}

// Join says that a key of the embedded gazetteer is a record's.
type Join struct {
	Key  string `json:"key"`
	Into string `json:"into"`
}

// OpKind names a sort of operation.
type OpKind string

// The sorts of operation.
const (
	Import OpKind = "import"
	Merge  OpKind = "merge"
	Split  OpKind = "split"
	Undo   OpKind = "undo"
)

// Log is a file of operations, one JSON object a line, to which lines are only
// ever added. Each line ends in the checksum of what is before it:
//
//	{"n":2,"op":"merge","time":"…","key":"…","into":"…","sum":"9ae0daaf"}
//
// A line is written at once, under a lock of the file, and synchronised before
// Append returns, so that several processes can write and none leaves half a
// line behind that is taken for a whole one: a last line that is torn (the
// process was killed, the disk was full) is dropped.
type Log struct {
	Path string
}

// errDamaged is in errors of lines that cannot be what was written.
var errDamaged = errors.New("the line is damaged")

// Read returns the operations of the log. A file that does not exist is an empty
// log. torn is how many bytes of a torn last line were passed over; the next
// Append removes them.
func (l Log) Read() (ops []Op, torn int, err error) {
	f, err := os.Open(l.Path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, err
	}
	defer f.Close()
	if err := lockFile(f, false); err != nil {
		return nil, 0, fmt.Errorf("lock %s: %w", l.Path, err)
	}
	defer unlockFile(f)
	ops, _, torn, err = l.read(f)
	return ops, torn, err
}

// read returns the operations, the size of the whole lines and how many bytes
// follow them.
func (l Log) read(f *os.File) (ops []Op, size int64, torn int, err error) {
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, 0, 0, err
	}
	for line := range bytes.Lines(data) {
		op, err := decode(line)
		rest := data[size:]
		switch {
		case err == nil && op.Number != len(ops)+1:
			return nil, 0, 0, fmt.Errorf("%s:%d: operation %d is out of order", l.Path, len(ops)+1, op.Number)
		case err == nil:
			ops = append(ops, op)
			size += int64(len(line))
			continue
		case errors.Is(err, errDamaged) && len(rest) == len(line):
			return ops, size, len(rest), nil // the last line
		}
		return nil, 0, 0, fmt.Errorf("%s:%d: %w", l.Path, len(ops)+1, err)
	}
	return ops, size, 0, nil
}

const sumField = `,"sum":"`

// encode makes the line of an operation.
func encode(op Op) ([]byte, error) {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(op); err != nil {
		return nil, err
	}
	line := bytes.TrimSuffix(b.Bytes(), []byte("}\n"))
	return fmt.Appendf(line, `%s%08x"}`+"\n", sumField, crc32.ChecksumIEEE(line)), nil
}

// decode reads the line of an operation.
func decode(line []byte) (Op, error) {
	var op Op
	at := bytes.LastIndex(line, []byte(sumField))
	if at < 0 || string(line[at:]) != fmt.Sprintf("%s%08x\"}\n", sumField, crc32.ChecksumIEEE(line[:at])) {
		return op, errDamaged
	}
	if err := json.Unmarshal(line, &op); err != nil {
		return op, err
	}
	switch op.Kind {
	case Import, Merge, Split, Undo:
		return op, nil
	}
	return op, fmt.Errorf("the operation %.40q is not known; a newer version of the program wrote it", op.Kind)
}

// Append adds the operation that next makes of those that are there, under a
// lock: no other process can add one in between. Where next returns an error, or
// an Op without a Kind, nothing is written. The operation gets its number.
func (l Log) Append(next func(ops []Op) (Op, error)) (Op, error) {
	if err := os.MkdirAll(filepath.Dir(l.Path), 0o777); err != nil {
		return Op{}, err
	}
	_, statErr := os.Stat(l.Path)
	f, err := os.OpenFile(l.Path, os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return Op{}, err
	}
	defer f.Close()
	if err := lockFile(f, true); err != nil {
		return Op{}, fmt.Errorf("lock %s: %w", l.Path, err)
	}
	defer unlockFile(f)
	ops, size, torn, err := l.read(f)
	if err != nil {
		return Op{}, err
	}
	op, err := next(ops)
	if err != nil || op.Kind == "" {
		return Op{}, err
	}
	op.Number = len(ops) + 1
	line, err := encode(op)
	if err != nil {
		return Op{}, err
	}
	if torn > 0 {
		if err := f.Truncate(size); err != nil {
			return Op{}, fmt.Errorf("drop a torn line: %w", err)
		}
	}
	if _, err := f.WriteAt(line, size); err != nil {
		// What was written of it would be dropped as torn; better not leave it.
		return Op{}, errors.Join(err, f.Truncate(size))
	}
	if err := f.Sync(); err != nil {
		return Op{}, err
	}
	if errors.Is(statErr, fs.ErrNotExist) {
		syncDir(filepath.Dir(l.Path)) // the name of a new file
	}
	return op, nil
}

// syncDir makes a new name last. Not every system can, and none needs it
// for what is in the file.
func syncDir(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		d.Close()
	}
}
