package io.muster;

/**
 * Why Muster doesn't start, in one plain sentence for whoever started it. Printed alone, without a
 * stack trace, and the process ends with code 1.
 */
final class StartRefusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    StartRefusal(String sentence) {
        super(sentence);
    }

    StartRefusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
