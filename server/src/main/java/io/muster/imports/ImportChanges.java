package io.muster.imports;

import io.muster.access.OrganizationScope;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.roles.Grants;
import io.muster.users.ProvisioningUndo;
import io.muster.users.ProvisioningUndo.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Keeps what a run does to users, so that it can be undone: looks at them before and after, however
 * they were changed. Runs in its caller's transaction.
 */
@Component
class ImportChanges {

    private final ImportChangeRepository repository;
    private final ImportRepository imports;
    private final ProvisioningUndo users;
    private final Grants grants;
    private final MailboxIntake mailboxes;

    ImportChanges(
            ImportChangeRepository repository,
            ImportRepository imports,
            ProvisioningUndo users,
            Grants grants,
            MailboxIntake mailboxes) {
        this.repository = repository;
        this.imports = imports;
        this.users = users;
        this.grants = grants;
        this.mailboxes = mailboxes;
    }

    /**
     * A user whom a row was for.
     *
     * @param roles that the row gave him
     */
    record Touched(UserId user, long line, String name, List<RoleId> roles) {}

    /**
     * How a user stood before a run touched him.
     *
     * @param grants how often what he holds had been changed
     * @param mailbox how his mailbox was set; empty where the run doesn't change it
     */
    record Before(Standing standing, int grants, Map<ImportField, String> mailbox) {

        private Map<ImportField, String> settings() {
            return SettingValues.of(standing, mailbox);
        }
    }

    /**
     * How users who are there stand before a run touches them; nobody may change them meanwhile.
     *
     * @param withMailbox those whose mailboxes are touched too
     */
    Map<UserId, Before> before(
            OrganizationScope scope, Collection<UserId> existing, Set<UserId> withMailbox) {
        Map<UserId, Map<ImportField, String>> settings = mailboxes.settings(scope, withMailbox);
        Map<UserId, Integer> given = grants.versions(scope, existing);
        Map<UserId, Before> before = new HashMap<>();
        users.standing(scope, existing)
                .forEach((user, standing) ->
                        before.put(
                                user,
                                new Before(
                                        standing,
                                        given.getOrDefault(user, 0),
                                        settings.getOrDefault(user, Map.of()))));
        return before;
    }

    /**
     * Keeps what became of users.
     *
     * @param before of those who were there; the others were made
     */
    void keep(
            OrganizationScope scope,
            ImportId id,
            Map<UserId, Before> before,
            List<Touched> touched) {
        List<Touched> made =
                touched.stream().filter(one -> !before.containsKey(one.user())).toList();
        List<Touched> there =
                touched.stream().filter(one -> before.containsKey(one.user())).toList();
        List<ImportChange> changes = new ArrayList<>(created(scope, made));
        Map<UserId, ImportChange> earlier =
                there.isEmpty() ? Map.of() : repository.of(scope, id, ids(there));
        List<ImportChange> joined = new ArrayList<>();
        for (ImportChange change : changed(scope, before, there)) {
            ImportChange first = earlier.get(change.user());
            Before stood = before.get(change.user());
            if (first == null) {
                changes.add(change);
            } else if (stood != null) {
                joined.add(first.and(change, stood.standing().user().version(), stood.grants()));
            }
        }
        repository.replace(scope, id, joined);
        if (changes.isEmpty()) {
            return;
        }
        changes.sort(Comparator.comparingLong(ImportChange::line));
        long last = repository.last(scope, id);
        List<ImportChange> placed = new ArrayList<>();
        for (ImportChange change : changes) {
            last++;
            placed.add(change.at(last));
        }
        repository.insert(scope, id, placed);
        imports.countUndoable(scope, id, placed.size());
    }

    private List<ImportChange> created(OrganizationScope scope, List<Touched> made) {
        List<UserId> ids = ids(made);
        Map<UserId, Integer> versions = users.versions(scope, ids);
        Map<UserId, Integer> given = grants.versions(scope, ids);
        return made.stream()
                .filter(one -> versions.containsKey(one.user()))
                .map(one ->
                        change(
                                one,
                                true,
                                versions.getOrDefault(one.user(), 0),
                                given.getOrDefault(one.user(), 0),
                                Map.of(),
                                Map.of(),
                                List.of()))
                .toList();
    }

    private List<ImportChange> changed(
            OrganizationScope scope, Map<UserId, Before> before, List<Touched> there) {
        List<UserId> ids = ids(there);
        Map<UserId, Standing> after = users.standing(scope, ids);
        Map<UserId, Integer> given = grants.versions(scope, ids);
        Map<UserId, Map<ImportField, String>> settings =
                mailboxes.settings(
                        scope,
                        ids.stream().filter(user -> touchesMailbox(before.get(user))).toList());
        List<ImportChange> changed = new ArrayList<>();
        for (Touched one : there) {
            Before was = before.get(one.user());
            Standing is = after.get(one.user());
            if (was == null || is == null) {
                continue;
            }
            Map<ImportField, String> from = was.settings();
            Map<ImportField, String> to =
                    SettingValues.of(is, settings.getOrDefault(one.user(), Map.of()));
            ImportChange change =
                    change(
                            one,
                            false,
                            is.user().version(),
                            given.getOrDefault(one.user(), 0),
                            SettingValues.differing(from, to),
                            SettingValues.differing(to, from),
                            one.roles());
            if (!change.nothing()) {
                changed.add(change);
            }
        }
        return changed;
    }

    private static boolean touchesMailbox(@Nullable Before before) {
        return before != null && !before.mailbox().isEmpty();
    }

    private static ImportChange change(
            Touched one,
            boolean created,
            int version,
            int given,
            Map<ImportField, String> before,
            Map<ImportField, String> after,
            List<RoleId> roles) {
        return new ImportChange(
                0,
                one.line(),
                one.name(),
                one.user(),
                created,
                version,
                given,
                before,
                after,
                roles);
    }

    private static List<UserId> ids(List<Touched> touched) {
        return touched.stream().map(Touched::user).toList();
    }
}
