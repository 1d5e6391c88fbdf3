package io.jenkins.plugins.taskhub.sandbox.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A TCP relay on loopback whose connections can be cut in the middle. */
final class CuttableProxy implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<Socket> sockets = new ArrayList<>();
    private final int target;
    private boolean refusing;
    private int accepted;

    CuttableProxy(int target) throws IOException {
        this.target = target;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** How many connections were made until now. */
    synchronized int accepted() {
        return accepted;
    }

    /** Cuts all connections; new ones are let through. */
    synchronized int cut() throws IOException {
        var open = sockets.stream().filter(s -> !s.isClosed()).toList();
        for (var socket : open) {
            socket.close();
        }
        sockets.clear();
        return open.size();
    }

    /** From now on new connections are closed at once, or let through again. */
    synchronized void refuse(boolean refuse) {
        refusing = refuse;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                connect(client);
            } catch (IOException e) {
                return;
            }
        }
    }

    private synchronized void connect(Socket client) throws IOException {
        if (refusing) {
            client.close();
            return;
        }
        accepted++;
        var behind = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(client);
        sockets.add(behind);
        start(() -> relay(client, behind));
        start(() -> relay(behind, client));
    }

    private static void relay(Socket from, Socket to) {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            return; // cut, or closed by one side
        }
    }

    private static void start(Runnable task) {
        var thread = new Thread(task, "cuttable-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
            cut();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
