package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.users.DiskUsages;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Tells the list of users every few seconds what is in the mailboxes that changed, many at once:
 * one by one, each message would cost a row of the list. Whose mailbox fills up is warned with it.
 */
@Component
class UsageTelling implements RecurringWork {

    private static final int PORTION = 2_000;

    private final MailEngine engine;
    private final MailboxRepository repository;
    private final DiskUsages usages;
    private final FullnessWarnings warnings;
    private final Scopes scopes;

    UsageTelling(
            MailEngine engine,
            MailboxRepository repository,
            DiskUsages usages,
            FullnessWarnings warnings,
            Scopes scopes) {
        this.engine = engine;
        this.repository = repository;
        this.usages = usages;
        this.warnings = warnings;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "mailboxes.tell-usage";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(3);
    }

    @Override
    public void run() {
        while (scopes.in(scopes.machinery(), this::tellPortion) == PORTION) {}
    }

    /** What was changed is taken and told in one transaction: a crash between forgets nothing. */
    private int tellPortion() {
        MailEngine.Changed changed = engine.takeChanged(PORTION);
        Map<OrganizationId, List<MailEngine.Holding>> all =
                changed.holdings().stream()
                        .collect(Collectors.groupingBy(MailEngine.Holding::organization));
        all.forEach(this::tell);
        return changed.changes();
    }

    private void tell(OrganizationId organization, List<MailEngine.Holding> holdings) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), organization);
        Map<MailboxId, Long> limits =
                scopes.in(
                        scope,
                        () ->
                                repository.limits(
                                        scope,
                                        holdings.stream()
                                                .map(MailEngine.Holding::mailbox)
                                                .toList()));
        usages.tell(
                scope,
                holdings.stream()
                        .map(holding ->
                                new DiskUsages.Usage(
                                        holding.mailbox().user(),
                                        holding.octets(),
                                        limits.get(holding.mailbox())))
                        .toList());
        warnings.look(scope, holdings);
    }
}
