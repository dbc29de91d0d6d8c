package io.muster.access;

import io.muster.kernel.Problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An organization's rules for the sessions of its users, over those of the instance.
 *
 * @param idleMinutes without a request after which a session is over; at most the instance's 60
 * @param oneSession whether a sign-in ends the user's sessions elsewhere
 * @param oneAddress whether a session works from the address only that it began at, and a sign-in
 *     from another ends it
 * @param allowed networks from which alone users come in; empty for all: {@code 192.0.2.0/24},
 *     {@code 2001:db8::/32} or a single address
 * @param blocked networks from which nobody comes in
 * @param attempts wrong passwords in a row that lock sign-in, 10 with the instance
 * @param lockMinutes how long, 1 at first with the instance; nobody who signs in is told, for only
 *     who exists is locked sooner than others
 */
record SessionPolicy(
        int idleMinutes,
        boolean oneSession,
        boolean oneAddress,
        List<String> allowed,
        List<String> blocked,
        int attempts,
        int lockMinutes) {

    private static final int SHORTEST_IDLE = 5;
    private static final int MOST_NETWORKS = 200;
    private static final int FEWEST_ATTEMPTS = 3;
    private static final int MOST_ATTEMPTS = 10;
    private static final int LONGEST_LOCK = 60;

    /** What holds where nobody asked for more. */
    static final SessionPolicy STANDARD =
            new SessionPolicy(
                    Sessions.IDLE_MINUTES, false, false, List.of(), List.of(), MOST_ATTEMPTS, 1);

    SessionPolicy {
        allowed = allowed.stream().map(String::strip).distinct().toList();
        blocked = blocked.stream().map(String::strip).distinct().toList();
    }

    /** What is wrong with these rules; empty when they can be used. */
    List<FieldError> faults() {
        List<FieldError> faults = new ArrayList<>();
        range(faults, "idleMinutes", idleMinutes, SHORTEST_IDLE, Sessions.IDLE_MINUTES);
        range(faults, "attempts", attempts, FEWEST_ATTEMPTS, MOST_ATTEMPTS);
        range(faults, "lockMinutes", lockMinutes, 1, LONGEST_LOCK);
        networks(faults, "allowed", allowed);
        networks(faults, "blocked", blocked);
        return faults;
    }

    private static void range(
            List<FieldError> faults, String field, int value, int least, int most) {
        if (value < least || value > most) {
            faults.add(
                    new FieldError(field, "out-of-range", "From %d to %d.".formatted(least, most)));
        }
    }

    private static void networks(List<FieldError> faults, String field, List<String> networks) {
        if (networks.size() > MOST_NETWORKS) {
            faults.add(new FieldError(field, "too-many", "At most 200 networks."));
        }
        for (int i = 0; i < networks.size(); i++) {
            if (octets(networks.get(i)).isEmpty()) {
                faults.add(
                        new FieldError(
                                field + "[" + i + "]",
                                "form",
                                "A network is written as in 192.0.2.0/24 or 2001:db8::/32."));
            }
        }
    }

    /** The octets of a network's address, nothing where the text is none. */
    private static Optional<byte[]> octets(String network) {
        int slash = network.indexOf('/');
        String address = slash < 0 ? network : network.substring(0, slash);
        if (!address.matches("[0-9A-Fa-f:.]{2,45}")) {
            return Optional.empty();
        }
        try {
            byte[] octets = InetAddress.ofLiteral(address).getAddress();
            // What Java reads as an address but PostgreSQL doesn't: 10.1 and the like.
            if (octets.length == 4 && !address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
                return Optional.empty();
            }
            String bits = slash < 0 ? "0" : network.substring(slash + 1);
            return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= octets.length * 8
                    ? Optional.of(octets)
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
