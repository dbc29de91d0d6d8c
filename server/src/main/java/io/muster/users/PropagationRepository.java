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
    record Holding(Subject subject, Map<CommonSetting, Object> values) {}

    /** Locked in the order of the ids. */
    List<Holding> lock(OrganizationScope scope, Collection<UserId> users) {
        return jdbc.sql(
                        """
                        SELECT u.id, coalesce(u.address, u.logon_name) AS account, u.state, u.allow_incoming,
                            u.sign_in_method, m.unit_id, u.in_address_list, u.title, u.department, u.company,
                            u.office_phone, u.fax, u.web_page, u.reply_to, u.work_street, u.work_city,
                            u.work_postal_code, u.work_region, u.work_country, u.time_zone, u.language, u.notes
                        FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = :organization
                        WHERE u.organization_id = :organization AND u.id = ANY(:users)
                        ORDER BY u.id
                        FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .query((row, _) -> {
                    UnitId unit = new UnitId(row.getObject("unit_id", UUID.class));
                    Map<CommonSetting, Object> values = new HashMap<>();
                    values.put(CommonSetting.UNIT, unit);
                    values.put(CommonSetting.IN_ADDRESS_LIST, row.getBoolean("in_address_list"));
                    for (CommonSetting setting : CommonSetting.TEXTS) {
                        values.put(setting, row.getString(setting.column()));
                    }
                    Subject subject =
                            new Subject(
                                    new UserId(row.getObject("id", UUID.class)),
                                    row.getString("account"),
                                    UserState.valueOf(row.getString("state")),
                                    row.getBoolean("allow_incoming"),
                                    SignInMethod.valueOf(row.getString("sign_in_method")),
                                    unit,
                                    null,
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
            Set<CommonSetting> settings,
            CommonValues values) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        for (CommonSetting setting : CommonSetting.values()) {
            columns.put(setting.column(), settings.contains(setting) ? setting.of(values) : null);
        }
        jdbc.sql(
                        """
                        UPDATE users
                        SET in_address_list = coalesce(:in_address_list::boolean, in_address_list),
                            title = coalesce(:title::text, title),
                            department = coalesce(:department::text, department),
                            company = coalesce(:company::text, company),
                            office_phone = coalesce(:office_phone::text, office_phone),
                            fax = coalesce(:fax::text, fax), web_page = coalesce(:web_page::text, web_page),
                            reply_to = coalesce(:reply_to::text, reply_to),
                            work_street = coalesce(:work_street::text, work_street),
                            work_city = coalesce(:work_city::text, work_city),
                            work_postal_code = coalesce(:work_postal_code::text, work_postal_code),
                            work_region = coalesce(:work_region::text, work_region),
                            work_country = coalesce(:work_country::text, work_country),
                            time_zone = coalesce(:time_zone::text, time_zone),
                            language = coalesce(:language::text, language), notes = coalesce(:notes::text, notes),
                            version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = ANY(:users)
                        """)
                .params(columns)
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }
}
