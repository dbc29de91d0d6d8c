package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.UserId;
import io.muster.users.ExpiryRepository.Due;
import io.muster.users.ExpiryRepository.Expiry;
import io.muster.users.UserAct.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Warns of accounts that end, and disables them on their day, each in a transaction of its own with
 * the note that it was done: so nobody is warned or disabled twice, whenever the server is killed.
 */
@Component
class ExpiryRun implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryRun.class);

    private static final int PORTION = 200;

    private static final Duration LATER = Duration.ofHours(1);

    private final ExpiryRepository repository;
    private final UserReading reading;
    private final UserActs acts;
    private final ExpiryNews news;
    private final Scopes scopes;

    ExpiryRun(
            ExpiryRepository repository,
            UserReading reading,
            UserActs acts,
            ExpiryNews news,
            Scopes scopes) {
        this.repository = repository;
        this.reading = reading;
        this.acts = acts;
        this.news = news;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "users.expiry";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(30);
    }

    @Override
    public void run() {
        List<Due> portion;
        boolean anyDone;
        do {
            portion = scopes.in(scopes.machinery(), () -> repository.due(PORTION));
            anyDone = portion.stream().filter(this::wentOn).count() > 0;
        } while (anyDone && portion.size() == PORTION);
    }

    /** One that can't be done now keeps no other from it; it is tried again with the next run. */
    private boolean wentOn(Due due) {
        OrganizationScope whole = scopes.organization(scopes.machinery(), due.organization());
        try {
            return scopes.in(whole, () -> goOn(whole, due));
        } catch (RuntimeException fault) {
            LOG.warn("The end of account {} waits for the next run", due.user(), fault);
            return false;
        }
    }

    private boolean goOn(OrganizationScope whole, Due due) {
        Instant now = Instant.now();
        // First who must stay and the user, then the date: as whoever sets a date locks them.
        Map<UserId, Verdict> judged = acts.judge(whole, new UserAct.Expire(), List.of(due.user()));
        Optional<Expiry> found = repository.lockDue(whole, due.user());
        Optional<User> user = reading.find(whole, due.user());
        if (found.isEmpty() || user.isEmpty()) {
            return false;
        }
        Expiry expiry = found.get();
        if (!expiry.endsAt().isAfter(now)) {
            end(whole, user.get(), expiry, judged.get(due.user()));
        } else {
            warn(whole, user.get(), expiry, now);
        }
        return true;
    }

    private void end(OrganizationScope whole, User user, Expiry expiry, @Nullable Verdict verdict) {
        if (user.state() == UserState.DELETED) {
            // Whoever comes back meanwhile has his end behind him all the same.
            repository.done(whole, user.id(), expiry.warnedDays(), Instant.now().plus(LATER));
            return;
        }
        if (verdict instanceof Verdict.Refused(UserRule why, _)) {
            news.refused(whole, user, expiry, why);
        } else if (verdict instanceof Verdict.Done) {
            acts.perform(whole, new UserAct.Expire(), List.of(user.id()));
        }
        repository.done(whole, user.id(), expiry.warnedDays(), null);
    }

    private void warn(OrganizationScope whole, User user, Expiry expiry, Instant now) {
        ExpiryWarnings warnings = repository.warnings(whole).orElse(ExpiryWarnings.USUAL);
        boolean open = user.state() != UserState.DISABLED && user.state() != UserState.DELETED;
        Optional<Integer> due = warnings.due(expiry, now).filter(_ -> open);
        if (due.isPresent()) {
            news.warn(whole, user, expiry, now);
            if (warnings.tellsAdministrators()
                    && repository.tellFirst(whole, expiry.on(), due.get())) {
                news.tell(whole, user, expiry, now, repository.ending(whole, expiry.on()));
            }
        }
        repository.done(
                whole, user.id(), due.orElse(expiry.warnedDays()), warnings.next(expiry, now));
    }
}
