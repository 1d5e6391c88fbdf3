package kubelet

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

var started = metav1.NewTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))

func pod(image string, state, last corev1.ContainerState) *corev1.Pod {
	return &corev1.Pod{
		ObjectMeta: metav1.ObjectMeta{Name: "web-1"},
		Status: corev1.PodStatus{ContainerStatuses: []corev1.ContainerStatus{
			{Name: "web", Image: image, State: state, LastTerminationState: last},
		}},
	}
}

func running() corev1.ContainerState {
	return corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}}
}

func waiting(reason string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason}}
}

func terminated() corev1.ContainerState {
	return corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{ExitCode: 1, StartedAt: started}}
}

func TestACrashingContainerSaysWhyAlsoWhileItWaitsForItsRestart(t *testing.T) {
	crashing := pod("app:0.1.3-crashloop", waiting("CrashLoopBackOff"), terminated())
	for _, previous := range []bool{false, true} {
		lines, err := containerLog(crashing, "web", previous)
		if err != nil {
			t.Fatal(err)
		}
		if last := lines[len(lines)-1].text; last != "FATAL: password authentication failed for user taskhub" {
			t.Errorf("previous %v: %q", previous, last)
		}
	}
}

func TestAContainerThatNeverRanHasNoLog(t *testing.T) {
	for image, says := range map[string]string{"app:1-pullfail": "trying and failing to pull image", "app:1": "ContainerCreating"} {
		_, err := containerLog(pod(image, waiting("ContainerCreating"), corev1.ContainerState{}), "web", false)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", image, err)
		}
	}
}

func TestThereIsNoPreviousLogBeforeARestart(t *testing.T) {
	_, err := containerLog(pod("app:1", running(), corev1.ContainerState{}), "web", true)
	if err == nil || !strings.Contains(err.Error(), "previous terminated container") {
		t.Error(err)
	}
}

func TestTrimKeepsTheLastLinesAndAddsTheirTimes(t *testing.T) {
	lines := []logLine{{started.Time, "one"}, {started.Time, "two"}}
	for _, c := range []struct {
		tail, bytes string
		timestamps  bool
		want        string
	}{
		{"", "", false, "one\ntwo\n"},
		{"1", "", false, "two\n"},
		{"0", "", false, ""},
		{"9", "", false, "one\ntwo\n"},
		{"", "5", false, "one\nt"},
		{"1", "", true, "2026-01-02T03:04:05Z two\n"},
	} {
		if got, err := trim(lines, c.tail, c.bytes, c.timestamps); err != nil || got != c.want {
			t.Errorf("tail %q, bytes %q: %q, %v", c.tail, c.bytes, got, err)
		}
	}
	for _, bad := range []string{"x", "-1"} {
		if _, err := trim(lines, bad, "", false); err == nil {
			t.Errorf("tail %q was taken", bad)
		}
	}
}
