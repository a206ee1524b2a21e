// Package gather fills the record from outside: it finds the articles of files,
// folders, archives, addresses, feeds and sitemaps, has each analysed once, and
// puts them into the record in batches.
//
// What has been reported is on disk. A run that was killed at any moment is
// completed by running it again: what the record has is known by the hash of
// its bytes and is neither analysed nor, where it has an address of its own,
// fetched again.
package gather

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"github.com/verbatim-record/verbatim"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// Gatherer adds to a record. Its fields are set before it is used.
type Gatherer struct {
	Store   *store.Store
	Analyze func(*verbatim.Document) // called by several goroutines
	Ingest  ingest.Options
	// Report is told what became of each article, one at a time, once that is
	// on disk. nil: nobody.
	Report func(Event)
	Since  string // leave out articles of lists that are older than this day; "" for none
	Limit  int    // articles of one list; 0 for all
	// Retry is how long an address that failed is left alone.
	Retry   time.Duration
	Refresh bool // fetch and analyse also what was before
	Workers int  // that analyse; 0: one a processor
	Now     func() time.Time
}

// Event says what became of an article, or of an input.
type Event struct {
	Input string // as it was named
	Name  string // of the article inside it; "" where the input is the article
	Path  string // of the document
	Err   error  // ErrSkipped where it is no article
	store.Result
	// Ended is set for the last event of an input, which is about no article.
	Ended bool
}

// ErrSkipped says that something found on the way is no article.
var ErrSkipped = errors.New("is no article")

// Counts are how many articles became what.
type Counts struct {
	Added, Revised, Known, Skipped, Failed int
}

func (c *Counts) count(e *Event) {
	switch {
	case e.Ended:
	case errors.Is(e.Err, ErrSkipped):
		c.Skipped++
	case e.Err != nil:
		c.Failed++
	case e.Change == store.Added:
		c.Added++
	case e.Change == store.Revised:
		c.Revised++
	default:
		c.Known++
	}
}

// job is one input that is being gathered.
type job struct {
	input   string
	links   sync.WaitGroup // its articles that are still to be fetched
	pending sync.WaitGroup // its articles that are not reported yet
	mu      sync.Mutex
	counts  Counts
}

func (j *job) count(e *Event) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.counts.count(e)
}

// task is one article on its way, or an error about one.
type task struct {
	job  *job
	raw  *ingest.Raw
	err  error
	item store.Item
	id   string // of the document, where the record has it
	note *store.Fetched
	done bool // nothing is to be done with it
}

func (t *task) event() Event {
	e := Event{Input: t.job.input, Err: t.err}
	if t.raw != nil {
		e.Name, e.Path = t.raw.Name, t.raw.Path
	}
	if t.item.Document != nil {
		e.Path = t.item.Document.Path
	}
	e.ID = t.id
	if t.err == errEnded {
		e.Ended, e.Err = true, nil
	}
	return e
}

// How much waits: raw articles for a worker, and analysed ones for the next
// transaction, which begins when there are so many, or they have so many bytes
// of text, or the first has waited so long. The layers of an article take a
// hundred times its text.
const (
	rawAhead   = 4
	batchItems = 64
	batchBytes = 256 << 10
	batchWait  = 400 * time.Millisecond
	largeText  = 512 << 10 // one at a time
)

// pipeline is the workers and the writer.
type pipeline struct {
	g       *Gatherer
	ctx     context.Context
	cancel  context.CancelCauseFunc
	tasks   chan *task
	done    chan *task
	large   chan struct{}
	workers sync.WaitGroup
	ended   chan struct{}
	now     func() time.Time
	counts  Counts
}

// start starts the workers and the writer. They end with close, or drop what
// is not on disk yet when ctx ends.
func (g *Gatherer) start(ctx context.Context) *pipeline {
	p := &pipeline{g: g, tasks: make(chan *task, rawAhead), done: make(chan *task), large: make(chan struct{}, 1), ended: make(chan struct{}), now: g.Now}
	if p.now == nil {
		p.now = time.Now
	}
	p.ctx, p.cancel = context.WithCancelCause(ctx)
	n := g.Workers
	if n <= 0 {
		n = runtime.GOMAXPROCS(0)
	}
	for range n {
		p.workers.Go(func() {
			for t := range p.tasks {
				p.work(t)
				p.done <- t
			}
		})
	}
	go p.write()
	return p
}

// submit hands over an article and reports whether there is still a point.
func (p *pipeline) submit(t *task) bool {
	t.job.pending.Add(1)
	select {
	case p.tasks <- t:
		return true
	case <-p.ctx.Done():
		t.job.pending.Done()
		return false
	}
}

// close waits for all that was submitted and returns what became of it.
func (p *pipeline) close() (Counts, error) {
	close(p.tasks)
	p.workers.Wait()
	close(p.done)
	<-p.ended
	err := context.Cause(p.ctx)
	p.cancel(nil)
	return p.counts, err
}

// errDropped is of what was under way when the run ended.
var errDropped = errors.New("dropped")

// work makes an analysed document of an article.
func (p *pipeline) work(t *task) {
	if t.err != nil || t.done {
		return
	}
	if p.ctx.Err() != nil {
		t.err = errDropped
		return
	}
	defer func() {
		if fault := recover(); fault != nil {
			t.item.Document = nil
			t.err = fmt.Errorf("could not be analysed, a fault of verbatim that should be reported: %v", fault)
		}
	}()
	if !t.raw.MayBeArticle() {
		t.err = ErrSkipped
		return
	}
	hash := store.HashOf(t.raw.Body)
	f := store.Fetched{Hash: hash, Time: p.now()}
	if d, err := time.Parse(time.RFC3339, t.raw.Date); err == nil {
		f.Time = d
	}
	if t.raw.Asked != "" {
		f.URL, f.Status = t.raw.Asked, 200
	}
	if !p.g.Refresh {
		id, ok, err := p.g.Store.Has(p.ctx, hash)
		if err != nil {
			t.err = err
			return
		}
		if ok {
			t.id = id
			if f.URL != "" {
				t.note = &f
			}
			return
		}
		if t.raw.Found {
			if last, ok, err := p.g.Store.LastFetched(p.ctx, t.raw.URL); err == nil && ok && last.Hash == hash && last.Error != "" {
				t.err = ErrSkipped
				return
			}
		}
	}
	doc, err := t.raw.Document()
	switch {
	case errors.Is(err, ingest.ErrNoArticle):
		t.err = ErrSkipped
		f.URL, f.Status, f.Error = t.raw.URL, 200, ingest.ErrNoArticle.Error()
		t.note = &f
		return
	case err != nil:
		t.err = err
		if f.URL != "" {
			f.Error = err.Error()
			t.note = &f
		}
		return
	}
	if doc.Published == "" {
		doc.Published = p.g.Ingest.Published
	}
	t.raw.Body = nil
	if len(doc.Text) > largeText {
		p.large <- struct{}{}
		defer func() { <-p.large }()
	}
	p.g.Analyze(doc)
	t.item = store.Item{Document: doc, Fetched: f}
}

// write puts what the workers have made into the record, a batch at a time. It
// is the only goroutine that writes and reports.
func (p *pipeline) write() {
	defer close(p.ended)
	var batch []*task
	size, items := 0, 0
	timer := time.NewTimer(batchWait)
	timer.Stop()
	flush := func() {
		timer.Stop()
		if len(batch) > 0 {
			p.flush(batch)
		}
		batch, size, items = nil, 0, 0
	}
	for {
		select {
		case t, ok := <-p.done:
			if !ok {
				flush()
				return
			}
			if len(batch) == 0 {
				timer.Reset(batchWait)
			}
			batch = append(batch, t)
			if d := t.item.Document; d != nil {
				size += len(d.Text)
				items++
			}
			if items >= batchItems || size >= batchBytes || len(batch) >= 2048 {
				flush()
			}
		case <-timer.C:
			flush()
		}
	}
}

// flush writes a batch, then reports it. A batch is written also after the run
// was told to end: what was analysed is not lost.
func (p *pipeline) flush(batch []*task) {
	ctx := context.WithoutCancel(p.ctx)
	var items []store.Item
	var notes []store.Fetched
	for _, t := range batch {
		if t.item.Document != nil {
			items = append(items, t.item)
		}
		if t.note != nil {
			notes = append(notes, *t.note)
		}
	}
	var results []store.Result
	err := p.patiently(func() (err error) {
		results, err = p.g.Store.Put(ctx, items)
		return err
	})
	if err == nil && len(notes) > 0 {
		err = p.patiently(func() error { return p.g.Store.PutFetched(ctx, notes...) })
	}
	if err != nil {
		p.cancel(err)
	}
	for _, t := range batch {
		e := t.event()
		if t.item.Document != nil && err == nil {
			e.Result, results = results[0], results[1:]
		}
		if err == nil && !errors.Is(t.err, errDropped) && !errors.Is(t.err, context.Canceled) {
			p.counts.count(&e)
			t.job.count(&e)
			if p.g.Report != nil {
				p.g.Report(e)
			}
		}
		t.job.pending.Done()
	}
}

// busyTries is how often a record that another process is writing is tried,
// each time for as long as the store waits.
const busyTries = 12

// patiently tries again while another process writes the record.
func (p *pipeline) patiently(f func() error) error {
	for try := 1; ; try++ {
		err := f()
		if !errors.Is(err, store.ErrBusy) || try >= busyTries || p.ctx.Err() != nil {
			return err
		}
	}
}

// tooSoon reports whether an address failed so lately that it is left alone.
func (g *Gatherer) tooSoon(last store.Fetched, now time.Time) bool {
	return g.Retry > 0 && now.Sub(last.Time) < g.Retry
}
