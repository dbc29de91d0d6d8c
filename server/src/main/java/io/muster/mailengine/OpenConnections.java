package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailEngine;
import io.muster.mailboxes.MailboxOwner;
import io.netty.channel.Channel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The connections of one server: whose they are, since when, and an end to them. */
final class OpenConnections {

    private static final int LONGEST_PROGRAM = 200;

    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Function<Channel, Optional<Signed>> reading;
    private final Departures departures;

    /**
     * @param reading whose a connection is; nothing before its user signed in
     */
    OpenConnections(Function<Channel, Optional<Signed>> reading, Departures departures) {
        this.reading = reading;
        this.departures = departures;
    }

    /** A connection whose user signed in. */
    record Signed(MailboxOwner owner, MailEngine.Connection connection) {}

    /** Is told of each connection that is over, on a thread that must not wait. */
    interface Departures {
        void tell(Signed gone);
    }

    void add(SocketChannel channel) {
        channels.add(channel);
        ConnectionTrace.begin(channel, reading);
        var _ =
                channel.closeFuture()
                        .addListener(_ ->
                                reading.apply(channel)
                                        .or(() ->
                                                ConnectionTrace.of(channel)
                                                        .flatMap(ConnectionTrace::lastSigned))
                                        .ifPresent(departures::tell));
    }

    List<MailEngine.Connection> of(UserId user) {
        return of(Set.of(user)).map(this::connection).flatMap(Optional::stream).toList();
    }

    /** Adds those of an organization's users. */
    void of(OrganizationId organization, Map<UserId, List<MailEngine.Connection>> all) {
        channels.stream()
                .flatMap(channel -> reading.apply(channel).stream())
                .filter(signed -> signed.owner().organization().equals(organization))
                .forEach(signed ->
                        all.computeIfAbsent(signed.owner().user(), _ -> new ArrayList<>())
                                .add(signed.connection()));
    }

    /** Adds when each user who is connected last used a connection. */
    void lastSeen(Map<UserId, Instant> all) {
        channels.stream()
                .flatMap(channel -> reading.apply(channel).stream())
                .forEach(signed ->
                        all.merge(
                                signed.owner().user(),
                                signed.connection().lastSeenAt(),
                                (one, other) -> one.isAfter(other) ? one : other));
    }

    void disconnect(Collection<UserId> users) {
        of(Set.copyOf(users)).forEach(OpenConnections::close);
    }

    boolean disconnect(UserId user, UUID connection) {
        List<Channel> found =
                of(Set.of(user))
                        .filter(channel ->
                                ConnectionTrace.of(channel)
                                        .filter(trace -> trace.id().equals(connection))
                                        .isPresent())
                        .toList();
        found.forEach(OpenConnections::close);
        return !found.isEmpty();
    }

    private static void close(Channel channel) {
        var _ = channel.close();
    }

    private Stream<Channel> of(Set<UserId> users) {
        return channels.stream()
                .filter(channel ->
                        reading.apply(channel)
                                .filter(signed -> users.contains(signed.owner().user()))
                                .isPresent());
    }

    private Optional<MailEngine.Connection> connection(Channel channel) {
        return reading.apply(channel).map(Signed::connection);
    }

    /** As a program calls itself, without what would break a line or a page. */
    static String program(String told) {
        String plain = told.replaceAll("\\p{Cntrl}+", " ").strip();
        return plain.codePointCount(0, plain.length()) > LONGEST_PROGRAM
                ? plain.substring(0, plain.offsetByCodePoints(0, LONGEST_PROGRAM))
                : plain;
    }
}
