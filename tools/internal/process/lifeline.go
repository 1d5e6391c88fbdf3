// Package process starts this binary again as its own children and makes sure
// that none of them outlives it.
package process

import (
	"fmt"
	"io"
	"os"
	"strconv"
)

// lifelineVar names the inherited file descriptor of a pipe whose other end only
// the parent holds: it reads end-of-file the moment the parent is gone, however
// it went.
const lifelineVar = "TASKHUB_CLUSTER_LIFELINE"

// Lifeline is the variable that tells a child which of its descriptors ends with
// its parent.
func Lifeline(fd int) string { return fmt.Sprintf("%s=%d", lifelineVar, fd) }

// FollowParent ends this process when the parent that started it through a Group
// ends. Without such a parent it does nothing.
func FollowParent() error {
	value, ok := os.LookupEnv(lifelineVar)
	if !ok {
		return nil
	}
	if err := os.Unsetenv(lifelineVar); err != nil {
		return err
	}
	fd, err := strconv.ParseUint(value, 10, 16)
	if err != nil {
		return fmt.Errorf("%s=%q is no file descriptor: %w", lifelineVar, value, err)
	}
	go func() {
		AwaitEOF(os.NewFile(uintptr(fd), "lifeline"))
		os.Exit(1)
	}()
	return nil
}

// AwaitEOF returns when nothing more can be read.
func AwaitEOF(r io.Reader) {
	// Whatever the reason why reading ended, the writer can no longer be heard.
	_, _ = io.Copy(io.Discard, r)
}
