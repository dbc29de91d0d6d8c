package io.muster.directories;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code directory_users}: which users come from which entries. */
@Repository
class LinkedUsers {

    private static final String SELECT =
            """
            SELECT user_id, directory_id, entry_id, logon_name, distinguished_name, seen_at, vanished_at,
                seen, disabled_by_sync
            FROM directory_users
            """;

    private static final JsonMapper JSON = new JsonMapper();

    private final JdbcClient jdbc;

    LinkedUsers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * A user who is to be linked.
     *
     * @param name the entry's distinguished name
     */
    record NewLink(
            UserId user,
            String entryId,
            String logonName,
            String name,
            @Nullable AttributeMapping seen) {

        NewLink(UserId user, String entryId, String logonName, String name) {
            this(user, entryId, logonName, name, null);
        }

        NewLink(UserId user, EntryReader.ReadEntry entry) {
            this(
                    user,
                    entry.values().entryId(),
                    entry.values().logonName(),
                    entry.name(),
                    entry.values());
        }
    }

    /** The links of these users, in no order. */
    Map<UserId, LinkedUser> find(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, LinkedUser> found = new HashMap<>();
        of(scope, SELECT + " WHERE organization_id = :organization AND user_id = ANY(:users)")
                .param("users", uuids(users))
                .query((row, _) -> linked(row))
                .list()
                .forEach(link -> found.put(link.user(), link));
        return found;
    }

    /** The users of the directory by their entry ids, but for those whose entries are gone. */
    Map<String, UserId> present(OrganizationScope scope, DirectoryId directory) {
        Map<String, UserId> found = new HashMap<>();
        of(
                        scope,
                        """
                        SELECT entry_id, user_id FROM directory_users
                        WHERE organization_id = :organization AND directory_id = :directory
                            AND vanished_at IS NULL
                        """)
                .param("directory", directory.value())
                .query(row -> {
                    found.put(
                            row.getString("entry_id"),
                            new UserId(row.getObject("user_id", UUID.class)));
                });
        return found;
    }

    /**
     * What was seen of the entry of a user.
     *
     * @param seen what the next comparison starts from
     * @param disables whether he is disabled now because of it; null leaves that as it is
     */
    record Sighting(
            UserId user,
            EntryReader.ReadEntry entry,
            AttributeMapping seen,
            @Nullable Boolean disables) {

        /**
         * A name that the user didn't get, since somebody has it or the entry shows none, counts as
         * not seen: he gets it once he can.
         *
         * @param address which the user has now
         * @param logonName which the user has now
         */
        static Sighting of(
                LinkedUser link,
                EntryReader.ReadEntry entry,
                @Nullable String address,
                @Nullable String logonName,
                @Nullable Boolean disables) {
            AttributeMapping values = entry.values();
            AttributeMapping before = link.seen();
            return new Sighting(
                    link.user(),
                    entry,
                    before == null
                            ? values
                            : values.named(
                                    values.logonName().equalsIgnoreCase(logonName)
                                            ? values.logonName()
                                            : before.logonName(),
                                    values.address().equalsIgnoreCase(address)
                                            ? values.address()
                                            : before.address()),
                    disables);
        }
    }

    /** Keeps what was seen of entries that are there. */
    void saw(OrganizationScope scope, Collection<Sighting> sightings) {
        if (sightings.isEmpty()) {
            return;
        }
        of(
                        scope,
                        """
                        UPDATE directory_users u
                        SET logon_name = s.logon_name, distinguished_name = s.name, seen = s.seen::jsonb,
                            seen_at = now(), vanished_at = NULL,
                            disabled_by_sync = coalesce(s.disables, u.disabled_by_sync)
                        FROM unnest(:users::uuid[], :logonNames::text[], :names::text[], :seen::text[],
                                :disables::boolean[]) AS s (user_id, logon_name, name, seen, disables)
                        WHERE u.organization_id = :organization AND u.user_id = s.user_id
                        """)
                .param("users", uuids(sightings.stream().map(Sighting::user).toList()))
                .param("logonNames", texts(sightings, one -> one.entry().values().logonName()))
                .param("names", texts(sightings, one -> one.entry().name()))
                .param("seen", texts(sightings, one -> JSON.writeValueAsString(one.seen())))
                .param(
                        "disables",
                        sightings.stream().map(Sighting::disables).toArray(Boolean[]::new))
                .update();
    }

    /**
     * Notes whose entries are gone.
     *
     * @param disabled those of them who are disabled because of that
     */
    void vanished(OrganizationScope scope, Collection<UserId> users, Collection<UserId> disabled) {
        of(
                        scope,
                        """
                        UPDATE directory_users
                        SET vanished_at = now(),
                            disabled_by_sync = disabled_by_sync OR user_id = ANY(:disabled)
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("users", uuids(users))
                .param("disabled", uuids(disabled))
                .update();
    }

    /** Whoever is enabled by others is disabled by them too, if at all. */
    void enabled(OrganizationScope scope, Collection<UserId> users) {
        of(
                        scope,
                        """
                        UPDATE directory_users SET disabled_by_sync = false
                        WHERE organization_id = :organization AND user_id = ANY(:users) AND disabled_by_sync
                        """)
                .param("users", uuids(users))
                .update();
    }

    Optional<LinkedUser> find(OrganizationScope scope, UserId user) {
        return of(scope, SELECT + " WHERE organization_id = :organization AND user_id = :user")
                .param("user", user.value())
                .query((row, _) -> linked(row))
                .optional();
    }

    /** The users of these entries, in no order. */
    List<LinkedUser> find(
            OrganizationScope scope, DirectoryId directory, Collection<String> entryIds) {
        return of(
                        scope,
                        SELECT
                                + """
                                WHERE organization_id = :organization AND directory_id = :directory
                                    AND entry_id = ANY(:entries)
                                """)
                .param("directory", directory.value())
                .param("entries", entryIds.toArray(String[]::new))
                .query((row, _) -> linked(row))
                .list();
    }

    /** All users of the directory, in no order. */
    List<UserId> of(OrganizationScope scope, DirectoryId directory) {
        return of(
                        scope,
                        """
                        SELECT user_id FROM directory_users
                        WHERE organization_id = :organization AND directory_id = :directory
                        """)
                .param("directory", directory.value())
                .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                .list();
    }

    /** Links users who are linked to nothing with entries that no user is linked to. */
    void insert(OrganizationScope scope, DirectoryId directory, Collection<NewLink> links) {
        of(
                        scope,
                        """
                        INSERT INTO directory_users
                            (user_id, organization_id, directory_id, entry_id, logon_name, distinguished_name, seen)
                        SELECT user_id, :organization, :directory, entry_id, logon_name, name, seen::jsonb
                        FROM unnest(:users::uuid[], :entries::text[], :logonNames::text[], :names::text[],
                                :seen::text[]) AS l (user_id, entry_id, logon_name, name, seen)
                        """)
                .param("directory", directory.value())
                .param("users", uuids(links.stream().map(NewLink::user).toList()))
                .param("entries", texts(links, NewLink::entryId))
                .param("logonNames", texts(links, NewLink::logonName))
                .param("names", texts(links, NewLink::name))
                .param(
                        "seen",
                        links.stream()
                                .map(link ->
                                        link.seen() == null
                                                ? null
                                                : JSON.writeValueAsString(link.seen()))
                                .toArray(String[]::new))
                .update();
    }

    /** How many users lost their entries on the last day, beyond those that came back. */
    int vanishedLately(OrganizationScope scope, DirectoryId directory) {
        return of(
                        scope,
                        """
                        SELECT count(*) FROM directory_users
                        WHERE organization_id = :organization AND directory_id = :directory
                            AND vanished_at > now() - interval '1 day'
                        """)
                .param("directory", directory.value())
                .query(Integer.class)
                .single();
    }

    /** What the entry of a user is called by now. */
    void renamed(OrganizationScope scope, UserId user, String name) {
        of(
                        scope,
                        """
                        UPDATE directory_users SET distinguished_name = :name, seen_at = now()
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("user", user.value())
                .param("name", name)
                .update();
    }

    /**
     * Somebody with a logon name in a directory.
     *
     * @param base of that directory
     */
    record NamedUser(UserId user, OrganizationId organization, String base) {}

    /**
     * Who has the logon name; for sign-in, which has no scope yet. Of a directory two at most: more
     * tell nothing, and nobody can have so many of one name that another isn't read.
     *
     * @param only the organization; null for all
     */
    List<NamedUser> named(String logonName, @Nullable OrganizationId only) {
        return jdbc.sql(
                        """
                        SELECT user_id, organization_id, base FROM (
                            SELECT u.user_id, u.organization_id, d.base,
                                row_number() OVER (PARTITION BY u.directory_id ORDER BY u.user_id) AS place
                            FROM directory_users u JOIN directories d ON d.id = u.directory_id
                            WHERE lower(u.logon_name) = lower(:name) AND u.vanished_at IS NULL
                                AND (:only::uuid IS NULL OR u.organization_id = :only::uuid)
                        ) AS named
                        WHERE place <= 2
                        """)
                .param("name", logonName)
                .param("only", only == null ? null : only.toString(), Types.VARCHAR)
                .query((row, _) ->
                        new NamedUser(
                                new UserId(row.getObject("user_id", UUID.class)),
                                new OrganizationId(row.getObject("organization_id", UUID.class)),
                                row.getString("base")))
                .list();
    }

    /** Forgets where users came from who are gone for good. */
    void forget(OrganizationScope scope, Collection<UserId> users) {
        of(
                        scope,
                        "DELETE FROM directory_users WHERE organization_id = :organization AND user_id = ANY(:users)")
                .param("users", uuids(users))
                .update();
    }

    private StatementSpec of(OrganizationScope scope, String sql) {
        return jdbc.sql(sql).param("organization", scope.organization().value());
    }

    private static UUID[] uuids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    private static <T> String[] texts(Collection<T> of, Function<T, String> text) {
        return of.stream().map(text).toArray(String[]::new);
    }

    private static LinkedUser linked(ResultSet row) throws SQLException {
        return new LinkedUser(
                new UserId(row.getObject("user_id", UUID.class)),
                new DirectoryId(row.getObject("directory_id", UUID.class)),
                row.getString("entry_id"),
                row.getString("logon_name"),
                row.getString("distinguished_name"),
                row.getObject("seen_at", OffsetDateTime.class).toInstant(),
                instant(row.getObject("vanished_at", OffsetDateTime.class)),
                row.getString("seen") == null
                        ? null
                        : JSON.readValue(row.getString("seen"), AttributeMapping.class),
                row.getBoolean("disabled_by_sync"));
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
