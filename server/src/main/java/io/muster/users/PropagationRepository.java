package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.users.UserAct.Subject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that reads and overwrites the settings that defaults can be pushed to. */
@Repository
class PropagationRepository {

    private final JdbcClient jdbc;

    PropagationRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A user with what he has now of the settings that users keep. */
    record Holding(Subject subject, Map<DefaultSetting, Object> values) {}

    /** Locked in the order of the ids. */
    List<Holding> lock(OrganizationScope scope, Collection<UserId> users) {
        return jdbc.sql(
                        """
                        SELECT u.id, coalesce(u.address, u.logon_name) AS account, u.state, u.allow_incoming,
                            u.sign_in_method, m.unit_id, u.in_address_list, u.time_zone, u.language, u.company,
                            u.department, u.web_page
                        FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = :organization
                        WHERE u.organization_id = :organization AND u.id = ANY(:users)
                        ORDER BY u.id
                        FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, _) -> {
                    UnitId unit = new UnitId(row.getObject("unit_id", UUID.class));
                    Map<DefaultSetting, Object> values = new HashMap<>();
                    values.put(DefaultSetting.UNIT, unit);
                    values.put(DefaultSetting.IN_ADDRESS_LIST, row.getBoolean("in_address_list"));
                    values.put(DefaultSetting.TIME_ZONE, row.getString("time_zone"));
                    values.put(DefaultSetting.LANGUAGE, row.getString("language"));
                    values.put(DefaultSetting.COMPANY, row.getString("company"));
                    values.put(DefaultSetting.DEPARTMENT, row.getString("department"));
                    values.put(DefaultSetting.WEB_PAGE, row.getString("web_page"));
                    Subject subject =
                            new Subject(
                                    new UserId(row.getObject("id", UUID.class)),
                                    row.getString("account"),
                                    UserState.valueOf(row.getString("state")),
                                    row.getBoolean("allow_incoming"),
                                    SignInMethod.valueOf(row.getString("sign_in_method")),
                                    unit,
                                    null,
                                    null);
                    return new Holding(subject, values);
                })
                .list();
    }

    /** Overwrites those of the settings that are columns of users. */
    void overwrite(
            OrganizationScope scope,
            Collection<UserId> users,
            Set<DefaultSetting> settings,
            UserTemplate template) {
        jdbc.sql(
                        """
                        UPDATE users
                        SET in_address_list = coalesce(:inAddressList::boolean, in_address_list),
                            time_zone = coalesce(:timeZone::text, time_zone), language = coalesce(:language::text, language),
                            company = coalesce(:company::text, company), department = coalesce(:department::text, department),
                            web_page = coalesce(:webPage::text, web_page), version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .param("inAddressList", value(DefaultSetting.IN_ADDRESS_LIST, settings, template))
                .param("timeZone", value(DefaultSetting.TIME_ZONE, settings, template))
                .param("language", value(DefaultSetting.LANGUAGE, settings, template))
                .param("company", value(DefaultSetting.COMPANY, settings, template))
                .param("department", value(DefaultSetting.DEPARTMENT, settings, template))
                .param("webPage", value(DefaultSetting.WEB_PAGE, settings, template))
                .update();
    }

    private static @Nullable Object value(
            DefaultSetting setting, Set<DefaultSetting> settings, UserTemplate template) {
        return settings.contains(setting) ? setting.of(template) : null;
    }
}
