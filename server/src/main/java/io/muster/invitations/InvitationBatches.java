package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.Jobs;
import io.muster.kernel.JobId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Starts the invitation of many at once. */
@Component
class InvitationBatches {

    private final Invitations invitations;
    private final InvitationPace pace;
    private final Jobs jobs;
    private final Scopes scopes;

    InvitationBatches(Invitations invitations, InvitationPace pace, Jobs jobs, Scopes scopes) {
        this.invitations = invitations;
        this.pace = pace;
        this.jobs = jobs;
        this.scopes = scopes;
    }

    /**
     * What the job keeps.
     *
     * @param people by the id of the invitation that they get
     */
    record Plan(Promise promise, Map<UUID, Invitations.Invited> people) {

        Plan {
            people = Map.copyOf(people);
        }
    }

    /** What became of the wish. */
    sealed interface Start {
        record Started(JobId job) implements Start {}

        /** What is promised may not be. */
        record Refused(Invitations.Outcome why) implements Start {}
    }

    Start start(OrganizationScope scope, List<Invitations.Invited> people, Promise wanted) {
        return scopes.in(
                scope,
                () ->
                        invitations
                                .againstPromise(scope, wanted)
                                .<Start>map(Start.Refused::new)
                                .orElseGet(() -> new Start.Started(job(scope, people, wanted))));
    }

    private JobId job(OrganizationScope scope, List<Invitations.Invited> people, Promise wanted) {
        Map<UUID, Invitations.Invited> byId = new LinkedHashMap<>();
        people.forEach(person -> byId.put(InvitationId.next().value(), person));
        return jobs.start(
                scope,
                InvitationWork.KIND,
                new Plan(wanted, byId),
                pace.portion(),
                items ->
                        items.add(
                                byId.entrySet().stream()
                                        .map(one ->
                                                new Jobs.Subject(
                                                        one.getKey(),
                                                        one.getValue().address().toString()))
                                        .toList()));
    }
}
