package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.jobs.JobRun;
import io.muster.jobs.UndoableWork;
import io.muster.kernel.UserId;
import io.muster.mailboxes.ManyMailboxes.Judged;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Switches services of the users of a job on and off, and takes that back. */
@Component
class ServiceWork implements UndoableWork {

    static final String KIND = "mailboxes.switch-services";

    private final ManyMailboxes mailboxes;
    private final ServiceRepository repository;
    private final ServiceChange services;
    private final JsonMapper json;

    ServiceWork(
            ManyMailboxes mailboxes,
            ServiceRepository repository,
            ServiceChange services,
            JsonMapper json) {
        this.mailboxes = mailboxes;
        this.repository = repository;
        this.services = services;
        this.json = json;
    }

    /**
     * What a job is started with, and what the outcome of a user keeps of before.
     *
     * @param services true where one is on; those that are left out stay as they are
     */
    record Ways(Map<ServiceSwitch, Boolean> services) {

        Set<ServiceSwitch> off(Set<ServiceSwitch> before) {
            Set<ServiceSwitch> off = EnumSet.noneOf(ServiceSwitch.class);
            off.addAll(before);
            services.forEach((service, isOn) -> {
                if (isOn) {
                    off.remove(service);
                } else {
                    off.add(service);
                }
            });
            return off;
        }

        /** How those were that another state of the services changes. */
        static Ways changed(Set<ServiceSwitch> before, Set<ServiceSwitch> after) {
            Map<ServiceSwitch, Boolean> ways = new EnumMap<>(ServiceSwitch.class);
            for (ServiceSwitch service : ServiceSwitch.values()) {
                if (before.contains(service) != after.contains(service)) {
                    ways.put(service, !before.contains(service));
                }
            }
            return new Ways(ways);
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.MAILBOXES_DELIVERY;
    }

    @Override
    public Permission undoNeeds() {
        return Permission.MAILBOXES_DELIVERY;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        Ways wanted = json.readValue(run.parameters(), Ways.class);
        return change(run.scope(), items, _ -> wanted, true);
    }

    /** What was on goes on again, and what was off goes off, each that is as the job left it. */
    @Override
    public List<Outcome> undo(UndoRun run, List<Item> items) {
        return change(
                run.scope(),
                items,
                item -> json.readValue(Objects.requireNonNull(item.kept()), Ways.class),
                !run.dryRun());
    }

    private List<Outcome> change(
            OrganizationScope scope, List<Item> items, Function<Item, Ways> ways, boolean writes) {
        Judged judged = mailboxes.lock(scope, items);
        Map<UserId, Set<ServiceSwitch>> now =
                repository.off(
                        scope, items.stream().map(item -> new UserId(item.subject())).toList());
        List<ServiceChange.Step> steps = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        for (Item item : items) {
            Optional<Outcome> against = judged.against(item);
            if (against.isPresent()) {
                outcomes.add(against.get());
                continue;
            }
            Set<ServiceSwitch> before = now.getOrDefault(new UserId(item.subject()), Set.of());
            Set<ServiceSwitch> after = ways.apply(item).off(before);
            if (before.equals(after)) {
                outcomes.add(ManyMailboxes.already(item));
                continue;
            }
            steps.add(new ServiceChange.Step(judged.of(item), before, after));
            outcomes.add(Outcome.done(item, json.writeValueAsString(Ways.changed(before, after))));
        }
        if (writes) {
            services.write(scope, steps);
        }
        return outcomes;
    }
}
