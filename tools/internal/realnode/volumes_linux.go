package realnode

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/cache"
)

// Storage classes: volumes of the first are folders, those of the second end at
// the size that is asked for.
const (
	Folders = "standard"
	Limited = "limited"
)

const provisioner = "taskhub/folder"

// again is how long a volume that could not be made or removed waits.
const again = 5 * time.Second

type volumes struct {
	client kubernetes.Interface
	dir    string
	ctx    context.Context
}

// Provide makes a volume in a folder of the node for every claim on one of the
// storage classes, and removes it with its claim, until the context ends.
func Provide(ctx context.Context, client kubernetes.Interface, dir string) error {
	for _, name := range []string{Folders, Limited} {
		class := &storagev1.StorageClass{ObjectMeta: metav1.ObjectMeta{Name: name}, Provisioner: provisioner}
		if name == Folders {
			class.Annotations = map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}
		}
		if _, err := client.StorageV1().StorageClasses().Create(ctx, class, metav1.CreateOptions{}); err != nil {
			return fmt.Errorf("storage class %s: %w", name, err)
		}
	}
	v := volumes{client, dir, ctx}
	factory := informers.NewSharedInformerFactory(client, again)
	watch(factory.Core().V1().PersistentVolumeClaims().Informer(), v.provide)
	watch(factory.Core().V1().PersistentVolumes().Informer(), v.remove)
	factory.Start(ctx.Done())
	return nil
}

// watch calls a function with every state of every object, and again after a
// while, so that what failed is tried again.
func watch[T any](informer cache.SharedIndexInformer, handle func(T) error) {
	call := func(object any) {
		if err := handle(object.(T)); err != nil && !errors.Is(err, context.Canceled) {
			fmt.Fprintln(os.Stderr, "volumes:", err)
		}
	}
	// The error would mean that the informer has been stopped already.
	_, _ = informer.AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc: call, UpdateFunc: func(_, object any) { call(object) },
	})
}

func (v volumes) provide(claim *corev1.PersistentVolumeClaim) error {
	class := claim.Spec.StorageClassName
	if class == nil || *class != Folders && *class != Limited || claim.Spec.VolumeName != "" {
		return nil
	}
	size := claim.Spec.Resources.Requests[corev1.ResourceStorage]
	name := "pvc-" + string(claim.UID)
	folder := filepath.Join(v.dir, name)
	if err := os.Mkdir(folder, 0o777); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return nil // made already, and not bound yet
		}
		return err
	}
	if *class == Limited {
		if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("mode=0777,size=%d", size.Value())); err != nil {
			return errors.Join(fmt.Errorf("%s: %w", folder, err), os.Remove(folder))
		}
	} else if err := os.Chmod(folder, 0o777); err != nil {
		return err
	}
	volume := &corev1.PersistentVolume{
		ObjectMeta: metav1.ObjectMeta{Name: name, Annotations: map[string]string{
			"pv.kubernetes.io/provisioned-by": provisioner,
		}},
		Spec: corev1.PersistentVolumeSpec{
			AccessModes:                   claim.Spec.AccessModes,
			Capacity:                      corev1.ResourceList{corev1.ResourceStorage: size},
			PersistentVolumeReclaimPolicy: corev1.PersistentVolumeReclaimDelete,
			StorageClassName:              *class,
			VolumeMode:                    claim.Spec.VolumeMode,
			ClaimRef: &corev1.ObjectReference{
				Kind: "PersistentVolumeClaim", APIVersion: "v1",
				Namespace: claim.Namespace, Name: claim.Name, UID: claim.UID,
			},
			PersistentVolumeSource: corev1.PersistentVolumeSource{Local: &corev1.LocalVolumeSource{Path: folder}},
			NodeAffinity: &corev1.VolumeNodeAffinity{Required: &corev1.NodeSelector{
				NodeSelectorTerms: []corev1.NodeSelectorTerm{{MatchExpressions: []corev1.NodeSelectorRequirement{{
					Key: corev1.LabelHostname, Operator: corev1.NodeSelectorOpIn, Values: []string{Name},
				}}}},
			}},
		},
	}
	_, err := v.client.CoreV1().PersistentVolumes().Create(v.ctx, volume, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return errors.Join(err, v.removeFolder(folder))
	}
	return nil
}

func (v volumes) remove(volume *corev1.PersistentVolume) error {
	ours := volume.Annotations["pv.kubernetes.io/provisioned-by"] == provisioner
	if !ours || volume.Status.Phase != corev1.VolumeReleased ||
		volume.Spec.PersistentVolumeReclaimPolicy != corev1.PersistentVolumeReclaimDelete {
		return nil
	}
	if err := v.removeFolder(filepath.Join(v.dir, volume.Name)); err != nil {
		return err
	}
	err := v.client.CoreV1().PersistentVolumes().Delete(v.ctx, volume.Name, metav1.DeleteOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	return err
}

func (v volumes) removeFolder(folder string) error {
	// EINVAL: it is no mount, but a folder.
	if err := syscall.Unmount(folder, 0); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.RemoveAll(folder)
}
