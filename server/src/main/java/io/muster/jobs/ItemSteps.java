package io.muster.jobs;

import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Turns {@link ItemWork} into steps: a portion at a time, or one by one after a portion failed as a
 * whole.
 */
record ItemSteps(ItemWork work, ItemRepository repository, Scopes scopes) implements JobWork {

    @Override
    public String kind() {
        return work.kind();
    }

    @Override
    public Permission needs() {
        return work.needs();
    }

    boolean sideBySide() {
        return work.sideBySide();
    }

    /** Handles a portion, and knows that it is at the end only when nobody else has one in hand. */
    @Override
    public Step step(JobRun run) {
        OrganizationId organization = run.scope().organization();
        return repository
                .next(organization, run.job())
                .or(() -> repository.nextHeld(organization, run.job()))
                .map(portion -> {
                    Duration rest = work.restBefore(run, portion.first());
                    return rest.isPositive()
                            ? Step.resting(rest, portion.first())
                            : handled(
                                    run,
                                    portion,
                                    !repository.anyBeside(organization, run.job(), portion));
                })
                .orElseGet(() -> new Step(0, 0, 0, run.position(), true));
    }

    /** Handles a portion that nobody has in hand, if there is one; never ends the job. */
    Optional<Step> stepBeside(JobRun run) {
        return repository
                .next(run.scope().organization(), run.job())
                .map(portion -> handled(run, portion, false));
    }

    private Step handled(JobRun run, ItemRepository.Portion portion, boolean finished) {
        List<ItemWork.Item> items = portion.items();
        List<ItemWork.Outcome> outcomes =
                scopes.trial(() -> handle(run, items))
                        .orElseGet(() -> items.stream().map(item -> alone(run, item)).toList());
        repository.save(run.scope().organization(), run.job(), portion, outcomes);
        long failed = count(outcomes, ItemWork.Verdict.FAILED);
        long skipped = count(outcomes, ItemWork.Verdict.SKIPPED);
        return new Step(
                outcomes.size() - failed - skipped, skipped, failed, run.position(), finished);
    }

    private ItemWork.Outcome alone(JobRun run, ItemWork.Item item) {
        return scopes.trial(() -> handle(run, List.of(item)).getFirst())
                .orElseGet(() ->
                        ItemWork.Outcome.failed(
                                item,
                                "kernel.fault",
                                "An unexpected fault; the server's log tells more."));
    }

    /** An outcome that is missing or told twice would make the counters lie. */
    private List<ItemWork.Outcome> handle(JobRun run, List<ItemWork.Item> items) {
        List<ItemWork.Outcome> outcomes = work.handle(run, items);
        Set<Long> told =
                outcomes.stream().map(ItemWork.Outcome::number).collect(Collectors.toSet());
        Set<Long> asked = items.stream().map(ItemWork.Item::number).collect(Collectors.toSet());
        if (outcomes.size() != items.size() || !told.equals(asked)) {
            throw new IllegalStateException(
                    work.kind() + " must tell exactly one outcome for each item");
        }
        return outcomes;
    }

    private static long count(List<ItemWork.Outcome> outcomes, ItemWork.Verdict verdict) {
        return outcomes.stream().filter(outcome -> outcome.verdict() == verdict).count();
    }
}
