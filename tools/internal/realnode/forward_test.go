package realnode

import (
	"io"
	"net"
	"testing"
)

func TestForwardHandsOnTheEndOfEachSide(t *testing.T) {
	inner := listen(t)
	go func() {
		c, err := inner.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		asked, _ := io.ReadAll(c) // until the other side has said everything
		_, _ = c.Write(append([]byte("answer to "), asked...))
	}()
	outer := listen(t)
	ended := make(chan error, 1)
	go func() { ended <- Forward(outer, inner.Addr().String()) }()

	c, err := net.Dial("tcp", outer.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if _, err := io.WriteString(c, "a question"); err != nil {
		t.Fatal(err)
	}
	if err := c.(*net.TCPConn).CloseWrite(); err != nil {
		t.Fatal(err)
	}
	said, err := io.ReadAll(c)
	if err != nil || string(said) != "answer to a question" {
		t.Fatalf("%q, %v", said, err)
	}
	outer.Close()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}

func TestAConnectionToNothingIsClosed(t *testing.T) {
	gone := listen(t)
	gone.Close()
	outer := listen(t)
	go func() { _ = Forward(outer, gone.Addr().String()) }()
	c, err := net.Dial("tcp", outer.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if said, _ := io.ReadAll(c); len(said) > 0 {
		t.Fatalf("%q", said)
	}
}

func listen(t *testing.T) net.Listener {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}
