// Package kubeconfig writes kubeconfig files that refer to no other file.
package kubeconfig

import (
	"os"
	"path/filepath"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"

	"taskhub/tools/internal/pki"
)

// Context is the name of the one context, and of the cluster that it points to.
const Context = "taskhub-local"

// Config for the user of a certificate. All certificates are embedded.
func Config(server string, authority []byte, user string, pair pki.Pair) *api.Config {
	config := api.NewConfig()
	config.Clusters[Context] = &api.Cluster{Server: server, CertificateAuthorityData: authority}
	config.AuthInfos[user] = &api.AuthInfo{ClientCertificateData: pair.Cert, ClientKeyData: pair.Key}
	config.Contexts[Context] = &api.Context{Cluster: Context, AuthInfo: user}
	config.CurrentContext = Context
	return config
}

// Write stores the configuration, readable by the owner alone; a reader never
// sees half of it.
func Write(path string, config *api.Config) error {
	content, err := clientcmd.Write(*config)
	if err != nil {
		return err
	}
	return WriteFile(path, content)
}

// WriteFile replaces a file as a whole, readable by the owner alone.
func WriteFile(path string, content []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	part := path + ".part"
	if err := os.WriteFile(part, content, 0o600); err != nil {
		return err
	}
	return os.Rename(part, path)
}
