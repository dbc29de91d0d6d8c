package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.notifications.Placeholder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that reads what a mail to users needs of them. */
@Repository
class UserMailRepository {

    private final JdbcClient jdbc;

    UserMailRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Somebody whom a mail is meant for.
     *
     * @param address his own, else the one for recovery; null when he has neither
     * @param values but for that of the organization
     */
    record Addressee(
            UserId id,
            String account,
            UserState state,
            @Nullable String address,
            String name,
            String language,
            Map<Placeholder, String> values) {}

    Map<UserId, Addressee> find(OrganizationScope scope, Collection<UserId> users) {
        return jdbc
                .sql(
                        """
                        SELECT id, coalesce(address, logon_name) AS account, state,
                               coalesce(address, nullif(recovery_address, '')) AS reached, address, logon_name,
                               display_name, first_name, last_name, title, department, company, language
                        FROM users
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, _) -> addressee(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Addressee::id, Function.identity()));
    }

    private static Addressee addressee(ResultSet row) throws SQLException {
        Map<Placeholder, String> values = new EnumMap<>(Placeholder.class);
        values.put(Placeholder.DISPLAY_NAME, row.getString("display_name"));
        values.put(Placeholder.FIRST_NAME, row.getString("first_name"));
        values.put(Placeholder.LAST_NAME, row.getString("last_name"));
        values.put(Placeholder.ADDRESS, text(row.getString("address")));
        values.put(Placeholder.LOGON_NAME, text(row.getString("logon_name")));
        values.put(Placeholder.TITLE, row.getString("title"));
        values.put(Placeholder.DEPARTMENT, row.getString("department"));
        values.put(Placeholder.COMPANY, row.getString("company"));
        return new Addressee(
                new UserId(row.getObject("id", UUID.class)),
                row.getString("account"),
                UserState.valueOf(row.getString("state")),
                row.getString("reached"),
                row.getString("display_name"),
                row.getString("language"),
                values);
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }
}
