package main

import (
	"path/filepath"
	"testing"
)

func TestDataFolder(t *testing.T) {
	data, home := filepath.Join(string(filepath.Separator), "data"), filepath.Join(string(filepath.Separator), "home", "ann")
	for _, x := range []struct {
		goos string
		env  map[string]string
		want string
	}{
		{"linux", map[string]string{"XDG_DATA_HOME": data, "HOME": home}, filepath.Join(data, "verbatim")},
		{"linux", map[string]string{"HOME": home}, filepath.Join(home, ".local", "share", "verbatim")},
		{"linux", map[string]string{"XDG_DATA_HOME": "relative", "HOME": home}, filepath.Join(home, ".local", "share", "verbatim")},
		{"darwin", map[string]string{"HOME": home}, filepath.Join(home, "Library", "Application Support", "verbatim")},
		{"windows", map[string]string{"LocalAppData": data, "HOME": home}, filepath.Join(data, "verbatim")},
		{"linux", nil, ""},
		{"windows", nil, ""},
	} {
		got, err := dataFolder(x.goos, func(k string) string { return x.env[k] })
		if got != x.want || (err != nil) != (x.want == "") {
			t.Errorf("%s %v: %q, %v", x.goos, x.env, got, err)
		}
	}
}
