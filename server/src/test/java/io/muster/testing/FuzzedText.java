package io.muster.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Text made of the octets that a fuzzer came up with, such that seeds are files one can read. */
public final class FuzzedText {

    private FuzzedText() {}

    /**
     * The octets as UTF-8; what is none becomes half a character, as only JSON and cursors bring.
     */
    public static String of(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8).replace('\uFFFD', '\uD800');
    }

    /** Exactly so many texts, one a line; the last one takes the rest, missing ones are empty. */
    public static List<String> lines(byte[] octets, int count) {
        List<String> lines = new ArrayList<>(List.of(of(octets).split("\n", count)));
        while (lines.size() < count) {
            lines.add("");
        }
        return lines;
    }
}
