package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"sync"
	"time"

	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// Folder is the kind of a followed folder; its address is its path.
const Folder = "folder"

// How often what is followed is looked at.
const (
	shortest    = 5 * time.Minute
	longest     = 24 * time.Hour
	firstTime   = 30 * time.Minute
	folderEvery = 10 * time.Second
	lookEvery   = 30 * time.Second // for feeds that other processes added
	feedsAtOnce = 16
	// settled is how long a file has to be as it is before it is read.
	settled = 2 * time.Second
	// outage: where no feed at all has answered for so long, it is this
	// machine that is cut off, and feeds are not blamed.
	outage      = 5 * time.Minute
	outageRetry = 2 * time.Minute
)

// Watcher follows the feeds of a record.
type Watcher struct {
	*Gatherer
	// Looked is told of each feed that was looked at, with what came of it and
	// its state, one at a time.
	Looked func(f store.Feed, c Counts, err error)
	// Random is between 0 and 1: it spreads feeds in time. nil: chance.
	Random func() float64

	p     *pipeline
	links *links

	mu      sync.Mutex
	busy    map[string]bool      // feeds that are being looked at
	polled  map[string]time.Time // folders
	stamps  map[string]stamp     // of files in them
	success time.Time            // of any feed
	wake    chan struct{}
}

// stamp tells whether a file changed.
type stamp struct {
	size int64
	time time.Time
}

// Run follows the feeds until ctx ends, or, with once, looks at those that are
// due and returns. What it has done when it is killed is in the record, and
// when each feed is due is kept there, so that it goes on where it was.
func (w *Watcher) Run(ctx context.Context, once bool) (Counts, error) {
	if w.Now == nil {
		w.Now = time.Now
	}
	if w.Random == nil {
		w.Random = rand.Float64
	}
	w.Retry = cmp.Or(w.Retry, 6*time.Hour)
	w.busy, w.polled, w.stamps = map[string]bool{}, map[string]time.Time{}, map[string]stamp{}
	w.success, w.wake = w.Now(), make(chan struct{}, 1)
	w.p = w.start(ctx)
	w.links = newLinks(w.p)
	var looking sync.WaitGroup
	done := map[string]bool{}
	for w.p.ctx.Err() == nil {
		due, wait, err := w.due(w.p.ctx)
		if err != nil && w.p.ctx.Err() == nil && !errors.Is(err, store.ErrBusy) {
			w.p.cancel(err)
			break
		}
		started := 0
		for _, f := range due {
			if once && done[f.URL] || !w.begin(f.URL) {
				continue
			}
			done[f.URL] = true
			started++
			looking.Go(func() {
				defer w.end(f.URL)
				w.look(f)
			})
		}
		if once && started == 0 && w.idle() {
			break
		}
		timer := time.NewTimer(wait)
		select {
		case <-timer.C:
		case <-w.wake:
		case <-w.p.ctx.Done():
		}
		timer.Stop()
	}
	looking.Wait()
	w.links.wait()
	counts, err := w.p.close()
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		err = nil
	}
	return counts, err
}

// due returns what is to be looked at now, and how long nothing will be.
func (w *Watcher) due(ctx context.Context) ([]store.Feed, time.Duration, error) {
	all, err := w.Store.Feeds(ctx)
	if err != nil {
		return nil, lookEvery, err
	}
	now := w.Now()
	var due []store.Feed
	wait := lookEvery
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, f := range all {
		at := f.NextDue
		if f.Kind == Folder {
			at = time.Time{}
			if last := w.polled[f.URL]; !last.IsZero() {
				at = last.Add(folderEvery)
			}
		}
		switch {
		case w.busy[f.URL]:
		case !at.After(now):
			due = append(due, f)
		default:
			wait = min(wait, at.Sub(now))
		}
	}
	return due, max(wait, 10*time.Millisecond), nil
}

func (w *Watcher) begin(url string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy[url] || len(w.busy) >= feedsAtOnce {
		return false
	}
	w.busy[url] = true
	return true
}

func (w *Watcher) end(url string) {
	w.mu.Lock()
	delete(w.busy, url)
	w.mu.Unlock()
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

func (w *Watcher) idle() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.busy) == 0
}

// look looks at one feed and notes what came of it. The state of the feed is
// written after its articles: killed in between, they are found again.
func (w *Watcher) look(f store.Feed) {
	before := f
	j := &job{input: f.URL}
	var err error
	if f.Kind == Folder {
		err = w.folder(j, f)
	} else {
		err = w.feed(j, &f)
	}
	ended := make(chan struct{})
	w.links.after(j, func() { close(ended) })
	<-ended
	if w.p.ctx.Err() != nil {
		return // it is due still
	}
	j.mu.Lock()
	c := j.counts
	j.mu.Unlock()
	w.schedule(&f, c, err)
	if f.Kind == Folder && c.Added+c.Revised == 0 && f.LastError == before.LastError && !before.LastFetched.IsZero() {
		return // a folder is looked at often
	}
	if w.keep(before.URL, f) != nil {
		return
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.Looked != nil {
		w.Looked(f, c, err)
	}
}

// keep writes the state of a feed, unless somebody removed it meanwhile.
func (w *Watcher) keep(url string, f store.Feed) error {
	_, err := w.Store.Feed(w.p.ctx, url)
	if errors.Is(err, store.ErrNotFound) {
		return err
	}
	ctx := context.WithoutCancel(w.p.ctx)
	err = w.p.patiently(func() error {
		if err := w.Store.PutFeed(ctx, f); err != nil || f.URL == url {
			return err
		}
		err := w.Store.RemoveFeed(ctx, url) // it has moved for good
		if errors.Is(err, store.ErrNotFound) {
			err = nil
		}
		return err
	})
	if err != nil {
		w.p.cancel(err)
	}
	return err
}

// feed gets a feed where it has changed, and queues its articles.
func (w *Watcher) feed(j *job, f *store.Feed) error {
	resp, err := w.Ingest.Fetcher.Get(w.p.ctx, fetch.Request{URL: f.URL, ETag: f.ETag, Modified: f.LastModified, Accept: ingest.AcceptList})
	if err != nil {
		return err
	}
	if resp.Moved != "" {
		if _, err := w.Store.Feed(w.p.ctx, resp.Moved); errors.Is(err, store.ErrNotFound) {
			f.URL = resp.Moved
		}
	}
	if resp.NotModified {
		return nil
	}
	f.ETag, f.LastModified = resp.ETag, resp.Modified
	o := w.Ingest
	if f.Kind != "page" {
		o.Format = ingest.List
	}
	var failed error
	n := 0
	ingest.ScanResponse(w.p.ctx, f.URL, resp, o, func(raw *ingest.Raw, err error) bool {
		switch {
		case err != nil && (raw == nil || raw.Name == ""):
			failed = err // of the feed itself
		case err != nil:
			w.p.submit(&task{job: j, raw: raw, err: err})
		case raw.Link:
			if n++; w.Limit > 0 && n > w.Limit || !w.recent(raw) {
				return true
			}
			if f.Outlet != "" {
				raw.Hint.Outlet = f.Outlet
			}
			w.links.queue(j, raw)
		default:
			w.p.submit(&task{job: j, raw: raw})
		}
		return w.p.ctx.Err() == nil
	})
	return failed
}

// schedule says when a feed is due next.
func (w *Watcher) schedule(f *store.Feed, c Counts, err error) {
	now := w.Now()
	f.LastFetched = now
	interval := cmp.Or(f.Interval, firstTime)
	var status *fetch.StatusError
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case f.Kind == Folder:
		w.polled[f.URL] = now
		f.LastError, f.Failures = "", 0
		if err != nil {
			f.LastError, f.Failures = err.Error(), f.Failures+1
		}
		interval = folderEvery
	case err == nil:
		w.success = now
		f.LastError, f.Failures = "", 0
		interval = adapt(interval, c.Added+c.Revised)
		f.Interval = interval
	default:
		f.LastError = fetch.Plain(err).Error()
		if cutOff(err) && now.Sub(w.success) > outage {
			interval = outageRetry
			break
		}
		f.Failures++
		interval = min(shortest<<min(f.Failures-1, 20), longest)
		if errors.As(err, &status) && status.Code == 410 { // gone
			interval = longest
		}
	}
	if c.Added+c.Revised > 0 {
		f.LastNew = now
	}
	if f.Kind != Folder {
		interval += time.Duration((w.Random() - 0.5) * 0.2 * float64(interval))
	}
	f.NextDue = now.Add(interval)
	if status != nil && status.Until.After(f.NextDue) {
		f.NextDue = status.Until
	}
}

// adapt returns the interval after a look that found so many new articles:
// shorter where there were many, longer where there were none.
func adapt(interval time.Duration, fresh int) time.Duration {
	switch {
	case fresh >= 5:
		interval /= 2
	case fresh >= 2:
		interval = interval * 3 / 4
	case fresh == 0:
		interval = interval * 3 / 2
	}
	return min(max(interval, shortest), longest)
}

// cutOff reports whether an error may be of this machine's network.
func cutOff(err error) bool {
	var status *fetch.StatusError
	return !errors.As(err, &status) && !errors.Is(err, fetch.ErrRobots) && !errors.Is(err, fetch.ErrPrivate) && !errors.Is(err, fetch.ErrRedirects)
}

// folder reads the files of a folder that are new or have changed.
func (w *Watcher) folder(j *job, f store.Feed) error {
	if st, err := os.Stat(f.URL); err != nil || !st.IsDir() {
		return errors.New("is no folder that can be read")
	}
	for name, err := range walk(w.p.ctx, f.URL) {
		if err != nil {
			continue
		}
		st, err := os.Stat(name)
		if err != nil || time.Since(st.ModTime()) < settled {
			continue
		}
		now := stamp{st.Size(), st.ModTime()}
		w.mu.Lock()
		same := w.stamps[name] == now
		w.mu.Unlock()
		if same {
			continue
		}
		if !w.scan(w.p, w.links, j, name, true) {
			return nil
		}
		w.mu.Lock()
		w.stamps[name] = now
		w.mu.Unlock()
	}
	return nil
}

// LockedError says that another process follows the feeds of the record.
type LockedError struct{ PID string }

func (e *LockedError) Error() string {
	if e.PID == "" {
		return "another verbatim watch follows the feeds of this record"
	}
	return fmt.Sprintf("another verbatim watch (process %s) follows the feeds of this record", e.PID)
}

// lockName is the file that is locked by whoever follows the feeds of a record.
func lockName(record string) string { return record + "-watch" }

// Lock makes sure that one process follows the feeds of a record. The lock is
// the system's and goes with the process, however it ends.
func Lock(record string) (release func(), err error) {
	f, err := os.OpenFile(lockName(record), os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	free := lockFile(f)
	for n := 0; !free && n < 3; n++ { // Locked may have it for an instant
		time.Sleep(20 * time.Millisecond)
		free = lockFile(f)
	}
	if !free {
		pid := make([]byte, 20)
		n, _ := f.ReadAt(pid, 0)
		f.Close()
		return nil, &LockedError{string(pid[:n])}
	}
	_ = f.Truncate(0) // the number is only for the message
	_, _ = f.WriteAt(fmt.Append(nil, os.Getpid()), 0)
	return func() { f.Close() }, nil
}

// Locked reports whether a process follows the feeds of a record now.
func Locked(record string) bool {
	f, err := os.Open(lockName(record))
	if err != nil {
		return false
	}
	defer f.Close()
	return !lockFile(f)
}
