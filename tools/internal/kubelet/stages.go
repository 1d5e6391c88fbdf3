// Package kubelet plays the part of the kubelets: what happens to nodes and pods
// (stages for kwok), and the logs that `kubectl logs` reads.
package kubelet

import (
	"embed"
	"io/fs"
	"strings"

	nodeinit "sigs.k8s.io/kwok/kustomize/stage/node/fast"
	heartbeat "sigs.k8s.io/kwok/kustomize/stage/node/heartbeat-with-lease"
)

//go:embed stages/*.yaml
var podStages embed.FS

// Stages is the configuration for kwok: one YAML document a stage.
func Stages() (string, error) {
	documents := []string{nodeinit.DefaultNodeInit, heartbeat.DefaultNodeHeartbeatWithLease}
	files, err := fs.Glob(podStages, "stages/*.yaml")
	if err != nil {
		return "", err
	}
	for _, file := range files {
		content, err := podStages.ReadFile(file)
		if err != nil {
			return "", err
		}
		documents = append(documents, string(content))
	}
	return strings.Join(documents, "\n---\n"), nil
}
