package world

import (
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestFilesLieInTheFolderUnlessNamed(t *testing.T) {
	o, err := parse([]string{"--dir", "/srv/world"})
	if err != nil {
		t.Fatal(err)
	}
	if o.kubeconfig != filepath.Join("/srv/world", "kubeconfig") || o.state != filepath.Join("/srv/world", "state.json") {
		t.Errorf("%+v", o)
	}
}

func TestRefusesWhatCannotWork(t *testing.T) {
	for _, c := range []struct {
		args []string
		says string
	}{
		{nil, "--dir is missing"},
		{[]string{"--dir", "x", "--nodes", "-1"}, "--nodes -1"},
		{[]string{"--dir", "x", "--nodes", "101"}, "--nodes 101"},
		{[]string{"--dir", "x", "--bind", "here"}, `"here" is no IP address`},
		{[]string{"--dir", "x", "--node", "virtual"}, `--node "virtual": expected played or real`},
		{[]string{"--dir", "x", "--node", "real", "--registry", ""}, "a registry are on 127.0.0.1"},
		{[]string{"--dir", "x", "more"}, `unexpected argument "more"`},
	} {
		if _, err := parse(c.args); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v: %v, expected %q", c.args, err, c.says)
		}
	}
}

func TestAPIServerHasNoEndpointOnLoopback(t *testing.T) {
	etcd, err := url.Parse("http://127.0.0.1:2379")
	if err != nil {
		t.Fatal(err)
	}
	for bind, reconciler := range map[string]string{"127.0.0.1": "none", "10.1.2.3": "lease"} {
		args := apiServerArgs(bind, "", 6443, etcd, files{})
		if !slices.Contains(args, "--endpoint-reconciler-type="+reconciler) || !slices.Contains(args, "--bind-address="+bind) {
			t.Errorf("%s: %v", bind, args)
		}
	}
}

func TestAPIServerOfARealNodeIsFoundByItsPods(t *testing.T) {
	etcd, err := url.Parse("http://127.0.0.1:2379")
	if err != nil {
		t.Fatal(err)
	}
	args := apiServerArgs("127.0.0.1", "10.244.0.1", 6443, etcd, files{})
	for _, arg := range []string{"--bind-address=0.0.0.0", "--advertise-address=10.244.0.1", "--endpoint-reconciler-type=lease"} {
		if !slices.Contains(args, arg) {
			t.Errorf("%s is missing in %v", arg, args)
		}
	}
}

func TestKwokPlaysOnlyItsOwnNodes(t *testing.T) {
	args := kwokArgs("/k", 4711, files{stages: "/s"})
	for _, arg := range []string{"--manage-all-nodes=false", "--manage-nodes-with-label-selector=type=kwok", "--node-port=4711", "--config=/s"} {
		if !slices.Contains(args, arg) {
			t.Errorf("%s is missing in %v", arg, args)
		}
	}
}
