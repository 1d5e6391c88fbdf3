package realnode

import (
	"regexp"
	"strings"
	"testing"
)

func TestConfigurationHasNoPlaceholderLeft(t *testing.T) {
	c := Config{Dir: "/world/node", PauseImage: "127.0.0.1:5000/pause:1", CgroupRoot: "/taskhub-7", Authority: "/ca",
		Cert: "/cert", Key: "/key", Proxy: "/proxy", DNS: "/dns"}
	placeholder := regexp.MustCompile(`\{[a-z]+\}`)
	for name, content := range c.files() {
		if found := placeholder.FindString(content); found != "" {
			t.Errorf("%s holds %s", name, found)
		}
	}
	kubelet := c.files()["kubelet.yaml"]
	for _, want := range []string{"cgroupRoot: /taskhub-7\n", "podLogsDir: /world/node/pod-logs\n", "anonymous: {enabled: false}"} {
		if !strings.Contains(kubelet, want) {
			t.Errorf("kubelet.yaml lacks %q", want)
		}
	}
}
