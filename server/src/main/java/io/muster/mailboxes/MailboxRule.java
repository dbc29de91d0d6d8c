package io.muster.mailboxes;

import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;

/** Why how mail reaches or leaves a mailbox isn't changed. */
enum MailboxRule {
    GONE,
    /** It goes with its user unless he is restored. */
    OF_DELETED_USER,
    /** The rights of its user go beyond the actor's. */
    OUTRANKED;

    Refusal refusal() {
        return switch (this) {
            case GONE -> Problem.notFound("mailbox").refusal();
            case OF_DELETED_USER ->
                    Problem.of(
                                    409,
                                    "mailboxes:user-deleted",
                                    "The user is deleted",
                                    "The user of this mailbox is deleted. Restore him first.")
                            .refusal();
            case OUTRANKED ->
                    Problem.of(
                                    403,
                                    "mailboxes:settings-outranked",
                                    "Higher rights than yours",
                                    "The rights of this mailbox's user go beyond yours, so you can't change it.")
                            .refusal();
        };
    }
}
