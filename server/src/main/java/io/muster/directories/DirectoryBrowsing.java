package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.directories.EntryReader.Found;
import io.muster.directories.EntryReader.ReadEntry;
import io.muster.kernel.Change;
import io.muster.kernel.Problem;
import io.muster.users.Provisioning;
import io.muster.users.ProvisioningPlan;
import io.muster.users.WantedUser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Lists the people of directories who are not users here yet. */
@Component
class DirectoryBrowsing {

    /** How many entries are looked at for one list, or one import. */
    static final int MOST_READ = 20_000;

    private static final int PORTION = 1_000;

    /** Somebody here, or elsewhere in the instance, has one of the names. */
    private static final Set<String> HERE = Set.of("users.taken", "users.exists", "users.deleted");

    private final DirectoryActs acts;
    private final EntryReader reader;
    private final LinkedUsers linked;
    private final Provisioning provisioning;
    private final Scopes scopes;
    private final AuditLog audit;
    private final ReadingPlaces places;

    DirectoryBrowsing(
            DirectoryActs acts,
            EntryReader reader,
            LinkedUsers linked,
            Provisioning provisioning,
            Scopes scopes,
            AuditLog audit,
            ReadingPlaces places) {
        this.places = places;
        this.acts = acts;
        this.reader = reader;
        this.linked = linked;
        this.provisioning = provisioning;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * Somebody who could become a user.
     *
     * @param logonName he would have here, empty where he can't have one
     * @param against why he can't become one; empty where he can
     */
    record Newcomer(ReadEntry entry, String logonName, String against) {}

    /**
     * @param here how many are left out because a user, an alias, a group or a mailbox has their
     *     name already
     * @param cut whether the directory has more than was read
     */
    record People(Directory directory, List<Newcomer> newcomers, int here, boolean cut) {}

    /** Asks the directory, which may take minutes; no transaction may be open meanwhile. */
    People browse(
            OrganizationScope scope, DirectoryId id, EntryQuery query, boolean addressAsName) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a directory is not read in a transaction");
        }
        Directory directory =
                acts.find(scope, id).orElseThrow(() -> Problem.notFound("directory").refusal());
        var errors = query.errors(directory.settings());
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        if (!places.take(scope.organization())) {
            throw DirectoryProblems.beingRead().refusal();
        }
        try {
            Found found =
                    reader.read(directory.settings(), acts.secret(directory), query, MOST_READ);
            return sorted(scope, directory, query, found, addressAsName);
        } catch (DirectoryFailure failure) {
            throw DirectoryProblems.notRead(failure).refusal();
        } finally {
            places.leave(scope.organization());
        }
    }

    private People sorted(
            OrganizationScope scope,
            Directory directory,
            EntryQuery query,
            Found found,
            boolean addressAsName) {
        Map<String, ReadEntry> entries = new LinkedHashMap<>();
        found.entries().forEach(entry -> entries.putIfAbsent(entry.values().entryId(), entry));
        return scopes.in(
                scope,
                () -> {
                    List<ReadEntry> all = List.copyOf(entries.values());
                    List<Newcomer> newcomers = new ArrayList<>();
                    for (int i = 0; i < all.size(); i += PORTION) {
                        newcomers.addAll(
                                newcomers(
                                        scope,
                                        directory.id(),
                                        all.subList(i, Math.min(i + PORTION, all.size())),
                                        addressAsName));
                    }
                    audit.record(scope, browsed(directory, query, all.size()));
                    return new People(
                            directory, newcomers, all.size() - newcomers.size(), found.cut());
                });
    }

    private List<Newcomer> newcomers(
            OrganizationScope scope,
            DirectoryId directory,
            List<ReadEntry> entries,
            boolean addressAsName) {
        Set<String> here = new HashSet<>();
        linked.find(
                        scope,
                        directory,
                        entries.stream().map(entry -> entry.values().entryId()).toList())
                .forEach(user -> here.add(user.entryId()));
        Map<ReadEntry, WantedUser> wanted = new LinkedHashMap<>();
        for (ReadEntry entry : entries) {
            if (!here.contains(entry.values().entryId())) {
                EntryUsers.wanted(entry.values(), addressAsName, null)
                        .ifPresent(user -> wanted.put(entry, user));
            }
        }
        List<ProvisioningPlan> plans = provisioning.plan(scope, List.copyOf(wanted.values()));
        Map<ReadEntry, ProvisioningPlan> planned = new HashMap<>();
        wanted.keySet().forEach(entry -> planned.put(entry, plans.get(planned.size())));
        List<Newcomer> newcomers = new ArrayList<>();
        for (ReadEntry entry : entries) {
            if (here.contains(entry.values().entryId())) {
                continue;
            }
            ProvisioningPlan plan = planned.get(entry);
            WantedUser user = wanted.get(entry);
            if (plan == null || user == null) {
                newcomers.add(new Newcomer(entry, "", DirectoryImportWork.NAMELESS));
            } else if (!(plan instanceof ProvisioningPlan.Refused refused)) {
                newcomers.add(new Newcomer(entry, String.valueOf(user.logonName()), ""));
            } else if (!HERE.contains(refused.code())) {
                newcomers.add(
                        new Newcomer(entry, String.valueOf(user.logonName()), refused.message()));
            }
        }
        return newcomers;
    }

    /** The account of the directory was used for what somebody saw. */
    private static Change browsed(Directory directory, EntryQuery query, int entries) {
        return new Change(
                "directories.browsed",
                "directory",
                directory.id().value(),
                directory.settings().name(),
                Map.of(),
                Map.of(
                        "unit",
                        query.unit() == null ? "" : query.unit(),
                        "group",
                        query.group() == null ? "" : query.group(),
                        "text",
                        query.text() == null ? "" : query.text(),
                        "entries",
                        entries),
                Change.Outcome.DONE);
    }
}
