package io.muster.mailengine;

import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.message.response.StatusResponse.ResponseCode;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.AbstractMessageRangeRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.apache.james.mailbox.MailboxSession;
import reactor.core.publisher.Mono;

/**
 * Says why nothing more is copied or moved into a full mailbox (RFC 9208 4.3): James answers every
 * fault of these commands with the same sentence.
 */
final class ImapLimits implements ImapProcessor {

    private static final String FULL = "io.muster.full";

    private final ImapProcessor others;
    private final StatusResponseFactory answers = new UnpooledStatusResponseFactory();

    ImapLimits(ImapProcessor others) {
        this.others = others;
    }

    /** Notes why the command at work fails; a session has one at a time. */
    static void noteFull(MailboxSession session) {
        session.getAttributes().put(FULL, true);
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        return others.processReactive(
                message,
                message instanceof AbstractMessageRangeRequest request
                        ? new Telling(request, responder, session)
                        : responder,
                session);
    }

    private final class Telling implements Responder {

        private final ImapRequest request;
        private final Responder responder;
        private final ImapSession session;

        Telling(ImapRequest request, Responder responder, ImapSession session) {
            this.request = request;
            this.responder = responder;
            this.session = session;
        }

        @Override
        public void respond(ImapResponseMessage answer) {
            boolean full =
                    answer instanceof StatusResponse status
                            && status.getServerResponseType() == StatusResponse.Type.NO
                            && session.getMailboxSession().getAttributes().remove(FULL) != null;
            responder.respond(
                    full
                            ? answers.taggedNo(
                                    request.getTag(),
                                    request.getCommand(),
                                    HumanReadableText.FAILURE_OVERQUOTA,
                                    ResponseCode.overQuota())
                            : answer);
        }

        @Override
        public void flush() {
            responder.flush();
        }
    }
}
