package io.muster.mailengine;

import io.muster.domains.NameLookup;
import io.muster.domains.NameLookup.Unanswered;
import io.muster.kernel.DomainName;
import io.muster.notifications.OutgoingNetworks;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/**
 * Which servers take mail for a domain (RFC 5321 5.1): those of its MX records by preference, else
 * the domain itself; none where it says so (RFC 7505). Inner addresses are left out unless the
 * operator allows them.
 */
final class Routes {

    /** Of hosts and addresses together: nobody keeps a delivery busy for long. */
    private static final int MOST = 8;

    private final String hostname;
    private final int port;
    private final OutgoingNetworks networks;
    private final NameLookup names;

    Routes(
            String hostname,
            OutgoingSettings settings,
            OutgoingNetworks networks,
            NameLookup names) {
        this.hostname = hostname;
        this.port = settings.port();
        this.networks = networks;
        this.names = names;
    }

    /** Where mail for a domain goes. */
    sealed interface Route {

        /**
         * @param addresses in the order in which they are tried, at least one
         */
        record To(List<InetSocketAddress> addresses) implements Route {}

        /** Nowhere, now or for good. */
        record Nowhere(PeerAnswer answer) implements Route {}
    }

    Route of(DomainName domain) {
        try {
            List<String> hosts = hosts(domain);
            List<InetAddress> found = new ArrayList<>();
            boolean unsure = false;
            for (String host : hosts) {
                try {
                    found.addAll(addresses(host));
                } catch (Unanswered unanswered) {
                    unsure = true;
                }
            }
            List<InetSocketAddress> allowed =
                    found.stream()
                            .filter(networks::allows)
                            .limit(MOST)
                            .map(address -> new InetSocketAddress(address, port))
                            .toList();
            if (!allowed.isEmpty()) {
                return new Route.To(allowed);
            }
            if (unsure) {
                throw new Unanswered();
            }
            return refused(
                    "5.4.4",
                    found.isEmpty()
                            ? "no server of " + domain + " has an address"
                            : "the servers of " + domain + " have inner addresses only");
        } catch (NoRoute none) {
            return new Route.Nowhere(none.answer);
        } catch (Unanswered unanswered) {
            return new Route.Nowhere(
                    PeerAnswer.later("4.4.3", "the name service doesn't answer for " + domain));
        }
    }

    private static Route refused(String status, String text) {
        return new Route.Nowhere(PeerAnswer.refused(status, text));
    }

    /** By preference, among equals by lot. */
    private List<String> hosts(DomainName domain) throws NoRoute, Unanswered {
        List<MXRecord> records;
        try {
            records =
                    names.records(domain.value(), Type.MX).stream()
                            .filter(MXRecord.class::isInstance)
                            .map(MXRecord.class::cast)
                            .toList();
        } catch (NoSuchDomainException none) {
            throw new NoRoute("5.1.2", "there is no domain " + domain);
        }
        if (records.isEmpty()) {
            return List.of(domain.value());
        }
        if (records.size() == 1 && records.getFirst().getTarget().equals(Name.root)) {
            throw new NoRoute("5.1.10", domain + " takes no mail");
        }
        // Where this server is one of them, only better ones may be tried, or mail went in circles.
        int own =
                records.stream()
                        .filter(record -> name(record).equalsIgnoreCase(hostname))
                        .mapToInt(MXRecord::getPriority)
                        .min()
                        .orElse(Integer.MAX_VALUE);
        List<MXRecord> better =
                new ArrayList<>(
                        records.stream().filter(record -> record.getPriority() < own).toList());
        if (better.isEmpty()) {
            throw new NoRoute("5.1.1", "mail for " + domain + " comes here, and nobody has it");
        }
        Collections.shuffle(better);
        better.sort(Comparator.comparingInt(MXRecord::getPriority));
        return better.stream().map(Routes::name).limit(MOST).toList();
    }

    private static String name(MXRecord record) {
        return record.getTarget().toString(true);
    }

    private List<InetAddress> addresses(String host) throws Unanswered {
        List<InetAddress> all = new ArrayList<>();
        try {
            for (Record record : names.records(host, Type.A)) {
                if (record instanceof ARecord four) {
                    all.add(four.getAddress());
                }
            }
            for (Record record : names.records(host, Type.AAAA)) {
                if (record instanceof AAAARecord six) {
                    all.add(six.getAddress());
                }
            }
        } catch (NoSuchDomainException none) {
            return List.of();
        }
        return all;
    }

    private static final class NoRoute extends IOException {
        private final transient PeerAnswer answer;

        NoRoute(String status, String text) {
            super(text);
            this.answer = PeerAnswer.refused(status, text);
        }
    }
}
