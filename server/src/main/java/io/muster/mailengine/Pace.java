package io.muster.mailengine;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Reads on from the network when what was read is done: commands run on another thread than the one
 * that reads, and what a client sends meanwhile would pile up between the two.
 */
final class Pace extends ChannelInboundHandlerAdapter {

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.fireChannelActive();
        context.read();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        context.read();
    }
}
