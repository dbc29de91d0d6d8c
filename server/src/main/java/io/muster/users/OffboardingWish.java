package io.muster.users;

import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.UserId;
import io.muster.users.Leaver.MailWish;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator says of somebody who leaves, held against the limits.
 *
 * @param chosen the parts that are left to him
 * @param disableAt never in the past
 */
record OffboardingWish(
        MailWish mail,
        @Nullable Instant mailUntil,
        @Nullable UserId successor,
        Set<OffboardingPart> chosen,
        Instant disableAt,
        @Nullable Instant deleteAt) {

    /** How far ahead somebody's leaving can be planned. */
    private static final Duration FARTHEST = Duration.ofDays(2 * 366);

    /**
     * @throws io.muster.kernel.Refusal 422 with every fault
     */
    OffboardingWish held(UserId leaver, Instant now) {
        List<FieldError> errors = new ArrayList<>();
        Instant from = disableAt.isBefore(now) ? now : disableAt;
        if (mailUntil != null && mail == MailWish.CLOSED) {
            errors.add(fault("mailUntil", "no-mail", "Mail is refused at once."));
        }
        ordered("mailUntil", mailUntil, from, errors);
        ordered("deleteAt", deleteAt, from, errors);
        if (mailUntil != null && deleteAt != null && mailUntil.isAfter(deleteAt)) {
            errors.add(
                    fault("mailUntil", "order", "After the deletion there is no mail any more."));
        }
        if (from.isAfter(now.plus(FARTHEST))) {
            errors.add(fault("disableAt", "range", "At most two years ahead."));
        }
        boolean passesOn =
                mail == MailWish.FORWARDED
                        || chosen.contains(OffboardingPart.OPEN_MAILBOX)
                        || chosen.contains(OffboardingPart.HAND_OVER_MAILBOXES);
        if (passesOn && successor == null) {
            errors.add(fault("successorId", "required", "Choose who takes over."));
        }
        if (leaver.equals(successor)) {
            errors.add(fault("successorId", "oneself", "Nobody is his own successor."));
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return new OffboardingWish(
                mail,
                mailUntil == null ? null : kept(mailUntil),
                successor,
                chosen,
                kept(from),
                deleteAt == null ? null : kept(deleteAt));
    }

    /** As the database keeps it: else what is read again would seem to be another instant. */
    private static Instant kept(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    /** All that is to be done, in the order in which it is done. */
    Set<OffboardingPart> parts() {
        Set<OffboardingPart> parts = EnumSet.of(OffboardingPart.DISABLE);
        parts.addAll(chosen);
        if (mail != MailWish.CLOSED) {
            parts.add(OffboardingPart.DIRECT_MAIL);
        }
        if (mailUntil != null) {
            parts.add(OffboardingPart.CLOSE_MAIL);
        }
        if (deleteAt != null) {
            parts.add(OffboardingPart.DELETE);
        }
        return parts;
    }

    /** When a part is to be done. */
    Instant due(OffboardingPart part) {
        Instant special =
                switch (part) {
                    case CLOSE_MAIL -> mailUntil;
                    case DELETE -> deleteAt;
                    case DISABLE,
                            REVOKE_TOKENS,
                            REMOVE_FACTORS,
                            TAKE_ROLES,
                            DIRECT_MAIL,
                            OPEN_MAILBOX,
                            HAND_OVER_MAILBOXES ->
                            disableAt;
                };
        return special == null ? disableAt : special;
    }

    private static void ordered(
            String field, @Nullable Instant end, Instant from, List<FieldError> errors) {
        if (end != null && !end.isAfter(from)) {
            errors.add(fault(field, "order", "It has to be after the user is disabled."));
        }
        if (end != null && end.isAfter(from.plus(FARTHEST))) {
            errors.add(fault(field, "range", "At most two years after the user is disabled."));
        }
    }

    private static FieldError fault(String field, String code, String sentence) {
        return new FieldError(field, code, sentence);
    }
}
