package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/model"
	"github.com/verbatim-record/verbatim/store"
)

// recordFlag adds --record, which names the file of the record.
func recordFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("record", "", "`file` of the record (default in the user's data folder)")
}

// openRecord opens the record at path, or the user's where that is empty, to
// write or only to read.
func openRecord(ctx context.Context, cmd *cobra.Command, path string, write bool) (*store.Store, error) {
	return openRecordFor(ctx, cmd, path, write, model.Version)
}

// openRecordFor is openRecord for layers that are made with these versions.
func openRecordFor(ctx context.Context, cmd *cobra.Command, path string, write bool, version func(layer string) string) (*store.Store, error) {
	return openRecordWith(ctx, cmd, path, store.Options{Version: version, ReadOnly: !write})
}

// openRecordWith is openRecord with options, but for the name of the command.
func openRecordWith(ctx context.Context, cmd *cobra.Command, path string, o store.Options) (*store.Store, error) {
	o.Command = cmd.Name()
	if path == "" {
		var err error
		if path, err = store.DefaultPath(); err != nil {
			return nil, failure{err}
		}
	}
	s, err := store.Open(ctx, path, o)
	if err != nil {
		return nil, failure{err}
	}
	return s, nil
}

// entitiesOption adds --entities to a command that analyses.
func entitiesOption(cmd *cobra.Command) *string {
	return cmd.Flags().String("entities", "", "`file` of the people that a desk has added, or none (default the user's, see verbatim entities)")
}

// recordError is an error of the record as a failure, without a shout where
// the person interrupted the work.
func recordError(ctx context.Context, cmd *cobra.Command, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return status(statusInterrupted)
	case errors.As(err, new(failure)), errors.As(err, new(status)):
		return err
	}
	return failure{fmt.Errorf("%s: %w", cmd.Name(), err)}
}

// onRecord makes what a command runs of what it does with the record that its
// flag names, which is opened before, to write or only to read, and closed after.
func onRecord(record **string, write bool, do func(ctx context.Context, cmd *cobra.Command, s *store.Store, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		ctx := cmd.Context()
		s, err := openRecord(ctx, cmd, **record, write)
		if err != nil {
			return err
		}
		defer s.Close()
		return recordError(ctx, cmd, do(ctx, cmd, s, args))
	}
}
