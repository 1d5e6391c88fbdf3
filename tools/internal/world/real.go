package world

import (
	"context"
	"os"
	"path/filepath"

	"taskhub/tools/internal/images"
	"taskhub/tools/internal/pki"
	"taskhub/tools/internal/realnode"
)

// startRealNode runs one node with containers, and makes volumes for their claims
// as long as the world runs.
func (w *world) startRealNode(ctx, running context.Context) error {
	executable, err := os.Executable()
	if err != nil {
		return err
	}
	programs := filepath.Dir(executable)
	pause := w.registry.Address() + "/taskhub/pause:1"
	if err := images.PushProgram(pause, filepath.Join(programs, "pause")); err != nil {
		return err
	}
	dir := filepath.Join(w.options.dir, "node")
	config := realnode.Config{
		Dir: dir, Programs: programs, CoreDNS: w.options.coreDNS, PauseImage: pause,
		CgroupRoot: realnode.CgroupRoot(w.pid), Authority: w.files.authority,
	}
	if config.Kubelet, err = w.userConfig("kubelet", "system:node:"+realnode.Name, "system:nodes"); err != nil {
		return err
	}
	if config.Proxy, err = w.userConfig("kube-proxy", "system:kube-proxy"); err != nil {
		return err
	}
	if config.DNS, err = w.userConfig("coredns", "coredns", "system:masters"); err != nil {
		return err
	}
	serving, err := w.ca.Issue(pki.Subject{Name: realnode.Name, Hosts: []string{realnode.Address}})
	if err != nil {
		return err
	}
	if config.Cert, config.Key, err = serving.Write(filepath.Join(w.options.dir, "pki"), "kubelet"); err != nil {
		return err
	}
	if err := realnode.Start(ctx, config, w.group); err != nil {
		return err
	}
	folders := filepath.Join(dir, "volumes")
	if err := os.MkdirAll(folders, 0o755); err != nil {
		return err
	}
	return realnode.Provide(running, w.client, folders)
}
