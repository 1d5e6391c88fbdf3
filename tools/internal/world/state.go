package world

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"runtime/debug"
	"time"

	"taskhub/tools/internal/kubeconfig"
)

// Component is a part of the world and its version.
type Component struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// State is what others need to know about a running world. The file that holds it
// exists from the moment when everything is ready until the stop begins.
type State struct {
	PID        json.Number `json:"pid"`
	Started    time.Time   `json:"started"`
	Server     string      `json:"server"`
	Kubeconfig string      `json:"kubeconfig"`
	Registry   string      `json:"registry,omitempty"`
	Node       string      `json:"node"`
	Nodes      int         `json:"nodes"`
	Logs       string      `json:"logs"`
	Versions   []Component `json:"versions"`
}

// Versions of what this binary was built from.
func Versions() []Component {
	modules := map[string]string{
		"k8s.io/kubernetes":                      "kubernetes",
		"go.etcd.io/etcd/server/v3":              "etcd",
		"sigs.k8s.io/kwok":                       "kwok",
		"github.com/google/go-containerregistry": "registry",
	}
	var found []Component
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, module := range info.Deps {
		if name, ok := modules[module.Path]; ok {
			found = append(found, Component{name, module.Version})
		}
	}
	return found
}

func (s State) write(path string) error {
	content, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	return kubeconfig.WriteFile(path, append(content, '\n'))
}

func removeFile(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
