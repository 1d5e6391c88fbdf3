package realnode

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"taskhub/tools/internal/process"
)

// Init is the command that is the first process of the namespaces.
const Init = "namespace"

// outsideVar tells the processes in the namespaces the id of the one outside.
const outsideVar = "TASKHUB_CLUSTER_OUTSIDE"

// Descriptors that processes in the namespaces inherit: the end of the one who
// started them, and then the listeners outside.
const (
	lifeline      = 3
	firstListener = 4
)

// stopTimeout is how long an orderly stop may take before everything is killed.
const stopTimeout = 15 * time.Second

// Outside runs this binary again, as the command `up` with these arguments, in
// namespaces of its own, and returns when that ended. The listeners stay outside:
// a socket belongs to the network where it was opened.
func Outside(ctx context.Context, args []string, listeners ...net.Listener) error {
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer write.Close()
	c := exec.CommandContext(ctx, executable, append([]string{Init}, args...)...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = stopTimeout
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	c.Env = append(os.Environ(), fmt.Sprintf("%s=%d", outsideVar, os.Getpid()))
	c.ExtraFiles = []*os.File{read}
	for _, l := range listeners {
		file, err := l.(*net.TCPListener).File()
		if err != nil {
			return err
		}
		defer file.Close()
		defer l.Close()
		c.ExtraFiles = append(c.ExtraFiles, file)
	}
	c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID |
		syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS}
	if err := c.Start(); err != nil {
		return fmt.Errorf("namespaces of its own need root: %w", err)
	}
	_ = read.Close()
	err = c.Wait()
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Inside returns the listeners that were opened outside, and the id of the
// process there; false where this process is not in namespaces of its own.
func Inside() (listeners []net.Listener, outside string, ok bool, err error) {
	outside, ok = os.LookupEnv(outsideVar)
	if !ok {
		return nil, "", false, nil
	}
	for fd := uintptr(firstListener); fd < firstListener+2; fd++ {
		file := os.NewFile(fd, "listener")
		l, err := net.FileListener(file)
		if err != nil {
			return nil, "", true, fmt.Errorf("listener of outside: %w", err)
		}
		_ = file.Close()
		listeners = append(listeners, l)
	}
	return listeners, outside, true, nil
}

// CgroupRoot is the group that holds all pods, below which the kubelet makes its
// own.
func CgroupRoot(outside string) string { return "/taskhub-" + outside }

// RunInit prepares the namespaces, runs `up` in them and collects every process
// that ends. With `up`, or with the process outside, everything ends.
func RunInit(args []string) error {
	groups := CgroupRoot(os.Getenv(outsideVar))
	if err := errors.Join(mounts(dirOf(args)), network(), makeCgroups(groups)); err != nil {
		return errors.Join(err, removeCgroups(groups))
	}
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	c := exec.Command(executable, append([]string{"up"}, args...)...)
	c.Stdout, c.Stderr = os.Stdout, os.Stderr
	c.Env = append(os.Environ(), process.Lifeline(lifeline))
	c.ExtraFiles = []*os.File{read, os.NewFile(firstListener, "api"), os.NewFile(firstListener+1, "registry")}
	if err := c.Start(); err != nil {
		return err
	}
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		for s := range signals {
			_ = c.Process.Signal(s) // an error means that it is gone already
		}
	}()
	go func() {
		process.AwaitEOF(os.NewFile(lifeline, "lifeline"))
		killAll()
	}()
	code := reap(c.Process.Pid)
	_ = write.Close()
	if err := removeCgroups(groups); err != nil {
		return err
	}
	os.Exit(code)
	return nil
}

// reap collects processes until none is left; once the main one ended, all others
// are killed.
func reap(main int) int {
	code := 1
	for {
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, 0, nil)
		if errors.Is(err, syscall.EINTR) {
			continue
		}
		if err != nil {
			return code
		}
		if pid == main {
			if status.Exited() {
				code = status.ExitStatus()
			}
			killAll()
		}
	}
}

func killAll() { _ = syscall.Kill(-1, syscall.SIGKILL) }

// mounts gives the namespaces a /proc of their own, and hides the folders that
// containerd, the kubelet and the network plugins write to by a fixed path.
func mounts(dir string) error {
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("private mounts: %w", err)
	}
	if err := syscall.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("/proc: %w", err)
	}
	for _, folder := range []string{"/run", "/var/log", "/var/lib/cni"} {
		if strings.HasPrefix(dir+"/", folder+"/") {
			return fmt.Errorf("--dir %s: a real node hides %s; name a folder elsewhere", dir, folder)
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			return err
		}
		if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, "mode=0755"); err != nil {
			return fmt.Errorf("%s: %w", folder, err)
		}
	}
	if err := syscall.Mount("", "/", "", syscall.MS_REC|syscall.MS_SHARED, ""); err != nil {
		return fmt.Errorf("mounts that pods see: %w", err)
	}
	return nil
}

func dirOf(args []string) string {
	for i, arg := range args {
		if arg == "--dir" && i+1 < len(args) {
			dir, err := filepath.Abs(args[i+1])
			if err == nil {
				return dir
			}
		}
	}
	return ""
}

// network has nothing but loopback and the bridge of the pods.
func network() error {
	for _, arguments := range []string{
		"link set lo up",
		"link add " + bridge + " type bridge",
		"addr add " + Address + "/16 dev " + bridge,
		"link set " + bridge + " up",
		"route add " + services + " dev " + bridge,
	} {
		if out, err := exec.Command("ip", strings.Fields(arguments)...).CombinedOutput(); err != nil {
			return fmt.Errorf("ip %s: %w: %s", arguments, err, strings.TrimSpace(string(out)))
		}
	}
	return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
}
