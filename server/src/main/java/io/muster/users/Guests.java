package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UnitId;
import io.muster.kernel.UserId;
import io.muster.organizations.Units;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People who have a place in an organization that isn't their home: they are listed there too. */
@Component
public class Guests {

    private final JdbcClient jdbc;
    private final Units units;
    private final Scopes scopes;
    private final ApplicationEventPublisher events;

    Guests(JdbcClient jdbc, Units units, Scopes scopes, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.units = units;
        this.scopes = scopes;
        this.events = events;
    }

    /**
     * A person of whatever home.
     *
     * @param address null when he only has a logon name
     * @param proven mail to the address reached him
     * @param elsewhere that mail isn't received here
     */
    public record Person(
            UserId user,
            OrganizationId home,
            String name,
            @Nullable EmailAddress address,
            boolean proven,
            boolean elsewhere) {}

    private static final String PERSON =
            """
            SELECT u.id, u.organization_id, u.display_name, u.address, u.address_verified_at IS NOT NULL AS proven,
                %s AS elsewhere
            FROM users u
            """
                    .formatted(Addressees.ELSEWHERE);

    /** Whose address it is, in whatever organization; to be told to nobody but himself. */
    public Optional<Person> ofAddress(EmailAddress address) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(PERSON + " WHERE id = (" + OWNER + ") AND state <> 'DELETED'")
                                .param("address", address.toString())
                                .query((row, _) -> person(row))
                                .optional());
    }

    /** Whose mailbox has it as a further address; to be told to nobody but himself. */
    public Optional<Person> ofAlias(EmailAddress address) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                        PERSON
                                                + """
                                                WHERE id = (SELECT owner_id FROM addresses WHERE address = :address AND kind = 'ALIAS')
                                                  AND state <> 'DELETED'
                                                """)
                                .param("address", address.toString())
                                .query((row, _) -> person(row))
                                .optional());
    }

    /** Which of these are addresses of shared mailboxes or groups of the organization. */
    public Set<EmailAddress> shared(OrganizationScope scope, Collection<EmailAddress> addresses) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT a.address FROM addresses a
                                        WHERE a.organization_id = :organization AND a.address = ANY(:addresses)
                                          AND a.kind <> 'USER'
                                          AND NOT EXISTS (SELECT FROM users u WHERE u.id = a.owner_id)
                                        """)
                                .param("organization", scope.organization().value())
                                .param("addresses", texts(addresses))
                                .query((row, _) -> EmailAddress.valueOf(row.getString(1)))
                                .set());
    }

    private static String[] texts(Collection<EmailAddress> addresses) {
        return addresses.stream().map(EmailAddress::toString).toArray(String[]::new);
    }

    private static final String OWNER =
            "SELECT owner_id FROM addresses WHERE address = :address AND kind = 'USER'";

    /** Somebody as he is known to himself. */
    public Optional<Person> person(UserId user) {
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(PERSON + " WHERE id = :user AND state <> 'DELETED'")
                                .param("user", user.value())
                                .query((row, _) -> person(row))
                                .optional());
    }

    /**
     * How people of these addresses, or of these aliases here, stand in the organization; who has
     * no place is missing.
     */
    public Map<EmailAddress, UserState> statesOf(
            OrganizationScope scope, Collection<EmailAddress> addresses) {
        return scopes.in(
                scope,
                () ->
                        jdbc
                                .sql(
                                        """
                                        SELECT w.address, m.state
                                        FROM (
                                            SELECT account AS address, user_id FROM listings
                                            WHERE organization_id = :organization AND account = ANY(:addresses)
                                            UNION
                                            SELECT address, owner_id FROM addresses
                                            WHERE organization_id = :organization AND address = ANY(:addresses) AND kind = 'ALIAS'
                                        ) AS w (address, user_id)
                                        JOIN memberships m ON m.organization_id = :organization AND m.user_id = w.user_id
                                        """)
                                .param("organization", scope.organization().value())
                                .param("addresses", texts(addresses))
                                .query((row, _) ->
                                        Map.entry(
                                                EmailAddress.valueOf(row.getString(1)),
                                                UserState.valueOf(row.getString(2))))
                                .list()
                                .stream()
                                .collect(
                                        Collectors.toMap(
                                                Map.Entry::getKey,
                                                Map.Entry::getValue,
                                                (one, _) -> one)));
    }

    /** Those of the users who have a place here and another home, by id. */
    public Map<UserId, Person> among(OrganizationScope scope, Collection<UserId> users) {
        return scopes.in(
                scope,
                () ->
                        jdbc
                                .sql(
                                        PERSON
                                                + """
                                                WHERE organization_id <> :organization AND id = ANY(:users)
                                                  AND EXISTS (SELECT FROM memberships m
                                                              WHERE m.organization_id = :organization AND m.user_id = u.id)
                                                """)
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .query((row, _) -> person(row))
                                .list()
                                .stream()
                                .collect(Collectors.toMap(Person::user, Function.identity())));
    }

    /** Whether the organization is the one whose corporate user he is. */
    public boolean isCorporate(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        "SELECT EXISTS (SELECT FROM users WHERE id = :user AND corporate_of = :organization)")
                                .param("user", user.value())
                                .param("organization", scope.organization().value())
                                .query(Boolean.class)
                                .single());
    }

    /** Gives a person of another home a place in the built-in unit; false when he has one. */
    public boolean join(OrganizationScope scope, UserId user) {
        UnitId unit = units.builtIn(scope);
        // His own row lies outside of the scope until he has a place in it.
        return scopes.in(
                scopes.machinery(),
                () ->
                        jdbc.sql(
                                                """
                                                WITH listed AS (
                                                    INSERT INTO listings (organization_id, user_id, sign_in_method, created_at,
                                                        deleted, account, name, department, title, phone, search, kind)
                                                    SELECT :organization, u.id, u.sign_in_method, now(), u.state = 'DELETED',
                                                        coalesce(u.address, u.logon_name), muster_fold(u.display_name),
                                                        muster_fold(u.department), muster_fold(u.title),
                                                        muster_phone_order(u.office_phone, u.mobile_phone),
                                                        muster_search_text(u.display_name, u.first_name, u.last_name, u.address,
                                                            u.logon_name, u.department, u.title, u.office_phone, u.mobile_phone),
                                                        CASE WHEN u.corporate_of = :organization THEN 1 ELSE 2 END
                                                    FROM users u WHERE u.id = :user AND u.organization_id <> :organization
                                                    ON CONFLICT DO NOTHING
                                                    RETURNING user_id, account, name
                                                )
                                                INSERT INTO memberships (organization_id, user_id, unit_id, state, account, name,
                                                    last_sign_in_at)
                                                SELECT :organization, l.user_id, :unit, u.state, l.account, l.name, u.last_sign_in_at
                                                FROM listed l JOIN users u ON u.id = l.user_id
                                                """)
                                        .param("organization", scope.organization().value())
                                        .param("user", user.value())
                                        .param("unit", unit.value())
                                        .update()
                                == 1);
    }

    /** Ends the place of a person of another home; what he holds here is for others to take. */
    public void leave(OrganizationScope scope, UserId user) {
        scopes.run(
                scope,
                () -> {
                    for (String table :
                            List.of("memberships", "disk_usages", "last_uses", "listings")) {
                        jdbc.sql(
                                        "DELETE FROM %s WHERE organization_id = :organization AND user_id = :user"
                                                .formatted(table))
                                .param("organization", scope.organization().value())
                                .param("user", user.value())
                                .update();
                    }
                    events.publishEvent(new GuestsLeft(scope.organization(), List.of(user)));
                });
    }

    private static Person person(ResultSet row) throws SQLException {
        @Nullable String address = row.getString("address");
        return new Person(
                new UserId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                row.getString("display_name"),
                address == null ? null : EmailAddress.valueOf(address),
                row.getBoolean("proven"),
                row.getBoolean("elsewhere"));
    }
}
