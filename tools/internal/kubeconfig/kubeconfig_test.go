package kubeconfig

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"k8s.io/client-go/tools/clientcmd"

	"taskhub/tools/internal/pki"
)

func TestWrittenConfigRefersToNoOtherFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "below", "kubeconfig")
	pair := pki.Pair{Cert: []byte("certificate"), Key: []byte("key")}
	if err := Write(path, Config("https://127.0.0.1:6443", []byte("authority"), "admin", pair)); err != nil {
		t.Fatal(err)
	}
	config, err := clientcmd.LoadFromFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cluster, user := config.Clusters[Context], config.AuthInfos["admin"]
	if cluster.CertificateAuthority != "" || user.ClientCertificate != "" || user.ClientKey != "" {
		t.Error("names a file")
	}
	if cluster.Server != "https://127.0.0.1:6443" || !bytes.Equal(cluster.CertificateAuthorityData, []byte("authority")) {
		t.Errorf("cluster %+v", cluster)
	}
	if !bytes.Equal(user.ClientCertificateData, pair.Cert) || !bytes.Equal(user.ClientKeyData, pair.Key) {
		t.Error("the user's certificate is not the given one")
	}
	if config.CurrentContext != Context || config.Contexts[Context].AuthInfo != "admin" {
		t.Errorf("context %q", config.CurrentContext)
	}
}

func TestFilesAreReadableByTheOwnerAloneAndReplacedAsAWhole(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "kubeconfig")
	for _, content := range []string{"long before", "after"} {
		if err := WriteFile(path, []byte(content)); err != nil {
			t.Fatal(err)
		}
	}
	content, err := os.ReadFile(path)
	if err != nil || string(content) != "after" {
		t.Errorf("%q, %v", content, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 1 {
		t.Errorf("left over: %v, %v", entries, err)
	}
}
