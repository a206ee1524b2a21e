package page

import (
	"context"
	"errors"
	"sync"

	"github.com/verbatim-record/verbatim/desk"
)

// kept remembers stories while the record does not change: several people look
// at one story, and each of its links comes back to it.
type kept struct {
	mu      sync.Mutex
	version string
	stories map[string]*keptStory
}

// keptStory is a story that somebody has asked for; others wait for it.
type keptStory struct {
	done  chan struct{}
	story *desk.Story
	err   error
}

// errUnfinished is what others find of a story whose making came to no end.
var errUnfinished = errors.New("the story was not finished")

// mostKept bounds how many stories are remembered; one is a few hundred KiB.
const mostKept = 64

// storyOf asks for a story, or takes the one that was asked for before.
func (p *Pages) storyOf(ctx context.Context, query string) (*desk.Story, error) {
	version, err := p.o.Store.State(ctx, "version")
	if err != nil {
		return nil, err
	}
	if len(version) == 0 {
		return desk.NewStory(ctx, p.o.Store, query)
	}
	k := &p.kept
	k.mu.Lock()
	if k.version != string(version) || len(k.stories) >= mostKept {
		k.version, k.stories = string(version), make(map[string]*keptStory)
	}
	s, ok := k.stories[query]
	if !ok {
		s = &keptStory{done: make(chan struct{})}
		k.stories[query] = s
	}
	k.mu.Unlock()
	if !ok {
		s.err = errUnfinished
		defer func() {
			if s.err != nil { // of this request alone, perhaps
				k.mu.Lock()
				if k.stories[query] == s {
					delete(k.stories, query)
				}
				k.mu.Unlock()
			}
			close(s.done)
		}()
		s.story, s.err = desk.NewStory(ctx, p.o.Store, query)
		return s.story, s.err
	}
	select {
	case <-s.done:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s.err != nil {
		return desk.NewStory(ctx, p.o.Store, query)
	}
	return s.story, nil
}
