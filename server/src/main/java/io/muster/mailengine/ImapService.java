package io.muster.mailengine;

import io.muster.mailboxes.MailService;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.james.core.Username;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.encode.main.DefaultImapEncoderFactory;
import org.apache.james.imapserver.netty.IMAPServer;
import org.apache.james.imapserver.netty.ImapMetrics;
import org.apache.james.imapserver.netty.NettyConstants;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.metrics.api.NoopGaugeRegistry;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.Encryption;

/** James's IMAP server with our TLS, our limits, and an end to the sessions of whoever must go. */
final class ImapService extends IMAPServer {

    private static final int LARGEST_AT_ALL = 1 << 30;

    private final OpenConnections connections;
    private final ImapDecoder decoder;
    private final Encryption ours;
    private final int largest;
    private final ImapGuard.Room room;

    private ImapService(
            ImapDecoder decoder,
            ImapProcessor processor,
            MetricFactory metrics,
            Encryption ours,
            int largest,
            ImapGuard.Room room,
            OpenConnections.Departures departures) {
        super(
                decoder,
                new DefaultImapEncoderFactory().buildImapEncoder(),
                processor,
                new ImapMetrics(metrics),
                new NoopGaugeRegistry());
        this.decoder = decoder;
        this.ours = ours;
        this.largest = largest;
        this.room = room;
        this.connections = new OpenConnections(ImapService::signed, departures);
    }

    /**
     * @param implicitTls encrypted from the first octet (RFC 8314 3), else after STARTTLS
     */
    static ImapService configured(
            MailSettings settings,
            boolean implicitTls,
            ImapProcessor processor,
            ImapGuard.Room room,
            MetricFactory metrics,
            SSLContext tls,
            OpenConnections.Departures departures)
            throws Exception {
        int largest = (int) Math.min(settings.largestMessage().toBytes(), LARGEST_AT_ALL);
        var service =
                new ImapService(
                        QuotaParsers.decoder(),
                        processor,
                        metrics,
                        Servers.encryption(tls, implicitTls),
                        largest,
                        room,
                        departures);
        service.setFileSystem(new NoFiles());
        int port = implicitTls ? settings.imapsPort() : settings.imapPort();
        service.configure(
                Configurations.of(
                        Map.ofEntries(
                                Map.entry("jmxName", implicitTls ? "imaps" : "imap"),
                                Map.entry("bind", settings.address() + ":" + port),
                                Map.entry("helloName", settings.hostname()),
                                Map.entry("helloName[@autodetect]", false),
                                Map.entry("auth.requireSSL", true),
                                Map.entry("auth.plainAuthEnabled", true),
                                Map.entry("gracefulShutdown", false),
                                Map.entry("ioWorkerCount", Servers.WORKERS),
                                Map.entry("literalSizeLimit", largest),
                                Map.entry(
                                        "connectionLimitPerIP",
                                        Servers.CONNECTIONS_OF_ONE_ADDRESS))));
        return service;
    }

    @Override
    protected void buildSSLContext() {
        encryption = ours;
    }

    /** Nobody manages it by JMX. */
    @Override
    protected void registerMBean() {}

    @Override
    protected void unregisterMBean() {}

    @Override
    protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
        @SuppressWarnings("unchecked") // James leaves the kind of channel open: it is this one.
        AbstractChannelPipelineFactory<SocketChannel> own = super.createPipelineFactory();
        return new AbstractChannelPipelineFactory<>(getFrameHandlerFactory(), getExecutorGroup()) {
            @Override
            protected ChannelInboundHandlerAdapter createHandler() {
                return createCoreHandler();
            }

            @Override
            protected void initChannel(SocketChannel channel) {
                connections.add(channel);
                channel.pipeline().addLast(own);
                channel.pipeline()
                        .replace(
                                NettyConstants.REQUEST_DECODER,
                                NettyConstants.REQUEST_DECODER,
                                new ImapGuard(decoder, largest, room));
                channel.pipeline().addBefore(NettyConstants.FRAMER, "lines", new ImapGuard.Lines());
                channel.pipeline().addBefore("lines", "progress", new ImapPace.Progress());
            }
        };
    }

    OpenConnections connections() {
        return connections;
    }

    private static Optional<OpenConnections.Signed> signed(Channel channel) {
        ImapSession session = channel.attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).get();
        Username name = session == null ? null : session.getUserName();
        return name == null || ImapDelegation.isDelegated(session)
                ? Optional.empty()
                : ConnectionTrace.of(channel)
                        .map(trace ->
                                new OpenConnections.Signed(
                                        Owners.BY_ID.owner(name),
                                        trace.connection(
                                                MailService.IMAP, ImapSignIn.program(session))));
    }
}
