package io.muster.notifications;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Makes sockets that connect only where {@link OutgoingNetworks} allows. The check is on the
 * address connected to, after the name was looked up: a name that answers differently the second
 * time gains nothing.
 */
public final class GuardedSockets extends SocketFactory {

    private final OutgoingNetworks networks;

    public GuardedSockets(OutgoingNetworks networks) {
        this.networks = networks;
    }

    @Override
    public Socket createSocket() {
        return new Guarded(networks);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return connected(new InetSocketAddress(host, port));
    }

    @Override
    public Socket createSocket(
            InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return connected(new InetSocketAddress(address, port));
    }

    private Socket connected(SocketAddress address) throws IOException {
        Socket socket = createSocket();
        socket.connect(address);
        return socket;
    }

    private static final class Guarded extends Socket {

        private final OutgoingNetworks networks;

        Guarded(OutgoingNetworks networks) {
            this.networks = networks;
        }

        @Override
        public void connect(SocketAddress endpoint, int timeout) throws IOException {
            if (endpoint instanceof InetSocketAddress internet
                    && !internet.isUnresolved()
                    && !networks.allows(internet.getAddress())) {
                throw new OutgoingNetworks.NotAllowed();
            }
            super.connect(endpoint, timeout);
        }

        @Override
        public void connect(SocketAddress endpoint) throws IOException {
            connect(endpoint, 0);
        }
    }
}
