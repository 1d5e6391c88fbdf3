package world

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"taskhub/tools/internal/component"
	"taskhub/tools/internal/images"
	"taskhub/tools/internal/kubeconfig"
	"taskhub/tools/internal/kubelet"
	"taskhub/tools/internal/pki"
	"taskhub/tools/internal/process"
	"taskhub/tools/internal/realnode"
)

// world is a running delivery target.
type world struct {
	options  options
	logs     string
	group    *process.Group
	outside  []net.Listener // of a real node's API server and registry: where others talk to them
	pid      string         // of the process that others end
	ended    int            // how many children are known to have ended
	failed   chan error     // a server of this process stopped serving
	etcd     *embed.Etcd
	podLogs  *kubelet.LogServer
	registry *images.Registry
	server   string
	ca       *pki.Authority
	client   kubernetes.Interface
	files    files
}

// start is over when everything is ready; the second context ends with the world.
func (w *world) start(ctx, running context.Context) error {
	w.failed = make(chan error, 4)
	if err := w.startRegistry(); err != nil {
		return err
	}
	if err := w.startAPIServer(ctx); err != nil {
		return err
	}
	manager, err := w.userConfig(component.ControllerManager, "system:kube-controller-manager")
	if err != nil {
		return err
	}
	if err := w.group.Start(component.ControllerManager, controllerManagerArgs(manager, w.files)...); err != nil {
		return err
	}
	scheduler, err := w.userConfig(component.Scheduler, "system:kube-scheduler")
	if err != nil {
		return err
	}
	if err := w.group.Start(component.Scheduler, schedulerArgs(scheduler)...); err != nil {
		return err
	}
	switch {
	case w.options.node == nodeReal:
		w.options.nodes = 1
		err = w.startRealNode(ctx, running)
	case w.options.nodes > 0:
		err = w.startNodes(ctx)
	}
	if err != nil {
		return err
	}
	return w.orChildEnd(ctx, func(ctx context.Context) error {
		return awaitUsable(ctx, w.client, w.options.nodes)
	})
}

func (w *world) startRegistry() error {
	if w.options.registry == "" {
		return nil
	}
	login, err := images.ReadLogin(w.options.registryAuth)
	if err != nil {
		return err
	}
	address := w.options.registry
	if w.options.node == nodeReal {
		address = w.outside[1].Addr().String()
	}
	if w.registry, err = images.Listen(address, login); err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	w.serve("registry", w.registry.Serve)
	if w.options.node == nodeReal {
		w.serve("registry", func() error { return realnode.Forward(w.outside[1], address) })
	}
	return nil
}

func (w *world) startAPIServer(ctx context.Context) error {
	port := w.options.port
	podsAddress := ""
	if w.options.node == nodeReal {
		port = w.outside[0].Addr().(*net.TCPAddr).Port
		podsAddress = realnode.Address
	} else if port == 0 {
		var err error
		if port, err = freePort(w.options.bind); err != nil {
			return err
		}
	}
	w.server = "https://" + net.JoinHostPort(w.options.bind, fmt.Sprint(port))
	if err := w.writeFiles(); err != nil {
		return err
	}
	admin, err := w.ca.Issue(pki.Subject{Name: "admin", Groups: []string{"system:masters"}})
	if err != nil {
		return err
	}
	config := kubeconfig.Config(w.server, w.ca.Pair().Cert, "admin", admin)
	if err := kubeconfig.Write(w.options.kubeconfig, config); err != nil {
		return err
	}
	rest, err := clientcmd.NewDefaultClientConfig(*config, nil).ClientConfig()
	if err != nil {
		return err
	}
	if w.client, err = kubernetes.NewForConfig(rest); err != nil {
		return err
	}
	etcd, address, err := startEtcd(ctx, filepath.Join(w.options.dir, "etcd"), w.logs)
	if err != nil {
		return err
	}
	w.etcd = etcd
	args := apiServerArgs(w.options.bind, podsAddress, port, address, w.files)
	if err := w.group.Start(component.APIServer, args...); err != nil {
		return err
	}
	if err := w.orChildEnd(ctx, w.awaitAPIServer); err != nil {
		return err
	}
	if w.options.node == nodeReal {
		address := w.outside[0].Addr().String()
		w.serve("API server", func() error { return realnode.Forward(w.outside[0], address) })
	}
	return nil
}

func (w *world) awaitAPIServer(ctx context.Context) error {
	var last error
	err := wait.PollUntilContextCancel(ctx, 100*time.Millisecond, true, func(ctx context.Context) (bool, error) {
		_, last = w.client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		return last == nil, nil
	})
	if err != nil {
		return fmt.Errorf("the API server did not become ready: %w", errors.Join(err, last))
	}
	return nil
}

func (w *world) startNodes(ctx context.Context) error {
	serving, err := w.ca.Issue(pki.Subject{Name: "kubelet", Hosts: []string{"127.0.0.1"}})
	if err != nil {
		return err
	}
	certificate, err := tls.X509KeyPair(serving.Cert, serving.Key)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	w.podLogs = kubelet.NewLogServer(w.client, certificate, w.ca.Pool())
	w.serve("pod logs", func() error { return w.podLogs.Serve(listener) })
	config, err := w.userConfig(component.Kwok, "kwok", "system:masters")
	if err != nil {
		return err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := w.group.Start(component.Kwok, kwokArgs(config, port, w.files)...); err != nil {
		return err
	}
	return createNodes(ctx, w.client, w.options.nodes)
}

func (w *world) serve(name string, run func() error) {
	go func() {
		if err := run(); err != nil {
			w.failed <- fmt.Errorf("%s: %w", name, err)
		}
	}()
}

// orChildEnd waits for something that comes true unless a child ends before.
func (w *world) orChildEnd(ctx context.Context, await func(context.Context) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	done := make(chan error, 1)
	go func() { done <- await(ctx) }()
	select {
	case err := <-done:
		return err
	case err := <-w.group.Exited():
		w.ended++
		cancel(err)
		<-done
		return err
	}
}

// userConfig issues a certificate and returns the path of its kubeconfig.
func (w *world) userConfig(name, user string, groups ...string) (string, error) {
	pair, err := w.ca.Issue(pki.Subject{Name: user, Groups: groups})
	if err != nil {
		return "", err
	}
	path := filepath.Join(w.options.dir, "pki", name+".kubeconfig")
	return path, kubeconfig.Write(path, kubeconfig.Config(w.server, w.ca.Pair().Cert, name, pair))
}

func (w *world) state(started time.Time) State {
	s := State{
		PID: json.Number(w.pid), Started: started.UTC(), Server: w.server, Kubeconfig: w.options.kubeconfig,
		Node: w.options.node, Nodes: w.options.nodes, Logs: w.logs, Versions: Versions(),
	}
	if w.registry != nil {
		s.Registry = w.registry.Address()
	}
	return s
}

// stop ends the children, then etcd: it closes quickly only without its clients.
func (w *world) stop() error {
	problems := []error{removeFile(w.options.state)}
	w.group.Stop(w.ended)
	if w.etcd != nil {
		w.etcd.Close()
	}
	if w.podLogs != nil {
		problems = append(problems, w.podLogs.Close())
	}
	if w.registry != nil {
		problems = append(problems, w.registry.Close())
	}
	return errors.Join(problems...)
}
