package gazetteer

// own is what an entry of the user has that lies in no file.
type own struct {
	key   string
	roles []Role
}

// Own makes an entry that is not of the embedded file: e with a key and roles.
// Two entries that Own made are never equal.
func Own(e Entry, key string, roles []Role) Entry {
	e.g, e.index, e.first, e.count = nil, 0, 0, 0
	e.own = &own{key, roles}
	return e
}

// IsOwn reports whether the entry is one that Own made.
func (e Entry) IsOwn() bool { return e.own != nil }

// Number is the number of the entry in the embedded file, or -1 if it is one
// that Own made.
func (e Entry) Number() int {
	if e.own != nil || e.g == nil {
		return -1
	}
	return int(e.index)
}
