package io.muster.users;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells whose an e-mail address is, in whatever organization: mail knows nothing but addresses. */
@Component
public class Addressees {

    private final JdbcClient jdbc;
    private final Scopes scopes;

    Addressees(JdbcClient jdbc, Scopes scopes) {
        this.jdbc = jdbc;
        this.scopes = scopes;
    }

    /**
     * A user who has an address, as his own or as an alias.
     *
     * @param organization his home
     * @param allowIncoming of a disabled user: mail is stored for him all the same
     * @param elsewhere he gets his mail on another server
     */
    public record Addressee(
            UserId user,
            OrganizationId organization,
            UserState state,
            boolean allowIncoming,
            boolean elsewhere) {}

    /** Of {@code users u}. */
    static final String ELSEWHERE =
            "u.mail_elsewhere AND u.corporate_of IS DISTINCT FROM u.organization_id";

    /**
     * The organization where all users with addresses in a domain are at home; nothing where there
     * are none or they are of several. Guests, deleted users and those whose mail is kept elsewhere
     * don't count: none of them has mail here.
     */
    public Optional<OrganizationId> onlyHome(InstanceScope scope, DomainName domain) {
        List<OrganizationId> homes =
                scopes.in(
                        scope,
                        () ->
                                jdbc.sql(
                                                """
                                                SELECT DISTINCT u.organization_id
                                                FROM listings l
                                                JOIN users u ON u.id = l.user_id AND u.organization_id = l.organization_id
                                                WHERE l.domain = :domain AND u.state <> 'DELETED'
                                                  AND NOT (%s)
                                                LIMIT 2
                                                """
                                                        .formatted(ELSEWHERE))
                                        .param("domain", domain.value())
                                        .query((row, _) ->
                                                new OrganizationId(
                                                        row.getObject(
                                                                "organization_id", UUID.class)))
                                        .list());
        return homes.size() == 1 ? Optional.of(homes.getFirst()) : Optional.empty();
    }

    /** Whose the address is; nothing where it is nobody's or no user's. */
    public Optional<Addressee> find(InstanceScope scope, EmailAddress address) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT u.id, u.organization_id, u.state, u.allow_incoming, %s AS elsewhere
                                        FROM addresses a JOIN users u ON u.id = a.owner_id
                                        WHERE a.address = :address AND a.kind IN ('USER', 'ALIAS')
                                        """
                                                .formatted(ELSEWHERE))
                                .param("address", address.toString())
                                .query((row, _) ->
                                        new Addressee(
                                                new UserId(row.getObject("id", UUID.class)),
                                                new OrganizationId(
                                                        row.getObject(
                                                                "organization_id", UUID.class)),
                                                UserState.valueOf(row.getString("state")),
                                                row.getBoolean("allow_incoming"),
                                                row.getBoolean("elsewhere")))
                                .optional());
    }
}
