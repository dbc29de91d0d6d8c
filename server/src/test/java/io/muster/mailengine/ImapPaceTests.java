package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.process.ImapProcessor.Responder;
import org.apache.james.imap.message.response.FetchResponse;
import org.apache.james.mailbox.MessageSequenceNumber;
import org.junit.jupiter.api.Test;

/** Messages sent to a client who takes them slowly or not at all. */
class ImapPaceTests {

    private static final int MESSAGES = 64;
    private static final byte[] MESSAGE = new byte[1 << 20];

    @Test
    void nothingIsReadOnForWhoeverTakesNothingAndHisConnectionEnds() throws Exception {
        try (var connection = new Connection();
                Socket idle = connection.client()) {
            var paced =
                    new ImapPace.Paced(
                            connection.sending(), connection.channel(), Duration.ofMillis(300));

            assertThat(answersTaken(paced)).isLessThan(MESSAGES / 2);
            await().until(() -> !connection.channel().isOpen());
            assertThat(idle.isConnected()).isTrue();
        }
    }

    @Test
    void everythingReachesWhoeverReads() throws Exception {
        try (var connection = new Connection();
                Socket reader = connection.client()) {
            var read = new CompletableFuture<Integer>();
            Thread.ofVirtual()
                    .start(() -> {
                        try (InputStream in = reader.getInputStream()) {
                            read.complete(in.readNBytes(MESSAGES * MESSAGE.length).length);
                        } catch (IOException fault) {
                            read.completeExceptionally(fault);
                        }
                    });
            var paced =
                    new ImapPace.Paced(
                            connection.sending(), connection.channel(), Duration.ofMinutes(1));

            assertThat(answersTaken(paced)).isEqualTo(MESSAGES);
            assertThat(read.get()).isEqualTo(MESSAGES * MESSAGE.length);
        }
    }

    private static int answersTaken(ImapPace.Paced paced) {
        int taken = 0;
        try {
            while (taken < MESSAGES) {
                paced.respond(message());
                taken++;
            }
        } catch (CancellationException ended) {
            return taken;
        }
        return taken;
    }

    private static FetchResponse message() {
        return new FetchResponse(
                MessageSequenceNumber.of(1),
                null,
                null,
                Optional.empty(),
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Body()),
                null,
                null);
    }

    private static final class Body implements FetchResponse.BodyElement {

        @Override
        public String getName() {
            return "BODY[]";
        }

        @Override
        public long size() {
            return MESSAGE.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(MESSAGE);
        }
    }

    /** A server's side of a connection over the loopback. */
    private static final class Connection implements AutoCloseable {

        private final MultiThreadIoEventLoopGroup threads =
                new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        private final CompletableFuture<SocketChannel> accepted = new CompletableFuture<>();
        private final Channel server;

        Connection() throws InterruptedException {
            server =
                    new ServerBootstrap()
                            .group(threads)
                            .channel(NioServerSocketChannel.class)
                            .childHandler(
                                    new ChannelInitializer<SocketChannel>() {
                                        @Override
                                        protected void initChannel(SocketChannel channel) {
                                            channel.pipeline().addLast(new ImapPace.Progress());
                                            accepted.complete(channel);
                                        }
                                    })
                            .bind(InetAddress.getLoopbackAddress(), 0)
                            .sync()
                            .channel();
        }

        Socket client() throws IOException {
            return new Socket(
                    InetAddress.getLoopbackAddress(),
                    ((InetSocketAddress) server.localAddress()).getPort());
        }

        SocketChannel channel() {
            return accepted.join();
        }

        Responder sending() {
            return new Responder() {
                @Override
                public void respond(ImapResponseMessage answer) {
                    var _ = channel().writeAndFlush(Unpooled.wrappedBuffer(MESSAGE));
                }

                @Override
                public void flush() {
                    channel().flush();
                }
            };
        }

        @Override
        public void close() {
            server.close().awaitUninterruptibly();
            threads.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
