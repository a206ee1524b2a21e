// Command verbatim reads news and keeps the record of who said what.
//
// Its subcommands are a file each: they define flags, wire packages together
// and print; what is done is in the packages.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/store"
)

// Exit statuses.
const (
	statusFailed      = 1   // an input could not be read, or the output not written
	statusUsage       = 2   // the command line is wrong
	statusInterrupted = 130 // as a shell reports an interrupt
)

// status is an error that has been reported already and only sets the exit
// status.
type status int

func (s status) Error() string { return fmt.Sprintf("exit status %d", int(s)) }

// failure is an error of the work itself, not of the command line.
type failure struct{ error }

func (f failure) Unwrap() error { return f.error }

func main() {
	limitMemory()
	// A reader that goes away ("| head") is then an error of the write, and
	// what is half-written can be cleaned up.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second interrupt ends the program at once
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program: it returns the exit status.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := rootCommand()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var s status
	switch {
	case err == nil:
		return 0
	case errors.As(err, &s):
		return int(s)
	case errors.As(err, new(failure)):
		fmt.Fprintln(stderr, "verbatim: "+export.Visible(err.Error()))
		return statusFailed
	}
	fmt.Fprintf(stderr, "verbatim: %s (see verbatim help)\n", export.Visible(strings.Join(strings.Fields(err.Error()), " ")))
	return statusUsage
}

func rootCommand() *cobra.Command {
	root := &cobra.Command{
		Use:   "verbatim COMMAND",
		Short: "Who said what in the news, to the byte",
		Long:  "Verbatim reads news and keeps the record of who said what, in exactly which words.",
		Example: `  verbatim read article.txt
  verbatim help read`,
		DisableFlagsInUseLine: true,
		SilenceErrors:         true,
		SilenceUsage:          true,
		RunE: func(cmd *cobra.Command, args []string) error {
			return cmd.Help()
		},
	}
	root.AddCommand(readCommand(), compareCommand(), addCommand(), watchCommand(), feedsCommand(),
		serveCommand(), demoCommand(), mcpCommand(), searchCommand(), firstCommand("first", "first", store.OldestFirst), firstCommand("last", "last", store.NewestFirst),
		timelineCommand(), eventsCommand(), showCommand(), checkCommand(), variantsCommand(), copiesCommand(), alertCommand(),
		entitiesCommand(), correctionsCommand(), accountsCommand(), statusCommand(), verifyCommand(), backupCommand(), compactCommand(), rereadCommand(),
		evalCommand(), trainCommand(), versionCommand())
	root.SetHelpFunc(help)
	root.CompletionOptions.HiddenDefaultCmd = true
	return root
}

// help prints a command's purpose, examples and flags.
func help(cmd *cobra.Command, _ []string) {
	var b strings.Builder
	b.WriteString(strings.TrimSpace(firstOf(cmd.Long, cmd.Short)) + "\n\n")
	if cmd.Example != "" {
		b.WriteString(strings.TrimRight(cmd.Example, "\n") + "\n\n")
	}
	fmt.Fprintf(&b, "Usage: %s\n", cmd.UseLine())
	if cmd.HasAvailableSubCommands() {
		list(&b, cmd)
	}
	if !cmd.HasParent() {
		b.WriteString("\nverbatim completion SHELL prints completions for bash, zsh, fish and powershell.\n")
	} else if cmd.HasAvailableLocalFlags() {
		b.WriteString("\nFlags:\n" + cmd.LocalFlags().FlagUsages())
	}
	io.WriteString(cmd.OutOrStdout(), b.String())
}

// groups are the commands of the program by what somebody wants, in the order
// in which one meets them. What is in none comes last.
var groups = []struct{ title, names string }{
	{"Read articles", "read compare demo"},
	{"Fill the record", "add watch feeds entities"},
	{"Ask it", "search first last timeline events show check variants copies alert"},
	{"Open it to others", "serve mcp accounts corrections"},
	{"Keep it", "status verify backup compact reread"},
}

// list prints the commands below cmd.
func list(b *strings.Builder, cmd *cobra.Command) {
	left := make(map[string]*cobra.Command)
	var order []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			left[sub.Name()] = sub
			order = append(order, sub.Name())
		}
	}
	print := func(title string, names []string) {
		head := false
		for _, name := range names {
			sub := left[name]
			if sub == nil {
				continue
			}
			if !head {
				fmt.Fprintf(b, "\n%s:\n", title)
				head = true
			}
			fmt.Fprintf(b, "  %-11s %s\n", name, sub.Short)
			delete(left, name)
		}
	}
	if cmd.HasParent() {
		print("Commands", order)
		return
	}
	for _, g := range groups {
		print(g.title, strings.Fields(g.names))
	}
	print("The program itself", order)
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
