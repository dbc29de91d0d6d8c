package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.roles.Departures;
import io.muster.roles.Grants;
import io.muster.users.UserAct.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Users who are gone for good lose what they held as guests too, and each organization concerned
 * finds that in its own audit log. Nobody goes without whom one of them would have no owner.
 */
@Component
class PurgedGuests {

    private final JdbcClient jdbc;
    private final Departures departures;
    private final Grants grants;
    private final HeldElsewhere mailboxes;
    private final Scopes scopes;
    private final AuditLog audit;

    PurgedGuests(
            JdbcClient jdbc,
            Departures departures,
            Grants grants,
            HeldElsewhere mailboxes,
            Scopes scopes,
            AuditLog audit) {
        this.jdbc = jdbc;
        this.departures = departures;
        this.grants = grants;
        this.mailboxes = mailboxes;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * Those of the users who are the last owners elsewhere. Locks the grants of all organizations
     * concerned, and of their home, in one order; to be asked before any user is locked.
     */
    Set<UserId> lastOwners(OrganizationScope home, Collection<UserId> users) {
        Map<OrganizationId, List<UserId>> places = places(home, users);
        Set<UserId> last = new HashSet<>();
        for (OrganizationId organization : concerned(home, places)) {
            OrganizationScope scope = whole(organization);
            if (places.containsKey(organization)) {
                last.addAll(departures.lastOwners(scope, places.get(organization)));
            } else {
                grants.hold(scope);
            }
        }
        return last;
    }

    /**
     * Ends their places elsewhere, as far as other modules don't do that when they are told, and
     * holds what else ends with them; to be said before anything is written into an audit log.
     */
    void end(OrganizationScope home, List<Subject> users) {
        Map<UserId, String> accounts = new HashMap<>();
        users.forEach(user -> accounts.put(user.id(), user.account()));
        Map<OrganizationId, List<UserId>> places = places(home, accounts.keySet());
        Map<OrganizationId, List<Change>> changes =
                new TreeMap<>(Comparator.comparing(OrganizationId::value));
        Set<OrganizationId> concerned = concerned(home, places);
        for (OrganizationId organization : concerned) {
            OrganizationScope scope = whole(organization);
            List<UserId> guests = places.get(organization);
            if (guests == null) {
                mailboxes.holdOwn(scope, accounts.keySet());
                continue;
            }
            Map<UserId, List<String>> names = mailboxes.hold(scope, guests);
            List<Change> told = new ArrayList<>();
            for (UserId guest : guests) {
                Map<String, Object> held = new HashMap<>(grants.told(scope, guest));
                held.put("mailboxes", names.getOrDefault(guest, List.of()));
                told.add(
                        Change.done(
                                "users.guest-purged",
                                "user",
                                guest.value(),
                                accounts.getOrDefault(guest, ""),
                                held,
                                Map.of()));
            }
            changes.put(organization, told);
        }
        if (changes.isEmpty()) {
            return;
        }
        InstanceScope machinery = scopes.machinery();
        scopes.run(machinery, () -> audit.hold(machinery, concerned));
        // In the name of the machinery: who administers his home is nobody's business elsewhere.
        changes.forEach((organization, told) -> {
            OrganizationScope scope = whole(organization);
            scopes.run(scope, () -> audit.record(scope, told));
        });
    }

    /** Where else they have a place, in the order of the organizations. */
    private Map<OrganizationId, List<UserId>> places(
            OrganizationScope home, Collection<UserId> users) {
        Map<OrganizationId, List<UserId>> places =
                new TreeMap<>(Comparator.comparing(OrganizationId::value));
        scopes.run(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                        """
                                        SELECT m.organization_id, m.user_id FROM memberships m
                                        JOIN users u ON u.id = m.user_id AND u.organization_id = :home
                                        WHERE m.user_id = ANY(:users) AND m.organization_id <> :home
                                        ORDER BY m.user_id
                                        """)
                                .param("home", home.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .query(row -> {
                                    places.computeIfAbsent(
                                                    new OrganizationId(
                                                            row.getObject(
                                                                    "organization_id", UUID.class)),
                                                    _ -> new ArrayList<>())
                                            .add(new UserId(row.getObject("user_id", UUID.class)));
                                }));
        return places;
    }

    /** Those and their home, in the same order. */
    private static Set<OrganizationId> concerned(
            OrganizationScope home, Map<OrganizationId, List<UserId>> places) {
        Set<OrganizationId> concerned = new TreeSet<>(Comparator.comparing(OrganizationId::value));
        concerned.addAll(places.keySet());
        concerned.add(home.organization());
        return concerned;
    }

    private OrganizationScope whole(OrganizationId organization) {
        return scopes.organization(scopes.machinery(), organization);
    }
}
