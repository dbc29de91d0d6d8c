package io.muster.mailengine;

import io.muster.mailboxes.MailService;
import io.muster.mailboxes.MailboxOwner;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import org.apache.commons.configuration2.Configuration;
import org.apache.commons.configuration2.ex.ConfigurationException;
import org.apache.james.metrics.api.MetricFactory;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.api.handler.CommandDispatcher;
import org.apache.james.protocols.api.handler.CommandHandlerResultLogger;
import org.apache.james.protocols.api.handler.ProtocolHandler;
import org.apache.james.protocols.lib.handler.HandlersPackage;
import org.apache.james.protocols.lib.handler.ProtocolHandlerLoader;
import org.apache.james.protocols.netty.AbstractChannelPipelineFactory;
import org.apache.james.protocols.netty.AllButStartTlsLineChannelHandlerFactory;
import org.apache.james.protocols.netty.BasicChannelInboundHandler;
import org.apache.james.protocols.netty.ChannelHandlerFactory;
import org.apache.james.protocols.netty.Encryption;
import org.apache.james.protocols.netty.HandlerConstants;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.HeloCmdHandler;
import org.apache.james.protocols.smtp.core.MailCmdHandler;
import org.apache.james.protocols.smtp.core.NoopCmdHandler;
import org.apache.james.protocols.smtp.core.QuitCmdHandler;
import org.apache.james.protocols.smtp.core.RcptCmdHandler;
import org.apache.james.protocols.smtp.core.ReceivedDataLineFilter;
import org.apache.james.protocols.smtp.core.RsetCmdHandler;
import org.apache.james.protocols.smtp.core.UnknownCmdHandler;
import org.apache.james.protocols.smtp.core.VrfyCmdHandler;
import org.apache.james.protocols.smtp.core.esmtp.EhloCmdHandler;
import org.apache.james.protocols.smtp.core.esmtp.MailSizeEsmtpExtension;
import org.apache.james.protocols.smtp.core.esmtp.StartTlsCmdHandler;
import org.apache.james.protocols.smtp.hook.AuthHook;
import org.apache.james.smtpserver.DataLineJamesMessageHookHandler;
import org.apache.james.smtpserver.JamesDataCmdHandler;
import org.apache.james.smtpserver.JamesWelcomeMessageHandler;
import org.apache.james.smtpserver.netty.SMTPServer;
import org.apache.james.smtpserver.netty.SmtpMetricsImpl;

/**
 * James's SMTP server with our TLS and a chain of handlers of our choice: what answers commands is
 * James's, what decides is Muster's. Two of them run: one that takes mail from anybody, and one for
 * submission (RFC 6409).
 */
@SuppressWarnings("unchecked") // James overrides a method of itself by one of a raw type.
final class SmtpService extends SMTPServer {

    /**
     * Commands wait for the database and for password hashes: each connection has a thread for
     * that, nearly, and none of them is one that moves octets.
     */
    private static final int COMMAND_THREADS = 256;

    private final EventExecutorGroup commands =
            new DefaultEventExecutorGroup(
                    COMMAND_THREADS, Thread.ofVirtual().name("smtp-", 0).factory());

    private final OpenConnections connections;
    private final Map<SMTPSession, MailboxOwner> submitters =
            Collections.synchronizedMap(new WeakHashMap<>());
    private final Encryption ours;

    private SmtpService(
            MetricFactory metrics, Encryption ours, OpenConnections.Departures departures) {
        super(new SmtpMetricsImpl(metrics));
        this.ours = ours;
        this.connections = new OpenConnections(this::signed, departures);
    }

    /**
     * What is particular to a server.
     *
     * @param implicitTls encrypted from the first octet (RFC 8314 3), else after STARTTLS
     */
    record Kind(String name, int port, boolean submission, boolean implicitTls) {}

    /**
     * @param hooks what is asked of Muster, given where it notes who signed in
     */
    static SmtpService configured(
            MailSettings settings,
            Kind kind,
            Function<Map<SMTPSession, MailboxOwner>, List<ProtocolHandler>> hooks,
            MetricFactory metrics,
            SSLContext tls,
            OpenConnections.Departures departures)
            throws Exception {
        var service =
                new SmtpService(metrics, Servers.encryption(tls, kind.implicitTls()), departures);
        service.setFileSystem(new NoFiles());
        service.setDnsService(new NoNames());
        service.setProtocolHandlerLoader(new Handlers(hooks.apply(service.submitters), metrics));
        service.configure(
                Configurations.of(
                        Map.ofEntries(
                                Map.entry("jmxName", kind.name()),
                                Map.entry("bind", settings.address() + ":" + kind.port()),
                                Map.entry("helloName", settings.hostname()),
                                Map.entry("helloName[@autodetect]", false),
                                Map.entry("smtpGreeting", settings.hostname() + " ESMTP"),
                                Map.entry("auth.announce", kind.submission() ? "always" : "never"),
                                Map.entry("auth.requireSSL", true),
                                Map.entry("auth.plainAuthEnabled", true),
                                Map.entry("gracefulShutdown", false),
                                Map.entry("ioWorkerCount", Servers.WORKERS),
                                Map.entry(
                                        "connectionLimitPerIP", Servers.CONNECTIONS_OF_ONE_ADDRESS),
                                Map.entry(
                                        "maxmessagesize", settings.largestMessage().toKilobytes()),
                                Map.entry("handlerchain[@enableJmx]", false))));
        return service;
    }

    @Override
    protected void buildSSLContext() {
        encryption = ours;
    }

    @Override
    protected EventExecutorGroup getExecutorGroup() {
        return commands;
    }

    @Override
    protected AbstractChannelPipelineFactory<SocketChannel> createPipelineFactory() {
        @SuppressWarnings("unchecked") // James leaves the kind of channel open: it is this one.
        AbstractChannelPipelineFactory<SocketChannel> own = super.createPipelineFactory();
        return new AbstractChannelPipelineFactory<>(getFrameHandlerFactory(), commands) {
            @Override
            protected ChannelInboundHandlerAdapter createHandler() {
                return createCoreHandler();
            }

            @Override
            @SuppressWarnings("deprecation") // Netty has no other way to another thread yet.
            protected void initChannel(SocketChannel channel) {
                connections.add(channel);
                channel.config().setAutoRead(false);
                ChannelPipeline pipeline = channel.pipeline().addLast(own);
                pipeline.remove(HandlerConstants.CORE_HANDLER);
                pipeline.addLast(commands, "pace", new Pace());
                pipeline.addLast(commands, "longLines", new LongLines());
                pipeline.addLast(commands, HandlerConstants.CORE_HANDLER, createHandler());
            }
        };
    }

    @Override
    protected ChannelHandlerFactory createFrameHandlerFactory() {
        return new AllButStartTlsLineChannelHandlerFactory("starttls", LongLines.LONGEST);
    }

    @Override
    protected void postDestroy() {
        var _ = commands.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        super.postDestroy();
    }

    OpenConnections connections() {
        return connections;
    }

    private Optional<OpenConnections.Signed> signed(Channel channel) {
        if (!(channel.attr(BasicChannelInboundHandler.SESSION_ATTRIBUTE_KEY).get()
                instanceof SMTPSession session)) {
            return Optional.empty();
        }
        MailboxOwner owner = submitters.get(session);
        return owner == null
                ? Optional.empty()
                : ConnectionTrace.of(channel)
                        .map(trace ->
                                new OpenConnections.Signed(
                                        owner,
                                        trace.connection(
                                                MailService.SUBMISSION, program(session))));
    }

    /** Programs name their machine, if anything. */
    private static String program(SMTPSession session) {
        return OpenConnections.program(
                session.getAttachment(SMTPSession.CURRENT_HELO_NAME, State.Connection).orElse(""));
    }

    /** Nobody manages it by JMX. */
    @Override
    protected void registerMBean() {}

    @Override
    protected void unregisterMBean() {}

    @Override
    protected Class<? extends HandlersPackage> getCoreHandlersPackage() {
        return Handlers.class;
    }

    /** The handlers by the names by which James loads them, in their order. */
    static final class Handlers implements HandlersPackage, ProtocolHandlerLoader {

        private final List<Supplier<ProtocolHandler>> all = new ArrayList<>();

        Handlers(List<ProtocolHandler> hooks, MetricFactory metrics) {
            hooks.forEach(hook -> all.add(() -> hook));
            all.add(JamesWelcomeMessageHandler::new);
            all.add(() -> new CommandDispatcher<SMTPSession>());
            if (hooks.stream().anyMatch(AuthHook.class::isInstance)) {
                all.add(AuthCommand::new);
            }
            all.add(() -> new JamesDataCmdHandler(metrics));
            all.add(() -> new EhloCmdHandler(metrics));
            all.add(() -> new HeloCmdHandler(metrics));
            all.add(() -> new MailCmdHandler(metrics));
            all.add(NoopCmdHandler::new);
            all.add(() -> new QuitCmdHandler(metrics));
            all.add(() -> new RcptCmdHandler(metrics));
            all.add(RsetCmdHandler::new);
            all.add(VrfyCmdHandler::new);
            all.add(MailSizeEsmtpExtension::new);
            all.add(ReceivedDataLineFilter::new);
            all.add(DataLineJamesMessageHookHandler::new);
            all.add(StartTlsCmdHandler::new);
            all.add(() -> new UnknownCmdHandler(metrics));
            all.add(CommandHandlerResultLogger::new);
        }

        @Override
        public List<String> getHandlers() {
            return IntStream.range(0, all.size()).mapToObj(Integer::toString).toList();
        }

        @Override
        public ProtocolHandler load(String name, Configuration configuration)
                throws LoadingException {
            if (name.equals(Handlers.class.getName())) {
                return this;
            }
            ProtocolHandler handler = all.get(Integer.parseInt(name)).get();
            try {
                handler.init(configuration);
            } catch (ConfigurationException fault) {
                throw new LoadingException("handler " + name, fault);
            }
            return handler;
        }
    }
}
