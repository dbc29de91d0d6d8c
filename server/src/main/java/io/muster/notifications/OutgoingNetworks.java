package io.muster.notifications;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where connections that an administrator asked for may go: to public addresses, and to inner ones
 * only when the operator of the machine has listed them. Otherwise a form field would reach the
 * metadata service of a cloud or a neighbour behind the firewall.
 *
 * @param allowedNetworks {@code 10.0.0.0/8}, {@code ::1/128}
 */
@ConfigurationProperties("muster.outgoing")
public record OutgoingNetworks(@DefaultValue List<String> allowedNetworks) {

    /** Everything that RFC 6890 and its registries don't call globally reachable. */
    private static final List<Network> INNER =
            List.of(
                    Network.of("0.0.0.0/8"),
                    Network.of("10.0.0.0/8"),
                    Network.of("100.64.0.0/10"),
                    Network.of("127.0.0.0/8"),
                    Network.of("169.254.0.0/16"),
                    Network.of("172.16.0.0/12"),
                    Network.of("192.0.0.0/24"),
                    Network.of("192.0.2.0/24"),
                    Network.of("192.88.99.0/24"),
                    Network.of("192.168.0.0/16"),
                    Network.of("198.18.0.0/15"),
                    Network.of("198.51.100.0/24"),
                    Network.of("203.0.113.0/24"),
                    Network.of("224.0.0.0/3"));

    /** The global unicast block of IPv6, less what carries an IPv4 address inside. */
    private static final Network GLOBAL_6 = Network.of("2000::/3");

    private static final List<Network> INNER_6 =
            List.of(
                    Network.of("2001::/23"),
                    Network.of("2001:db8::/32"),
                    Network.of("2002::/16"),
                    Network.of("3fff::/20"));

    public OutgoingNetworks {
        allowedNetworks = List.copyOf(allowedNetworks);
        // A typing error must stop the start, not open or close something in silence.
        allowedNetworks.forEach(Network::of);
    }

    /** An address that may not be connected to. */
    public static final class NotAllowed extends IOException {
        NotAllowed() {
            super("an inner address that is not allowed");
        }
    }

    public boolean allows(InetAddress address) {
        return isPublic(address)
                || allowedNetworks.stream().map(Network::of).anyMatch(n -> n.contains(address));
    }

    private static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return INNER.stream().noneMatch(network -> network.contains(address));
        }
        return GLOBAL_6.contains(address)
                && INNER_6.stream().noneMatch(network -> network.contains(address));
    }

    /** A range of addresses in CIDR form (RFC 4632). */
    private record Network(InetAddress start, int bits) {

        static Network of(String text) {
            int slash = text.indexOf('/');
            try {
                if (slash < 0) {
                    throw new IllegalArgumentException(text + " is not a network like 10.0.0.0/8");
                }
                InetAddress start = InetAddress.ofLiteral(text.substring(0, slash));
                int bits = Integer.parseInt(text.substring(slash + 1));
                if (bits < 0 || bits > start.getAddress().length * 8) {
                    throw new IllegalArgumentException(text + " is not a network like 10.0.0.0/8");
                }
                return new Network(start, bits);
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException(
                        text + " is not a network like 10.0.0.0/8", malformed);
            }
        }

        boolean contains(InetAddress address) {
            byte[] mine = start.getAddress();
            byte[] theirs = address.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            int whole = bits / 8;
            if (!Arrays.equals(mine, 0, whole, theirs, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = (0xff << (8 - rest)) & 0xff;
            return rest == 0 || (mine[whole] & mask) == (theirs[whole] & mask);
        }
    }
}
