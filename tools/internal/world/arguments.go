package world

import (
	"fmt"
	"net"
	"net/url"
)

// nodeLabel marks the nodes that kwok plays, so that real ones may stand beside.
const nodeLabel = "type=kwok"

// files that the components read, all below the world's folder.
type files struct {
	authority, authorityKey   string
	serving, servingKey       string
	kubeletClient, kubeletKey string
	signingKey                string
	stages                    string
}

// apiServerArgs: where there are pods, they find the server at an address of its own.
func apiServerArgs(bind, podsAddress string, port int, etcd *url.URL, f files) []string {
	if podsAddress != "" {
		args := apiServerArgs("0.0.0.0", "", port, etcd, f) // of a network that is the node's own
		return append(args, "--advertise-address="+podsAddress)
	}
	// An address on loopback cannot be an Endpoint.
	reconciler := "lease"
	if net.ParseIP(bind).IsLoopback() {
		reconciler = "none"
	}
	return []string{
		"--etcd-servers=" + etcd.String(),
		"--bind-address=" + bind,
		fmt.Sprintf("--secure-port=%d", port),
		"--endpoint-reconciler-type=" + reconciler,
		"--tls-cert-file=" + f.serving,
		"--tls-private-key-file=" + f.servingKey,
		"--client-ca-file=" + f.authority,
		"--kubelet-preferred-address-types=InternalIP",
		"--kubelet-certificate-authority=" + f.authority,
		"--kubelet-client-certificate=" + f.kubeletClient,
		"--kubelet-client-key=" + f.kubeletKey,
		"--authorization-mode=Node,RBAC",
		"--enable-admission-plugins=NodeRestriction",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--allow-privileged=true",
		"--profiling=false",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file=" + f.signingKey,
		"--service-account-signing-key-file=" + f.signingKey,
	}
}

func controllerManagerArgs(kubeconfig string, f files) []string {
	return []string{
		"--kubeconfig=" + kubeconfig,
		"--service-account-private-key-file=" + f.signingKey,
		"--root-ca-file=" + f.authority,
		"--cluster-signing-cert-file=" + f.authority,
		"--cluster-signing-key-file=" + f.authorityKey,
		"--use-service-account-credentials",
		// Played nodes do not fail; on a busy machine their heartbeats may be late.
		"--node-monitor-grace-period=24h",
		"--leader-elect=false",
		"--secure-port=0",
		"--profiling=false",
	}
}

func schedulerArgs(kubeconfig string) []string {
	return []string{"--kubeconfig=" + kubeconfig, "--leader-elect=false", "--secure-port=0", "--profiling=false"}
}

// kwokArgs names the port of our own log server as that of the nodes' kubelets.
func kwokArgs(kubeconfig string, logPort int, f files) []string {
	return []string{
		"--config=" + f.stages,
		"--kubeconfig=" + kubeconfig,
		"--manage-all-nodes=false",
		"--manage-nodes-with-label-selector=" + nodeLabel,
		"--node-ip=127.0.0.1",
		"--node-lease-duration-seconds=40",
		fmt.Sprintf("--node-port=%d", logPort),
		"--server-address=127.0.0.1:0",
	}
}

func freePort(host string) (int, error) {
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		return 0, err
	}
	port := l.Addr().(*net.TCPAddr).Port
	return port, l.Close()
}
