//go:build !windows

package main

// showEscapes makes the terminal follow escape sequences. All but Windows's
// do.
func showEscapes(int) {}
