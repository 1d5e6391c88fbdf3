package world

import (
	"os"
	"path/filepath"

	"taskhub/tools/internal/kubelet"
	"taskhub/tools/internal/pki"
	"taskhub/tools/internal/realnode"
)

// writeFiles makes the authority, the certificates and the configuration that the
// components read from disk.
func (w *world) writeFiles() error {
	dir := filepath.Join(w.options.dir, "pki")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	ca, err := pki.NewAuthority("taskhub-local")
	if err != nil {
		return err
	}
	w.ca = ca
	if w.files.authority, w.files.authorityKey, err = ca.Pair().Write(dir, "ca"); err != nil {
		return err
	}
	serving, err := ca.Issue(pki.Subject{Name: "kube-apiserver", Hosts: []string{
		w.options.bind, "127.0.0.1", realnode.Address, "10.96.0.1", "localhost",
		"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local",
	}})
	if err != nil {
		return err
	}
	if w.files.serving, w.files.servingKey, err = serving.Write(dir, "kube-apiserver"); err != nil {
		return err
	}
	client, err := ca.Issue(pki.Subject{Name: "kube-apiserver-kubelet-client", Groups: []string{"system:masters"}})
	if err != nil {
		return err
	}
	if w.files.kubeletClient, w.files.kubeletKey, err = client.Write(dir, "kubelet-client"); err != nil {
		return err
	}
	signing, err := pki.NewSigningKey()
	if err != nil {
		return err
	}
	w.files.signingKey = filepath.Join(dir, "service-accounts.key")
	if err := os.WriteFile(w.files.signingKey, signing, 0o600); err != nil {
		return err
	}
	stages, err := kubelet.Stages()
	if err != nil {
		return err
	}
	w.files.stages = filepath.Join(w.options.dir, "stages.yaml")
	return os.WriteFile(w.files.stages, []byte(stages), 0o600)
}
