package io.muster.mailengine;

/** Why mail can't be served as it is set, in one sentence for an operator. */
public final class MailRefusal extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    MailRefusal(String sentence) {
        super(sentence);
    }
}
