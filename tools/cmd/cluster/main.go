// Command cluster runs a small but real Kubernetes control plane on loopback:
// an embedded etcd, kube-apiserver, kube-controller-manager, kube-scheduler and,
// in place of kubelets, kwok, or on request one real node. Each component is a
// re-execution of this binary.
// It also serves an OCI registry and holds kubectl, so one file is a whole
// delivery target.
package main

import (
	"fmt"
	"io"
	"os"

	_ "time/tzdata" // CronJob.spec.timeZone on machines without zone files

	"taskhub/tools/internal/component"
	"taskhub/tools/internal/images"
	"taskhub/tools/internal/process"
	"taskhub/tools/internal/realnode"
	"taskhub/tools/internal/world"
)

// command runs with the arguments after its own name.
type command struct {
	name, summary string
	run           func(args []string) error
}

func commands() []command {
	return []command{
		{"up", "run a control plane and a registry until SIGTERM or SIGINT", world.Up},
		{"registry", "run an OCI registry alone", images.Serve},
		{"image", "push a small labelled image: image push REPOSITORY:TAG...", images.Run},
		{"kubectl", "kubectl", component.Kubectl},
		{realnode.Init, "the first process of a real node's namespaces; 'up' runs it", realnode.RunInit},
		{"version", "print the versions that are inside", printVersions},
	}
}

func main() {
	if err := process.FollowParent(); err != nil {
		fail(err)
	}
	if len(os.Args) < 2 || os.Args[1] == "--help" || os.Args[1] == "-h" {
		usage(os.Stdout)
		return
	}
	name, args := os.Args[1], os.Args[2:]
	for _, c := range commands() {
		if c.name == name {
			if err := c.run(args); err != nil {
				fail(err)
			}
			return
		}
	}
	if run, ok := component.Find(name); ok {
		if err := run(args); err != nil {
			fail(err)
		}
		return
	}
	fmt.Fprintf(os.Stderr, "cluster: unknown command %q\n", name)
	usage(os.Stderr)
	os.Exit(2)
}

func printVersions([]string) error {
	for _, v := range world.Versions() {
		fmt.Printf("%s %s\n", v.Name, v.Version)
	}
	return nil
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "usage: cluster COMMAND [ARGUMENT...]   (cluster COMMAND --help tells the options)")
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-10s %s\n", c.name, c.summary)
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, "cluster:", err)
	os.Exit(1)
}
