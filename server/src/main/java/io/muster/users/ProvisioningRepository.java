package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** The SQL that reads and edits many users at once. */
@Repository
class ProvisioningRepository {

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ProvisioningRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A user as he is to be, but for his names and his unit.
     *
     * @param state as it follows from the sign-in method
     */
    record Edited(UserId id, UserProfile profile, SignInMethod method, UserState state) {}

    /** Who owns each of the addresses, be it a user or something else; free ones are missing. */
    Map<String, UserId> addressOwners(Collection<String> addresses) {
        Map<String, UserId> owners = new HashMap<>();
        jdbc.sql("SELECT address, owner_id FROM addresses WHERE address = ANY(:addresses)")
                .param("addresses", addresses.toArray(String[]::new))
                .query(row -> {
                    owners.put(
                            row.getString("address"),
                            new UserId(row.getObject("owner_id", UUID.class)));
                });
        return owners;
    }

    /** Those of the users whose home the organization is; nobody else changes them meanwhile. */
    Map<UserId, User> find(OrganizationScope scope, Collection<UserId> users, boolean lock) {
        if (users.isEmpty()) {
            return Map.of();
        }
        return jdbc
                .sql(
                        """
                        SELECT %s
                        FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = :organization
                        JOIN listings l ON l.user_id = u.id AND l.organization_id = m.organization_id
                        WHERE u.organization_id = :organization AND u.id = ANY(:users)
                        ORDER BY u.id
                        """
                                        .formatted(UserColumns.OF_USER)
                                + (lock ? " FOR UPDATE OF u" : ""))
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, _) -> UserColumns.user(row))
                .list()
                .stream()
                .collect(Collectors.toMap(User::id, Function.identity()));
    }

    Map<UserId, Integer> versions(OrganizationScope scope, Collection<UserId> users) {
        Map<UserId, Integer> versions = new HashMap<>();
        jdbc.sql(
                        """
                        SELECT id, version FROM users
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query(row -> {
                    versions.put(
                            new UserId(row.getObject("id", UUID.class)), row.getInt("version"));
                });
        return versions;
    }

    long count(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM memberships
                        WHERE organization_id = :organization AND state <> 'DELETED'
                        """)
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    /**
     * Each half of the list's rows is told where to begin: PostgreSQL doesn't conclude it of one
     * from the other, and would read the second from its start for every portion.
     */
    List<User> after(OrganizationScope scope, @Nullable UserId after, int most) {
        return jdbc.sql(
                        """
                        SELECT %s
                        FROM memberships m JOIN users u ON u.id = m.user_id
                        JOIN listings l ON l.user_id = m.user_id AND l.organization_id = m.organization_id
                        WHERE m.organization_id = :organization AND m.user_id > :after AND m.state <> 'DELETED'
                          AND l.organization_id = :organization AND l.user_id > :after
                          AND u.organization_id = :organization
                        ORDER BY m.user_id LIMIT :most
                        """
                                .formatted(UserColumns.OF_USER))
                .param("organization", scope.organization().value())
                .param("after", after == null ? new UUID(0, 0) : after.value())
                .param("most", most)
                .query((row, _) -> UserColumns.user(row))
                .list();
    }

    /** One statement for all, so that the copies in the list are written once. */
    void edit(OrganizationScope scope, List<Edited> users) {
        jdbc.sql(
                        """
                        UPDATE users u
                        SET display_name = w.display_name, first_name = w.first_name, middle_name = w.middle_name,
                            last_name = w.last_name, state = w.state, sign_in_method = w.sign_in_method, title = w.title,
                            department = w.department, company = w.company, office_phone = w.office_phone,
                            mobile_phone = w.mobile_phone, home_phone = w.home_phone, fax = w.fax,
                            web_page = w.web_page, recovery_address = w.recovery_address, reply_to = w.reply_to,
                            work_street = w.work_street, work_city = w.work_city,
                            work_postal_code = w.work_postal_code, work_region = w.work_region,
                            work_country = w.work_country, home_street = w.home_street, home_city = w.home_city,
                            home_postal_code = w.home_postal_code, home_region = w.home_region,
                            home_country = w.home_country, birthday = w.birthday, notes = w.notes,
                            time_zone = w.time_zone, language = w.language, external_id = w.external_id,
                            in_address_list = w.in_address_list, version = u.version + 1, updated_at = now()
                        FROM json_populate_recordset(NULL::users, :users::json) AS w
                        WHERE u.organization_id = :organization AND u.id = w.id
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "users",
                        json.writeValueAsString(
                                users.stream().map(ProvisioningRepository::columns).toList()))
                .update();
    }

    /** Lets disabled users go on receiving messages. */
    void allowIncoming(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        UPDATE users SET allow_incoming = true
                        WHERE organization_id = :organization AND id = ANY(:users) AND state = 'DISABLED'
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    private static Map<String, @Nullable Object> columns(Edited user) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        UserEditRepository.columns(user.profile())
                .forEach((name, value) -> columns.put(snakeCase(name), value));
        columns.put("id", user.id());
        columns.put("state", user.state());
        columns.put("sign_in_method", user.method());
        return columns;
    }

    private static String snakeCase(String name) {
        var column = new StringBuilder();
        name.chars()
                .forEach(c -> {
                    if (Character.isUpperCase(c)) {
                        column.append('_');
                    }
                    column.append((char) Character.toLowerCase(c));
                });
        return column.toString();
    }
}
