package io.muster.mailengine;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.response.FetchResponse;
import reactor.core.publisher.Mono;

/**
 * Keeps step with the client: messages are read from the store as fast as he takes them, which
 * James 3.8.1 doesn't see to, and after a large command the next is read when that one is done.
 */
final class ImapPace implements ImapProcessor {

    private static final String CHANNEL = "io.muster.channel";

    /** How long a client may take nothing at all before his connection ends. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final ImapProcessor others;

    ImapPace(ImapProcessor others) {
        this.others = others;
    }

    static void remember(ImapSession session, Channel channel) {
        session.setAttribute(CHANNEL, channel);
    }

    /** The connection of a session from which something was read. */
    static Optional<Channel> channel(ImapSession session) {
        return session.getAttribute(CHANNEL) instanceof Channel channel
                ? Optional.of(channel)
                : Optional.empty();
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        if (!(session.getAttribute(CHANNEL) instanceof Channel channel)) {
            return others.processReactive(message, responder, session);
        }
        Responder paced =
                message instanceof FetchRequest
                        ? new Paced(responder, channel, PATIENCE)
                        : responder;
        return Mono.defer(() -> others.processReactive(message, paced, session))
                .doFinally(_ -> channel.config().setAutoRead(true));
    }

    /** Counts what went out, so that a slow client is told from one who takes nothing. */
    static final class Progress extends ChannelOutboundHandlerAdapter {

        private volatile long last;

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            var _ =
                    context.write(
                            message, promise.unvoid().addListener(_ -> last = System.nanoTime()));
        }
    }

    /**
     * Waits after so many octets until the client has taken them. Not for threads of the network.
     */
    static final class Paced implements Responder {

        /** What may wait for the client, in octets; a larger message comes alone. */
        private static final long AHEAD = 256 << 10;

        /** For the flags and dates of a message, in octets. */
        private static final long SMALL_PARTS = 500;

        private final Responder responder;
        private final Channel channel;
        private final Duration patience;
        private long ahead;

        Paced(Responder responder, Channel channel, Duration patience) {
            this.responder = responder;
            this.channel = channel;
            this.patience = patience;
        }

        @Override
        public void respond(ImapResponseMessage answer) {
            responder.respond(answer);
            if (answer instanceof FetchResponse message) {
                ahead += octets(message);
                if (ahead > AHEAD) {
                    responder.flush();
                    waitUntilTaken();
                    ahead = 0;
                }
            }
        }

        @Override
        public void flush() {
            responder.flush();
        }

        private static long octets(FetchResponse message) {
            long octets = SMALL_PARTS;
            if (message.getElements() != null) {
                for (FetchResponse.BodyElement part : message.getElements()) {
                    try {
                        octets += part.size();
                    } catch (java.io.IOException unknown) {
                        octets += AHEAD;
                    }
                }
            }
            return octets;
        }

        /** What is written last is taken last. */
        private void waitUntilTaken() {
            ChannelFuture taken = channel.writeAndFlush(Unpooled.EMPTY_BUFFER);
            Progress progress = channel.pipeline().get(Progress.class);
            try {
                long before = Long.MIN_VALUE;
                while (!taken.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    long now = progress == null ? before : progress.last;
                    if (now == before) {
                        var _ = channel.close();
                        throw new CancellationException("the client takes nothing any more");
                    }
                    before = now;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new CancellationException("the connection ended");
            }
            if (!taken.isSuccess()) {
                throw new CancellationException("the client is gone");
            }
        }
    }
}
