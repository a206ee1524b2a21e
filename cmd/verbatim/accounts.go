package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/verbatim-record/verbatim/export"
	"github.com/verbatim-record/verbatim/server/account"
	"github.com/verbatim-record/verbatim/store"
)

func accountsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "accounts COMMAND",
		Short: "Who may use the desk over a network",
		Long: `Accounts keeps the people and programs that may use the desk which verbatim
serve opens. On this machine alone none are needed: while the record has no
accounts, whoever sits at it may do everything. Once it has one, everybody signs
in. A desk that others can reach does not start without.

A reader searches, reads and exports; an editor also judges statements; an admin
also manages feeds and alerts. People have a password, programs a token.`,
		Example: `  verbatim accounts add ada --role editor
  verbatim accounts token ada --label notebook
  verbatim accounts list`,
		DisableFlagsInUseLine: true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return fmt.Errorf("unknown command %q for %q", args[0], cmd.CommandPath())
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(accountsAdd(), accountsList(), accountsRole(), accountsPasswd(), accountsRemove(), accountsToken(), accountsRevoke(), accountsLog())
	return cmd
}

// accountCommand is a command that does something to the account of its first
// argument.
func accountCommand(use, short string, least, most int, do func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, rest []string) error) *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   use,
		Short:                 short,
		DisableFlagsInUseLine: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) < least || len(args) > most {
				return fmt.Errorf("accounts %s: it is used as %s", cmd.Name(), cmd.UseLine())
			}
			name, err := account.ParseName(args[0])
			if err != nil {
				return fmt.Errorf("accounts %s: %w", cmd.Name(), err)
			}
			ctx := cmd.Context()
			s, err := openRecord(ctx, cmd, *record, true)
			if err != nil {
				return err
			}
			defer s.Close()
			err = do(ctx, cmd, s, name, args[1:])
			if errors.Is(err, store.ErrNotFound) {
				err = fmt.Errorf("%w: verbatim accounts list names them", err)
			}
			return recordError(ctx, cmd, err)
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	return cmd
}

func accountsAdd() *cobra.Command {
	var role *choice
	var without bool
	cmd := accountCommand("add [flags] NAME", "Add an account", 1, 1, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, _ []string) error {
		if _, err := s.Account(ctx, name); err == nil {
			return fmt.Errorf("account %s %w: verbatim accounts passwd and role change it", name, store.ErrExists)
		}
		a := store.Account{Name: name, Role: role.value}
		if !without {
			var err error
			if a.Password, err = askPassword(cmd, name); err != nil {
				return err
			}
		}
		if err := s.PutAccount(ctx, a, account.LocalName); err != nil {
			return err
		}
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "Added %s, %s.\n", name, role.value)
		return written(err)
	})
	cmd.Long = `Add makes an account. On a terminal it asks for the password, twice, and does not
show it; else the first line of standard input is the password. It has 12
characters at least.`
	cmd.Example = `  verbatim accounts add ada --role editor
  verbatim accounts add bot --no-password && verbatim accounts token bot`
	role = choose(cmd, "role", "what it may do", false, account.Reader.String(), account.Editor.String(), account.Admin.String())
	cmd.Flags().BoolVar(&without, "no-password", false, "only tokens, for a program")
	return cmd
}

func accountsPasswd() *cobra.Command {
	cmd := accountCommand("passwd [flags] NAME", "Change a password", 1, 1, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, _ []string) error {
		if _, err := s.Account(ctx, name); err != nil {
			return err
		}
		hash, err := askPassword(cmd, name)
		if err != nil {
			return err
		}
		if err := s.SetPassword(ctx, name, hash, account.LocalName); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "Changed the password of %s and ended the sessions.\n", name)
		return written(err)
	})
	cmd.Long = "Passwd changes the password of an account, read as by accounts add, and ends the\nsessions in which somebody is signed in by the former one."
	return cmd
}

func accountsRole() *cobra.Command {
	return accountCommand("role [flags] NAME reader|editor|admin", "Change what an account may do", 2, 2, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, rest []string) error {
		role, err := account.ParseRole(rest[0])
		if err != nil {
			return err
		}
		if err := s.SetRole(ctx, name, role.String(), account.LocalName); err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s is %s now.\n", name, role)
		return written(err)
	})
}

func accountsRemove() *cobra.Command {
	return accountCommand("remove [flags] NAME", "Remove an account with its sessions and tokens", 1, 1, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, _ []string) error {
		if err := s.RemoveAccount(ctx, name, account.LocalName); err != nil {
			return err
		}
		_, err := fmt.Fprintf(cmd.OutOrStdout(), "Removed %s. What it has corrected stays.\n", name)
		return written(err)
	})
}

func accountsToken() *cobra.Command {
	var label string
	var days int
	cmd := accountCommand("token [flags] NAME", "Make a token, for a program", 1, 1, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, _ []string) error {
		if days < 0 || days > 36500 {
			return fmt.Errorf("--days %d: it is 0 for ever, or a number of days", days)
		}
		if len(label) > 100 {
			return errors.New("--label is longer than 100 bytes")
		}
		secret := account.NewToken()
		t := store.Token{Label: label, Hash: store.HashOf([]byte(secret))}
		until := ""
		if days > 0 {
			t.Expires = time.Now().AddDate(0, 0, days)
			until = ", until " + t.Expires.UTC().Format("2006-01-02 15:04 UTC")
		}
		t, err := s.PutToken(ctx, name, t, account.LocalName)
		if err != nil {
			return err
		}
		fmt.Fprintf(cmd.ErrOrStderr(), "Token %d of %s%s. It is shown this once:\n", t.ID, name, until)
		_, err = fmt.Fprintln(cmd.OutOrStdout(), secret)
		return written(err)
	})
	cmd.Long = `Token makes a secret by which a program asks for an account, and prints it, once:
the record keeps only its SHA-256. The program sends it in a header,
Authorization: Bearer and the token.`
	cmd.Example = "  verbatim accounts token ada --label notebook --days 90"
	cmd.Flags().StringVar(&label, "label", "", "what it is for, in a few `words`")
	cmd.Flags().IntVar(&days, "days", 0, "how many `days` it is good for (default for ever)")
	return cmd
}

func accountsRevoke() *cobra.Command {
	cmd := accountCommand("revoke [flags] NAME [TOKEN]", "Revoke a token, or all of an account", 1, 2, func(ctx context.Context, cmd *cobra.Command, s *store.Store, name string, rest []string) error {
		var id int64
		if len(rest) > 0 {
			var err error
			if id, err = strconv.ParseInt(rest[0], 10, 64); err != nil || id <= 0 {
				return fmt.Errorf("%q is no number of a token: verbatim accounts list has them", rest[0])
			}
		}
		n, err := s.RevokeToken(ctx, name, id, account.LocalName)
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "Revoked %d of %s.\n", n, name)
		return written(err)
	})
	cmd.Long = "Revoke makes a token worthless: that of a number, as verbatim accounts list shows\nit, or all of an account."
	return cmd
}

func accountsList() *cobra.Command {
	var record *string
	cmd := &cobra.Command{
		Use:                   "list [flags]",
		Short:                 "List the accounts and their tokens",
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: onRecord(&record, false, func(ctx context.Context, cmd *cobra.Command, s *store.Store, _ []string) error {
			list, err := s.Accounts(ctx)
			if err != nil {
				return err
			}
			var b []byte
			for _, a := range list {
				how := "password"
				if a.Password == "" {
					how = "tokens only"
				}
				b = fmt.Appendf(b, "%-24s %-7s %-12s since %s\n", export.Visible(a.Name), a.Role, how, a.Created.Format("2006-01-02"))
				tokens, err := s.Tokens(ctx, a.Name)
				if err != nil {
					return err
				}
				for _, t := range tokens {
					b = append(b, "  "+tokenLine(t, time.Now())+"\n"...)
				}
			}
			if len(list) == 0 {
				b = append(b, "There are no accounts: the desk is for this machine only.\n"...)
			}
			_, err = cmd.OutOrStdout().Write(b)
			return written(err)
		}),
	}
	record = recordFlag(cmd)
	return cmd
}

func tokenLine(t store.Token, now time.Time) string {
	line := fmt.Sprintf("token %d", t.ID)
	if t.Label != "" {
		line += " " + export.Visible(t.Label)
	}
	line += ", made " + t.Created.Format("2006-01-02")
	switch {
	case !t.Expires.IsZero() && !now.Before(t.Expires):
		line += ", expired " + t.Expires.Format("2006-01-02")
	case !t.Expires.IsZero():
		line += ", good until " + t.Expires.Format("2006-01-02")
	}
	if t.Used.IsZero() {
		return line + ", never used"
	}
	return line + ", used " + t.Used.Format("2006-01-02")
}

func accountsLog() *cobra.Command {
	var record *string
	var limit int
	cmd := &cobra.Command{
		Use:   "log [flags]",
		Short: "Show who has done what: the audit log",
		Long: `Log prints the entries of the audit log, the newest first: when, who, what, and to
which account or statement. What this command line does is done by local. Nothing
removes or changes an entry, and verbatim verify finds where something has.`,
		DisableFlagsInUseLine: true,
		Args:                  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			ctx := cmd.Context()
			if limit < 0 {
				return fmt.Errorf("accounts log: --limit %d is no number of entries", limit)
			}
			s, err := openRecord(ctx, cmd, *record, false)
			if err != nil {
				return err
			}
			defer s.Close()
			before, left := int64(0), limit
			for limit == 0 || left > 0 {
				part := 1000
				if limit > 0 {
					part = min(part, left)
				}
				list, err := s.Audits(ctx, before, part)
				if err != nil {
					return recordError(ctx, cmd, err)
				}
				if len(list) == 0 {
					break
				}
				var b []byte
				for _, a := range list {
					line := fmt.Sprintf("%s  %-16s %-18s %s", a.At.Format("2006-01-02 15:04:05Z"), export.Visible(a.By), export.Visible(a.Action), export.Visible(a.Target))
					if a.Detail != "" {
						line += "  " + export.Visible(a.Detail)
					}
					b = append(append(b, line...), '\n')
				}
				if _, err := cmd.OutOrStdout().Write(b); err != nil {
					return written(err)
				}
				before, left = list[len(list)-1].N, left-len(list)
			}
			return nil
		},
	}
	cmd.Flags().SortFlags = false
	record = recordFlag(cmd)
	cmd.Flags().IntVarP(&limit, "limit", "n", 50, "how many `entries`; 0 for all")
	return cmd
}

// askPassword reads a new password and returns its hash: from the terminal,
// twice and without showing it, else the first line of standard input.
func askPassword(cmd *cobra.Command, name string) (string, error) {
	in := cmd.InOrStdin()
	f, ok := in.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		line, err := bufio.NewReader(io.LimitReader(in, 64<<10)).ReadString('\n')
		if err != nil && !(errors.Is(err, io.EOF) && line != "") {
			return "", errors.New("no password on standard input: give it as the first line")
		}
		return account.HashPassword(strings.TrimRight(line, "\r\n"))
	}
	var words [2]string
	for i, prompt := range []string{"Password of " + name + ": ", "Again: "} {
		fmt.Fprint(cmd.ErrOrStderr(), prompt)
		b, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(cmd.ErrOrStderr())
		if err != nil {
			return "", fmt.Errorf("password: %w", err)
		}
		words[i] = string(b)
	}
	if words[0] != words[1] {
		return "", errors.New("the two are not the same: nothing was changed")
	}
	return account.HashPassword(words[0])
}
