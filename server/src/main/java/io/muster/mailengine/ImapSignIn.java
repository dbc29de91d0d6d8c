package io.muster.mailengine;

import io.muster.mailboxes.MailService;
import io.muster.mailboxes.MailSignIn;
import io.muster.mailboxes.MailboxOwner;
import io.netty.channel.Channel;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.james.core.Username;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.AuthenticateRequest;
import org.apache.james.imap.message.request.IDRequest;
import org.apache.james.imap.message.request.IRAuthenticateRequest;
import org.apache.james.imap.message.request.LoginRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.apache.james.imap.processor.AuthenticateProcessor;
import org.apache.james.imap.processor.LoginProcessor;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.metrics.api.MetricFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * All commands of IMAP, of which LOGIN and AUTHENTICATE ask for Muster's own sign-in. James would
 * ask by name and password alone, and locks need to know where an attempt comes from.
 */
final class ImapSignIn implements ImapProcessor {

    /** The attribute of a session whose name and password are being looked at. */
    private static final String LOOKED_AT = "io.muster.looked-at";

    /** The attribute of a session with what its program calls itself. */
    private static final String PROGRAM = "io.muster.program";

    /** Told as an alert, which programs have to show (RFC 3501 7.1). */
    private static final HumanReadableText OFF =
            new HumanReadableText("io.muster.imap-off", "IMAP is switched off for this account.");

    /** An alert too: RFC 5530 has a code for it, which James can't write. */
    private static final HumanReadableText UNCHECKED =
            new HumanReadableText(
                    "io.muster.directory-unavailable",
                    "The password can't be checked now. Try again later.");

    private final ImapProcessor others;
    private final LoginProcessor login;
    private final AuthenticateProcessor authenticate;
    private final MailSignIn signIn;
    private final StandardFolders standardFolders;

    ImapSignIn(
            ImapProcessor others,
            MailboxManager folders,
            MetricFactory metrics,
            MailSignIn signIn,
            StandardFolders standardFolders) {
        StatusResponseFactory answers = new UnpooledStatusResponseFactory();
        this.others = others;
        this.login = new Login(folders, answers, metrics);
        this.authenticate = new Authenticate(folders, answers, metrics);
        this.signIn = signIn;
        this.standardFolders = standardFolders;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
        login.configure(configuration);
        authenticate.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        return switch (message) {
            case LoginRequest _ -> login.processReactive(message, responder, session);
            case AuthenticateRequest _ -> authenticate.processReactive(message, responder, session);
            case IDRequest told -> {
                session.setAttribute(PROGRAM, program(told));
                yield others.processReactive(message, responder, session);
            }
            default -> others.processReactive(message, responder, session);
        };
    }

    /** Name and version of a program that tells them (RFC 2971). */
    private static String program(IDRequest told) {
        Map<String, String> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        told.getParameters().ifPresent(fields::putAll);
        return OpenConnections.program(
                fields.getOrDefault("name", "") + " " + fields.getOrDefault("version", ""));
    }

    /** What the program of a session calls itself; empty while it doesn't. */
    static String program(ImapSession session) {
        return session.getAttribute(PROGRAM) instanceof String program ? program : "";
    }

    /** What became of an attempt to make the session that of a user. */
    private enum Entry {
        ADMITTED,
        REFUSED,
        SWITCHED_OFF,
        CANNOT_CHECK
    }

    /** Makes the session that of the user with this name and password. */
    private Entry enter(
            // Null where what was sent could not be read.
            @Nullable Username name, String password, ImapSession session) {
        return name == null ? Entry.REFUSED : enter(name.asString(), password, session);
    }

    private Entry enter(String name, String password, ImapSession session) {
        String client = String.valueOf(session.getAttribute(ImapGuard.CLIENT));
        return switch (signIn.attempt(MailService.IMAP, name, password, client)) {
            case MailSignIn.Entry.Refused() -> Entry.REFUSED;
            case MailSignIn.Entry.SwitchedOff() -> Entry.SWITCHED_OFF;
            case MailSignIn.Entry.CannotCheck() -> Entry.CANNOT_CHECK;
            case MailSignIn.Entry.Admitted(var owner) ->
                    entered(owner, session) ? Entry.ADMITTED : Entry.REFUSED;
        };
    }

    private boolean entered(MailboxOwner owner, ImapSession session) {
        standardFolders.provide(owner);
        MailboxSession his = MailLayer.sessionOf(owner);
        session.authenticated();
        session.setMailboxSession(his);
        // From here on it is found and closed when he is disabled; before, it was not.
        if (!signIn.mayStay(MailService.IMAP, owner)) {
            session.logout().block();
            return false;
        }
        return true;
    }

    /** Makes the session one of an administrator in the mail of a user. */
    private boolean enterAs(
            @Nullable Username other,
            @Nullable Username name,
            String password,
            ImapSession session) {
        Channel channel = ImapPace.channel(session).orElse(null);
        if (other == null || name == null || channel == null) {
            return false;
        }
        String client = String.valueOf(session.getAttribute(ImapGuard.CLIENT));
        MailSignIn.Delegated delegated =
                signIn.attemptAs(other.asString(), name.asString(), password, client).orElse(null);
        if (delegated == null) {
            return false;
        }
        standardFolders.provide(delegated.owner());
        // What other organizations gave him they did not give his administrator.
        MailboxSession his = MailLayer.sessionOf(delegated.owner().atHomeOnly());
        ImapDelegation.begin(session, channel, delegated);
        session.authenticated();
        session.setMailboxSession(his);
        return true;
    }

    private final class Login extends LoginProcessor {

        Login(MailboxManager folders, StatusResponseFactory answers, MetricFactory metrics) {
            super(folders, answers, metrics);
        }

        @Override
        protected void doAuth(
                AuthenticationAttempt attempt,
                ImapSession session,
                ImapRequest request,
                Responder responder,
                HumanReadableText failed) {
            switch (enter(attempt.getAuthenticationId(), attempt.getPassword(), session)) {
                case ADMITTED -> okComplete(request, responder);
                case REFUSED -> manageFailureCount(session, request, responder);
                case SWITCHED_OFF ->
                        no(request, responder, OFF, StatusResponse.ResponseCode.alert());
                case CANNOT_CHECK ->
                        no(request, responder, UNCHECKED, StatusResponse.ResponseCode.alert());
            }
        }
    }

    private final class Authenticate extends AuthenticateProcessor {

        Authenticate(MailboxManager folders, StatusResponseFactory answers, MetricFactory metrics) {
            super(folders, answers, metrics);
        }

        @Override
        protected void doAuth(
                AuthenticationAttempt attempt,
                ImapSession session,
                ImapRequest request,
                Responder responder,
                HumanReadableText failed) {
            switch (enter(attempt.getAuthenticationId(), attempt.getPassword(), session)) {
                case ADMITTED -> okComplete(request, responder);
                case REFUSED -> manageFailureCount(session, request, responder);
                case SWITCHED_OFF ->
                        no(request, responder, OFF, StatusResponse.ResponseCode.alert());
                case CANNOT_CHECK ->
                        no(request, responder, UNCHECKED, StatusResponse.ResponseCode.alert());
            }
        }

        /**
         * A second line with name and password comes on the thread that moves octets, which must
         * not wait for a hash; meanwhile this client can't have another one looked at.
         */
        @Override
        protected void doPlainAuth(
                String response, ImapSession session, ImapRequest request, Responder responder) {
            if (request instanceof IRAuthenticateRequest) {
                super.doPlainAuth(response, session, request, responder);
                return;
            }
            if (session.getAttribute(LOOKED_AT) != null) {
                manageFailureCount(session, request, responder);
                return;
            }
            session.setAttribute(LOOKED_AT, true);
            Schedulers.boundedElastic()
                    .schedule(() -> {
                        try {
                            super.doPlainAuth(response, session, request, responder);
                        } finally {
                            session.setAttribute(LOOKED_AT, null);
                            responder.flush();
                        }
                    });
        }

        /**
         * An administrator may, while he impersonates that user in the console. Some programs name
         * themselves twice.
         */
        @Override
        protected void doAuthWithDelegation(
                AuthenticationAttempt attempt,
                ImapSession session,
                ImapRequest request,
                Responder responder) {
            Username other = attempt.getDelegateUserName().orElse(null);
            if (Objects.equals(other, attempt.getAuthenticationId())) {
                doAuth(
                        attempt,
                        session,
                        request,
                        responder,
                        HumanReadableText.AUTHENTICATION_FAILED);
            } else if (enterAs(
                    other, attempt.getAuthenticationId(), attempt.getPassword(), session)) {
                okComplete(request, responder);
            } else {
                manageFailureCount(session, request, responder);
            }
        }
    }
}
