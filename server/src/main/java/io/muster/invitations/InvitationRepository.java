package io.muster.invitations;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Keyset;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Page;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.kernel.Version;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** All SQL on {@code invitations}. What has no scope is for the invited person, by machinery. */
@Repository
class InvitationRepository {

    private static final TypeReference<List<PromisedMailbox>> MAILBOXES = new TypeReference<>() {};

    private static final String STATE =
            "CASE WHEN state = 'PENDING' AND expires_at <= now() THEN 'EXPIRED' ELSE state END";

    private static final String SELECT = "SELECT *, " + STATE + " AS standing FROM invitations ";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    InvitationRepository(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A new one, without a token until it is sent. */
    record NewInvitation(
            EmailAddress address,
            String firstName,
            String lastName,
            Promise promise,
            UserId inviter,
            String inviterName,
            Duration life) {}

    /** Nothing when the address has a pending one. */
    Optional<InvitationId> insert(OrganizationScope scope, InvitationId id, NewInvitation wanted) {
        int made =
                withPromise(
                                jdbc.sql(
                                                """
                                                INSERT INTO invitations (id, organization_id, address, first_name, last_name, roles,
                                                    permissions, mailboxes, named_roles, state, inviter_id, inviter_name, expires_at)
                                                VALUES (:id, :organization, :address, :firstName, :lastName, :roles::uuid[],
                                                    :permissions::text[], :mailboxes::json, :named::uuid[], 'PENDING', :inviter,
                                                    :inviterName, now() + make_interval(secs => :seconds))
                                                ON CONFLICT (organization_id, address) WHERE state = 'PENDING' DO NOTHING
                                                """)
                                        .param("id", id.value())
                                        .param("organization", scope.organization().value())
                                        .param("address", wanted.address().toString())
                                        .param("firstName", wanted.firstName())
                                        .param("lastName", wanted.lastName())
                                        .param("inviter", wanted.inviter().value())
                                        .param("inviterName", wanted.inviterName())
                                        .param("seconds", wanted.life().toSeconds()),
                                wanted.promise())
                        .update();
        return made == 1 ? Optional.of(id) : Optional.empty();
    }

    /** One that nobody answered in time makes room for a new one to the same address. */
    void endExpired(OrganizationScope scope, EmailAddress address) {
        jdbc.sql(
                        """
                        UPDATE invitations SET state = 'REVOKED', token_hash = NULL, ended_at = expires_at, version = version + 1
                        WHERE organization_id = :organization AND address = :address AND state = 'PENDING'
                          AND expires_at <= now()
                        """)
                .param("organization", scope.organization().value())
                .param("address", address.toString())
                .update();
    }

    private JdbcClient.StatementSpec withPromise(JdbcClient.StatementSpec sql, Promise promise) {
        return sql.param("roles", roles(promise.roles()))
                .param(
                        "permissions",
                        promise.permissions().stream().map(Permission::text).toArray(String[]::new))
                .param("mailboxes", json.writeValueAsString(promise.mailboxes()))
                .param("named", roles(promise.namedRoles()));
    }

    private static UUID[] roles(Set<RoleId> roles) {
        return roles.stream().map(RoleId::value).toArray(UUID[]::new);
    }

    void change(OrganizationScope scope, InvitationId id, Promise promise) {
        withPromise(
                        one(
                                """
                                UPDATE invitations SET roles = :roles::uuid[], permissions = :permissions::text[],
                                    mailboxes = :mailboxes::json, named_roles = :named::uuid[], version = version + 1
                                WHERE organization_id = :organization AND id = :id
                                """,
                                scope,
                                id),
                        promise)
                .update();
    }

    /** Has it sent anew; the link of the earlier mail is of no use from now on. */
    void sendAgain(OrganizationScope scope, InvitationId id, Duration life) {
        one(
                        """
                        UPDATE invitations SET token_hash = NULL, sent_at = now(), attempts = 0, try_at = now(),
                            expires_at = now() + make_interval(secs => :seconds), version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """,
                        scope,
                        id)
                .param("seconds", life.toSeconds())
                .update();
    }

    void end(
            OrganizationScope scope,
            InvitationId id,
            InvitationState state,
            @Nullable UserId user) {
        one(
                        """
                        UPDATE invitations SET state = :state, user_id = :user::uuid, token_hash = NULL, ended_at = now(),
                            version = version + 1
                        WHERE organization_id = :organization AND id = :id
                        """,
                        scope,
                        id)
                .param("state", state.name())
                .param("user", user == null ? null : user.toString(), Types.VARCHAR)
                .update();
    }

    /** What he accepted here brings him nothing any more. */
    void left(OrganizationScope scope, UserId user) {
        jdbc.sql(
                        """
                        UPDATE invitations SET state = 'LEFT', version = version + 1
                        WHERE organization_id = :organization AND user_id = :user AND state = 'ACCEPTED'
                        """)
                .param("organization", scope.organization().value())
                .param("user", user.value())
                .update();
    }

    Optional<Invitation> find(OrganizationScope scope, InvitationId id) {
        return one(SELECT + "WHERE organization_id = :organization AND id = :id", scope, id)
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** As {@link #find}, and nobody else changes it before the transaction ends. */
    Optional<Invitation> lock(OrganizationScope scope, InvitationId id) {
        return one(
                        SELECT + "WHERE organization_id = :organization AND id = :id FOR UPDATE",
                        scope,
                        id)
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** Locks them in the order of their ids. */
    void lockAll(OrganizationScope scope, Collection<InvitationId> ids) {
        jdbc.sql(
                        """
                        SELECT id FROM invitations
                        WHERE organization_id = :organization AND id = ANY(:ids) ORDER BY id FOR UPDATE
                        """)
                .param("organization", scope.organization().value())
                .param("ids", ids.stream().map(InvitationId::value).toArray(UUID[]::new))
                .query()
                .listOfRows();
    }

    private JdbcClient.StatementSpec one(String sql, OrganizationScope scope, InvitationId id) {
        return jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .param("id", id.value());
    }

    private static final String FILTER =
            """
            WHERE organization_id = :organization
              AND (:state::text IS NULL OR %s = :state)
              AND position(:search IN lower(address || ' ' || first_name || ' ' || last_name)) > 0
            """
                    .formatted(STATE);

    /** Newest first. */
    Page<Invitation> list(
            OrganizationScope scope,
            Keyset keyset,
            @Nullable InvitationState state,
            String search) {
        boolean back = keyset.backwards();
        List<Invitation> rows =
                filtered(
                                SELECT
                                        + FILTER
                                        + " AND (:edge::uuid IS NULL OR CASE WHEN :back THEN id > :edge::uuid ELSE id < :edge::uuid END)"
                                        + (back ? " ORDER BY id" : " ORDER BY id DESC")
                                        + " LIMIT :rows",
                                scope,
                                state,
                                search)
                        .param("edge", keyset.value(), Types.VARCHAR)
                        .param("back", back)
                        .param("rows", keyset.rows())
                        .query((row, _) -> invitation(row))
                        .list();
        return keyset.page(rows, invitation -> invitation.id().toString());
    }

    long count(OrganizationScope scope, @Nullable InvitationState state, String search) {
        return filtered("SELECT count(*) FROM invitations " + FILTER, scope, state, search)
                .query(Long.class)
                .single();
    }

    private JdbcClient.StatementSpec filtered(
            String sql, OrganizationScope scope, @Nullable InvitationState state, String search) {
        return jdbc.sql(sql)
                .param("organization", scope.organization().value())
                .param("state", state == null ? null : state.name(), Types.VARCHAR)
                .param("search", search);
    }

    /** How many wait for an answer. */
    long pending(OrganizationScope scope) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM invitations
                        WHERE organization_id = :organization AND state = 'PENDING' AND expires_at > now()
                        """)
                .param("organization", scope.organization().value())
                .query(Long.class)
                .single();
    }

    /** To which of the addresses one waits for an answer. */
    Set<EmailAddress> pending(OrganizationScope scope, Collection<EmailAddress> addresses) {
        return jdbc.sql(
                        """
                        SELECT address FROM invitations
                        WHERE organization_id = :organization AND address = ANY(:addresses) AND state = 'PENDING'
                          AND expires_at > now()
                        """)
                .param("organization", scope.organization().value())
                .param(
                        "addresses",
                        addresses.stream().map(EmailAddress::toString).toArray(String[]::new))
                .query((row, _) -> EmailAddress.valueOf(row.getString(1)))
                .set();
    }

    /** How many that wait for an answer promise the role. */
    long promising(OrganizationScope scope, RoleId role) {
        return jdbc.sql(
                        """
                        SELECT count(*) FROM invitations
                        WHERE organization_id = :organization AND state = 'PENDING' AND expires_at > now()
                          AND :role = ANY(named_roles)
                        """)
                .param("organization", scope.organization().value())
                .param("role", role.value())
                .query(Long.class)
                .single();
    }

    /** Whose link it is, also when it is too late. */
    Optional<Invitation> ofToken(byte[] tokenHash) {
        return jdbc.sql(SELECT + "WHERE token_hash = :hash")
                .param("hash", tokenHash)
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** Those that wait for the answer of whoever has the address, newest first. */
    List<Invitation> waitingFor(EmailAddress address) {
        return jdbc.sql(
                        SELECT
                                + "WHERE address = :address AND state = 'PENDING' AND expires_at > now() ORDER BY id DESC LIMIT 100")
                .param("address", address.toString())
                .query((row, _) -> invitation(row))
                .list();
    }

    /** Those of which somebody proved by the link that mail to their address reaches him. */
    List<Invitation> provedBy(UserId user) {
        return jdbc.sql(
                        SELECT
                                + "WHERE proved_by = :user AND state = 'PENDING' AND expires_at > now() ORDER BY id DESC LIMIT 100")
                .param("user", user.value())
                .query((row, _) -> invitation(row))
                .list();
    }

    /** The newest that he accepted of each organization. */
    List<Invitation> acceptedBy(UserId user) {
        return jdbc.sql(
                        """
                        SELECT DISTINCT ON (organization_id) *, state AS standing FROM invitations
                        WHERE user_id = :user AND state = 'ACCEPTED'
                        ORDER BY organization_id, id DESC
                        """)
                .param("user", user.value())
                .query((row, _) -> invitation(row))
                .list();
    }

    /** One in whatever organization. */
    Optional<Invitation> any(InvitationId id) {
        return jdbc.sql(SELECT + "WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> invitation(row))
                .optional();
    }

    private Invitation invitation(ResultSet row) throws SQLException {
        UUID user = row.getObject("user_id", UUID.class);
        UUID provedBy = row.getObject("proved_by", UUID.class);
        return new Invitation(
                new InvitationId(row.getObject("id", UUID.class)),
                new OrganizationId(row.getObject("organization_id", UUID.class)),
                EmailAddress.valueOf(row.getString("address")),
                row.getString("first_name"),
                row.getString("last_name"),
                promise(row),
                InvitationState.valueOf(row.getString("standing")),
                new UserId(row.getObject("inviter_id", UUID.class)),
                row.getString("inviter_name"),
                user == null ? null : new UserId(user),
                provedBy == null ? null : new UserId(provedBy),
                row.getObject("try_at") == null,
                new Version(row.getInt("version")),
                time(row, "created_at"),
                time(row, "sent_at"),
                time(row, "expires_at"),
                row.getObject("ended_at") == null ? null : time(row, "ended_at"));
    }

    private Promise promise(ResultSet row) throws SQLException {
        Set<Permission> permissions = new HashSet<>();
        // A permission that a later release took away is none.
        for (Object text : values(row.getArray("permissions"))) {
            Permission.parse(String.valueOf(text)).ifPresent(permissions::add);
        }
        return new Promise(
                Arrays.stream(values(row.getArray("roles")))
                        .map(id -> new RoleId((UUID) id))
                        .collect(Collectors.toSet()),
                permissions,
                json.readValue(row.getString("mailboxes"), MAILBOXES));
    }

    private static Object[] values(Array array) throws SQLException {
        return (Object[]) array.getArray();
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
