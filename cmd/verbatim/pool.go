package main

import (
	"context"
	"fmt"
	"iter"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/export"
)

// How far work may run ahead of what has been printed, for each worker: that
// bounds the memory whatever the number of inputs. An input is a file that is
// being read; its documents are at most that many results, already encoded.
const (
	inputsAhead    = 4
	documentsAhead = 2
)

// A document of more bytes of text than this is large: its layers take tens of
// times its size, so that large ones are worked on one at a time.
const largeText = 512 << 10

// place is where a document stands among the inputs.
type place struct {
	input int // from 0
	n     int // in its input, from 0
	name  string
}

// result is what became of a document, or of an input that cannot be read.
type result struct {
	place
	title string // the document's path
	files []file
	rows  export.Rows // instead of files, of a table
	note  string      // for standard error
	err   error

	reserved int // bytes that it counts for until it is emitted
}

// size is the number of bytes that a result waits with.
func (r result) size() int {
	n := r.rows.Bytes()
	for _, f := range r.files {
		n += len(f.body)
	}
	return n
}

// file is one output of a document.
type file struct {
	suffix string // of its name in a directory, ".ann"
	body   []byte
}

// inOrder reads the inputs, works on their documents and emits the results in
// the order of the inputs and of the documents in them.
//
// At most workers goroutines read or work at a time; each document is worked
// on by one of them, and the documents of one input spread over all. Nothing
// waits for room in a queue while it counts as working, and only the first
// input not yet emitted needs to move for all to move, so that the pool cannot
// come to a stop. Results that wait take a bounded number of bytes. It ends
// early when ctx does or when emit fails.
func inOrder(
	ctx context.Context, inputs []string, workers int,
	read func(context.Context, string) iter.Seq2[*verbatim.Document, error],
	work func(place, *verbatim.Document) result,
	emit func(result) error,
) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	p := &pool{
		working: make(chan struct{}, workers), large: make(chan struct{}, 1), ahead: newAhead(ctx),
		read: read, work: work,
	}
	queues := make(chan chan chan result, inputsAhead*workers)
	go func() {
		defer close(queues)
		for i, name := range inputs {
			queue := make(chan chan result, documentsAhead*workers)
			select {
			case queues <- queue:
			case <-ctx.Done():
				return
			}
			go p.input(ctx, i, name, queue)
		}
	}()
	for queue := range queues {
		for pending := range queue {
			p.ahead.await(pending)
			select {
			case r := <-pending:
				if err := emit(r); err != nil {
					return err
				}
				p.ahead.add(-r.reserved)
			case <-ctx.Done():
				return ctx.Err()
			}
		}
	}
	return ctx.Err()
}

type pool struct {
	working chan struct{} // holds one for each goroutine at work
	large   chan struct{} // holds one while a large document is worked on
	ahead   *ahead
	read    func(context.Context, string) iter.Seq2[*verbatim.Document, error]
	work    func(place, *verbatim.Document) result
}

// begin waits for a turn to work and reports whether there is one.
func (p *pool) begin(ctx context.Context) bool {
	select {
	case p.working <- struct{}{}:
		return true
	case <-ctx.Done():
		return false
	}
}

func (p *pool) end() { <-p.working }

// input reads one input, and queues a pending result for each document.
func (p *pool) input(ctx context.Context, i int, name string, queue chan<- chan result) {
	defer close(queue)
	if !p.begin(ctx) {
		return
	}
	reading := true
	n := 0
	for doc, err := range p.reading(ctx, name) {
		p.end()
		reading = false
		at := place{i, n, name}
		n++
		pending := make(chan result, 1)
		select {
		case queue <- pending:
		case <-ctx.Done():
			return
		}
		if err != nil {
			pending <- result{place: at, err: err}
		} else {
			reserved := resultRatio * len(doc.Text)
			if !p.ahead.reserve(ctx, pending, reserved) {
				return
			}
			done := p.end
			if len(doc.Text) > largeText {
				select {
				case p.large <- struct{}{}:
				case <-ctx.Done():
					return
				}
				done = func() { p.end(); <-p.large }
			}
			if !p.begin(ctx) {
				return
			}
			go func() {
				defer done()
				r := p.guarded(at, doc)
				r.reserved = r.size()
				p.ahead.add(r.reserved - reserved)
				pending <- r
			}()
		}
		if !p.begin(ctx) {
			return
		}
		reading = true
	}
	if reading {
		p.end()
	}
}

// reading is read, with a fault of the program made into an error.
func (p *pool) reading(ctx context.Context, name string) iter.Seq2[*verbatim.Document, error] {
	return func(yield func(*verbatim.Document, error) bool) {
		inside := false // in yield, whose faults are not the reader's
		defer func() {
			if fault := recover(); fault != nil {
				if inside {
					panic(fault)
				}
				yield(nil, faulty(fault))
			}
		}()
		for doc, err := range p.read(ctx, name) {
			inside = true
			more := yield(doc, err)
			inside = false
			if !more {
				return
			}
		}
	}
}

// guarded is work, with a fault of the program made into an error, so that
// one article cannot end the reading of an archive.
func (p *pool) guarded(at place, doc *verbatim.Document) (r result) {
	defer func() {
		if fault := recover(); fault != nil {
			r = result{place: at, err: faulty(fault)}
		}
	}()
	return p.work(at, doc)
}

func faulty(fault any) error {
	return fmt.Errorf("could not be analysed, a fault of verbatim that should be reported: %v", fault)
}
