package world

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"taskhub/tools/internal/process"
)

// Up is the command `up`: it returns after a signal, with everything stopped.
func Up(args []string) error {
	started := time.Now()
	o, err := parse(args)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	if o.ownSession {
		// Refused where this process leads a group already: then it has its own.
		_, _ = syscall.Setsid()
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if o.followStdin {
		go func() {
			process.AwaitEOF(os.Stdin)
			stop()
		}()
	}
	if err := errors.Join(os.MkdirAll(o.dir, 0o700), removeFile(o.state)); err != nil {
		return err
	}
	group, err := process.NewGroup(filepath.Join(o.dir, "logs"))
	if err != nil {
		return err
	}
	return run(ctx, o, group, started)
}

// run starts everything, tells that it is ready, and waits for the end.
func run(ctx context.Context, o options, group *process.Group, started time.Time) (err error) {
	w := &world{options: o, group: group, logs: filepath.Join(o.dir, "logs")}
	defer func() { err = errors.Join(err, w.stop()) }()
	starting, cancel := context.WithTimeout(ctx, o.timeout)
	defer cancel()
	if err := w.start(starting); err != nil {
		if ctx.Err() != nil {
			return errors.New("stopped while starting")
		}
		return err
	}
	state := w.state(started)
	if err := state.write(o.state); err != nil {
		return err
	}
	fmt.Printf("ready in %.1f s: %s, registry %s\nexport KUBECONFIG=%s\n",
		time.Since(started).Seconds(), state.Server, orNone(state.Registry), state.Kubeconfig)
	select {
	case <-ctx.Done():
		return nil
	case err := <-group.Exited():
		w.ended++
		return err
	case err := <-w.failed:
		return err
	}
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return s
}
