package io.muster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a server on the loopback interface and, on demand, breaks its answers off. */
public final class TcpProxy implements AutoCloseable {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile int most = UNLIMITED;
    private volatile boolean silent;

    /** Leads to that port. */
    public TcpProxy(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Hangs up after the server has answered so much on a connection. */
    public void cutAfter(int octets) {
        silent = false;
        most = octets;
    }

    /** Says nothing more after the server has answered so much on a connection. */
    public void silentAfter(int octets) {
        silent = true;
        most = octets;
    }

    /** Lets everything through. */
    public void heal() {
        most = UNLIMITED;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket server = new Socket(InetAddress.ofLiteral("127.0.0.1"), target);
                open.add(client);
                open.add(server);
                Thread.ofVirtual().start(() -> copy(client, server, UNLIMITED, false));
                int limit = most;
                boolean falls = silent;
                Thread.ofVirtual().start(() -> copy(server, client, limit, falls));
            } catch (IOException _) {
                // Closed, or the server is gone: whoever wants to connect is told by the end.
            }
        }
    }

    private static void copy(Socket from, Socket to, int limit, boolean falls) {
        int passed = 0;
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[1024];
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                int room = Math.min(read, limit - passed);
                if (room > 0) {
                    out.write(some, 0, room);
                    out.flush();
                    passed += room;
                }
                if (room < read && !falls) {
                    break;
                }
            }
        } catch (IOException _) {
            // The other half is told below.
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // Closed enough.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        open.forEach(TcpProxy::close);
    }
}
