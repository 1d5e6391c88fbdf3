package images

import (
	"fmt"
	"os"
	"runtime"

	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/layout"
	"github.com/google/go-containerregistry/pkg/v1/mutate"
	"github.com/google/go-containerregistry/pkg/v1/remote"
)

// load pushes the first image of an OCI layout.
func load(folder, reference string) error {
	index, err := layout.ImageIndexFromPath(folder)
	if err != nil {
		return fmt.Errorf("%s is no OCI layout: %w", folder, err)
	}
	manifest, err := index.IndexManifest()
	if err != nil {
		return err
	}
	if len(manifest.Manifests) == 0 {
		return fmt.Errorf("%s holds no image", folder)
	}
	image, err := index.Image(manifest.Manifests[0].Digest)
	if err != nil {
		return err
	}
	return write(reference, image)
}

// PushProgram makes an image of one program without libraries, and pushes it.
func PushProgram(reference, program string) error {
	content, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	image, err := single("program", 0o755, content)
	if err != nil {
		return err
	}
	file, err := image.ConfigFile()
	if err != nil {
		return err
	}
	file = file.DeepCopy()
	file.OS, file.Architecture = "linux", runtime.GOARCH
	file.Config.Entrypoint = []string{"/program"}
	if image, err = mutate.ConfigFile(image, file); err != nil {
		return err
	}
	return write(reference, image)
}

func write(reference string, image v1.Image) error {
	tag, err := name.NewTag(reference, name.StrictValidation)
	if err != nil {
		return err
	}
	if err := remote.Write(tag, image); err != nil {
		return fmt.Errorf("push %s: %w", reference, err)
	}
	fmt.Println(reference)
	return nil
}
