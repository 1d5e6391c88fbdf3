package world

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"taskhub/tools/internal/process"
	"taskhub/tools/internal/realnode"
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
	var outside []net.Listener
	pid := fmt.Sprint(os.Getpid())
	if o.node == nodeReal {
		listeners, process, inside, err := realnode.Inside()
		if err != nil {
			return err
		}
		if !inside {
			return enter(ctx, o, args)
		}
		outside, pid = listeners, process
	}
	group, err := process.NewGroup(filepath.Join(o.dir, "logs"))
	if err != nil {
		return err
	}
	return run(ctx, &world{options: o, group: group, outside: outside, pid: pid}, started)
}

// enter runs the command again in namespaces of its own. What others talk to stays
// on this side.
func enter(ctx context.Context, o options, args []string) error {
	var listeners []net.Listener
	for _, address := range []string{net.JoinHostPort(o.bind, fmt.Sprint(o.port)), o.registry} {
		l, err := net.Listen("tcp", address)
		if err != nil {
			return err
		}
		listeners = append(listeners, l)
	}
	return realnode.Outside(ctx, append(args, "--dir", o.dir), listeners...)
}

// run starts everything, tells that it is ready, and waits for the end.
func run(ctx context.Context, w *world, started time.Time) (err error) {
	w.logs = filepath.Join(w.options.dir, "logs")
	defer func() { err = errors.Join(err, w.stop()) }()
	starting, cancel := context.WithTimeout(ctx, w.options.timeout)
	defer cancel()
	if err := w.start(starting, ctx); err != nil {
		if ctx.Err() != nil {
			return errors.New("stopped while starting")
		}
		return err
	}
	state := w.state(started)
	if err := state.write(w.options.state); err != nil {
		return err
	}
	fmt.Printf("ready in %.1f s: %s, registry %s\nexport KUBECONFIG=%s\n",
		time.Since(started).Seconds(), state.Server, orNone(state.Registry), state.Kubeconfig)
	select {
	case <-ctx.Done():
		return nil
	case err := <-w.group.Exited():
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
