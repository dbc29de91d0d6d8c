package io.muster.users;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * How an organization has it that accounts end.
 *
 * @param days how many days before the user is warned, the most first
 * @param tellsAdministrators whether those who may disable users are told too
 */
record ExpiryWarnings(List<Integer> days, boolean tellsAdministrators, int version) {

    static final ExpiryWarnings USUAL = new ExpiryWarnings(List.of(30, 7, 1), true, 0);

    ExpiryWarnings {
        days = List.copyOf(days);
    }

    /**
     * The warning that is due: the latest whose time has come, unless it or a later one was given.
     */
    Optional<Integer> due(ExpiryRepository.Expiry expiry, Instant now) {
        Integer given = expiry.warnedDays();
        return days.stream()
                .filter(before -> !at(expiry, before).isAfter(now))
                .min(Integer::compare)
                .filter(before -> given == null || before < given);
    }

    /** When there is something to do next. */
    Instant next(ExpiryRepository.Expiry expiry, Instant now) {
        return days.stream()
                .map(before -> at(expiry, before))
                .filter(time -> time.isAfter(now))
                .min(Instant::compareTo)
                .orElse(expiry.endsAt());
    }

    private static Instant at(ExpiryRepository.Expiry expiry, int daysBefore) {
        return expiry.endsAt().minus(Duration.ofDays(daysBefore));
    }
}
