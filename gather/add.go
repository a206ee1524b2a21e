package gather

import (
	"context"
	"errors"
	"net/url"
	"os"
	"strings"
	"sync"

	"github.com/verbatim-record/verbatim/fetch"
	"github.com/verbatim-record/verbatim/ingest"
	"github.com/verbatim-record/verbatim/store"
)

// How many addresses are asked at a time. Each host is asked by one request at
// a time whatever this is.
const (
	inputsAtOnce = 16
	linksAtOnce  = 48
)

// Add adds inputs: files, folders, addresses and "-". Files are read in the
// order given; addresses are fetched beside them, each host at its own pace.
// An error is of the record or of ctx; those of inputs are events.
func (g *Gatherer) Add(ctx context.Context, inputs []string) (Counts, error) {
	p := g.start(ctx)
	links := newLinks(p)
	var all sync.WaitGroup
	slots := make(chan struct{}, inputsAtOnce)
	all.Go(func() {
		for _, input := range inputs {
			if !ingest.IsURL(input) && p.ctx.Err() == nil {
				g.local(p, links, input)
			}
		}
	})
	for _, input := range inputs {
		if !ingest.IsURL(input) {
			continue
		}
		select {
		case slots <- struct{}{}:
		case <-p.ctx.Done():
			continue
		}
		all.Go(func() {
			defer func() { <-slots }()
			j := &job{input: input}
			g.scan(p, links, j, input, false)
			j.end(p, links)
		})
	}
	all.Wait()
	links.wait()
	return p.close()
}

// end reports the end of an input once its articles are.
func (j *job) end(p *pipeline, links *links) {
	links.after(j, func() { p.submit(&task{job: j, err: errEnded}) })
}

var errEnded = errors.New("ended")

// local gathers a file or a folder.
func (g *Gatherer) local(p *pipeline, links *links, input string) {
	j := &job{input: input}
	defer j.end(p, links)
	st, err := os.Stat(input)
	if input == "-" || err != nil || !st.IsDir() {
		g.scan(p, links, j, input, false)
		return
	}
	for name, err := range walk(p.ctx, input) {
		if err != nil {
			if !p.submit(&task{job: j, raw: &ingest.Raw{Name: name}, err: err}) {
				return
			}
			continue
		}
		if !g.scan(p, links, j, name, true) {
			return
		}
	}
}

// scan submits the articles of one input, and queues those that are to be
// fetched. In a folder what is no article is not an error.
func (g *Gatherer) scan(p *pipeline, links *links, j *job, input string, inFolder bool) bool {
	n := 0
	for raw, err := range ingest.Scan(p.ctx, input, g.Ingest) {
		if raw == nil {
			raw = &ingest.Raw{}
		}
		if inFolder {
			raw.Name = strings.TrimSuffix(input+": "+raw.Name, ": ")
			if err != nil && notArticle(err) {
				err = ErrSkipped
			}
			if raw.Link {
				err = ErrSkipped // a feed in a folder is not followed
			}
		}
		if raw.Link && err == nil {
			if n++; g.Limit > 0 && n > g.Limit || !g.recent(raw) {
				continue
			}
			links.queue(j, raw)
			continue
		}
		if !p.submit(&task{job: j, raw: raw, err: err}) {
			return false
		}
		if errors.Is(err, ErrSkipped) && inFolder {
			break // one line and one count a file
		}
	}
	return p.ctx.Err() == nil
}

// recent reports whether an article of a list is new enough to be wanted.
func (g *Gatherer) recent(raw *ingest.Raw) bool {
	day := raw.Hint.Published
	return g.Since == "" || day == "" || day[:min(len(day), len(g.Since))] >= g.Since
}

// links are the articles that are to be fetched, a queue for each host.
type links struct {
	p     *pipeline
	slots chan struct{}
	all   sync.WaitGroup
	mu    sync.Mutex
	hosts map[string][]link
}

type link struct {
	job *job
	raw *ingest.Raw
}

func newLinks(p *pipeline) *links {
	return &links{p: p, slots: make(chan struct{}, linksAtOnce), hosts: map[string][]link{}}
}

// queue adds an article. The first of a host starts fetching from it.
func (l *links) queue(j *job, raw *ingest.Raw) {
	host := ""
	if u, err := url.Parse(raw.URL); err == nil {
		host = strings.ToLower(u.Host)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	j.links.Add(1)
	busy := len(l.hosts[host]) > 0
	l.hosts[host] = append(l.hosts[host], link{j, raw})
	if !busy {
		l.all.Go(func() { l.fetch(host) })
	}
}

// fetch gets the articles of one host, one after the other.
func (l *links) fetch(host string) {
	for {
		l.mu.Lock()
		next := l.hosts[host][0]
		l.mu.Unlock()
		l.one(next)
		l.mu.Lock()
		next.job.links.Done()
		l.hosts[host] = l.hosts[host][1:]
		last := len(l.hosts[host]) == 0
		if last {
			delete(l.hosts, host)
		}
		l.mu.Unlock()
		if last {
			return
		}
	}
}

// one gets one article, unless it was there before.
func (l *links) one(k link) {
	p := l.p
	if p.ctx.Err() != nil {
		return
	}
	if !p.g.Refresh {
		if t := l.before(k); t != nil {
			p.submit(t)
			return
		}
	}
	select {
	case l.slots <- struct{}{}:
	case <-p.ctx.Done():
		return
	}
	raw, err := ingest.Fetch(p.ctx, k.raw, p.g.Ingest)
	<-l.slots
	if p.ctx.Err() != nil {
		return
	}
	t := &task{job: k.job, raw: raw, err: err}
	if err != nil {
		f := store.Fetched{URL: k.raw.URL, Time: p.now(), Error: err.Error()}
		var status *fetch.StatusError
		if errors.As(err, &status) {
			f.Status = status.Code
		}
		t.note = &f
	}
	p.submit(t)
}

// before returns what is known of an article that was fetched before, or nil
// where it is to be fetched.
func (l *links) before(k link) *task {
	p := l.p
	last, ok, err := p.g.Store.LastFetched(p.ctx, k.raw.URL)
	if err != nil || !ok {
		return nil
	}
	t := &task{job: k.job, raw: k.raw, done: true}
	switch {
	case last.Error == "":
		id, ok, err := p.g.Store.Has(p.ctx, last.Hash)
		if err != nil || !ok {
			return nil
		}
		t.id = id
	case last.Status == 200, p.g.tooSoon(last, p.now()):
		t.err = ErrSkipped
	default:
		return nil
	}
	return t
}

// wait waits until every queue is empty.
func (l *links) wait() { l.all.Wait() }

// after calls f once the articles of a job have been fetched.
func (l *links) after(j *job, f func()) {
	l.all.Go(func() {
		j.links.Wait()
		j.pending.Wait()
		f()
	})
}
