package io.muster.mailboxes;

import io.muster.users.User;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why the devices of a user are not resynced. */
enum ResyncRule {
    GONE("mailboxes.user-gone", "There is no such user any more."),
    DELETED("mailboxes.user-deleted", "The user is deleted."),
    DISABLED("mailboxes.user-disabled", "The user is disabled: nothing of his is connected."),
    NO_MAILBOX("mailboxes.none", "The user has no mailbox."),
    BUSY("mailboxes.busy", "The mailbox is held by other work. Try again later.");

    private final String code;
    private final String sentence;

    ResyncRule(String code, String sentence) {
        this.code = code;
        this.sentence = sentence;
    }

    String code() {
        return code;
    }

    String sentence() {
        return sentence;
    }

    /** What stands against it; nothing when it may be tried. */
    static Optional<ResyncRule> against(@Nullable User user, boolean mailbox) {
        if (user == null) {
            return Optional.of(GONE);
        }
        return switch (user.state()) {
            case DELETED -> Optional.of(DELETED);
            case DISABLED -> Optional.of(DISABLED);
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE ->
                    mailbox ? Optional.empty() : Optional.of(NO_MAILBOX);
        };
    }
}
