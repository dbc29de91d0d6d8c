package io.muster.testing;

import java.util.List;
import java.util.stream.Stream;

/** Texts that would add a header, a recipient or a body to a mail that takes them as they are. */
public final class Injections {

    /** One mailbox and nothing else: no second address, name, comment or line. */
    public static final String ONE_ADDRESS = "[^\\s,;:<>()\"\\\\@]+@[^\\s,;:<>()\"\\\\@]+";

    private Injections() {}

    /** At least fifty. */
    public static List<String> payloads() {
        List<String> breaks =
                List.of(
                        "\r\n",
                        "\n",
                        "\r",
                        "\n\n",
                        "\r\n\r\n",
                        "\r\r\n",
                        "\n\r",
                        "\u0085",
                        "\u2028",
                        "\u2029",
                        "\u000b",
                        "\u000c",
                        "\u0000",
                        "\r\n\t",
                        "\r\n ");
        List<String> injections =
                List.of("Bcc: eve@evil.example", "To: eve@evil.example", "Content-Type: text/html");
        return Stream.concat(
                        breaks.stream()
                                .flatMap(end -> injections.stream().map(header -> end + header)),
                        Stream.of(
                                "Ann <eve@evil.example>",
                                "Ann\" <eve@evil.example>, \"Bo",
                                ", eve@evil.example",
                                "; eve@evil.example",
                                "<eve@evil.example>",
                                "(comment) eve@evil.example",
                                "=?utf-8?q?Ann=0D=0ABcc:_eve@evil.example?=",
                                "%0d%0aBcc: eve@evil.example",
                                "\\r\\nBcc: eve@evil.example",
                                "group: eve@evil.example;"))
                .toList();
    }

    /** Whether one of them is more than a line, so that it is refused in a name. */
    public static boolean breaksALine(String payload) {
        return payload.chars()
                .anyMatch(letter ->
                        Character.isISOControl(letter) || letter == 0x2028 || letter == 0x2029);
    }
}
