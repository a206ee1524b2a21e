package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	sdk "github.com/modelcontextprotocol/go-sdk/mcp"
)

// demoFile fills a record with the demo's articles by the program itself.
func demoFile(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "demo.db")
	if out, err := exec.Command("verbatim", "demo", "--no-serve", "--record", path).CombinedOutput(); err != nil {
		t.Fatalf("demo: %v: %s", err, out)
	}
	return path
}

// asked calls a tool of a connected program and checks what every answer has.
func asked(ctx context.Context, t *testing.T, c *sdk.ClientSession) {
	t.Helper()
	res, err := c.CallTool(ctx, &sdk.CallToolParams{Name: "search_statements", Arguments: map[string]any{"query": `speaker:thorsby "inner bays are safe"`}})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(res.StructuredContent)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Statements []struct {
			URL     string
			Content []struct{ Start, End int }
			Words   struct{ Content string }
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Statements) != 1 || !strings.HasPrefix(got.Statements[0].Words.Content, `"We signed because the inner bays are safe,"`) ||
		got.Statements[0].URL != "https://northwire.example/2025/03/12/ardmere-solvenna-sign" || len(got.Statements[0].Content) != 2 {
		t.Errorf("answer %s", b)
	}
	res, err = c.CallTool(ctx, &sdk.CallToolParams{Name: "search_statements", Arguments: map[string]any{"query": "((("}})
	if err != nil || !res.IsError {
		t.Errorf("a wrong query: %+v, %v", res, err)
	}
}

// TestMCPStdio talks to the program as the programs do that start it.
func TestMCPStdio(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var stderr bytes.Buffer
	program := exec.Command("verbatim", "mcp", "--record", demoFile(t))
	program.Stderr = &stderr
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).Connect(ctx, &sdk.CommandTransport{Command: program}, nil)
	if err != nil {
		t.Fatal(err)
	}
	asked(ctx, t, c)
	if err := c.Close(); err != nil {
		t.Errorf("the program did not end well: %v", err)
	}
	if stderr.Len() > 0 {
		t.Errorf("on standard error: %s", &stderr)
	}
}

// TestMCPHTTP talks to the program on a port of this machine, and stops it.
func TestMCPHTTP(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, "verbatim", "mcp", "--record", demoFile(t), "--http", "127.0.0.1:0")
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	address := strings.TrimSpace(line)
	if !strings.HasPrefix(address, "http://127.0.0.1:") || !strings.HasSuffix(address, "/mcp") {
		t.Fatalf("address %q", address)
	}
	client := &http.Client{Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(ctx, &sdk.StreamableClientTransport{Endpoint: address, HTTPClient: client, MaxRetries: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	asked(ctx, t, c)
	c.Close()
	if err := program.Process.Signal(os.Interrupt); err != nil {
		t.Skipf("the system has no interrupt: %v", err)
	}
	if err := program.Wait(); err != nil {
		t.Errorf("told to stop: %v", err)
	}
}

// TestDemo runs verbatim demo: the desk shows the demo's record, and answers
// language models, until it is told to stop.
func TestDemo(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, "verbatim", "demo", "--no-open", "--record", filepath.Join(t.TempDir(), "demo.db"))
	var stderr bytes.Buffer
	program.Stderr = &stderr
	out, err := program.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := program.Start(); err != nil {
		t.Fatal(err)
	}
	address := ""
	for sc := bufio.NewScanner(out); address == "" && sc.Scan(); {
		if first, rest, _ := strings.Cut(sc.Text(), " "); strings.HasPrefix(rest, "serves ") {
			address = first
		}
	}
	if address == "" {
		t.Fatalf("it does not say where: %s", &stderr)
	}
	if code, body := answerOf(t, address+"search?q=speaker:haldane"); code != http.StatusOK || !strings.Contains(body, "winter sailings") {
		t.Errorf("the search screen: %d %.300s", code, body)
	}
	client := &http.Client{Timeout: 20 * time.Second}
	defer client.CloseIdleConnections()
	c, err := sdk.NewClient(&sdk.Implementation{Name: "test", Version: "1"}, nil).
		Connect(ctx, &sdk.StreamableClientTransport{Endpoint: address + "mcp", HTTPClient: client, MaxRetries: -1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	asked(ctx, t, c)
	c.Close()
	if err := program.Process.Signal(os.Interrupt); err != nil {
		t.Skipf("the system has no interrupt: %v", err)
	}
	if err := program.Wait(); err != nil {
		t.Errorf("told to stop: %v: %s", err, &stderr)
	}
}
