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
	if path == "" {
		var err error
		if path, err = store.DefaultPath(); err != nil {
			return nil, failure{err}
		}
	}
	s, err := store.Open(ctx, path, store.Options{Version: model.Version, ReadOnly: !write, Command: cmd.Name()})
	if err != nil {
		return nil, failure{err}
	}
	return s, nil
}

// recordError is an error of the record as a failure, without a shout where
// the person interrupted the work.
func recordError(ctx context.Context, cmd *cobra.Command, err error) error {
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return status(statusInterrupted)
	case errors.As(err, new(failure)):
		return err
	}
	return failure{fmt.Errorf("%s: %w", cmd.Name(), err)}
}
