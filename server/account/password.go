package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
)

// Parameters of argon2id, as OWASP's cheat sheet on password storage has them:
// memory in KiB, passes, lanes.
const (
	memory  = 19 << 10
	passes  = 2
	lanes   = 1
	saltLen = 16
	keyLen  = 32
)

// What a stored hash may ask for, so that a damaged one does no harm.
const (
	mostMemory = 256 << 10
	mostPasses = 16
	mostLanes  = 8
)

// hashed is a hash of a password with what it was made with.
type hashed struct {
	memory, passes uint32
	lanes          uint8
	salt, key      []byte
}

// ErrPassword says that a password cannot be taken, and its text why.
var ErrPassword = errors.New("the password cannot be taken")

// Lengths of a password, in characters and in bytes: those that NIST SP 800-63B
// asks for.
const (
	shortest = 12
	longest  = 1024
)

// HashPassword returns the hash of a password in the PHC string format. A
// password that is too short or too long is an [ErrPassword].
func HashPassword(password string) (string, error) {
	switch {
	case utf8.RuneCountInString(password) < shortest:
		return "", fmt.Errorf("%w: it has fewer than %d characters", ErrPassword, shortest)
	case len(password) > longest:
		return "", fmt.Errorf("%w: it is longer than %d bytes", ErrPassword, longest)
	case !utf8.ValidString(password):
		return "", fmt.Errorf("%w: it is no UTF-8", ErrPassword)
	}
	h := hashed{memory: memory, passes: passes, lanes: lanes, salt: make([]byte, saltLen)}
	rand.Read(h.salt) // never fails
	h.key = argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, keyLen)
	return h.String(), nil
}

func (h hashed) String() string {
	b64 := base64.RawStdEncoding.EncodeToString
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, h.memory, h.passes, h.lanes, b64(h.salt), b64(h.key))
}

// parseHash reads the PHC string format of argon2id.
func parseHash(s string) (hashed, error) {
	var h hashed
	bad := errors.New("no hash of a password in the form $argon2id$v=19$m=…,t=…,p=…$salt$key")
	part := strings.Split(s, "$")
	if len(part) != 6 || part[0] != "" || part[1] != "argon2id" || part[2] != "v="+strconv.Itoa(argon2.Version) {
		return h, bad
	}
	number := strings.Split(part[3], ",")
	if len(number) != 3 {
		return h, bad
	}
	var n [3]uint64
	for i, prefix := range []string{"m=", "t=", "p="} {
		digits, ok := strings.CutPrefix(number[i], prefix)
		v, err := strconv.ParseUint(digits, 10, 32)
		if !ok || err != nil || digits != strconv.FormatUint(v, 10) || v < 1 || v > [...]uint64{mostMemory, mostPasses, mostLanes}[i] {
			return h, bad
		}
		n[i] = v
	}
	h.memory, h.passes, h.lanes = uint32(n[0]), uint32(n[1]), uint8(n[2])
	var err1, err2 error
	strict := base64.RawStdEncoding.Strict()
	h.salt, err1 = strict.DecodeString(part[4])
	h.key, err2 = strict.DecodeString(part[5])
	if err1 != nil || err2 != nil || strings.ContainsAny(s, "\r\n") || len(h.salt) < 8 || len(h.salt) > 64 || len(h.key) < 16 || len(h.key) > 64 {
		return h, bad
	}
	return h, nil
}

// matches reports whether a password has this hash, in a time that does not
// depend on where they differ.
func (h hashed) matches(password string) bool {
	key := argon2.IDKey([]byte(password), h.salt, h.passes, h.memory, h.lanes, uint32(len(h.key)))
	return subtle.ConstantTimeCompare(key, h.key) == 1
}

// nobody is held against a password where there is no account of a name, so
// that this takes as long. No password has its key, which is random bits.
func nobody() hashed {
	h := hashed{memory: memory, passes: passes, lanes: lanes, salt: make([]byte, saltLen), key: make([]byte, keyLen)}
	rand.Read(h.salt)
	rand.Read(h.key)
	return h
}

// NewToken returns a secret for a program: it is shown once, and the record
// keeps only its SHA-256.
func NewToken() string { return tokenPrefix + newSecret() }

// tokenPrefix lets people and scanners of leaked secrets know one.
const tokenPrefix = "verbatim_"

// newSecret returns 256 random bits in base64url.
func newSecret() string {
	b := make([]byte, 32)
	rand.Read(b)
	return base64.RawURLEncoding.EncodeToString(b)
}

// ErrName says that a name cannot be one of an account.
var ErrName = errors.New("an account's name has 1 to 64 of the letters a to z, digits, and . _ - @, and begins with a letter or a digit")

const alphanumeric = "abcdefghijklmnopqrstuvwxyz0123456789"

// ParseName returns a name as accounts have it, in lower case.
func ParseName(name string) (string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "" || len(name) > 64 || !strings.Contains(alphanumeric, name[:1]) ||
		strings.ContainsFunc(name, func(r rune) bool { return !strings.ContainsRune(alphanumeric+"._-@", r) }) {
		return "", ErrName
	}
	if name == LocalName {
		return "", fmt.Errorf("the name %s is that of the person at the machine: take another", LocalName)
	}
	return name, nil
}
