package realnode

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
)

func claim(class string) *corev1.PersistentVolumeClaim {
	return &corev1.PersistentVolumeClaim{
		ObjectMeta: metav1.ObjectMeta{Namespace: "dev", Name: "data", UID: "1234"},
		Spec: corev1.PersistentVolumeClaimSpec{
			StorageClassName: &class,
			AccessModes:      []corev1.PersistentVolumeAccessMode{corev1.ReadWriteOnce},
			Resources: corev1.VolumeResourceRequirements{
				Requests: corev1.ResourceList{corev1.ResourceStorage: resource.MustParse("1Gi")},
			},
		},
	}
}

func TestAClaimGetsAFolderThatGoesWithIt(t *testing.T) {
	dir := t.TempDir()
	v := volumes{fake.NewClientset(), dir, context.Background()}
	if err := v.provide(claim(Folders)); err != nil {
		t.Fatal(err)
	}
	volume, err := v.client.CoreV1().PersistentVolumes().Get(v.ctx, "pvc-1234", metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, "pvc-1234")
	info, err := os.Stat(folder)
	if err != nil || info.Mode().Perm() != 0o777 || volume.Spec.Local.Path != folder || volume.Spec.ClaimRef.Name != "data" {
		t.Fatalf("%v, %v, %v", info, err, volume.Spec)
	}
	if err := v.provide(claim(Folders)); err != nil {
		t.Fatalf("seen again before it is bound: %v", err)
	}
	if err := v.remove(volume); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); err != nil {
		t.Fatalf("a volume in use was removed: %v", err)
	}
	volume.Status.Phase = corev1.VolumeReleased
	if err := v.remove(volume); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Fatalf("the folder is still there: %v", err)
	}
}

func TestAClaimOnAnotherClassIsLeftToOthers(t *testing.T) {
	dir := t.TempDir()
	v := volumes{fake.NewClientset(), dir, context.Background()}
	if err := v.provide(claim("fast")); err != nil {
		t.Fatal(err)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > 0 {
		t.Fatalf("%v, %v", entries, err)
	}
}
