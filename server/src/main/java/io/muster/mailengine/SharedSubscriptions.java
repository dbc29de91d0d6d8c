package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.kernel.MailboxId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Subscriptions to folders that came to somebody without his doing: many programs show no folder
 * that isn't subscribed. In the transaction at work.
 */
final class SharedSubscriptions {

    private final JdbcClient jdbc;

    SharedSubscriptions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A mailbox that a user finds among his folders. */
    record Sight(UUID owner, UUID user, String label) {

        private record Key(UUID owner, UUID user) {}

        private Key key() {
            return new Key(owner, user);
        }

        private String prefix() {
            return OthersFolders.name(label, "");
        }
    }

    List<Sight> of(OrganizationScope scope, Collection<MailboxId> mailboxes) {
        return jdbc.sql(
                        """
                        SELECT owner_id, user_id, label FROM mail_rights
                        WHERE organization_id = :organization AND owner_id = ANY(:owners)
                          AND user_id <> owner_id AND position('l' IN rights) > 0
                        """)
                .param("organization", scope.organization().value())
                .param("owners", mailboxes.stream().map(MailboxId::value).toArray(UUID[]::new))
                .query((row, _) ->
                        new Sight(
                                row.getObject("owner_id", UUID.class),
                                row.getObject("user_id", UUID.class),
                                row.getString("label")))
                .list();
    }

    /**
     * Brings subscriptions after a change of rights: all folders of what is new, none of what is
     * gone, and of what is called otherwise the same ones as before.
     */
    void follow(OrganizationScope scope, List<Sight> before, List<Sight> now) {
        Map<Sight.Key, Sight> were = new HashMap<>();
        before.forEach(sight -> were.put(sight.key(), sight));
        List<Sight> come = new ArrayList<>();
        List<Sight> renamedFrom = new ArrayList<>();
        List<Sight> renamedTo = new ArrayList<>();
        for (Sight sight : now) {
            Sight was = were.remove(sight.key());
            if (was == null) {
                come.add(sight);
            } else if (!was.label().equals(sight.label())) {
                renamedFrom.add(was);
                renamedTo.add(sight);
            }
        }
        drop(scope, List.copyOf(were.values()));
        rename(scope, renamedFrom, renamedTo);
        subscribe(scope, come);
    }

    private void drop(OrganizationScope scope, List<Sight> gone) {
        if (gone.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        DELETE FROM mail_subscriptions s
                        USING unnest(:users::uuid[], :prefixes::text[]) AS g (user_id, prefix)
                        WHERE s.organization_id = :organization AND s.owner_id = g.user_id
                          AND starts_with(s.name, g.prefix)
                        """)
                .param("organization", scope.organization().value())
                .param("users", users(gone))
                .param("prefixes", prefixes(gone))
                .update();
    }

    private void rename(OrganizationScope scope, List<Sight> from, List<Sight> to) {
        if (from.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        UPDATE mail_subscriptions s SET name = r.now || substr(s.name, length(r.was) + 1)
                        FROM unnest(:users::uuid[], :was::text[], :now::text[]) AS r (user_id, was, now)
                        WHERE s.organization_id = :organization AND s.owner_id = r.user_id
                          AND starts_with(s.name, r.was)
                          AND NOT EXISTS (
                              SELECT 1 FROM mail_subscriptions o
                              WHERE o.organization_id = :organization AND o.owner_id = r.user_id
                                AND starts_with(o.name, r.now))
                        """)
                .param("organization", scope.organization().value())
                .param("users", users(from))
                .param("was", prefixes(from))
                .param("now", prefixes(to))
                .update();
    }

    private void subscribe(OrganizationScope scope, List<Sight> come) {
        if (come.isEmpty()) {
            return;
        }
        jdbc.sql(
                        """
                        INSERT INTO mail_subscriptions (organization_id, owner_id, name)
                        SELECT f.organization_id, c.user_id, c.prefix || f.name
                        FROM unnest(:owners::uuid[], :users::uuid[], :prefixes::text[])
                            AS c (owner_id, user_id, prefix)
                        JOIN mail_folders f ON f.organization_id = :organization AND f.owner_id = c.owner_id
                        ON CONFLICT (owner_id, name) DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("owners", come.stream().map(Sight::owner).toArray(UUID[]::new))
                .param("users", users(come))
                .param("prefixes", prefixes(come))
                .update();
    }

    /** Shows a folder and what is below it to the mailbox's own user and to all who look it up. */
    void show(OrganizationScope scope, MailboxId mailbox, String folder) {
        jdbc.sql(
                        """
                        INSERT INTO mail_subscriptions (organization_id, owner_id, name)
                        SELECT f.organization_id, w.user_id, w.prefix || f.name
                        FROM mail_folders f
                        JOIN (SELECT :owner::uuid AS user_id, '' AS prefix
                              UNION ALL
                              SELECT user_id, :root || label || :delimiter FROM mail_rights
                              WHERE organization_id = :organization AND owner_id = :owner
                                AND user_id <> owner_id AND position('l' IN rights) > 0) AS w ON true
                        WHERE f.organization_id = :organization AND f.owner_id = :owner
                          AND (f.name = :folder OR starts_with(f.name, :folder || :delimiter))
                        ON CONFLICT (owner_id, name) DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .param("owner", mailbox.value())
                .param("root", OthersFolders.PREFIX)
                .param("folder", folder)
                .param("delimiter", String.valueOf(OthersFolders.DELIMITER))
                .update();
    }

    private static UUID[] users(List<Sight> sights) {
        return sights.stream().map(Sight::user).toArray(UUID[]::new);
    }

    private static String[] prefixes(List<Sight> sights) {
        return sights.stream().map(Sight::prefix).toArray(String[]::new);
    }
}
