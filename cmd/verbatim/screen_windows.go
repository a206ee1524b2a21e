package main

import "golang.org/x/sys/windows"

// showEscapes makes a Windows console follow escape sequences.
func showEscapes(fd int) {
	var mode uint32
	if windows.GetConsoleMode(windows.Handle(fd), &mode) == nil {
		_ = windows.SetConsoleMode(windows.Handle(fd), mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING)
	}
}
