package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.audit.AuditLog;
import io.muster.directories.EntryReader.ReadEntry;
import io.muster.jobs.ItemWork;
import io.muster.jobs.JobRun;
import io.muster.kernel.Change;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.UnitPath;
import io.muster.organizations.Units;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes users of entries that were read of a directory, with the organization's defaults for all
 * that it is silent of. Users, links and outcomes commit together, and a user has the id that was
 * chosen for him at the start, so that none is made twice.
 */
@Component
class DirectoryImportWork implements ItemWork {

    static final String KIND = "directories.import";
    static final int PORTION = 250;

    static final String NAMELESS = "The entry has no name that can be signed in with here.";

    private final DirectoryRepository directories;
    private final PendingEntries pending;
    private final LinkedUsers linked;
    private final Provisioning provisioning;
    private final Units units;
    private final AuditLog audit;
    private final JsonMapper json;

    DirectoryImportWork(
            DirectoryRepository directories,
            PendingEntries pending,
            LinkedUsers linked,
            Provisioning provisioning,
            Units units,
            AuditLog audit,
            JsonMapper json) {
        this.directories = directories;
        this.pending = pending;
        this.linked = linked;
        this.provisioning = provisioning;
        this.units = units;
        this.audit = audit;
        this.json = json;
    }

    /**
     * What the job is given.
     *
     * @param addressAsName whether the part of the address before the "@" becomes the logon name
     * @param createUnits whether users come into units as the entries lie in the directory, made
     *     where they are missing
     */
    record Options(DirectoryId directory, boolean addressAsName, boolean createUnits) {}

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Permission needs() {
        return Permission.USERS_IMPORT;
    }

    @Override
    public List<Outcome> handle(JobRun run, List<Item> items) {
        OrganizationScope scope = run.scope();
        Options options = json.readValue(run.parameters(), Options.class);
        // Nobody deletes the directory, and no other import links its entries, until the end.
        Optional<Directory> directory = directories.lock(scope, options.directory());
        if (directory.isEmpty()) {
            return items.stream()
                    .map(item ->
                            Outcome.failed(item, "directories.gone", "The directory was deleted."))
                    .toList();
        }
        return new Portion(scope, options, directory.get().settings().base(), items).handle();
    }

    /** Some items, in a transaction. */
    private final class Portion {

        private final OrganizationScope scope;
        private final Options options;
        private final String base;
        private final List<Item> items;
        private final Map<UserId, ReadEntry> entries;
        private final Map<Long, Outcome> outcomes = new LinkedHashMap<>();
        private final Map<UnitPath, Optional<UnitId>> places = new HashMap<>();
        private final List<Change> unitsMade = new ArrayList<>();

        Portion(OrganizationScope scope, Options options, String base, List<Item> items) {
            this.scope = scope;
            this.options = options;
            this.base = base;
            this.items = items;
            this.entries =
                    pending.find(
                            scope, items.stream().map(item -> new UserId(item.subject())).toList());
        }

        List<Outcome> handle() {
            Map<Item, WantedUser> wanted = wanted();
            List<ProvisioningPlan> plans = provisioning.plan(scope, List.copyOf(wanted.values()));
            List<Item> making = new ArrayList<>();
            int next = 0;
            for (Item item : wanted.keySet()) {
                switch (plans.get(next++)) {
                    case ProvisioningPlan.Create _ -> making.add(item);
                    case ProvisioningPlan.Refused refused ->
                            failed(item, refused.code(), refused.message());
                    case ProvisioningPlan.Update _,
                            ProvisioningPlan.Act _,
                            ProvisioningPlan.Keep _ ->
                            failed(item, "users.exists", "This user is there already.");
                }
            }
            if (!making.isEmpty()) {
                make(making, wanted);
            }
            return List.copyOf(outcomes.values());
        }

        private Map<Item, WantedUser> wanted() {
            Set<String> here = new HashSet<>();
            linked.find(
                            scope,
                            options.directory(),
                            entries.values().stream()
                                    .map(entry -> entry.values().entryId())
                                    .toList())
                    .forEach(user -> here.add(user.entryId()));
            Map<Item, WantedUser> wanted = new LinkedHashMap<>();
            for (Item item : items) {
                ReadEntry entry = entries.get(new UserId(item.subject()));
                if (entry == null || here.contains(entry.values().entryId())) {
                    outcomes.put(
                            item.number(),
                            Outcome.unchanged(
                                    item,
                                    "directories.entry-has-user",
                                    "The entry has a user already."));
                    continue;
                }
                EntryUsers.wanted(entry.values(), options.addressAsName(), null)
                        .ifPresentOrElse(
                                user -> wanted.put(item, user),
                                () -> failed(item, "directories.nameless", NAMELESS));
            }
            return wanted;
        }

        private void make(List<Item> making, Map<Item, WantedUser> wanted) {
            List<Provisioning.Creation> creations = new ArrayList<>();
            provisioning.holdRoles(scope);
            for (Item item : making) {
                UserId id = new UserId(item.subject());
                ReadEntry entry = entries.get(id);
                WantedUser user = wanted.get(item);
                if (entry != null && user != null) {
                    creations.add(
                            new Provisioning.Creation(
                                    id,
                                    unit(entry).map(user::in).orElse(user),
                                    null,
                                    null,
                                    false,
                                    false));
                }
            }
            Set<UserId> refused = provisioning.create(scope, creations);
            // The log is locked last: whoever holds a name that is waited for may wait for the log.
            audit.record(scope, unitsMade);
            List<LinkedUsers.NewLink> links = new ArrayList<>();
            for (Item item : making) {
                UserId id = new UserId(item.subject());
                ReadEntry entry = entries.get(id);
                if (refused.contains(id) || entry == null) {
                    failed(item, "users.taken", "One of the names belongs to somebody else.");
                } else {
                    links.add(new LinkedUsers.NewLink(id, entry));
                    outcomes.put(item.number(), Outcome.done(item));
                }
            }
            linked.insert(scope, options.directory(), links);
        }

        /** Where no unit can be made of it, the user comes where the defaults say. */
        private Optional<UnitId> unit(ReadEntry entry) {
            if (!options.createUnits() || !scope.holds(Permission.UNITS_MANAGE)) {
                return Optional.empty();
            }
            return EntryUsers.units(entry, base)
                    .flatMap(path -> places.computeIfAbsent(path, this::reach));
        }

        private Optional<UnitId> reach(UnitPath path) {
            return switch (units.reach(scope, path, unitsMade::add)) {
                case Units.Reach.Reached(UnitId unit, _) -> Optional.of(unit);
                case Units.Reach.Refused _ -> Optional.empty();
            };
        }

        private void failed(Item item, String reason, String message) {
            outcomes.put(item.number(), Outcome.failed(item, reason, message));
        }
    }
}
