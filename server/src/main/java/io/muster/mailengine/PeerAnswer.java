package io.muster.mailengine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What became of one recipient at the other server.
 *
 * @param status the code of RFC 3463
 * @param text what the other side said, or a sentence of ours; one line of ASCII
 */
record PeerAnswer(Outcome outcome, String status, String text) {

    private static final int LONGEST = 400;
    private static final Pattern REPLY =
            Pattern.compile("(?s)(\\d)\\d\\d(?:[ -](\\d\\.\\d{1,3}\\.\\d{1,3})(?=[ \\r\\n]|$))?.*");

    enum Outcome {
        /** The other side has taken the message and answers for it (RFC 5321 4.2.5). */
        TAKEN,
        /** It never will. */
        REFUSED,
        /** It may later. */
        LATER,
        /** The connection broke between the end of the text and the answer: one or the other. */
        DOUBTFUL
    }

    PeerAnswer {
        String line = text.replaceAll("[^\\x20-\\x7e]+", " ").strip();
        text = line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }

    static PeerAnswer taken(String reply) {
        return new PeerAnswer(Outcome.TAKEN, "2.0.0", reply);
    }

    static PeerAnswer refused(String status, String text) {
        return new PeerAnswer(Outcome.REFUSED, status, text);
    }

    static PeerAnswer later(String status, String text) {
        return new PeerAnswer(Outcome.LATER, status, text);
    }

    static PeerAnswer doubtful() {
        return new PeerAnswer(
                Outcome.DOUBTFUL, "4.4.2", "the connection broke off at the end of the message");
    }

    /** What a reply that isn't good means (RFC 5321 4.2.1). */
    static PeerAnswer of(String reply) {
        Matcher read = REPLY.matcher(reply);
        boolean forGood = read.matches() && "5".equals(read.group(1));
        String status =
                read.matches() && read.group(2) != null
                        ? read.group(2)
                        : forGood ? "5.0.0" : "4.0.0";
        return new PeerAnswer(forGood ? Outcome.REFUSED : Outcome.LATER, status, reply);
    }
}
