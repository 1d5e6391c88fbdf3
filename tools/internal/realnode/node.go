// Package realnode runs one real node: containerd, a kubelet and kube-proxy in
// network, mount and process namespaces of their own, so that nothing outlives
// them and nothing of the machine is changed.
package realnode

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"k8s.io/apimachinery/pkg/util/wait"
)

// Name of the node.
const Name = "node-1"

// Address of the node: that of the bridge which joins its pods.
const Address = "10.244.0.1"

const (
	bridge   = "cni0"
	pods     = "10.244.0.0/16"
	services = "10.96.0.0/16"
	socket   = "/run/containerd/containerd.sock"
)

// Config is what the node's programs are started with.
type Config struct {
	Dir        string // for their configuration and data
	Programs   string // folder with the program node
	CoreDNS    string // the program
	PauseImage string
	CgroupRoot string
	Authority  string // PEM file of the cluster's authority
	Cert, Key  string // of the kubelet's server
	Kubelet    string // kubeconfig files of each
	Proxy      string
	DNS        string
}

// Starter starts a program that is ended together with the caller.
type Starter interface {
	StartProgram(name, program string, args ...string) error
}

// Start writes the configuration and starts the programs in order. That the node
// is ready is seen in the API.
func Start(ctx context.Context, c Config, s Starter) error {
	for name, content := range c.files() {
		if err := write(filepath.Join(c.Dir, name), content); err != nil {
			return err
		}
	}
	if err := s.StartProgram("containerd", "containerd", "--config", c.file("containerd.toml")); err != nil {
		return err
	}
	err := wait.PollUntilContextCancel(ctx, 50*time.Millisecond, true, func(context.Context) (bool, error) {
		_, err := os.Stat(socket)
		return err == nil, nil
	})
	if err != nil {
		return fmt.Errorf("containerd did not open %s: %w", socket, err)
	}
	node := filepath.Join(c.Programs, "node")
	if err := s.StartProgram("kubelet", node, "kubelet", "--config="+c.file("kubelet.yaml"), "--kubeconfig="+c.Kubelet,
		"--hostname-override="+Name, "--node-ip="+Address, "--root-dir="+c.file("kubelet"),
		"--cert-dir="+c.file("kubelet-pki")); err != nil {
		return err
	}
	if err := s.StartProgram("kube-proxy", node, "kube-proxy", "--config="+c.file("kube-proxy.yaml"),
		"--hostname-override="+Name); err != nil {
		return err
	}
	return s.StartProgram("coredns", c.CoreDNS, "-conf", c.file("Corefile"))
}

func (c Config) file(name string) string { return filepath.Join(c.Dir, name) }

func (c Config) files() map[string]string {
	values := strings.NewReplacer("{address}", Address, "{bridge}", bridge, "{pods}", pods, "{dir}", c.Dir,
		"{socket}", socket, "{cni}", cniPlugins(), "{pause}", c.PauseImage, "{cgroups}", c.CgroupRoot,
		"{authority}", c.Authority, "{cert}", c.Cert, "{key}", c.Key, "{proxy}", c.Proxy, "{dns}", c.DNS)
	files := map[string]string{"resolv.conf": ""}
	for name, template := range map[string]string{
		"containerd.toml": containerdConfig, "cni/10-taskhub.conflist": cniConfig, "kubelet.yaml": kubeletConfig,
		"kube-proxy.yaml": proxyConfig, "Corefile": corefile,
	} {
		files[name] = values.Replace(template)
	}
	return files
}

func write(path, content string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	return os.WriteFile(path, []byte(content), 0o600)
}

// cniPlugins is where Debian has them, or else everyone.
func cniPlugins() string {
	if _, err := os.Stat("/usr/lib/cni/bridge"); err == nil {
		return "/usr/lib/cni"
	}
	return "/opt/cni/bin"
}

// restrict_oom_score_adj: root may lack CAP_SYS_RESOURCE.
const containerdConfig = `version = 2
root = "{dir}/containerd"
state = "/run/containerd"

[grpc]
  address = "{socket}"

[plugins."io.containerd.grpc.v1.cri"]
  restrict_oom_score_adj = true
  sandbox_image = "{pause}"
  stream_server_address = "127.0.0.1"
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "{cni}"
    conf_dir = "{dir}/cni"
`

const cniConfig = `{
  "cniVersion": "0.4.0",
  "name": "taskhub",
  "plugins": [
    {
      "type": "bridge", "bridge": "{bridge}", "isGateway": true, "hairpinMode": true,
      "ipam": {
        "type": "host-local", "dataDir": "{dir}/addresses",
        "ranges": [[{"subnet": "{pods}"}]], "routes": [{"dst": "0.0.0.0/0"}]
      }
    },
    {"type": "portmap", "capabilities": {"portMappings": true}}
  ]
}
`

const kubeletConfig = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: {address}
port: 10250
readOnlyPort: 0
healthzPort: 0
tlsCertFile: {cert}
tlsPrivateKeyFile: {key}
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: {authority}}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix://{socket}
cgroupDriver: cgroupfs
cgroupRoot: {cgroups}
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
evictionHard: {memory.available: 100Mi}
imageGCHighThresholdPercent: 100
serializeImagePulls: false
clusterDNS: [{address}]
clusterDomain: cluster.local
resolvConf: {dir}/resolv.conf
podLogsDir: {dir}/pod-logs
volumePluginDir: {dir}/volume-plugins
syncFrequency: 10s
`

// masqueradeAll: without the kernel's br_netfilter an answer between two pods of
// one bridge would not find back through the Service's address.
const proxyConfig = `apiVersion: kubeproxy.config.k8s.io/v1alpha1
kind: KubeProxyConfiguration
mode: iptables
clusterCIDR: {pods}
clientConnection: {kubeconfig: {proxy}}
conntrack: {maxPerCore: 0}
healthzBindAddress: 127.0.0.1:10256
metricsBindAddress: 127.0.0.1:10249
iptables: {masqueradeAll: true}
`

const corefile = `.:53 {
    bind {address}
    errors
    kubernetes cluster.local in-addr.arpa {
        kubeconfig {dns}
        pods insecure
        ttl 5
    }
}
`
