// Package images serves and fills an OCI registry on loopback.
package images

import (
	"context"
	"crypto/subtle"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"github.com/google/go-containerregistry/pkg/registry"
)

// Login is a user name and password.
type Login struct{ User, Password string }

// ReadLogin reads a file of one line, user:password. An empty path means no login.
func ReadLogin(path string) (*Login, error) {
	if path == "" {
		return nil, nil
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	user, password, ok := strings.Cut(strings.TrimSpace(string(content)), ":")
	if !ok || user == "" || password == "" {
		return nil, fmt.Errorf("%s: expected one line, user:password", path)
	}
	return &Login{user, password}, nil
}

// Registry is an OCI registry in memory.
type Registry struct {
	listener net.Listener
	server   *http.Server
}

// Listen opens a registry on a loopback address; with a login it answers nobody
// else.
func Listen(address string, login *Login) (*Registry, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("address %q: %w", address, err)
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("address %q: a registry without TLS stays on loopback, such as 127.0.0.1:0", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	handler := registry.New(registry.Logger(log.New(io.Discard, "", 0)))
	if login != nil {
		handler = requireLogin(handler, *login)
	}
	return &Registry{l, &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}}, nil
}

// Address is host:port.
func (r *Registry) Address() string { return r.listener.Addr().String() }

// Serve answers until Close is called.
func (r *Registry) Serve() error {
	if err := r.server.Serve(r.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// Close ends all connections.
func (r *Registry) Close() error { return r.server.Close() }

func requireLogin(next http.Handler, login Login) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		// Both are compared always, each in constant time.
		same := subtle.ConstantTimeCompare([]byte(user), []byte(login.User)) &
			subtle.ConstantTimeCompare([]byte(password), []byte(login.Password))
		if same != 1 {
			w.Header().Set("WWW-Authenticate", `Basic realm="taskhub"`)
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusUnauthorized)
			_, _ = io.WriteString(w, `{"errors":[{"code":"UNAUTHORIZED","message":"authentication required"}]}`)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Serve is the command `registry`.
func Serve(args []string) error {
	flags := flag.NewFlagSet("registry", flag.ExitOnError)
	address := flags.String("address", "127.0.0.1:0", "loopback address to listen on (port 0: a free one)")
	auth := flags.String("auth", "", "file with one line user:password; without it everyone may push and pull")
	if err := flags.Parse(args); err != nil {
		return err
	}
	login, err := ReadLogin(*auth)
	if err != nil {
		return err
	}
	r, err := Listen(*address, login)
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	go func() {
		<-ctx.Done()
		// The process ends anyway.
		_ = r.Close()
	}()
	fmt.Println("registry", r.Address())
	return r.Serve()
}
