package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/verbatim-record/verbatim/fetch"
)

// fetching holds the flags of commands that ask web servers.
type fetching struct {
	private bool
	contact string
	delay   time.Duration
}

func (f *fetching) flags(cmd *cobra.Command) {
	cmd.Flags().BoolVar(&f.private, "allow-private", false, "also ask addresses inside private networks and of this machine")
	cmd.Flags().StringVar(&f.contact, "contact", "", "`address` of whoever runs this, told to the servers that are asked")
	cmd.Flags().DurationVar(&f.delay, "delay", time.Second, "least `time` between two requests to one host")
}

// fetcher returns the one fetcher of the process.
func (f *fetching) fetcher() *fetch.Fetcher {
	delay := f.delay
	if delay <= 0 {
		delay = -1
	}
	version, _ := programVersion()
	return fetch.New(fetch.Options{Version: version, Contact: f.contact, Delay: delay, AllowPrivate: f.private})
}
