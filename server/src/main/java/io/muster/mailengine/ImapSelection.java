package io.muster.mailengine;

import java.util.EnumSet;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.FetchData;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.CloseRequest;
import org.apache.james.imap.message.request.ExamineRequest;
import org.apache.james.imap.message.request.ExpungeRequest;
import org.apache.james.imap.message.request.FetchRequest;
import org.apache.james.imap.message.request.MoveRequest;
import org.apache.james.imap.message.request.ReplaceRequest;
import org.apache.james.imap.message.request.StoreRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import reactor.core.publisher.Mono;

/**
 * Keeps a folder that was opened with EXAMINE as it is (RFC 3501 6.3.2), which James promises in
 * its answer and doesn't hold: reading marks nothing as seen, and what would change it is refused.
 */
final class ImapSelection implements ImapProcessor {

    private static final String EXAMINED = "io.muster.EXAMINED";
    private static final HumanReadableText READ_ONLY =
            new HumanReadableText("io.muster.READ_ONLY", "the folder was opened read-only");

    private final ImapProcessor others;
    private final StatusResponseFactory answers = new UnpooledStatusResponseFactory();

    ImapSelection(ImapProcessor others) {
        this.others = others;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        return switch (message) {
            case ExamineRequest examine ->
                    others.processReactive(examine, responder, session)
                            .then(Mono.fromRunnable(() -> remember(session)));
            case CloseRequest close -> close(close, responder, session);
            case ImapRequest request when isReadOnly(session) ->
                    readOnly(request, responder, session);
            default -> others.processReactive(message, responder, session);
        };
    }

    private static void remember(ImapSession session) {
        if (session.getSelected() != null) {
            session.setAttribute(EXAMINED, session.getSelected());
        }
    }

    /** What is selected is a new object each time, so nothing has to be forgotten. */
    private static boolean isReadOnly(ImapSession session) {
        return session.getSelected() != null
                && session.getSelected().equals(session.getAttribute(EXAMINED));
    }

    private Mono<Void> readOnly(ImapRequest request, Responder responder, ImapSession session) {
        return switch (request) {
            case FetchRequest fetch -> others.processReactive(peeking(fetch), responder, session);
            case StoreRequest _, ExpungeRequest _, MoveRequest _, ReplaceRequest _ -> {
                responder.respond(
                        answers.taggedNo(request.getTag(), request.getCommand(), READ_ONLY));
                yield Mono.empty();
            }
            default -> others.processReactive(request, responder, session);
        };
    }

    private static FetchRequest peeking(FetchRequest request) {
        FetchData wanted = request.getFetch();
        if (!wanted.isSetSeen()) {
            return request;
        }
        FetchData.Builder peeking =
                FetchData.builder()
                        .changedSince(wanted.getChangedSince())
                        .vanished(wanted.getVanished());
        EnumSet.allOf(FetchData.Item.class).stream()
                .filter(wanted::contains)
                .forEach(peeking::fetch);
        wanted.getBodyElements().forEach(part -> peeking.add(part, true));
        return new FetchRequest(
                request.isUseUids(), request.getIdSet(), peeking.build(), request.getTag());
    }

    /**
     * Expunges nothing of a folder opened read-only. James answers nothing to CLOSE where nothing
     * may be expunged; RFC 4314 4 wants it closed without that.
     */
    private Mono<Void> close(CloseRequest request, Responder responder, ImapSession session) {
        if (isReadOnly(session)) {
            return closed(request, responder, session);
        }
        var heard = new Heard(responder);
        return others.processReactive(request, heard, session)
                .then(
                        Mono.defer(() ->
                                heard.answered
                                        ? Mono.empty()
                                        : closed(request, responder, session)));
    }

    private Mono<Void> closed(CloseRequest request, Responder responder, ImapSession session) {
        return session.deselect()
                .then(
                        Mono.fromRunnable(() ->
                                responder.respond(
                                        answers.taggedOk(
                                                request.getTag(),
                                                request.getCommand(),
                                                HumanReadableText.COMPLETED))));
    }

    /** Tells whether anything was answered. */
    private static final class Heard implements Responder {

        private final Responder responder;
        private volatile boolean answered;

        Heard(Responder responder) {
            this.responder = responder;
        }

        @Override
        public void respond(ImapResponseMessage answer) {
            answered = true;
            responder.respond(answer);
        }

        @Override
        public void flush() {
            responder.flush();
        }
    }
}
