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
import java.util.concurrent.atomic.AtomicLong;
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

    /** What of one command is kept without asking whether there is room for it, in octets. */
    private static final int SMALL = 64 << 10;

    /** James keeps longer commands in a file, and loses what a client sends behind them. */
    private static final int ALL_IN_MEMORY = 0;

    /** The longest command of a user that stores no message. */
    private static final int USERS_COMMAND = 2 << 20;

    private static final byte[] APPEND = " APPEND ".getBytes(StandardCharsets.US_ASCII);

    private final int largest;
    private final Room room;
    private long held;
    private boolean closing;

    /**
     * @param largest the largest message that is taken, in octets
     * @param room for what arrives on all connections together
     */
    ImapGuard(ImapDecoder decoder, int largest, Room room) {
        super(decoder, ALL_IN_MEMORY, largest, LINE);
        this.largest = largest;
        this.room = room;
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
            ImapPace.remember(session, context.channel());
        }
        if (in.readableBytes() > limit(session, in)) {
            stop(context, in, "Command too long");
            return;
        }
        int waiting = in.readableBytes();
        // James goes back to the mark where a literal isn't whole yet: to this command, not to
        // those
        // before it, which it would run again.
        in.markReaderIndex();
        super.decode(context, in, out);
        if (waiting - in.readableBytes() > SMALL) {
            // Until it is done nothing more is read, so that large commands don't pile up.
            context.channel().config().setAutoRead(false);
        }
        if (!hold(in.readableBytes())) {
            stop(context, in, "Too much at once, try again later");
        }
    }

    private void stop(ChannelHandlerContext context, ByteBuf in, String why) {
        closing = true;
        in.skipBytes(in.readableBytes());
        hold(0);
        refuse(context, why);
    }

    /** Whether there is room for what waits for the rest of its command. */
    private boolean hold(int waiting) {
        long wanted = waiting > SMALL ? waiting : 0;
        if (wanted > held && !room.take(wanted - held)) {
            return false;
        }
        if (wanted < held) {
            room.giveBack(held - wanted);
        }
        held = wanted;
        return true;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        super.channelInactive(context);
        hold(0);
    }

    /** Says good bye and closes. */
    static void refuse(ChannelHandlerContext context, String why) {
        context.writeAndFlush(
                        Unpooled.copiedBuffer("* BYE " + why + "\r\n", StandardCharsets.US_ASCII))
                .addListener(ChannelFutureListener.CLOSE);
    }

    /** Octets that may wait on all connections together. */
    static final class Room {

        private final AtomicLong free;

        Room(long octets) {
            this.free = new AtomicLong(octets);
        }

        boolean take(long octets) {
            if (free.addAndGet(-octets) >= 0) {
                return true;
            }
            free.addAndGet(octets);
            return false;
        }

        void giveBack(long octets) {
            free.addAndGet(octets);
        }
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

    private int limit(ImapSession session, ByteBuf in) {
        boolean stranger =
                session == null
                        || session.getState() == ImapSessionState.NON_AUTHENTICATED
                        || session.getState() == ImapSessionState.LOGOUT;
        if (stranger) {
            return STRANGERS_COMMAND;
        }
        return isAppend(in) ? largest + USERS_COMMAND : USERS_COMMAND;
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
                    refuse(context, "Command too long");
                    return;
                }
            } else {
                line = 0;
            }
            context.fireChannelRead(read);
        }
    }
}
