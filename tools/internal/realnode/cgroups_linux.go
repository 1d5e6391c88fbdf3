package realnode

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// hierarchies are the mounted trees of control groups, of version 1 or 2.
func hierarchies() (unified, all []string, err error) {
	mounts, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return nil, nil, err
	}
	for _, line := range strings.Split(string(mounts), "\n") {
		fields := strings.Fields(line)
		if len(fields) < 3 || !strings.HasPrefix(fields[2], "cgroup") {
			continue
		}
		all = append(all, fields[1])
		if fields[2] == "cgroup2" {
			unified = append(unified, fields[1])
		}
	}
	return unified, all, nil
}

// makeCgroups makes the group in every hierarchy. In version 2 it hands on the
// controllers that are there.
func makeCgroups(group string) error {
	unified, all, err := hierarchies()
	if err != nil {
		return err
	}
	for _, root := range all {
		if err := os.MkdirAll(filepath.Join(root, group), 0o755); err != nil {
			return err
		}
	}
	for _, root := range unified {
		controllers, err := os.ReadFile(filepath.Join(root, "cgroup.controllers"))
		if err != nil {
			return err
		}
		for _, controller := range strings.Fields(string(controllers)) {
			for _, dir := range []string{root, filepath.Join(root, group)} {
				file := filepath.Join(dir, "cgroup.subtree_control")
				if err := os.WriteFile(file, []byte("+"+controller), 0o644); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// removeCgroups removes the group with all below. A group can be busy for a
// moment after its last process was killed.
func removeCgroups(group string) error {
	_, all, err := hierarchies()
	if err != nil {
		return err
	}
	var problems []error
	for _, root := range all {
		for try := 0; ; try++ {
			err := removeTree(filepath.Join(root, group))
			if err == nil {
				break
			}
			if try == 20 {
				problems = append(problems, err)
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
	return errors.Join(problems...)
}

// removeTree removes folders, the deepest first; the files of a control group
// vanish with it.
func removeTree(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, entry := range entries {
		if entry.IsDir() {
			if err := removeTree(filepath.Join(dir, entry.Name())); err != nil {
				return err
			}
		}
	}
	return os.Remove(dir)
}
