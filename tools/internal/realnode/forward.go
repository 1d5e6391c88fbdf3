package realnode

import (
	"errors"
	"io"
	"net"
	"sync"
)

// Forward answers on a listener with what is at an address, until the listener is
// closed.
func Forward(l net.Listener, address string) error {
	for {
		outer, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return nil
		}
		if err != nil {
			return err
		}
		go join(outer.(*net.TCPConn), address)
	}
}

func join(outer *net.TCPConn, address string) {
	defer outer.Close()
	connection, err := net.Dial("tcp", address)
	if err != nil {
		return // the one outside sees its connection closed
	}
	inner := connection.(*net.TCPConn)
	defer inner.Close()
	var both sync.WaitGroup
	for _, way := range [][2]*net.TCPConn{{outer, inner}, {inner, outer}} {
		both.Go(func() {
			// A broken connection ends as a finished one: nothing more will come.
			_, _ = io.Copy(way[1], way[0])
			_ = way[1].CloseWrite()
		})
	}
	both.Wait()
}
