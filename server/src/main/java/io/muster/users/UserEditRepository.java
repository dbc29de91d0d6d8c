package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The SQL that reads users and edits one. */
@Repository
class UserEditRepository {

    private final JdbcClient jdbc;

    UserEditRepository(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<User> find(OrganizationScope scope, UserId user) {
        return find(scope, List.of(user)).stream().findAny();
    }

    private List<User> find(OrganizationScope scope, Collection<UserId> users) {
        return jdbc.sql(
                        """
                        SELECT %s
                        FROM users u JOIN memberships m ON m.user_id = u.id AND m.organization_id = :organization
                        JOIN listings l ON l.user_id = u.id AND l.organization_id = m.organization_id
                        WHERE u.id = ANY(:users)
                        """
                                .formatted(UserColumns.OF_USER))
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query((row, _) -> UserColumns.user(row))
                .list();
    }

    /** As {@link #find}, and nobody else changes the user before this transaction ends. */
    Optional<User> lock(OrganizationScope scope, UserId user) {
        return lock(scope, List.of(user)).stream().findAny();
    }

    /** Those of the users who are there, locked in the order of their ids. */
    List<User> lock(OrganizationScope scope, Collection<UserId> users) {
        jdbc.sql(
                        """
                        SELECT id FROM users WHERE organization_id = :organization AND id = ANY(:users)
                        ORDER BY id FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("users", ids(users))
                .query()
                .listOfRows();
        return find(scope, users);
    }

    private static UUID[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).toArray(UUID[]::new);
    }

    void edit(
            OrganizationScope scope,
            UserId user,
            UserProfile profile,
            SignInMethod method,
            UserState state) {
        jdbc.sql(
                        """
                        UPDATE users
                        SET display_name = :displayName, first_name = :firstName, middle_name = :middleName,
                            last_name = :lastName, state = :state, sign_in_method = :method, title = :title,
                            department = :department, company = :company, office_phone = :officePhone,
                            mobile_phone = :mobilePhone, home_phone = :homePhone, fax = :fax, web_page = :webPage,
                            recovery_address = :recoveryAddress, reply_to = :replyTo, work_street = :workStreet,
                            work_city = :workCity, work_postal_code = :workPostalCode, work_region = :workRegion,
                            work_country = :workCountry, home_street = :homeStreet, home_city = :homeCity,
                            home_postal_code = :homePostalCode, home_region = :homeRegion,
                            home_country = :homeCountry, birthday = :birthday::date, notes = :notes,
                            time_zone = :timeZone, language = :language, external_id = :externalId,
                            in_address_list = :inAddressList, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("state", state.name())
                .param("method", method.name())
                .params(columns(profile))
                .update();
    }

    /**
     * Takes the address for the user; false when somebody else has it, and then nothing changed.
     */
    boolean takeAddress(OrganizationScope scope, UserId user, String address) {
        return jdbc.sql(
                                """
                                INSERT INTO addresses (address, organization_id, kind, owner_id)
                                VALUES (:address, :organization, 'USER', :user)
                                ON CONFLICT (address) DO UPDATE SET kind = 'USER'
                                    WHERE addresses.owner_id = :user
                                """)
                        .param("organization", scope.organization().value())
                        .param("user", user.value())
                        .param("address", address)
                        .update()
                == 1;
    }

    /** Gives back an address of the user. */
    void releaseAddress(OrganizationScope scope, UserId user, String address) {
        jdbc.sql(
                        """
                        DELETE FROM addresses
                        WHERE organization_id = :organization AND owner_id = :user AND address = :address
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("address", address)
                .update();
    }

    /** Whether it is an alias of the user. */
    boolean isAlias(OrganizationScope scope, UserId user, String address) {
        return jdbc.sql(
                        """
                        SELECT 1 FROM addresses
                        WHERE organization_id = :organization AND owner_id = :user AND address = :address AND kind = 'ALIAS'
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("address", address)
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    int aliases(OrganizationScope scope, UserId user) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM addresses
                        WHERE organization_id = :organization AND owner_id = :user AND kind = 'ALIAS'
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .query(Integer.class)
                .single();
    }

    /** Makes an address of the user an alias of his. */
    void keepAsAlias(OrganizationScope scope, UserId user, String address) {
        jdbc.sql(
                        """
                        UPDATE addresses SET kind = 'ALIAS'
                        WHERE organization_id = :organization AND owner_id = :user AND address = :address
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("address", address)
                .update();
    }

    /** Gives back all aliases of the user. */
    void releaseAliases(OrganizationScope scope, UserId user) {
        jdbc.sql(
                        """
                        DELETE FROM addresses
                        WHERE organization_id = :organization AND owner_id = :user AND kind = 'ALIAS'
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .update();
    }

    void rename(
            OrganizationScope scope,
            UserId user,
            @Nullable String address,
            @Nullable String logonName) {
        jdbc.sql(
                        """
                        UPDATE users
                        SET address_verified_at = CASE WHEN address = :address THEN address_verified_at END,
                            address = :address, logon_name = :logonName, version = version + 1, updated_at = now()
                        WHERE organization_id = :organization AND id = :user
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .param("address", address)
                .param("logonName", logonName)
                .update();
    }

    /** The organization's own for good, unless he is another's. */
    void makeCorporate(OrganizationScope scope, UserId user) {
        jdbc.sql(
                        """
                        UPDATE users SET corporate_of = :organization
                        WHERE organization_id = :organization AND id = :user AND corporate_of IS NULL
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .update();
    }

    static Map<String, @Nullable Object> columns(UserProfile p) {
        Map<String, @Nullable Object> columns = new HashMap<>();
        columns.put("displayName", p.displayName());
        columns.put("firstName", p.firstName());
        columns.put("middleName", p.middleName());
        columns.put("lastName", p.lastName());
        columns.put("title", p.work().title());
        columns.put("department", p.work().department());
        columns.put("company", p.work().company());
        columns.put("officePhone", p.contact().officePhone());
        columns.put("mobilePhone", p.contact().mobilePhone());
        columns.put("homePhone", p.contact().homePhone());
        columns.put("fax", p.contact().fax());
        columns.put("webPage", p.contact().webPage());
        columns.put("recoveryAddress", p.contact().recoveryAddress());
        columns.put("replyTo", p.contact().replyTo());
        place(columns, "work", p.work().address());
        place(columns, "home", p.home());
        columns.put("birthday", p.birthday());
        columns.put("notes", p.notes());
        columns.put("timeZone", p.preferences().timeZone());
        columns.put("language", p.preferences().language());
        columns.put("externalId", p.externalId());
        columns.put("inAddressList", p.inAddressList());
        return columns;
    }

    private static void place(
            Map<String, @Nullable Object> columns, String prefix, PostalAddress address) {
        columns.put(prefix + "Street", address.street());
        columns.put(prefix + "City", address.city());
        columns.put(prefix + "PostalCode", address.postalCode());
        columns.put(prefix + "Region", address.region());
        columns.put(prefix + "Country", address.country());
    }
}
