package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that makes users. */
@Repository
class UserRepository {

    private final JdbcClient jdbc;
    private final JdbcTemplate template;

    UserRepository(JdbcClient jdbc, JdbcTemplate template) {
        this.jdbc = jdbc;
        this.template = template;
    }

    /**
     * Takes the addresses; returns those users whose address somebody else has, also an earlier one
     * of the list.
     */
    List<UserId> reserveAddresses(OrganizationScope scope, List<NewUser> users) {
        List<NewUser> addressed = users.stream().filter(user -> user.address() != null).toList();
        return jdbc.sql(
                        """
                        WITH wanted AS (SELECT * FROM unnest(:ids::uuid[], :addresses::text[]) AS w (id, address)),
                        taken AS (
                            INSERT INTO addresses (address, organization_id, kind, owner_id)
                            SELECT address, :organization, 'USER', id FROM wanted
                            ON CONFLICT (address) DO NOTHING
                            RETURNING owner_id
                        )
                        SELECT id FROM wanted WHERE id NOT IN (SELECT owner_id FROM taken)
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "ids",
                        addressed.stream().map(user -> user.id().value()).toArray(UUID[]::new))
                .param(
                        "addresses",
                        addressed.stream()
                                .map(user -> String.valueOf(user.address()))
                                .toArray(String[]::new))
                .query((row, _) -> new UserId(row.getObject(1, UUID.class)))
                .list();
    }

    void releaseAddresses(OrganizationScope scope, Collection<UserId> users) {
        if (users.isEmpty()) {
            return;
        }
        jdbc.sql(
                        "DELETE FROM addresses WHERE organization_id = :organization AND owner_id = ANY(:users)")
                .param("organization", scope.organization().value())
                .param("users", users.stream().map(UserId::value).toArray(UUID[]::new))
                .update();
    }

    /**
     * @param corporate those who are the organization's own by a domain of its
     */
    void insert(OrganizationScope scope, List<NewUser> users, Set<UserId> corporate) {
        template.batchUpdate(
                """
                INSERT INTO users (id, organization_id, address, logon_name, first_name, middle_name, last_name,
                    display_name, state, sign_in_method, title, department, company, office_phone, mobile_phone,
                    home_phone, fax, web_page, recovery_address, reply_to, work_street, work_city, work_postal_code,
                    work_region, work_country, home_street, home_city, home_postal_code, home_region, home_country,
                    time_zone, language, birthday, notes, external_id, in_address_list, corporate_of, mail_elsewhere)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                users.stream()
                        .map(user -> row(scope, user, corporate.contains(user.id())))
                        .toList());
        jdbc.sql(
                        """
                        WITH listed AS (
                            INSERT INTO listings (organization_id, user_id, sign_in_method, created_at, deleted, account,
                                name, department, title, phone, search, kind)
                            SELECT u.organization_id, u.id, u.sign_in_method, u.created_at, u.state = 'DELETED',
                                coalesce(u.address, u.logon_name), muster_fold(u.display_name), muster_fold(u.department),
                                muster_fold(u.title), muster_phone_order(u.office_phone, u.mobile_phone),
                                muster_search_text(u.display_name, u.first_name, u.last_name, u.address, u.logon_name,
                                    u.department, u.title, u.office_phone, u.mobile_phone),
                                CASE WHEN u.corporate THEN 1 ELSE 0 END
                            FROM users u
                            WHERE u.organization_id = :organization AND u.id = ANY(:ids)
                            RETURNING user_id, account, name
                        )
                        INSERT INTO memberships (organization_id, user_id, unit_id, state, account, name)
                        SELECT :organization, w.id, w.unit_id, w.state, l.account, l.name
                        FROM listed l
                        JOIN unnest(:ids::uuid[], :units::uuid[], :states::text[]) AS w (id, unit_id, state) ON w.id = l.user_id
                        """)
                .param("organization", scope.organization().value())
                .param("ids", users.stream().map(user -> user.id().value()).toArray(UUID[]::new))
                .param(
                        "units",
                        users.stream().map(user -> user.unit().value()).toArray(UUID[]::new))
                .param(
                        "states",
                        users.stream().map(user -> user.state().name()).toArray(String[]::new))
                .update();
    }

    /** The organization that manages the user. */
    OrganizationId home(UserId user) {
        return jdbc.sql("SELECT organization_id FROM users WHERE id = :user")
                .param("user", user.value())
                .query((row, _) -> new OrganizationId(row.getObject(1, UUID.class)))
                .single();
    }

    MeEndpoint.MyUser self(UserId user) {
        return jdbc.sql(
                        """
                        SELECT address, logon_name, first_name, last_name, display_name, time_zone, language
                        FROM users WHERE id = :user
                        """)
                .param("user", user.value())
                .query((row, _) ->
                        new MeEndpoint.MyUser(
                                user,
                                row.getString("address"),
                                row.getString("logon_name"),
                                row.getString("first_name"),
                                row.getString("last_name"),
                                row.getString("display_name"),
                                row.getString("time_zone"),
                                row.getString("language")))
                .single();
    }

    private static Object[] row(OrganizationScope scope, NewUser user, boolean corporate) {
        UserProfile p = user.profile();
        return new Object[] {
            user.id().value(),
            scope.organization().value(),
            user.address() == null ? null : user.address().toString(),
            user.logonName(),
            p.firstName(),
            p.middleName(),
            p.lastName(),
            p.displayName(),
            user.state().name(),
            user.signInMethod().name(),
            p.work().title(),
            p.work().department(),
            p.work().company(),
            p.contact().officePhone(),
            p.contact().mobilePhone(),
            p.contact().homePhone(),
            p.contact().fax(),
            p.contact().webPage(),
            p.contact().recoveryAddress(),
            p.contact().replyTo(),
            p.work().address().street(),
            p.work().address().city(),
            p.work().address().postalCode(),
            p.work().address().region(),
            p.work().address().country(),
            p.home().street(),
            p.home().city(),
            p.home().postalCode(),
            p.home().region(),
            p.home().country(),
            p.preferences().timeZone(),
            p.preferences().language(),
            p.birthday(),
            p.notes(),
            p.externalId(),
            p.inAddressList(),
            corporate ? scope.organization().value() : null,
            user.mailElsewhere()
        };
    }
}
