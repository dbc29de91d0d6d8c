package io.muster.imports;

import java.io.InputStream;

/** A file larger than anybody wants to keep: a head, then the same bytes again and again. */
final class Repeated extends InputStream {
    private final byte[] head;
    private final byte[] body;
    private final long length;
    private long position;

    Repeated(byte[] head, byte[] body, long times) {
        this.head = head;
        this.body = body;
        this.length = head.length + body.length * times;
    }

    /** How many bytes were read. */
    long position() {
        return position;
    }

    @Override
    public int read() {
        if (position >= length) {
            return -1;
        }
        long at = position++;
        return at < head.length
                ? head[(int) at] & 0xFF
                : body[(int) ((at - head.length) % body.length)] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int wanted) {
        int read = 0;
        while (read < wanted) {
            int value = read();
            if (value == -1) {
                return read == 0 ? -1 : read;
            }
            buffer[offset + read++] = (byte) value;
        }
        return read;
    }
}
