package images

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAPushedImageHasTheSameDigestEveryTime(t *testing.T) {
	r := open(t, nil)
	reference := r.Address() + "/team/app:1.0"
	one, err := push(reference, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	two, err := push(reference, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if one != two || !strings.HasPrefix(one, reference+"@sha256:") {
		t.Errorf("%s, %s", one, two)
	}
	labelled, err := push(reference, labels{"a": "b"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if labelled == one {
		t.Error("the label is not in the image")
	}
}

func TestARegistryWithALoginAnswersNobodyElse(t *testing.T) {
	r := open(t, &Login{"robot", "right"})
	reference := r.Address() + "/team/app:1.0"
	for _, login := range []*Login{nil, {"robot", "wrong"}, {"other", "right"}} {
		if _, err := push(reference, nil, login); err == nil {
			t.Errorf("%v was let in", login)
		}
	}
	if _, err := push(reference, nil, &Login{"robot", "right"}); err != nil {
		t.Error(err)
	}
	response, err := http.Get("http://" + r.Address() + "/v2/")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusUnauthorized || response.Header.Get("WWW-Authenticate") != `Basic realm="taskhub"` {
		t.Errorf("%s, %q", response.Status, response.Header.Get("WWW-Authenticate"))
	}
}

func TestARegistryStaysOnLoopback(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", "10.0.0.1:5000", "example.org:0", "127.0.0.1"} {
		if r, err := Listen(address, nil); err == nil {
			t.Errorf("listens on %s", r.Address())
		}
	}
}

func TestALoginFileHasOneUserAndPassword(t *testing.T) {
	path := filepath.Join(t.TempDir(), "login")
	for content, want := range map[string]*Login{"u:p:q\n": {"u", "p:q"}, "u": nil, ":p": nil, "u:": nil} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		login, err := ReadLogin(path)
		if want == nil {
			if err == nil {
				t.Errorf("%q was taken", content)
			}
		} else if err != nil || *login != *want {
			t.Errorf("%q: %v, %v", content, login, err)
		}
	}
}

func open(t *testing.T, login *Login) *Registry {
	t.Helper()
	r, err := Listen("127.0.0.1:0", login)
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = r.Serve() }()
	t.Cleanup(func() { _ = r.Close() })
	return r
}
