// Package world starts and stops the parts of a local delivery target in order:
// etcd, the control plane, the nodes, the registry.
package world

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"path/filepath"
	"time"
)

// Kinds of nodes.
const (
	nodePlayed = "played"
	nodeReal   = "real"
)

// options of the command `up`.
type options struct {
	dir          string
	kubeconfig   string
	state        string
	node         string
	nodes        int
	coreDNS      string
	bind         string
	port         int
	registry     string
	registryAuth string
	timeout      time.Duration
	ownSession   bool
	followStdin  bool
}

func parse(args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet("up", flag.ContinueOnError)
	flags.StringVar(&o.dir, "dir", "", "folder for certificates, data and logs; data of an earlier run is discarded")
	flags.StringVar(&o.kubeconfig, "kubeconfig", "", "where to write the administrator's kubeconfig (default DIR/kubeconfig)")
	flags.StringVar(&o.state, "state", "", "file that appears, as JSON, when everything is ready (default DIR/state.json)")
	flags.StringVar(&o.node, "node", nodePlayed, "played: nodes without containers; real: one node with containerd (root, Linux)")
	flags.IntVar(&o.nodes, "nodes", 3, "number of played nodes")
	flags.StringVar(&o.coreDNS, "coredns", "coredns", "the program CoreDNS, for a real node")
	flags.StringVar(&o.bind, "bind", "127.0.0.1", "address of the API server")
	flags.IntVar(&o.port, "port", 0, "port of the API server (0: a free one)")
	flags.StringVar(&o.registry, "registry", "127.0.0.1:0", "loopback address of the registry (port 0: a free one; empty: none)")
	flags.StringVar(&o.registryAuth, "registry-auth", "", "file with one line user:password that the registry asks for")
	flags.DurationVar(&o.timeout, "timeout", 2*time.Minute, "how long the start may take")
	flags.BoolVar(&o.ownSession, "own-session", false, "leave the terminal's session, so that its Ctrl-C does not reach here")
	flags.BoolVar(&o.followStdin, "follow-stdin", false, "stop when standard input ends (that is, with who started this)")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("up: unexpected argument %q", flags.Arg(0))
	}
	if o.dir == "" {
		return o, errors.New("up: --dir is missing: name a folder for certificates, data and logs")
	}
	if o.nodes < 0 || o.nodes > 100 {
		return o, fmt.Errorf("up: --nodes %d: expected 0 to 100", o.nodes)
	}
	if o.node != nodePlayed && o.node != nodeReal {
		return o, fmt.Errorf("up: --node %q: expected %s or %s", o.node, nodePlayed, nodeReal)
	}
	if net.ParseIP(o.bind) == nil {
		return o, fmt.Errorf("up: --bind %q is no IP address", o.bind)
	}
	if o.node == nodeReal && (o.bind != "127.0.0.1" || o.registry == "") {
		return o, errors.New("up: with --node real the API server and a registry are on 127.0.0.1")
	}
	var err error
	if o.dir, err = filepath.Abs(o.dir); err != nil {
		return o, err
	}
	if o.kubeconfig == "" {
		o.kubeconfig = filepath.Join(o.dir, "kubeconfig")
	}
	if o.state == "" {
		o.state = filepath.Join(o.dir, "state.json")
	}
	return o, nil
}
