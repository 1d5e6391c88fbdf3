package realnode

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRemovesFoldersFromTheDeepestOn(t *testing.T) {
	root := filepath.Join(t.TempDir(), "group")
	if err := os.MkdirAll(filepath.Join(root, "pods", "one"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := removeTree(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if err := removeTree(root); err != nil {
		t.Fatalf("nothing to remove: %v", err)
	}
}
