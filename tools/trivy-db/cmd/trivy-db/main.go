// Command trivy-db writes a small vulnerability database for Trivy (schema 2) from a list of advisories, so that scans
// can be tried without a network. Usage: trivy-db ADVISORIES.json CACHE_DIR
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	bolt "go.etcd.io/bbolt"
)

// advisory says that a package is vulnerable. An operating system's names the version that is fixed, empty where there is
// none; that of a language names ranges of versions.
type advisory struct {
	ID         string   `json:"id"`
	Title      string   `json:"title"`
	Severity   string   `json:"severity"`
	Platform   string   `json:"platform"` // "debian 12", or "npm::GitHub Security Advisory npm"
	Source     source   `json:"source"`
	Package    string   `json:"package"`
	Fixed      string   `json:"fixed"`
	Vulnerable []string `json:"vulnerable"`
	Patched    []string `json:"patched"`
}

type source struct {
	ID   string
	Name string
	URL  string
}

var severities = map[string]int{"LOW": 1, "MEDIUM": 2, "HIGH": 3, "CRITICAL": 4}

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: trivy-db ADVISORIES.json CACHE_DIR")
		os.Exit(2)
	}
	if err := run(os.Args[1], filepath.Join(os.Args[2], "db")); err != nil {
		fmt.Fprintln(os.Stderr, "trivy-db:", err)
		os.Exit(1)
	}
}

func run(from, dir string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	var advisories []advisory
	if err := json.Unmarshal(text, &advisories); err != nil {
		return fmt.Errorf("%s: %w", from, err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	db, err := bolt.Open(filepath.Join(dir, "trivy.db"), 0o644, nil)
	if err != nil {
		return err
	}
	err = db.Update(func(tx *bolt.Tx) error {
		for _, a := range advisories {
			if err := a.write(tx); err != nil {
				return fmt.Errorf("%s: %w", a.ID, err)
			}
		}
		return nil
	})
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	now := time.Now().UTC()
	return writeJSON(filepath.Join(dir, "metadata.json"), map[string]any{
		"Version": 2, "UpdatedAt": now, "DownloadedAt": now, "NextUpdate": now.AddDate(1, 0, 0),
	})
}

func (a advisory) write(tx *bolt.Tx) error {
	if severities[a.Severity] == 0 {
		return fmt.Errorf("severity %q: want LOW, MEDIUM, HIGH or CRITICAL", a.Severity)
	}
	detail := map[string]any{"FixedVersion": a.Fixed}
	if len(a.Vulnerable) > 0 {
		detail = map[string]any{"VulnerableVersions": a.Vulnerable, "PatchedVersions": a.Patched}
	}
	return errors.Join(
		put(tx, a.Platform, a.Source, "data-source"),
		put(tx, a.ID, detail, a.Platform, a.Package),
		put(tx, a.ID, map[string]any{
			"Title": a.Title, "Severity": a.Severity,
			"VendorSeverity": map[string]int{a.Source.ID: severities[a.Severity]},
		}, "vulnerability"),
	)
}

// put stores a value as JSON in a bucket that is reached by a path of names.
func put(tx *bolt.Tx, key string, value any, path ...string) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	bucket, err := tx.CreateBucketIfNotExists([]byte(path[0]))
	for _, name := range path[1:] {
		if err != nil {
			return err
		}
		bucket, err = bucket.CreateBucketIfNotExists([]byte(name))
	}
	if err != nil {
		return err
	}
	return bucket.Put([]byte(key), text)
}

func writeJSON(file string, value any) error {
	text, err := json.Marshal(value)
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
