package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on what users were given on mailboxes. */
@Repository
class MailboxGrantRepository {

    private final JdbcClient jdbc;

    MailboxGrantRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Who was given something on what. */
    record Key(MailboxId mailbox, UserId user) {}

    /** What was given, as the rows tell it one by one. */
    record Given(Set<RoleId> roles, Set<Permission> single) {

        static Given nothing() {
            return new Given(new HashSet<>(), EnumSet.noneOf(Permission.class));
        }
    }

    Map<Key, Given> on(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return given(scope, "mailbox_id = ANY(:ids)", ids(mailboxes));
    }

    /** What was given to them on mailboxes that aren't their own. */
    Map<Key, Given> to(OrganizationScope scope, UserId user) {
        return to(scope, List.of(user));
    }

    Map<Key, Given> to(OrganizationScope scope, Collection<UserId> users) {
        return given(
                scope,
                "user_id = ANY(:ids) AND mailbox_id <> user_id",
                MailboxRepository.users(users));
    }

    /** Where else than at home somebody was given something; of himself alone. */
    List<OrganizationId> abroad(MailboxOwner who) {
        return jdbc.sql(
                        """
                        SELECT organization_id FROM mailbox_role_grants
                        WHERE user_id = :user AND organization_id <> :home
                        UNION
                        SELECT organization_id FROM mailbox_permission_grants
                        WHERE user_id = :user AND organization_id <> :home
                        """)
                .param("user", who.user().value())
                .param("home", who.organization().value())
                .query((row, _) -> new OrganizationId(row.getObject("organization_id", UUID.class)))
                .list();
    }

    /** Where else than at home users were given something; only machinery sees it all. */
    Map<OrganizationId, List<UserId>> abroad(OrganizationId home, Collection<UserId> users) {
        Map<OrganizationId, List<UserId>> found =
                new TreeMap<>(Comparator.comparing(OrganizationId::value));
        jdbc.sql(
                        """
                        SELECT organization_id, user_id FROM mailbox_role_grants
                        WHERE user_id = ANY(:users) AND organization_id <> :home
                        UNION
                        SELECT organization_id, user_id FROM mailbox_permission_grants
                        WHERE user_id = ANY(:users) AND organization_id <> :home
                        """)
                .param("users", MailboxRepository.users(users))
                .param("home", home.value())
                .query(row -> {
                    found.computeIfAbsent(
                                    new OrganizationId(
                                            row.getObject("organization_id", UUID.class)),
                                    _ -> new ArrayList<>())
                            .add(new UserId(row.getObject("user_id", UUID.class)));
                });
        return found;
    }

    /** The mailboxes that access is given to most: shared ones in use, by name. */
    List<MailboxGifts.Named> shared(OrganizationScope scope, int most) {
        return jdbc.sql(
                        """
                        SELECT id, name FROM mailboxes
                        WHERE organization_id = :organization AND kind = 'SHARED' AND archived_at IS NULL
                        ORDER BY folded, id LIMIT :most
                        """)
                .param("organization", scope.organization().value())
                .param("most", most)
                .query((row, _) ->
                        new MailboxGifts.Named(
                                new MailboxId(row.getObject("id", UUID.class)),
                                row.getString("name")))
                .list();
    }

    private Map<Key, Given> given(OrganizationScope scope, String which, UUID[] ids) {
        Map<Key, Given> found = new LinkedHashMap<>();
        jdbc.sql(
                        """
                        SELECT mailbox_id, user_id, role_id, NULL AS permission FROM mailbox_role_grants
                        WHERE organization_id = :organization AND %1$s
                        UNION ALL
                        SELECT mailbox_id, user_id, NULL, permission FROM mailbox_permission_grants
                        WHERE organization_id = :organization AND %1$s
                        ORDER BY mailbox_id, user_id
                        """
                                .formatted(which))
                .param("organization", scope.organization().value())
                .param("ids", ids)
                .query(row -> {
                    Given given =
                            found.computeIfAbsent(
                                    new Key(
                                            new MailboxId(row.getObject("mailbox_id", UUID.class)),
                                            new UserId(row.getObject("user_id", UUID.class))),
                                    _ -> Given.nothing());
                    UUID role = row.getObject("role_id", UUID.class);
                    if (role != null) {
                        given.roles().add(new RoleId(role));
                    } else {
                        // A permission that a later release took away is none.
                        Permission.parse(row.getString("permission"))
                                .ifPresent(given.single()::add);
                    }
                });
        return found;
    }

    /** The mailboxes on which the role is held, each with every user who holds it there. */
    List<Key> holding(OrganizationScope scope, RoleId role) {
        return jdbc.sql(
                        """
                        SELECT mailbox_id, user_id FROM mailbox_role_grants
                        WHERE organization_id = :organization AND role_id = :role
                        """)
                .param("organization", scope.organization().value())
                .param("role", role.value())
                .query((row, _) ->
                        new Key(
                                new MailboxId(row.getObject("mailbox_id", UUID.class)),
                                new UserId(row.getObject("user_id", UUID.class))))
                .list();
    }

    void replace(
            OrganizationScope scope, Key key, Collection<RoleId> roles, Set<Permission> single) {
        for (String statement :
                List.of(
                        "DELETE FROM mailbox_role_grants WHERE organization_id = :organization AND mailbox_id = :mailbox AND user_id = :user",
                        "DELETE FROM mailbox_permission_grants WHERE organization_id = :organization AND mailbox_id = :mailbox AND user_id = :user")) {
            keyed(statement, scope, key).update();
        }
        keyed(
                        """
                        INSERT INTO mailbox_role_grants (organization_id, mailbox_id, user_id, role_id)
                        SELECT :organization, :mailbox, :user, unnest(:roles::uuid[])
                        """,
                        scope,
                        key)
                .param("roles", roles.stream().map(RoleId::value).toArray(UUID[]::new))
                .update();
        keyed(
                        """
                        INSERT INTO mailbox_permission_grants (organization_id, mailbox_id, user_id, permission)
                        SELECT :organization, :mailbox, :user, unnest(:permissions::text[])
                        """,
                        scope,
                        key)
                .param("permissions", single.stream().map(Permission::text).toArray(String[]::new))
                .update();
    }

    /** Takes away all that was given to these users. */
    void forget(OrganizationScope scope, Collection<UserId> users) {
        for (String statement :
                List.of(
                        "DELETE FROM mailbox_role_grants WHERE organization_id = :organization AND user_id = ANY(:users)",
                        "DELETE FROM mailbox_permission_grants WHERE organization_id = :organization AND user_id = ANY(:users)")) {
            jdbc.sql(statement)
                    .param("organization", scope.organization().value())
                    .param("users", MailboxRepository.users(users))
                    .update();
        }
    }

    private JdbcClient.StatementSpec keyed(String sql, OrganizationScope scope, Key key) {
        return jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .param("mailbox", key.mailbox().value())
                .param("user", key.user().value());
    }

    private static UUID[] ids(Collection<MailboxId> mailboxes) {
        return mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new);
    }
}
