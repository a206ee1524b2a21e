package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"verbatim": main})
}

// TestScripts runs the command line as a user does; each file of testdata is
// a session.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(env *testscript.Env) error {
			// The page must not depend on the terminal that runs the tests.
			env.Setenv("TERM", "xterm-256color")
			env.Setenv("NO_COLOR", "")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"lines": lines,
			"many":  many,
			"order": order,
			"fill":  fill,
			"judge": judge,
		},
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
	})
}
