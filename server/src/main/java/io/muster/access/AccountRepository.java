package io.muster.access;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** All SQL on {@code sign_in_accounts} and {@code sign_in_names}. */
@Repository
class AccountRepository {

    private static final String STANDINGS =
            """
            SELECT user_id, password_hash IS NOT NULL AS set, must_change, change_barred
            FROM sign_in_accounts
            WHERE organization_id = :organization AND user_id = ANY(:users)
            """;

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    AccountRepository(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /** What sign-in reads of one user. */
    record Account(
            UserId user,
            OrganizationId organization,
            String displayName,
            boolean open,
            @Nullable String passwordHash,
            @Nullable Instant passwordSetAt,
            boolean mustChange,
            boolean changeBarred) {}

    Collection<UserId> insert(OrganizationScope scope, List<Accounts.NewAccount> users) {
        List<UUID> owners = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Accounts.NewAccount user : users) {
            for (String name : user.names()) {
                owners.add(user.user().value());
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        Set<UserId> refused =
                new HashSet<>(
                        jdbc.sql(
                                        """
                                        WITH wanted AS (SELECT * FROM unnest(:owners::uuid[], :names::text[]) AS w (user_id, name)),
                                        made AS (
                                            INSERT INTO sign_in_names (name, user_id)
                                            SELECT name, user_id FROM wanted
                                            ON CONFLICT (name) DO NOTHING
                                            RETURNING name, user_id
                                        )
                                        SELECT DISTINCT w.user_id FROM wanted w
                                        WHERE NOT EXISTS (SELECT 1 FROM made m WHERE m.name = w.name AND m.user_id = w.user_id)
                                        """)
                                .param("owners", owners.toArray(UUID[]::new))
                                .param("names", names.toArray(String[]::new))
                                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                                .list());
        if (!refused.isEmpty()) {
            jdbc.sql("DELETE FROM sign_in_names WHERE user_id = ANY(:users)")
                    .param("users", ids(refused))
                    .update();
        }
        List<Object[]> rows =
                users.stream()
                        .filter(user -> !refused.contains(user.user()))
                        .map(user ->
                                new Object[] {
                                    user.user().value(),
                                    scope.organization().value(),
                                    user.displayName(),
                                    user.open(),
                                    user.passwordHash(),
                                    user.mustChange()
                                })
                        .toList();
        template.batchUpdate(
                """
                INSERT INTO sign_in_accounts
                    (user_id, organization_id, display_name, open, password_hash, must_change, password_set_at)
                VALUES (?, ?, ?, ?, ?, ?, now())
                """,
                rows);
        return refused;
    }

    private static final String SELECT_ACCOUNT =
            """
            SELECT a.user_id, a.organization_id, a.display_name, a.password_hash, a.password_set_at,
                a.must_change, a.change_barred,
                a.open AND NOT EXISTS (
                    SELECT 1 FROM closed_organizations c WHERE c.organization_id = a.organization_id
                ) AS open
            FROM sign_in_accounts a
            """;

    Optional<Account> find(String name) {
        return jdbc.sql(
                        SELECT_ACCOUNT
                                + "JOIN sign_in_names n ON n.user_id = a.user_id WHERE n.name = lower(:name)")
                .param("name", name)
                .query(AccountRepository::account)
                .optional();
    }

    void closeAll(OrganizationScope scope) {
        jdbc.sql(
                        """
                        INSERT INTO closed_organizations (organization_id) VALUES (:organization)
                        ON CONFLICT DO NOTHING
                        """)
                .param("organization", scope.organization().value())
                .update();
    }

    List<UserId> allAtHome(OrganizationScope scope) {
        return jdbc.sql(
                        "SELECT user_id FROM sign_in_accounts WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    void openAll(OrganizationScope scope) {
        jdbc.sql("DELETE FROM closed_organizations WHERE organization_id = :organization")
                .param("organization", scope.organization().value())
                .update();
    }

    /** Whether the organization is switched off. */
    boolean isClosed(OrganizationId organization) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM closed_organizations WHERE organization_id = :organization
                        )
                        """)
                .param("organization", organization.value())
                .query(Boolean.class)
                .single();
    }

    Map<UserId, Accounts.Person> people(Collection<UserId> users) {
        Map<UserId, Accounts.Person> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT a.user_id, a.organization_id, a.display_name, a.open,
                            coalesce((SELECT min(n.name) FROM sign_in_names n WHERE n.user_id = a.user_id), '') AS name
                        FROM sign_in_accounts a WHERE a.user_id = ANY(:users)
                        """)
                .param("users", ids(users))
                .query(row -> {
                    UserId user = new UserId(row.getObject("user_id", UUID.class));
                    found.put(
                            user,
                            new Accounts.Person(
                                    user,
                                    new OrganizationId(
                                            row.getObject("organization_id", UUID.class)),
                                    row.getString("display_name"),
                                    row.getString("name"),
                                    row.getBoolean("open")));
                });
        return found;
    }

    Set<UserId> atHome(OrganizationId organization, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT user_id FROM sign_in_accounts
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                """)
                        .param("organization", organization.value())
                        .param("users", ids(users))
                        .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    boolean isAtHome(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT EXISTS (
                            SELECT 1 FROM sign_in_accounts WHERE organization_id = :organization AND user_id = :user
                        )
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(Boolean.class)
                .single();
    }

    Optional<Account> find(UserId user) {
        return jdbc.sql(SELECT_ACCOUNT + "WHERE a.user_id = :user")
                .param("user", user.value())
                .query(AccountRepository::account)
                .optional();
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        Timestamp set = row.getTimestamp("password_set_at");
        return new Account(
                new UserId(row.getObject("user_id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("display_name"),
                row.getBoolean("open"),
                row.getString("password_hash"),
                set == null ? null : set.toInstant(),
                row.getBoolean("must_change"),
                row.getBoolean("change_barred"));
    }

    /** The names that the user signs in with. */
    List<String> names(UserId user) {
        return jdbc.sql("SELECT name FROM sign_in_names WHERE user_id = :user ORDER BY name")
                .param("user", user.value())
                .query((row, _) -> row.getString(1))
                .list();
    }

    /** Who is due for a warning; each of them isn't again before the next one. */
    List<PasswordExpiries.Warning> warn(
            OrganizationScope scope, PasswordPolicy.Expiry expiry, int most) {
        return jdbc.sql(
                        """
                        WITH due AS (
                            SELECT user_id, left_days, (
                                SELECT min(day) FROM unnest(:warnings::integer[]) AS w (day) WHERE day >= left_days) AS warning
                            FROM (
                                SELECT user_id, warned_days, ceil(date_part('epoch',
                                    password_set_at + make_interval(days => :days) - now()) / 86400)::integer AS left_days
                                FROM sign_in_accounts
                                WHERE organization_id = :organization AND open AND password_hash IS NOT NULL AND NOT must_change
                                  AND password_set_at > now() - make_interval(days => :days)
                                  AND password_set_at <= now() - make_interval(days => :days - :first)
                            ) AS near
                            WHERE warned_days IS NULL OR warned_days > (
                                SELECT min(day) FROM unnest(:warnings::integer[]) AS w (day) WHERE day >= left_days)
                            LIMIT :most)
                        UPDATE sign_in_accounts a SET warned_days = due.warning
                        FROM due WHERE a.user_id = due.user_id AND a.organization_id = :organization
                        RETURNING a.user_id, due.left_days
                        """)
                .param("organization", scope.organization().value())
                .param("days", expiry.days())
                .param("first", expiry.warningDays().getFirst())
                .param("warnings", expiry.warningDays().toArray(Integer[]::new))
                .param("most", most)
                .query((row, _) ->
                        new PasswordExpiries.Warning(
                                new UserId(row.getObject("user_id", UUID.class)),
                                row.getInt("left_days")))
                .list();
    }

    void requireChange(UserId user) {
        jdbc.sql("UPDATE sign_in_accounts SET must_change = true WHERE user_id = :user")
                .param("user", user.value())
                .update();
    }

    /** The same password in another hash; the time it was set stays. */
    void replaceHash(UserId user, String before, String after) {
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET password_hash = :after
                        WHERE user_id = :user AND password_hash = :before
                        """)
                .param("user", user.value())
                .param("before", before)
                .param("after", after)
                .update();
    }

    /**
     * The hashes that a new password must not fit: the present one, the last so many, and all that
     * were in use in the last so many months.
     */
    List<String> usedHashes(UserId user, int last, int months) {
        return jdbc.sql(
                        """
                        SELECT password_hash FROM sign_in_accounts WHERE user_id = :user AND password_hash IS NOT NULL
                        UNION ALL
                        SELECT hash FROM (
                            SELECT hash, replaced_at, row_number() OVER (ORDER BY replaced_at DESC) AS place
                            FROM password_history WHERE user_id = :user) AS h
                        WHERE place < :last OR replaced_at > now() - make_interval(months => :months)
                        """)
                .param("user", user.value())
                .param("last", last)
                .param("months", months)
                .query((row, _) -> row.getString(1))
                .list();
    }

    void setOpen(OrganizationScope scope, Collection<UserId> users, boolean open) {
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET open = :open
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("open", open)
                .update();
    }

    Map<UserId, Accounts.PasswordFlags> expire(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Accounts.PasswordFlags> before = new HashMap<>();
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET must_change = true, change_barred = false
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        RETURNING user_id, old.must_change, old.change_barred, password_set_at
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query(row -> {
                    Accounts.PasswordFlags flags = flags(row);
                    if (!flags.mustChange() || flags.changeBarred()) {
                        before.put(new UserId(row.getObject("user_id", UUID.class)), flags);
                    }
                });
        return before;
    }

    Map<UserId, Accounts.PasswordFlags> passwordFlags(
            OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Accounts.PasswordFlags> found = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT user_id, must_change, change_barred, password_set_at FROM sign_in_accounts
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query(row -> {
                    found.put(new UserId(row.getObject("user_id", UUID.class)), flags(row));
                });
        return found;
    }

    private static Accounts.PasswordFlags flags(ResultSet row) throws SQLException {
        Timestamp set = row.getTimestamp("password_set_at");
        return new Accounts.PasswordFlags(
                row.getBoolean("must_change"),
                row.getBoolean("change_barred"),
                set == null ? null : set.toInstant());
    }

    void restoreFlags(OrganizationScope scope, Map<UserId, Accounts.PasswordFlags> flags) {
        List<UserId> users = List.copyOf(flags.keySet());
        List<Accounts.PasswordFlags> values = users.stream().map(flags::get).toList();
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts a SET must_change = f.must_change, change_barred = f.change_barred
                        FROM unnest(:users::uuid[], :mustChange::boolean[], :changeBarred::boolean[], :times::timestamptz[])
                            AS f (user_id, must_change, change_barred, password_set_at)
                        WHERE a.organization_id = :organization AND a.user_id = f.user_id
                          AND a.password_set_at IS NOT DISTINCT FROM f.password_set_at
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param(
                        "mustChange",
                        values.stream()
                                .map(Accounts.PasswordFlags::mustChange)
                                .toArray(Boolean[]::new))
                .param(
                        "changeBarred",
                        values.stream()
                                .map(Accounts.PasswordFlags::changeBarred)
                                .toArray(Boolean[]::new))
                .param(
                        "times",
                        values.stream()
                                .map(value ->
                                        value.setAt() == null ? null : value.setAt().toString())
                                .toArray(String[]::new))
                .update();
    }

    void setPassword(OrganizationScope scope, UserId user, String hash, boolean mustChange) {
        setPassword(scope.organization(), user, hash, mustChange);
    }

    /** Keeps the hash that is replaced, and the newest 24 in all. */
    void setPassword(OrganizationId organization, UserId user, String hash, boolean mustChange) {
        jdbc.sql(
                        """
                        INSERT INTO password_history (user_id, organization_id, hash)
                        SELECT user_id, organization_id, password_hash FROM sign_in_accounts
                        WHERE organization_id = :organization AND user_id = :user AND password_hash IS NOT NULL
                        """)
                .param("organization", organization.value())
                .param("user", user.value())
                .update();
        jdbc.sql(
                        """
                        DELETE FROM password_history h USING (
                            SELECT replaced_at FROM password_history WHERE user_id = :user
                            ORDER BY replaced_at DESC OFFSET 24) AS old
                        WHERE h.user_id = :user AND h.replaced_at = old.replaced_at
                        """)
                .param("user", user.value())
                .update();
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts
                        SET password_hash = :hash, must_change = :mustChange, password_set_at = now(), warned_days = NULL
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", organization.value())
                .param("user", user.value())
                .param("hash", hash)
                .param("mustChange", mustChange)
                .update();
    }

    boolean rename(OrganizationScope scope, UserId user, String displayName, List<String> names) {
        String[] wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toArray(String[]::new);
        List<String> added =
                jdbc.sql(
                                """
                                INSERT INTO sign_in_names (name, user_id) SELECT unnest(:names::text[]), :user
                                ON CONFLICT (name) DO NOTHING
                                RETURNING name
                                """)
                        .param("user", user.value())
                        .param("names", wanted)
                        .query((row, _) -> row.getString(1))
                        .list();
        int owned =
                jdbc.sql(
                                "SELECT count(*) FROM sign_in_names WHERE user_id = :user AND name = ANY(:names)")
                        .param("user", user.value())
                        .param("names", wanted)
                        .query(Integer.class)
                        .single();
        boolean all = owned == wanted.length;
        jdbc.sql(
                        """
                        DELETE FROM sign_in_names
                        WHERE user_id = :user
                          AND CASE WHEN :all THEN name <> ALL(:names) ELSE name = ANY(:added) END
                        """)
                .param("user", user.value())
                .param("all", all)
                .param("names", wanted)
                .param("added", added.toArray(String[]::new))
                .update();
        if (all) {
            describe(scope, user, displayName);
        }
        return all;
    }

    Accounts.PasswordStanding passwordStanding(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT password_hash IS NOT NULL, must_change, change_barred FROM sign_in_accounts
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query((row, _) ->
                        new Accounts.PasswordStanding(
                                row.getBoolean(1), row.getBoolean(2), row.getBoolean(3)))
                .optional()
                .orElse(new Accounts.PasswordStanding(false, false, false));
    }

    Set<UserId> barredFromChanging(OrganizationScope scope, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT user_id FROM sign_in_accounts
                                WHERE organization_id = :organization AND user_id = ANY(:users) AND change_barred
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                        .list());
    }

    Set<UserId> withPassword(OrganizationScope scope, Collection<UserId> users) {
        return new HashSet<>(
                jdbc.sql(
                                """
                                SELECT user_id FROM sign_in_accounts
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                  AND password_hash IS NOT NULL
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                        .list());
    }

    Collection<String> taken(Collection<String> names) {
        return jdbc.sql("SELECT name FROM sign_in_names WHERE name = ANY(:names)")
                .param(
                        "names",
                        names.stream()
                                .map(name -> name.toLowerCase(Locale.ROOT))
                                .toArray(String[]::new))
                .query((row, _) -> row.getString(1))
                .list();
    }

    void describe(OrganizationScope scope, UserId user, String displayName) {
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET display_name = :displayName
                        WHERE organization_id = :organization AND user_id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("displayName", displayName)
                .update();
    }

    void barChanges(OrganizationScope scope, Collection<UserId> users, boolean barred) {
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET change_barred = :barred
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .param("barred", barred)
                .update();
    }

    void dropPasswords(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts SET password_hash = NULL, must_change = false
                        WHERE organization_id = :organization AND user_id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .update();
    }

    void delete(OrganizationScope scope, Collection<UserId> users) {
        List<UUID> gone =
                jdbc.sql(
                                """
                                DELETE FROM sign_in_accounts
                                WHERE organization_id = :organization AND user_id = ANY(:users)
                                RETURNING user_id
                                """)
                        .param("organization", scope.organization().value())
                        .param("users", ids(users))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .list();
        for (String statement :
                List.of(
                        "DELETE FROM sign_in_names WHERE user_id = ANY(:users)",
                        "DELETE FROM password_history WHERE user_id = ANY(:users)",
                        "DELETE FROM known_devices WHERE user_id = ANY(:users)",
                        "DELETE FROM totp_secrets WHERE user_id = ANY(:users)",
                        "DELETE FROM recovery_codes WHERE user_id = ANY(:users)",
                        "DELETE FROM passkeys WHERE user_id = ANY(:users)",
                        "DELETE FROM kept_answers WHERE user_id = ANY(:users)",
                        "DELETE FROM latest_sessions WHERE user_id = ANY(:users)",
                        "DELETE FROM api_tokens WHERE user_id = ANY(:users)")) {
            jdbc.sql(statement).param("users", gone.toArray(UUID[]::new)).update();
        }
    }

    Map<UserId, Accounts.PasswordStanding> passwordStandings(
            OrganizationScope scope, Collection<UserId> users) {
        return standings(STANDINGS, scope, users);
    }

    Map<UserId, Accounts.PasswordStanding> boundPasswords(
            OrganizationScope scope, Collection<UserId> users) {
        return standings(STANDINGS + " AND (must_change OR change_barred)", scope, users);
    }

    private Map<UserId, Accounts.PasswordStanding> standings(
            String statement, OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Accounts.PasswordStanding> standings = new HashMap<>();
        jdbc.sql(statement)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query(row -> {
                    standings.put(
                            new UserId(row.getObject("user_id", UUID.class)),
                            new Accounts.PasswordStanding(
                                    row.getBoolean("set"),
                                    row.getBoolean("must_change"),
                                    row.getBoolean("change_barred")));
                });
        return standings;
    }

    Map<String, UserId> holders(Collection<String> names) {
        Map<String, UserId> holders = new HashMap<>();
        jdbc.sql("SELECT name, user_id FROM sign_in_names WHERE name = ANY(:names)")
                .param("names", names.toArray(String[]::new))
                .query(row -> {
                    holders.put(
                            row.getString("name"),
                            new UserId(row.getObject("user_id", UUID.class)));
                });
        return holders;
    }

    void describe(OrganizationScope scope, Map<UserId, String> displayNames) {
        List<UUID> users = new ArrayList<>();
        List<String> names = new ArrayList<>();
        displayNames.forEach((user, name) -> {
            users.add(user.value());
            names.add(name);
        });
        jdbc.sql(
                        """
                        UPDATE sign_in_accounts a SET display_name = d.name
                        FROM unnest(:users::uuid[], :names::text[]) AS d (user_id, name)
                        WHERE a.organization_id = :organization AND a.user_id = d.user_id
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.toArray(UUID[]::new))
                .param("names", names.toArray(String[]::new))
                .update();
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }
}
