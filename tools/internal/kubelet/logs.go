package kubelet

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// Marks in an image that say how its container behaves; the stages read them too.
const (
	crashloop = "crashloop"
	pullfail  = "pullfail"
)

// LogServer answers what the API server asks a kubelet for on `kubectl logs`.
type LogServer struct {
	pods   kubernetes.Interface
	server *http.Server
}

// NewLogServer makes a server that reads pods through that client. Only clients
// with a certificate of the authority are answered.
func NewLogServer(pods kubernetes.Interface, serving tls.Certificate, authority *x509.CertPool) *LogServer {
	s := &LogServer{pods: pods}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /containerLogs/{namespace}/{pod}/{container}", s.logs)
	s.server = &http.Server{
		Handler:           mux,
		ReadHeaderTimeout: 10 * time.Second,
		TLSConfig: &tls.Config{
			MinVersion:   tls.VersionTLS12,
			Certificates: []tls.Certificate{serving},
			ClientAuth:   tls.RequireAndVerifyClientCert,
			ClientCAs:    authority,
		},
	}
	return s
}

// Serve answers until Close is called.
func (s *LogServer) Serve(l net.Listener) error {
	if err := s.server.ServeTLS(l, "", ""); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Close ends all connections.
func (s *LogServer) Close() error { return s.server.Close() }

func (s *LogServer) logs(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 10*time.Second)
	defer cancel()
	pod, err := s.pods.CoreV1().Pods(r.PathValue("namespace")).Get(ctx, r.PathValue("pod"), metav1.GetOptions{})
	switch {
	case apierrors.IsNotFound(err):
		http.Error(w, err.Error(), http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	query := r.URL.Query()
	content, err := containerLog(pod, r.PathValue("container"), query.Get("previous") == "true")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	w.Header().Set("Content-Type", "text/plain")
	text, err := trim(content, query.Get("tailLines"), query.Get("limitBytes"), query.Get("timestamps") == "true")
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	// A failed write means that the reader has gone.
	_, _ = w.Write([]byte(text))
}

// logLine is what a container wrote at a time.
type logLine struct {
	at   time.Time
	text string
}

// containerLog tells what the container wrote in its current or previous run.
func containerLog(pod *corev1.Pod, container string, previous bool) ([]logLine, error) {
	var status *corev1.ContainerStatus
	for i := range pod.Status.ContainerStatuses {
		if pod.Status.ContainerStatuses[i].Name == container {
			status = &pod.Status.ContainerStatuses[i]
		}
	}
	if status == nil {
		return nil, fmt.Errorf("container %q in pod %q is waiting to start: ContainerCreating", container, pod.Name)
	}
	run := status.LastTerminationState
	if !previous && status.State.Waiting == nil {
		run = status.State
	}
	var started metav1.Time
	switch {
	case run.Running != nil:
		started = run.Running.StartedAt
	case run.Terminated != nil:
		started = run.Terminated.StartedAt
	case previous:
		return nil, fmt.Errorf("previous terminated container %q in pod %q not found", container, pod.Name)
	default:
		return nil, waitingError(pod.Name, status)
	}
	lines := []string{"Starting " + status.Image, "Connecting to the database"}
	if strings.Contains(status.Image, crashloop) {
		lines = append(lines, "FATAL: password authentication failed for user taskhub")
	} else {
		lines = append(lines, "Started in 0.9 s, listening on port 8080")
	}
	written := make([]logLine, len(lines))
	for i, text := range lines {
		written[i] = logLine{started.Add(time.Duration(i) * 100 * time.Millisecond), text}
	}
	return written, nil
}

func waitingError(pod string, status *corev1.ContainerStatus) error {
	why := "ContainerCreating"
	if status.State.Waiting != nil {
		why = status.State.Waiting.Reason
	}
	if strings.Contains(status.Image, pullfail) {
		why = "trying and failing to pull image"
	}
	return fmt.Errorf("container %q in pod %q is waiting to start: %s", status.Name, pod, why)
}

// trim renders lines as the query of a log request wants them; empty strings mean
// no limit.
func trim(lines []logLine, tailLines, limitBytes string, timestamps bool) (string, error) {
	if tailLines != "" {
		n, err := strconv.Atoi(tailLines)
		if err != nil || n < 0 {
			return "", fmt.Errorf("tailLines %q is no number of lines", tailLines)
		}
		lines = lines[max(0, len(lines)-n):]
	}
	var b strings.Builder
	for _, line := range lines {
		if timestamps {
			b.WriteString(line.at.UTC().Format(time.RFC3339Nano) + " ")
		}
		b.WriteString(line.text + "\n")
	}
	text := b.String()
	if limitBytes != "" {
		n, err := strconv.Atoi(limitBytes)
		if err != nil || n < 1 {
			return "", fmt.Errorf("limitBytes %q is no number of bytes", limitBytes)
		}
		text = text[:min(n, len(text))]
	}
	return text, nil
}
