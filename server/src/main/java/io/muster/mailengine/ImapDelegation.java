package io.muster.mailengine;

import io.muster.mailboxes.MailSignIn;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.CapabilityRequest;
import org.apache.james.imap.message.request.CheckRequest;
import org.apache.james.imap.message.request.CloseRequest;
import org.apache.james.imap.message.request.CompressRequest;
import org.apache.james.imap.message.request.EnableRequest;
import org.apache.james.imap.message.request.ExamineRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.GetACLRequest;
import org.apache.james.imap.message.request.GetMetadataRequest;
import org.apache.james.imap.message.request.GetQuotaRequest;
import org.apache.james.imap.message.request.GetQuotaRootRequest;
import org.apache.james.imap.message.request.IDRequest;
import org.apache.james.imap.message.request.IdleRequest;
import org.apache.james.imap.message.request.ListRequest;
import org.apache.james.imap.message.request.ListRightsRequest;
import org.apache.james.imap.message.request.LogoutRequest;
import org.apache.james.imap.message.request.LsubRequest;
import org.apache.james.imap.message.request.MyRightsRequest;
import org.apache.james.imap.message.request.NamespaceRequest;
import org.apache.james.imap.message.request.NoopRequest;
import org.apache.james.imap.message.request.SearchRequest;
import org.apache.james.imap.message.request.SelectRequest;
import org.apache.james.imap.message.request.StatusRequest;
import org.apache.james.imap.message.request.UnselectRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Holds an administrator who works with a user's mail to what he began: where he may look only,
 * each folder is opened as with EXAMINE and whatever could change anything is refused; and his
 * connection ends within a second of what let him in.
 */
final class ImapDelegation implements ImapProcessor {

    private static final String DELEGATED = "io.muster.delegated";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final HumanReadableText READ_ONLY =
            new HumanReadableText("io.muster.delegated-read-only", "You may look only.");

    private final ImapProcessor others;
    private final StatusResponseFactory answers = new UnpooledStatusResponseFactory();

    ImapDelegation(ImapProcessor others) {
        this.others = others;
    }

    /** Notes whom a session that was just made belongs to, and looks after it from here on. */
    static void begin(ImapSession session, Channel channel, MailSignIn.Delegated delegated) {
        session.setAttribute(DELEGATED, delegated);
        Disposable looking =
                Schedulers.boundedElastic()
                        .schedulePeriodically(
                                () -> closeUnlessGoingOn(channel, delegated),
                                BETWEEN_LOOKS.toMillis(),
                                BETWEEN_LOOKS.toMillis(),
                                TimeUnit.MILLISECONDS);
        var _ = channel.closeFuture().addListener(_ -> looking.dispose());
    }

    /** Also when it can't be found out. */
    private static void closeUnlessGoingOn(Channel channel, MailSignIn.Delegated delegated) {
        boolean goesOn = false;
        try {
            goesOn = delegated.goesOn().getAsBoolean();
        } finally {
            if (!goesOn) {
                var _ = channel.close();
            }
        }
    }

    /** Whether it is an administrator's, and so neither shown nor counted as the user's own. */
    static boolean isDelegated(ImapSession session) {
        return session.getAttribute(DELEGATED) != null;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        boolean looksOnly =
                session.getAttribute(DELEGATED) instanceof MailSignIn.Delegated delegated
                        && delegated.readOnly();
        if (!looksOnly || !(message instanceof ImapRequest request)) {
            return others.processReactive(message, responder, session);
        }
        if (request instanceof SelectRequest select) {
            return others.processReactive(examining(select), responder, session);
        }
        if (changesNothing(request)) {
            return others.processReactive(request, responder, session);
        }
        responder.respond(answers.taggedNo(request.getTag(), request.getCommand(), READ_ONLY));
        return Mono.empty();
    }

    private static ExamineRequest examining(SelectRequest select) {
        return new ExamineRequest(
                select.getMailboxName(),
                select.getCondstore(),
                select.getLastKnownUidValidity(),
                select.getKnownModSeq(),
                select.getUidSet(),
                select.getKnownUidSet(),
                select.getKnownSequenceSet(),
                select.getTag());
    }

    /** What is named here; a command that a later version adds is refused until it is, too. */
    private static boolean changesNothing(ImapRequest request) {
        return switch (request) {
            case CapabilityRequest _,
                    CheckRequest _,
                    CloseRequest _,
                    CompressRequest _,
                    EnableRequest _,
                    ExamineRequest _,
                    FetchRequest _,
                    IDRequest _,
                    IdleRequest _,
                    LogoutRequest _,
                    NamespaceRequest _,
                    NoopRequest _,
                    SearchRequest _,
                    StatusRequest _,
                    UnselectRequest _ ->
                    true;
            case GetACLRequest _,
                    GetMetadataRequest _,
                    GetQuotaRequest _,
                    GetQuotaRootRequest _,
                    ListRequest _,
                    ListRightsRequest _,
                    LsubRequest _,
                    MyRightsRequest _ ->
                    true;
            default -> false;
        };
    }
}
