package io.muster.mailengine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.TooLongFrameException;
import org.apache.james.protocols.api.ProtocolSession.AttachmentKey;
import org.apache.james.protocols.api.ProtocolSession.State;
import org.apache.james.protocols.netty.BasicChannelInboundHandler;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.hook.HookResult;
import org.apache.james.smtpserver.JamesMessageHook;
import org.apache.mailet.Mail;

/**
 * Refuses a message of which a line is too long to be taken, when it is whole. James by itself
 * leaves that line out, answers in the middle of the message, and stores what is left.
 */
final class LongLines extends ChannelInboundHandlerAdapter {

    /**
     * Octets. RFC 5321 4.5.3.1.6 asks for 1,000; some programs write a whole page of HTML into one
     * line.
     */
    static final int LONGEST = 64 * 1_024;

    private static final AttachmentKey<Boolean> SEEN =
            AttachmentKey.of("io.muster.long-line", Boolean.class);

    @Override
    public void exceptionCaught(ChannelHandlerContext channel, Throwable cause) {
        if (cause instanceof TooLongFrameException
                && channel.channel().attr(BasicChannelInboundHandler.SESSION_ATTRIBUTE_KEY).get()
                        instanceof SMTPSession session
                && !session.needsCommandInjectionDetection()
                && session.getAttachment(SMTPSession.RCPT_LIST, State.Transaction).isPresent()) {
            session.setAttachment(SEEN, true, State.Transaction);
            // Nothing goes on to the command handler, which asks for more when it is done.
            channel.read();
        } else {
            channel.fireExceptionCaught(cause);
        }
    }

    /** Asked before anything else is about the message. */
    static final class Refusal implements JamesMessageHook {

        @Override
        public HookResult onMessage(SMTPSession session, Mail message) {
            return session.getAttachment(SEEN, State.Transaction).isPresent()
                    ? SmtpHooks.refused("500", "5.6.0 A line of the message is too long")
                    : HookResult.DECLINED;
        }
    }
}
