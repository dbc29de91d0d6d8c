package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.directories.SyncComparison.Pair;
import io.muster.directories.SyncDifference.Kind;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.UserId;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.User;
import io.muster.users.UserState;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Does what a comparison of a directory has shown, and nothing else: whoever is no longer as he was
 * then stays for the next one. User, link and outcome commit together.
 */
@Component
class DirectorySyncWork implements ItemWork {

    static final String KIND = "directories.sync";
    static final int PORTION = 250;

    private final DirectoryRepository directories;
    private final DifferenceRepository differences;
    private final LinkedUsers linked;
    private final SyncComparison comparison;
    private final Provisioning provisioning;
    private final JsonMapper json;

    DirectorySyncWork(
            DirectoryRepository directories,
            DifferenceRepository differences,
            LinkedUsers linked,
            SyncComparison comparison,
            Provisioning provisioning,
            JsonMapper json) {
        this.directories = directories;
        this.differences = differences;
        this.linked = linked;
        this.comparison = comparison;
        this.provisioning = provisioning;
        this.json = json;
    }

    /**
     * What the job is given.
     *
     * @param settings the version of the directory that was read
     */
    record Options(DirectoryId directory, SyncRunId run, int settings) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.DIRECTORIES_MANAGE;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Options options = json.readValue(run.parameters(), Options.class);
        Optional<Directory> directory =
                directories
                        .lock(scope, options.directory())
                        .filter(found -> found.version().number() == options.settings());
        if (directory.isEmpty()) {
            return items.stream()
                    .map(item ->
                            Outcome.failed(
                                    item,
                                    "directories.changed",
                                    "The directory was changed or deleted since it was read."))
                    .toList();
        }
        return new Portion(scope, directory.get(), items).handle();
    }

    /** Some items, in a transaction. */
    private final class Portion {

        private final OrganizationScope scope;
        private final Directory directory;
        private final Map<UUID, Item> items = new LinkedHashMap<>();
        private final List<SyncDifference> all;
        private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
        private final Map<UserId, Pair> pairs = new LinkedHashMap<>();
        private final List<LinkedUsers.Sighting> sightings = new ArrayList<>();
        private final List<UserId> gone = new ArrayList<>();
        private final List<UserId> disabledAsGone = new ArrayList<>();

        Portion(OrganizationScope scope, Directory directory, List<Item> items) {
            this.scope = scope;
            this.directory = directory;
            items.forEach(item -> this.items.put(item.subject(), item));
            this.all = differences.find(scope, this.items.keySet());
        }

        List<Outcome> handle() {
            List<SyncDifference> people =
                    all.stream().filter(one -> one.kind() == Kind.NEW).toList();
            List<SyncDifference> known =
                    all.stream().filter(one -> one.kind() != Kind.NEW).toList();
            if (!people.isEmpty()) {
                // Before anybody is locked, as whoever makes units and users does.
                provisioning.holdRoles(scope);
            }
            follow(known);
            create(people);
            items.values().stream()
                    .filter(item -> !outcomes.containsKey(item.number()))
                    .forEach(item -> failed(item, "directories.gone", "It is not known any more."));
            return List.copyOf(outcomes.values());
        }

        private void follow(List<SyncDifference> known) {
            List<UserId> ids = known.stream().map(SyncDifference::user).toList();
            provisioning.hold(
                    scope,
                    ids,
                    known.stream()
                            .filter(one ->
                                    one.kind() == Kind.DISABLED || one.kind() == Kind.VANISHED)
                            .map(SyncDifference::user)
                            .toList());
            Map<UserId, User> users = provisioning.known(scope, ids);
            Map<UserId, LinkedUser> links = linked.find(scope, ids);
            Map<UserId, SyncDifference> shown = new HashMap<>();
            for (SyncDifference one : known) {
                User user = users.get(one.user());
                LinkedUser link = links.get(one.user());
                if (user == null || link == null || !link.directory().equals(directory.id())) {
                    failed(
                            item(one),
                            "directories.not-linked",
                            "The user no longer comes from this directory.");
                } else {
                    pairs.put(one.user(), new Pair(user, link, one.entry()));
                    shown.put(one.user(), one);
                }
            }
            List<ProvisioningPlan.Update> updates = new ArrayList<>();
            Map<UserId, ProvisioningPlan> plans =
                    comparison.judge(scope, directory, pairs.values());
            shown.forEach((id, one) -> {
                ProvisioningPlan plan = plans.get(id);
                if (plan instanceof ProvisioningPlan.Update update) {
                    if (Set.copyOf(one.fields()).containsAll(update.changes())) {
                        updates.add(update);
                    } else {
                        meanwhile(one);
                    }
                } else if (plan instanceof ProvisioningPlan.Refused refused
                        && one.kind() != Kind.MOVED) {
                    failed(item(one), refused.code(), refused.message());
                } else {
                    seen(one, null);
                    done(one);
                }
            });
            update(updates, shown);
            linked.saw(scope, sightings);
            linked.vanished(scope, gone, disabledAsGone);
        }

        private void update(
                List<ProvisioningPlan.Update> updates, Map<UserId, SyncDifference> shown) {
            Map<UserId, ProvisioningPlan.Refused> refused = provisioning.update(scope, updates);
            for (ProvisioningPlan.Update update : updates) {
                UserId id = update.user().id();
                SyncDifference one = shown.get(id);
                ProvisioningPlan.Refused why = refused.get(id);
                if (one == null) {
                    continue;
                }
                if (why != null) {
                    failed(item(one), why.code(), why.message());
                } else {
                    seen(one, update);
                    done(one);
                }
            }
        }

        /**
         * @param update what was done to the user; null for nothing
         */
        private void seen(SyncDifference one, ProvisioningPlan.@Nullable Update update) {
            @Nullable Boolean disables = update == null ? null : disables(update);
            SeenEntry entry = one.entry();
            if (entry != null) {
                Pair pair = pairs.get(one.user());
                if (pair != null) {
                    sightings.add(sighting(pair, entry, update, disables));
                }
                return;
            }
            gone.add(one.user());
            if (Boolean.TRUE.equals(disables)) {
                disabledAsGone.add(one.user());
            }
        }

        private static LinkedUsers.Sighting sighting(
                Pair pair,
                SeenEntry entry,
                ProvisioningPlan.@Nullable Update update,
                @Nullable Boolean disables) {
            User user = pair.user();
            WantedUser wanted = update == null ? null : update.wanted();
            return LinkedUsers.Sighting.of(
                    pair.link(),
                    entry.entry(),
                    wanted == null || wanted.address() == null
                            ? user.address()
                            : wanted.address().toString(),
                    wanted == null || wanted.logonName() == null
                            ? user.logonName()
                            : wanted.logonName().value(),
                    disables);
        }

        /** Whether the user is disabled by it, or no longer; null where it changes neither. */
        private static @Nullable Boolean disables(ProvisioningPlan.Update update) {
            Boolean enabled = update.wanted().enabled();
            boolean was = update.user().state() == UserState.DISABLED;
            if (enabled == null || enabled != was) {
                return null;
            }
            return !enabled;
        }

        private void create(List<SyncDifference> people) {
            Map<SyncDifference, WantedUser> wanted = new LinkedHashMap<>();
            Set<String> here = new HashSet<>();
            linked.find(scope, directory.id(), people.stream().map(Portion::entryId).toList())
                    .forEach(link -> here.add(link.entryId()));
            for (SyncDifference one : people) {
                SeenEntry entry = one.entry();
                if (entry == null || here.contains(entryId(one))) {
                    meanwhile(one);
                } else {
                    EntryUsers.wanted(entry.values(), false, null)
                            .ifPresentOrElse(user -> wanted.put(one, user), () -> meanwhile(one));
                }
            }
            List<ProvisioningPlan> plans = provisioning.plan(scope, List.copyOf(wanted.values()));
            List<SyncDifference> making = new ArrayList<>();
            List<Provisioning.Creation> creations = new ArrayList<>();
            int next = 0;
            for (Map.Entry<SyncDifference, WantedUser> one : wanted.entrySet()) {
                ProvisioningPlan plan = plans.get(next++);
                if (plan instanceof ProvisioningPlan.Create) {
                    making.add(one.getKey());
                    creations.add(
                            new Provisioning.Creation(
                                    one.getKey().user(), one.getValue(), null, null, false, false));
                } else if (plan instanceof ProvisioningPlan.Refused refused) {
                    failed(item(one.getKey()), refused.code(), refused.message());
                } else {
                    meanwhile(one.getKey());
                }
            }
            if (creations.isEmpty()) {
                return;
            }
            Set<UserId> refused = provisioning.create(scope, creations);
            List<LinkedUsers.NewLink> links = new ArrayList<>();
            for (SyncDifference one : making) {
                SeenEntry entry = one.entry();
                if (refused.contains(one.user()) || entry == null) {
                    failed(item(one), "users.taken", "One of the names belongs to somebody else.");
                } else {
                    links.add(new LinkedUsers.NewLink(one.user(), entry.entry()));
                    done(one);
                }
            }
            linked.insert(scope, directory.id(), links);
        }

        private static String entryId(SyncDifference one) {
            return one.entry() == null ? "" : one.entry().values().entryId();
        }

        private Item item(SyncDifference one) {
            return Optional.ofNullable(items.get(one.id())).orElseThrow();
        }

        private void done(SyncDifference one) {
            Item item = item(one);
            outcomes.put(item.number(), Outcome.done(item));
        }

        private void meanwhile(SyncDifference one) {
            failed(
                    item(one),
                    "kernel.changed-meanwhile",
                    "This changed since the directory was read; the next sync looks again.");
        }

        private void failed(Item item, String reason, String message) {
            outcomes.put(item.number(), Outcome.failed(item, reason, message));
        }
    }
}
