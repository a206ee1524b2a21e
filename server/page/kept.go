package page

import (
	"context"
	"errors"
	"sync"

	"github.com/verbatim-record/verbatim/desk"
	"github.com/verbatim-record/verbatim/store"
)

// kept remembers answers while the record does not change: several people look
// at one story, and each of its links comes back to it.
type kept[T any] struct {
	mu      sync.Mutex
	version string
	answers map[string]*answer[T]
}

// answer is what somebody has asked for; others wait for it.
type answer[T any] struct {
	done  chan struct{}
	value T
	err   error
}

// errUnfinished is what others find of an answer whose making came to no end.
var errUnfinished = errors.New("the answer was not finished")

// mostKept bounds how many answers of a sort are remembered; one is a few
// hundred KiB.
const mostKept = 64

// ask makes an answer, or takes the one that was made before.
func (k *kept[T]) ask(ctx context.Context, s *store.Store, question string, do func() (T, error)) (T, error) {
	version, err := s.Version(ctx)
	if err != nil || version == "" {
		return do()
	}
	k.mu.Lock()
	if k.version != version || len(k.answers) >= mostKept {
		k.version, k.answers = version, make(map[string]*answer[T])
	}
	a, ok := k.answers[question]
	if !ok {
		a = &answer[T]{done: make(chan struct{}), err: errUnfinished}
		k.answers[question] = a
	}
	k.mu.Unlock()
	if !ok {
		defer func() {
			if a.err != nil { // of this request alone, perhaps
				k.mu.Lock()
				if k.answers[question] == a {
					delete(k.answers, question)
				}
				k.mu.Unlock()
			}
			close(a.done)
		}()
		a.value, a.err = do()
		return a.value, a.err
	}
	select {
	case <-a.done:
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
	if a.err != nil {
		return do()
	}
	return a.value, nil
}

// storyOf asks for a story.
func (p *Pages) storyOf(ctx context.Context, query string) (*desk.Story, error) {
	return p.stories.ask(ctx, p.o.Store, query, func() (*desk.Story, error) { return desk.NewStory(ctx, p.o.Store, query) })
}

// speakerOf asks for a speaker.
func (p *Pages) speakerOf(ctx context.Context, n store.Name) (*desk.Speaker, error) {
	return p.speakers.ask(ctx, p.o.Store, n.Key, func() (*desk.Speaker, error) { return desk.NewSpeaker(ctx, p.o.Store, n) })
}
