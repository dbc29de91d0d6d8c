package io.muster.domains;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/**
 * What the name service says: the system's, or the one that the operator names. Nothing is kept: a
 * record that was just made is found.
 */
@Component
public class NameLookup {

    private final LookupSession dns;

    public NameLookup(DnsSettings settings) {
        this.dns = LookupSession.builder().resolver(resolver(settings.server())).build();
    }

    private static Resolver resolver(@Nullable String server) {
        if (server == null) {
            return new ExtendedResolver() {
                @Override
                public CompletionStage<Message> sendAsync(Message query, Executor executor) {
                    return super.sendAsync(query, executor).thenApply(NameLookup::answered);
                }
            };
        }
        int colon = server.lastIndexOf(':');
        try {
            return new SimpleResolver(
                    new InetSocketAddress(
                            InetAddress.ofLiteral(server.substring(0, Math.max(colon, 0))),
                            Integer.parseInt(server.substring(colon + 1)))) {
                @Override
                public CompletionStage<Message> sendAsync(Message query, Executor executor) {
                    return super.sendAsync(query, executor).thenApply(NameLookup::answered);
                }
            };
        } catch (IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "muster.dns.server is an address and a port, as 192.0.2.1:53", malformed);
        }
    }

    /**
     * A server that knows nothing itself and only names others (a referral, RFC 2308 2.2) has not
     * said that there is no such record.
     */
    private static Message answered(Message answer) {
        boolean referral =
                answer.getRcode() == Rcode.NOERROR
                        && answer.getSection(Section.ANSWER).isEmpty()
                        && !answer.getHeader().getFlag(Flags.AA)
                        && answer.getSection(Section.AUTHORITY).stream()
                                .anyMatch(record -> record.getType() == Type.NS);
        if (referral) {
            throw new CompletionException(new Unanswered());
        }
        return answer;
    }

    /**
     * None where the name has no such record.
     *
     * @param type of {@link Type}
     * @throws NoSuchDomainException when there is no such name
     */
    public List<Record> records(String name, int type) throws NoSuchDomainException, Unanswered {
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

    /** The name service didn't answer, or didn't know. */
    public static final class Unanswered extends IOException {}
}
