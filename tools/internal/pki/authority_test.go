package pki

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"testing"
	"time"
)

func TestServingCertificateIsTrustedForItsHostsOnly(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	leaf := parse(t, issue(t, ca, Subject{Name: "server", Hosts: []string{"127.0.0.1", "localhost"}}))
	for host, trusted := range map[string]bool{"127.0.0.1": true, "localhost": true, "10.0.0.1": false, "example.org": false} {
		_, err := leaf.Verify(x509.VerifyOptions{Roots: ca.Pool(), DNSName: host})
		if (err == nil) != trusted {
			t.Errorf("%s: trusted %v, expected %v (%v)", host, err == nil, trusted, err)
		}
	}
}

func TestClientCertificateNamesUserAndGroupsAndCannotServe(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	leaf := parse(t, issue(t, ca, Subject{Name: "admin", Groups: []string{"system:masters"}}))
	if leaf.Subject.CommonName != "admin" || len(leaf.Subject.Organization) != 1 || leaf.Subject.Organization[0] != "system:masters" {
		t.Errorf("subject %v", leaf.Subject)
	}
	server := x509.VerifyOptions{Roots: ca.Pool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	if _, err := leaf.Verify(server); err == nil {
		t.Error("a client's certificate may serve")
	}
	client := x509.VerifyOptions{Roots: ca.Pool(), KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}}
	if _, err := leaf.Verify(client); err != nil {
		t.Error(err)
	}
}

func TestAnotherAuthorityIsNotTrusted(t *testing.T) {
	one, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	other, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	leaf := parse(t, issue(t, one, Subject{Name: "server", Hosts: []string{"localhost"}}))
	if _, err := leaf.Verify(x509.VerifyOptions{Roots: other.Pool()}); err == nil {
		t.Error("trusted by an authority that did not sign it")
	}
}

func TestCertificatesOutliveALongRunningCluster(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	leaf := parse(t, issue(t, ca, Subject{Name: "admin"}))
	if left := time.Until(leaf.NotAfter); left < 5*365*24*time.Hour {
		t.Errorf("ends in %v", left)
	}
}

func TestKeysAreReadableByTheOwnerAlone(t *testing.T) {
	ca, err := NewAuthority("test")
	if err != nil {
		t.Fatal(err)
	}
	_, key, err := ca.Pair().Write(t.TempDir(), "ca")
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(key)
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
}

func issue(t *testing.T, ca *Authority, s Subject) Pair {
	t.Helper()
	pair, err := ca.Issue(s)
	if err != nil {
		t.Fatal(err)
	}
	return pair
}

func parse(t *testing.T, pair Pair) *x509.Certificate {
	t.Helper()
	both, err := tls.X509KeyPair(pair.Cert, pair.Key)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(both.Certificate[0])
	if err != nil {
		t.Fatal(err)
	}
	return leaf
}
