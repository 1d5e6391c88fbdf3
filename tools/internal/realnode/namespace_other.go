//go:build !linux

package realnode

import (
	"context"
	"errors"
	"net"

	"k8s.io/client-go/kubernetes"
)

// Init is the command that is the first process of the namespaces.
const Init = "namespace"

var errLinux = errors.New("a real node needs Linux")

// Outside is for Linux alone.
func Outside(context.Context, []string, ...net.Listener) error { return errLinux }

// Inside is false everywhere else.
func Inside() (listeners []net.Listener, outside string, ok bool, err error) {
	return nil, "", false, nil
}

// CgroupRoot is for Linux alone.
func CgroupRoot(string) string { return "" }

// Provide is for Linux alone.
func Provide(context.Context, kubernetes.Interface, string) error { return errLinux }

// RunInit is for Linux alone.
func RunInit([]string) error { return errLinux }
