package images

import (
	"archive/tar"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/empty"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/tarball"
)

// labels is a repeatable NAME=VALUE option.
type labels map[string]string

func (l labels) String() string { return "" }

// Set takes one NAME=VALUE.
func (l labels) Set(value string) error {
	key, text, ok := strings.Cut(value, "=")
	if !ok || key == "" {
		return fmt.Errorf("%q: expected NAME=VALUE", value)
	}
	l[key] = text
	return nil
}

// Run is the command `image`.
func Run(args []string) error {
	if len(args) == 3 && args[0] == "load" {
		return load(args[1], args[2])
	}
	if len(args) == 0 || args[0] != "push" {
		return errors.New("usage: image push [--auth FILE] [--label NAME=VALUE]... REPOSITORY:TAG, or image load FOLDER REPOSITORY:TAG")
	}
	flags := flag.NewFlagSet("image push", flag.ExitOnError)
	auth := flags.String("auth", "", "file with one line user:password")
	extra := labels{}
	flags.Var(extra, "label", "label NAME=VALUE of the image (repeatable)")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("image push: name at least one REPOSITORY:TAG, such as 127.0.0.1:5000/team/app:1.0")
	}
	login, err := ReadLogin(*auth)
	if err != nil {
		return err
	}
	for _, reference := range flags.Args() {
		pinned, err := push(reference, extra, login)
		if err != nil {
			return fmt.Errorf("push %s: %w", reference, err)
		}
		fmt.Println(pinned)
	}
	return nil
}

// push makes an image that holds nothing but its version and puts it there. The
// same reference and labels give the same digest.
func push(reference string, extra labels, login *Login) (pinned string, err error) {
	tag, err := name.NewTag(reference, name.StrictValidation)
	if err != nil {
		return "", err
	}
	image, err := build(tag, extra)
	if err != nil {
		return "", err
	}
	option := remote.WithAuth(authn.Anonymous)
	if login != nil {
		option = remote.WithAuth(&authn.Basic{Username: login.User, Password: login.Password})
	}
	if err := remote.Write(tag, image, option, remote.WithTransport(http.DefaultTransport)); err != nil {
		return "", err
	}
	digest, err := image.Digest()
	if err != nil {
		return "", err
	}
	return reference + "@" + digest.String(), nil
}

func build(tag name.Tag, extra labels) (v1.Image, error) {
	image, err := single("app/version", 0o644, []byte(tag.TagStr()))
	if err != nil {
		return nil, err
	}
	file, err := image.ConfigFile()
	if err != nil {
		return nil, err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture = "linux", "amd64"
	file.Config.Labels = map[string]string{
		"org.opencontainers.image.title":   tag.RepositoryStr(),
		"org.opencontainers.image.version": tag.TagStr(),
	}
	for key, value := range extra {
		file.Config.Labels[key] = value
	}
	return mutate.ConfigFile(image, file)
}

// single is an image of one file.
func single(path string, mode int64, file []byte) (v1.Image, error) {
	content, err := archive(path, mode, file)
	if err != nil {
		return nil, err
	}
	layer, err := tarball.LayerFromOpener(func() (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(content)), nil
	})
	if err != nil {
		return nil, err
	}
	return mutate.AppendLayers(empty.Image, layer)
}

func archive(path string, mode int64, file []byte) ([]byte, error) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	header := tar.Header{Name: path, Mode: mode, Size: int64(len(file)), ModTime: time.Unix(0, 0)}
	if err := w.WriteHeader(&header); err != nil {
		return nil, err
	}
	if _, err := w.Write(file); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
