package io.muster.webmail;

import io.muster.kernel.Problem;
import java.util.Map;

/** Refusals that several operations give. */
final class WebmailProblems {

    private WebmailProblems() {}

    static Problem switchedOff() {
        return Problem.of(
                403,
                "webmail:switched-off",
                "Mail in the browser is switched off",
                "An administrator has switched it off for you. Ask him if you need it.");
    }

    static Problem full() {
        return Problem.of(
                409,
                "webmail:mailbox-full",
                "The mailbox is full",
                "Delete messages for good, or ask your administrator for more room.");
    }

    static Problem tooLarge(long largest) {
        return Problem.of(
                        413,
                        "webmail:too-large",
                        "Too large",
                        "It may have %,d bytes at most, files counted a third more."
                                .formatted(largest))
                .with(Map.of("largest", largest));
    }
}
