package io.muster.domains;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.domains.DomainRepository.Due;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The looks for records that nobody asks for: of unverified domains for 72 hours, of verified ones
 * every day.
 */
@Component
class DomainChecks implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(DomainChecks.class);

    /** At once, each on a thread of its own: one slow name server holds up no other domain. */
    private static final int PORTION = 50;

    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);

    /** After a crash the portion in hand is due again then. */
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final DomainRepository repository;
    private final DomainVerification verification;
    private final ProofCheck check;
    private final Scopes scopes;

    DomainChecks(
            DomainRepository repository,
            DomainVerification verification,
            ProofCheck check,
            Scopes scopes) {
        this.repository = repository;
        this.verification = verification;
        this.check = check;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "domains.check";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(20);
    }

    /**
     * Ends after a while, as other work waits for this thread; the rest is looked for next time.
     */
    @Override
    public void run() {
        Instant end = Instant.now().plus(LONGEST_RUN);
        InstanceScope machinery = scopes.machinery();
        List<Due> due;
        do {
            Instant now = Instant.now();
            due =
                    scopes.in(
                            machinery,
                            () -> repository.takeDue(machinery, PORTION, now, now.plus(AGAIN)));
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                due.forEach(one -> threads.execute(() -> look(machinery, one)));
            }
        } while (due.size() == PORTION && Instant.now().isBefore(end));
    }

    private void look(InstanceScope machinery, Due due) {
        try {
            OrganizationScope scope = scopes.organization(machinery, due.organization());
            Optional<Domain> domain = scopes.in(scope, () -> repository.find(scope, due.domain()));
            domain.ifPresent(
                    found -> verification.recheck(scope, found, check.look(found.proof())));
        } catch (RuntimeException fault) {
            LOG.warn("The domain {} is looked for again later", due.domain(), fault);
        }
    }
}
