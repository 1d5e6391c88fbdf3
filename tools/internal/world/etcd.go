package world

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
)

// startEtcd runs etcd inside this process, on loopback, without waiting for the
// disk: its data is as short-lived as the world.
func startEtcd(ctx context.Context, dir, logs string) (*embed.Etcd, *url.URL, error) {
	if err := os.RemoveAll(dir); err != nil {
		return nil, nil, err
	}
	client, err := freeURL()
	if err != nil {
		return nil, nil, err
	}
	peer, err := freeURL()
	if err != nil {
		return nil, nil, err
	}
	config := embed.NewConfig()
	config.Dir = dir
	config.LogOutputs = []string{filepath.Join(logs, "etcd.log")}
	config.LogLevel = "warn"
	config.UnsafeNoFsync = true
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{*client}, []url.URL{*client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{*peer}, []url.URL{*peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return nil, nil, fmt.Errorf("etcd: %w", err)
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return etcd, client, nil
	case <-ctx.Done():
		etcd.Close()
		return nil, nil, errors.Join(errors.New("etcd did not become ready"), ctx.Err())
	case <-time.After(30 * time.Second):
		etcd.Close()
		return nil, nil, errors.New("etcd did not become ready in 30 s")
	}
}

func freeURL() (*url.URL, error) {
	port, err := freePort("127.0.0.1")
	if err != nil {
		return nil, err
	}
	return url.Parse(fmt.Sprintf("http://127.0.0.1:%d", port))
}
