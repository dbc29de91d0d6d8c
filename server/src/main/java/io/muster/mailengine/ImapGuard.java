package io.muster.mailengine;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ByteProcessor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.james.imap.api.ImapSessionState;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imapserver.netty.ImapRequestFrameDecoder;
import org.apache.james.imapserver.netty.NettyConstants;

/**
 * Bounds what one command may make the server keep in memory (CVE-2024-37358 of James 3.8.1: a
 * command takes any number of literals), and closes the connection of whoever goes beyond.
 */
final class ImapGuard extends ImapRequestFrameDecoder {

    /** The attribute of a session with the IP address of its client. */
    static final String CLIENT = "io.muster.client";

    /** The longest line, in octets; RFC 7162 4 advises 8,192 at least. */
    static final int LINE = 64 << 10;

    /** The longest command of somebody who has not signed in, in octets. */
    private static final int STRANGERS_COMMAND = 8 << 10;

    /** Longer commands wait in a file while they arrive. */
    private static final int IN_MEMORY = 1 << 20;

    /** The longest command of a user that stores no message. */
    private static final int USERS_COMMAND = 2 * IN_MEMORY;

    private static final byte[] APPEND = " APPEND ".getBytes(StandardCharsets.US_ASCII);

    /** Where a command that has been read to its end has left nothing. */
    private static final Map<String, Object> NOTHING = Map.of();

    private final int largest;
    private boolean storing;
    private long inFile;
    private boolean closing;

    /**
     * @param largest the largest message that is taken, in octets
     */
    ImapGuard(ImapDecoder decoder, int largest) {
        super(decoder, IN_MEMORY, largest, LINE);
        this.largest = largest;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        if (closing) {
            in.skipBytes(in.readableBytes());
            return;
        }
        ImapSession session =
                context.channel().attr(NettyConstants.IMAP_SESSION_ATTRIBUTE_KEY).get();
        if (session != null && session.getAttribute(CLIENT) == null) {
            session.setAttribute(CLIENT, address(context));
        }
        if (begins(context)) {
            storing = isAppend(in);
            inFile = 0;
        }
        int waiting = in.readableBytes();
        if (inFile + waiting > limit(session)) {
            closing = true;
            in.skipBytes(waiting);
            refuse(context);
            return;
        }
        super.decode(context, in, out);
        inFile += waiting - in.readableBytes();
    }

    /** Says good bye and closes. */
    static void refuse(ChannelHandlerContext context) {
        context.writeAndFlush(
                        Unpooled.copiedBuffer(
                                "* BYE Command too long\r\n", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private static boolean begins(ChannelHandlerContext context) {
        return Objects.requireNonNullElse(
                        context.channel()
                                .attr(NettyConstants.FRAME_DECODE_ATTACHMENT_ATTRIBUTE_KEY)
                                .get(),
                        NOTHING)
                .isEmpty();
    }

    private static boolean isAppend(ByteBuf in) {
        int space = in.bytesBefore((byte) ' ');
        if (space < 0 || in.readableBytes() < space + APPEND.length) {
            return false;
        }
        for (int letter = 0; letter < APPEND.length; letter++) {
            byte there = in.getByte(in.readerIndex() + space + letter);
            if (Character.toUpperCase(there) != APPEND[letter]) {
                return false;
            }
        }
        return true;
    }

    private int limit(ImapSession session) {
        boolean stranger =
                session == null
                        || session.getState() == ImapSessionState.NON_AUTHENTICATED
                        || session.getState() == ImapSessionState.LOGOUT;
        if (stranger) {
            return STRANGERS_COMMAND;
        }
        return storing ? largest + USERS_COMMAND : USERS_COMMAND;
    }

    private static String address(ChannelHandlerContext context) {
        return context.channel().remoteAddress() instanceof InetSocketAddress remote
                ? remote.getAddress().getHostAddress()
                : "";
    }

    /**
     * Closes the connection of whoever sends a line without an end: James would throw it away for
     * as long as it comes.
     */
    static final class Lines extends ChannelInboundHandlerAdapter {

        private int line;

        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            // Without a framer what comes is a literal.
            if (read instanceof ByteBuf octets
                    && context.pipeline().get(NettyConstants.FRAMER) != null) {
                int last = octets.forEachByteDesc(ByteProcessor.FIND_LF);
                line = last < 0 ? line + octets.readableBytes() : octets.writerIndex() - last - 1;
                if (line > 2 * LINE) {
                    octets.release();
                    refuse(context);
                    return;
                }
            } else {
                line = 0;
            }
            context.fireChannelRead(read);
        }
    }
}
