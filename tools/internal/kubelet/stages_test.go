package kubelet

import (
	"strings"
	"testing"

	"sigs.k8s.io/yaml"
)

func TestEveryStageIsNamedOnce(t *testing.T) {
	content, err := Stages()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, document := range strings.Split(content, "\n---\n") {
		var stage struct {
			Kind     string
			Metadata struct{ Name string }
		}
		if err := yaml.Unmarshal([]byte(document), &stage); err != nil {
			t.Fatalf("%v in\n%s", err, document)
		}
		if stage.Kind != "Stage" || stage.Metadata.Name == "" || seen[stage.Metadata.Name] {
			t.Errorf("kind %q, name %q", stage.Kind, stage.Metadata.Name)
		}
		seen[stage.Metadata.Name] = true
	}
	for _, name := range []string{"node-initialize", "pod-ready", "pod-complete", "pod-delete", "pod-crash-end", "pod-pull-fail"} {
		if !seen[name] {
			t.Errorf("%s is missing", name)
		}
	}
}
