package io.muster.mailengine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** What the name service says: the system's, or the one that the operator names. */
final class NameLookup {

    private final LookupSession dns;

    /**
     * @param server its address and port; null takes those of the system
     */
    NameLookup(@Nullable String server) {
        this.dns = LookupSession.builder().resolver(resolver(server)).build();
    }

    private static Resolver resolver(@Nullable String server) {
        if (server == null) {
            return new ExtendedResolver();
        }
        int colon = server.lastIndexOf(':');
        try {
            return new SimpleResolver(
                    new InetSocketAddress(
                            InetAddress.ofLiteral(server.substring(0, Math.max(colon, 0))),
                            Integer.parseInt(server.substring(colon + 1))));
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "muster.mail.outgoing.dns is an address and a port, as 192.0.2.1:53",
                    malformed);
        }
    }

    /**
     * None where the name has no such record.
     *
     * @param type of {@link Type}
     * @throws NoSuchDomainException when there is no such name
     */
    List<Record> records(String name, int type) throws NoSuchDomainException, Unanswered {
        try {
            return dns.lookupAsync(Name.fromString(name + "."), type)
                    .toCompletableFuture()
                    .get()
                    .getRecords();
        } catch (ExecutionException fault) {
            if (fault.getCause() instanceof NoSuchDomainException none) {
                throw none;
            }
            if (fault.getCause() instanceof NoSuchRRSetException) {
                return List.of();
            }
            throw new Unanswered();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new Unanswered();
        } catch (TextParseException malformed) {
            throw new NoSuchDomainException(Name.root, type);
        }
    }

    /** The name service didn't answer. */
    static final class Unanswered extends IOException {}
}
