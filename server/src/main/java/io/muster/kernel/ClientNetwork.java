package io.muster.kernel;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;

/** From which network somebody comes, to count what is done from there. */
public final class ClientNetwork {

    /** What a customer of IPv6 gets: he has 2^64 addresses in it (RFC 6177). */
    private static final int OCTETS = 8;

    /** This machine: a proxy runs on it, behind which everybody has the same address. */
    public static final String LOOPBACK = "loopback";

    private ClientNetwork() {}

    /**
     * @param address as a socket tells it, of IPv6 perhaps with the zone behind it
     */
    public static String of(String address) {
        int zone = address.indexOf('%');
        InetAddress read = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
        if (read.isLoopbackAddress()) {
            return LOOPBACK;
        }
        return read instanceof Inet6Address
                ? HexFormat.of().formatHex(read.getAddress(), 0, OCTETS) + "/64"
                : read.getHostAddress();
    }
}
