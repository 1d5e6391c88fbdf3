package process

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Group is the set of children of one run. They are stopped together, newest
// first, and die with this process.
type Group struct {
	executable string
	logs       string
	lifeline   struct{ read, write *os.File }
	children   []*exec.Cmd
	exited     chan error
}

// maxChildren bounds a group, so that a child's end never waits for a reader.
const maxChildren = 16

// NewGroup makes a group whose children write to <name>.log in the folder logs.
func NewGroup(logs string) (*Group, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(logs, 0o700); err != nil {
		return nil, err
	}
	g := &Group{executable: executable, logs: logs, exited: make(chan error, maxChildren)}
	g.lifeline.read, g.lifeline.write, err = os.Pipe()
	return g, err
}

// Start runs this binary again as the command name.
func (g *Group) Start(name string, args ...string) error {
	return g.StartProgram(name, g.executable, append([]string{name}, args...)...)
}

// StartProgram runs another program. Unlike this binary it does not know the
// lifeline: it must end with the namespace that it runs in.
func (g *Group) StartProgram(name, program string, args ...string) error {
	if len(g.children) == maxChildren {
		return errors.New("too many children")
	}
	log, err := os.OpenFile(filepath.Join(g.logs, name+".log"), os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	c := exec.Command(program, args...)
	c.Stdout, c.Stderr = log, log
	c.ExtraFiles = []*os.File{g.lifeline.read} // becomes descriptor 3
	c.Env = append(os.Environ(), Lifeline(3))
	if err := c.Start(); err != nil {
		return errors.Join(fmt.Errorf("%s: %w", name, err), log.Close())
	}
	g.children = append(g.children, c)
	go func() {
		err := c.Wait()
		_ = log.Close()
		g.exited <- fmt.Errorf("%s ended: %s; its log: %s", name, reason(err), log.Name())
	}()
	return nil
}

// Exited tells of every child that ended.
func (g *Group) Exited() <-chan error { return g.exited }

// Stop ends the children that are left, newest first, and waits for them. ended
// is the number of messages that were already taken from Exited.
func (g *Group) Stop(ended int) {
	for i := len(g.children) - 1; i >= 0; i-- {
		// An error means that it is gone already.
		_ = g.children[i].Process.Kill()
	}
	for ; ended < len(g.children); ended++ {
		<-g.exited
	}
	_ = g.lifeline.read.Close()
	_ = g.lifeline.write.Close()
}

func reason(err error) string {
	if err == nil {
		return "exit status 0"
	}
	return err.Error()
}
