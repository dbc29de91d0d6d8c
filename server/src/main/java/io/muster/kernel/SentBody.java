package io.muster.kernel;

import java.io.IOException;
import java.io.InputStream;

/** What a client sends with a request. */
public final class SentBody {

    private SentBody() {}

    /**
     * Reads on without keeping anything: a sender who is cut off while he sends doesn't read the
     * answer that says why.
     *
     * @param most bytes; who sends more is cut off all the same
     */
    public static void passOver(InputStream sent, long most) throws IOException {
        long _ = sent.skip(most);
    }
}
