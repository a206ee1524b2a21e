// Package browser drives a headless Chromium, for tests of the pages and for
// the pictures in the documents. It watches for what a page must not do: fail
// in its script, break its own content policy, or ask another machine.
package browser

import (
	"context"
	"fmt"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// limit is how long one step may take.
const limit = 20 * time.Second

// Browser is a tab.
type Browser struct {
	ctx    context.Context
	cancel func()

	mu       sync.Mutex
	problems []string
	asked    []string
}

// Find returns the path of a Chromium on this machine, or nothing.
func Find() string {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

// Open starts a Chromium, to which the names of here are names of this machine.
func Open(ctx context.Context, path string, here ...string) (*Browser, error) {
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("no-sandbox", true), chromedp.Flag("disable-gpu", true),
		chromedp.Flag("hide-scrollbars", true))
	if len(here) > 0 {
		options = append(options, chromedp.Flag("host-resolver-rules", "MAP "+strings.Join(here, " 127.0.0.1, MAP ")+" 127.0.0.1"))
	}
	ctx, stop := chromedp.NewExecAllocator(ctx, options...)
	ctx, leave := chromedp.NewContext(ctx)
	b := &Browser{ctx: ctx, cancel: func() { leave(); stop() }}
	if err := chromedp.Do(ctx, enable); err != nil {
		b.Close()
		return nil, fmt.Errorf("browser %s: %w", path, err)
	}
	if err := chromedp.Listen(ctx, b.watch); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func enable(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
	_, err := cdp.Call(ctx, t, network.Enable, network.EnableParams{})
	return chromedp.Void{}, err
}

// Close ends the browser.
func (b *Browser) Close() { b.cancel() }

// watch notes what goes wrong in a page, and what it asks for.
func (b *Browser) watch(ev any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch ev := ev.(type) {
	case *runtime.EventExceptionThrown:
		b.problems = append(b.problems, "script: "+ev.ExceptionDetails.Text)
	case *log.EventEntryAdded:
		if ev.Entry.Level == log.EntryLevelError {
			b.problems = append(b.problems, ev.Entry.Text+" "+ev.Entry.URL)
		}
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, ev.Request.URL)
	}
}

// Problems returns what went wrong since the last call, and the requests that
// went elsewhere than to host.
func (b *Browser) Problems(host string) []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	out := b.problems
	for _, a := range b.asked {
		if u, err := url.Parse(a); err == nil && u.Host != host && u.Scheme != "data" && u.Scheme != "about" && u.Scheme != "chrome" {
			out = append(out, "asked "+a)
		}
	}
	b.problems, b.asked = nil, nil
	return out
}

// step runs an action under the limit.
func step[T any](b *Browser, a chromedp.Action[T]) (T, error) {
	ctx, cancel := context.WithTimeout(b.ctx, limit)
	defer cancel()
	return chromedp.Run(ctx, a)
}

// Look sets the size of the window, in CSS pixels, and whether the page is dark.
func (b *Browser) Look(width, height int, dark bool) error {
	if _, err := step(b, chromedp.EmulateViewport(int64(width), int64(height))); err != nil {
		return err
	}
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := step(b, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, t, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}})
		return chromedp.Void{}, err
	})
	return err
}

// Visit goes to an address.
func (b *Browser) Visit(url string) error { _, err := step(b, chromedp.Navigate(url)); return err }

// Click clicks on the first element of a CSS selector.
func (b *Browser) Click(selector string) error {
	_, err := step(b, chromedp.Click(chromedp.CSS(selector)))
	return err
}

// Type types into an element.
func (b *Browser) Type(selector, text string) error {
	_, err := step(b, chromedp.SendKeys(chromedp.CSS(selector), text))
	return err
}

// Key presses keys where the focus is.
func (b *Browser) Key(keys string) error { _, err := step(b, chromedp.KeyEvent(keys)); return err }

// Wait waits until an element can be seen.
func (b *Browser) Wait(selector string) error {
	_, err := step(b, chromedp.WaitVisible(chromedp.CSS(selector)))
	return err
}

// Text returns the text of an element.
func (b *Browser) Text(selector string) (string, error) {
	return step(b, chromedp.Text(chromedp.CSS(selector)))
}

// Address returns where the tab is.
func (b *Browser) Address() (string, error) { return step(b, chromedp.Location()) }

// Picture returns a PNG of the window.
func (b *Browser) Picture() ([]byte, error) { return step(b, chromedp.CaptureScreenshot()) }

// Eval returns the value of an expression in the page.
func Eval[T any](b *Browser, expression string) (T, error) {
	return step(b, chromedp.Evaluate[T](expression))
}

// EvalAwait is Eval for an expression that is a promise.
func EvalAwait[T any](b *Browser, expression string) (T, error) {
	return step(b, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
}

// Violations runs axe-core, whose script is given, over the page and returns
// what it finds against WCAG 2.2, levels A and AA.
func (b *Browser) Violations(axe string) ([]string, error) {
	if _, err := Eval[any](b, axe+"; null"); err != nil {
		return nil, err
	}
	list, err := EvalAwait[[]string](b, `axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}).then(r =>
		r.violations.flatMap(v => v.nodes.map(n => v.id + ": " + n.html.slice(0, 160) + " – " + (n.failureSummary || "").replace(/\s+/g, " ").slice(0, 240))))`)
	slices.Sort(list)
	return list, err
}
