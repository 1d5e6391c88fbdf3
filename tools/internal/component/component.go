// Package component holds the programs of a control plane as commands of this
// binary.
package component

import (
	"os"

	"github.com/spf13/cobra"
	"k8s.io/component-base/cli"
	_ "k8s.io/component-base/metrics/prometheus/clientgo" // client metrics
	_ "k8s.io/component-base/metrics/prometheus/version"  // version metric
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllers "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

// Names of the components, as commands of this binary.
const (
	APIServer         = "kube-apiserver"
	ControllerManager = "kube-controller-manager"
	Scheduler         = "kube-scheduler"
	Kwok              = "kwok"
)

// Find returns the component of that name.
func Find(name string) (run func(args []string) error, ok bool) {
	switch name {
	case APIServer:
		return cobraCommand(name, apiserver.NewAPIServerCommand), true
	case ControllerManager:
		return cobraCommand(name, controllers.NewControllerManagerCommand), true
	case Scheduler:
		return cobraCommand(name, func() *cobra.Command { return scheduler.NewSchedulerCommand() }), true
	case Kwok:
		return runKwok, true
	default:
		return nil, false
	}
}

// Kubectl runs kubectl with these arguments and ends with its exit code.
func Kubectl(args []string) error {
	return cobraCommand("kubectl", kubectl.NewDefaultKubectlCommand)(args)
}

// cobraCommand runs a command that reads os.Args (kubectl and the servers look
// there for plugins, feature gates and completion) and ends the process with its
// exit code.
func cobraCommand(name string, create func() *cobra.Command) func([]string) error {
	return func(args []string) error {
		os.Args = append([]string{name}, args...)
		os.Exit(cli.Run(create()))
		return nil
	}
}
