package io.muster.mailengine;

import io.muster.kernel.Ids;
import io.muster.mailboxes.MailEngine;
import io.muster.mailboxes.MailService;
import io.muster.mailengine.OpenConnections.Signed;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.AttributeKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What is noted of a connection: where from, since when, and when it was last used. */
final class ConnectionTrace extends ChannelInboundHandlerAdapter {

    private static final AttributeKey<ConnectionTrace> KEY =
            AttributeKey.valueOf("io.muster.trace");

    private final UUID id = Ids.next();
    private final String address;
    private final Instant since = Instant.now();
    private final Function<Channel, Optional<Signed>> reading;
    private volatile Instant lastSeenAt = since;
    private volatile Optional<Signed> lastSigned = Optional.empty();

    private ConnectionTrace(String address, Function<Channel, Optional<Signed>> reading) {
        this.address = address;
        this.reading = reading;
    }

    /** Begins to watch a connection before anything is read from it. */
    static void begin(SocketChannel channel, Function<Channel, Optional<Signed>> reading) {
        var trace =
                new ConnectionTrace(channel.remoteAddress().getAddress().getHostAddress(), reading);
        channel.attr(KEY).set(trace);
        channel.pipeline().addLast("trace", trace);
    }

    static Optional<ConnectionTrace> of(Channel channel) {
        return Optional.ofNullable(channel.attr(KEY).get());
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        lastSeenAt = Instant.now();
        // What is read may be the farewell, after which the session is nobody's.
        reading.apply(context.channel()).ifPresent(signed -> lastSigned = Optional.of(signed));
        context.fireChannelRead(message);
    }

    /** As the connection was before what was read last. */
    Optional<Signed> lastSigned() {
        return lastSigned;
    }

    UUID id() {
        return id;
    }

    MailEngine.Connection connection(MailService service, String program) {
        return new MailEngine.Connection(id, service, program, address, since, lastSeenAt);
    }
}
