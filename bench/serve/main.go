// Command serve measures how fast the desk answers many at a time on a record
// with a million statements, over HTTP on a loopback address.
//
//	go run ./bench/record -data ../shared/data -dir /tmp/bench -add 0
//	go run ./bench/serve -record /tmp/bench/1000000.db
//
// Each row is a sort of request. "paced" is fifty people: each asks once a
// second, whether the last answer has come or not, and the time counts from when
// the request was due; nothing is asked twice where there are enough different
// requests. "first" and "again" are fifty programs that ask without
// any pause, which shows how many answers a second there are at most: first what
// nobody has asked before, each once, then the same things over and over, of
// which the server has kept what it has room for. The time of the processors
// is of server and clients together; other programs do not lengthen it.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"runtime"
	"runtime/debug"
	"runtime/pprof"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/verbatim-record/verbatim/analyze"
	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/server"
	"github.com/verbatim-record/verbatim/server/page"
	"github.com/verbatim-record/verbatim/store"
)

func main() {
	log.SetFlags(0)
	record := flag.String("record", "", "`file` of the record")
	clients := flag.Int("clients", 50, "clients at a time")
	each := flag.Duration("for", 20*time.Second, "how long each row is measured")
	every := flag.Duration("every", time.Second, "how often a client of paced asks")
	only := flag.String("only", "", "rows whose name begins so")
	pace := flag.String("pace", "", "only paced, first or again")
	paths := flag.String("paths", "", "`file` of more paths, one a line, measured as a row of their own")
	profile := flag.String("cpuprofile", "", "write a profile to `file`")
	flag.Parse()
	debug.SetGCPercent(server.GCPercent) // as verbatim serve does
	debug.SetMemoryLimit(server.Memory)
	if err := run(context.Background(), *record, *paths, *only, *pace, *profile, *clients, *each, *every); err != nil {
		log.Print(err)
	}
}

func run(ctx context.Context, record, more, only, pace, profile string, clients int, each, every time.Duration) error {
	s, err := store.Open(ctx, record, store.Options{Version: model.Version, ReadOnly: true})
	if err != nil {
		return err
	}
	defer s.Close()
	rows, err := questions(ctx, s)
	if err != nil {
		return err
	}
	if more != "" {
		b, err := os.ReadFile(more)
		if err != nil {
			return err
		}
		rows = append(rows, row{"given", strings.Fields(string(b))})
	}
	pages, err := page.New(page.Options{Store: s, Models: analyze.Load})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() {
		ended <- server.Serve(ctx, l, nil, server.New(server.Options{Store: s, Pages: pages, Version: "bench", Rate: server.Rate{PerSecond: 1e6, Burst: 1e6}, Log: slog.New(slog.DiscardHandler)}))
	}()
	defer func() { stop(); <-ended }()
	status, err := s.Status(ctx)
	if err != nil {
		return err
	}
	fmt.Printf("record with %d statements; %d clients, %d processors, other load %s\n\n", status.Statements, clients, runtime.GOMAXPROCS(0), load())
	fmt.Printf("%-28s %-6s %8s %8s %8s %8s %8s %8s %8s %8s\n", "", "", "requests", "a second", "p50 ms", "p95 ms", "p99 ms", "most ms", "cpu ms", "KB")
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	d := driver{base: "http://" + l.Addr().String(), clients: clients, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients, DisableCompression: true}, Timeout: time.Minute}}
	for _, r := range rows {
		if !strings.HasPrefix(r.name, only) {
			continue
		}
		// What fifty ask in so long at that rate; the rest is asked first without a pause.
		need := int(each/every) * clients
		few := r.paths[:max(1, min(len(r.paths)/2, need))]
		rest := r.paths[len(few):]
		for _, m := range []struct {
			name  string
			paths []string
			every time.Duration
			once  bool
		}{{"paced", few, every, len(few) == need}, {"first", rest, 0, true}, {"again", rest, 0, false}} {
			if pace != "" && m.name != pace || len(m.paths) == 0 {
				continue
			}
			res, err := d.measure(m.paths, each, m.every, m.once)
			if err != nil {
				return fmt.Errorf("%s: %w", r.name, err)
			}
			fmt.Printf("%-28s %-6s %8d %8.0f %8.1f %8.1f %8.1f %8.1f %8.1f %8.1f\n", r.name, m.name, len(res.times), float64(len(res.times))/res.took.Seconds(),
				res.at(0.5), res.at(0.95), res.at(0.99), res.at(1), float64(res.cpu.Microseconds())/1000/float64(max(1, len(res.times))), float64(res.bytes)/float64(max(1, len(res.times)))/1000)
		}
	}
	fmt.Printf("\nload after it %s; memory of server and clients %s\n", load(), memory())
	return nil
}

// driver asks a server.
type driver struct {
	base    string
	clients int
	client  *http.Client
}

// result is how long the answers took.
type result struct {
	times []time.Duration
	took  time.Duration // all of them
	bytes int64
	cpu   time.Duration // of server and clients together
}

// at returns a quantile in milliseconds.
func (r *result) at(p float64) float64 {
	if len(r.times) == 0 {
		return 0
	}
	return float64(r.times[min(len(r.times)-1, int(p*float64(len(r.times))))].Microseconds()) / 1000
}

// measure lets all clients ask for so long. With every, each asks at that rate,
// spread over the clients; a request that is late counts from when it was due.
// With once they stop when everything has been asked.
func (d *driver) measure(paths []string, length, every time.Duration, once bool) (*result, error) {
	var next atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	out := &result{}
	start, cpu := time.Now(), processorTime()
	for c := range d.clients {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(9, uint64(c)))
			due := start.Add(time.Duration(float64(every) * float64(c) / float64(d.clients)))
			for time.Since(start) < length {
				begin := time.Now()
				if every > 0 {
					time.Sleep(time.Until(due))
					begin = due
					due = due.Add(every)
				}
				path := paths[rng.IntN(len(paths))]
				if once {
					i := int(next.Add(1)) - 1
					if i >= len(paths) {
						return
					}
					path = paths[i]
				}
				n, err := d.ask(path)
				took := time.Since(begin)
				mu.Lock()
				if err != nil && failed == nil {
					failed = err
				}
				out.times, out.bytes = append(out.times, took), out.bytes+n
				stop := failed != nil
				mu.Unlock()
				if stop {
					return
				}
			}
		})
	}
	wg.Wait()
	slices.Sort(out.times)
	out.took, out.cpu = time.Since(start), processorTime()-cpu
	return out, failed
}

func (d *driver) ask(path string) (int64, error) {
	res, err := d.client.Get(d.base + path)
	if err != nil {
		return 0, err
	}
	defer res.Body.Close()
	n, err := io.Copy(io.Discard, res.Body)
	if err == nil && res.StatusCode != http.StatusOK {
		err = errors.New(path + ": " + res.Status)
	}
	return n, err
}

// processorTime is what the process has had of the processors, where the
// system tells: Linux counts it in hundredths of a second.
func processorTime() time.Duration {
	b, err := os.ReadFile("/proc/self/stat")
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

// load is how many processes wanted to run lately, where the system tells.
func load() string {
	b, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Join(strings.Fields(string(b))[:2], " ")
}

// memory is what the process has had of memory at most, where the system tells.
func memory() string {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "unknown"
	}
	_, rest, _ := strings.Cut(string(b), "VmHWM:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line) + " at most"
}
