package io.muster.access;

import io.muster.kernel.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How sign-in stands for many users at home in an organization, in one statement. */
@Repository
public class SignInStandings {

    private static final String SECOND_FACTOR =
            """
            (EXISTS (SELECT 1 FROM totp_secrets t WHERE t.user_id = a.user_id AND t.confirmed_at IS NOT NULL)
             OR EXISTS (SELECT 1 FROM passkeys k WHERE k.user_id = a.user_id))\
            """;

    /**
     * As sign-in judges it: a new one is asked for, or it is older than the organization allows.
     */
    private static final String EXPIRED =
            """
            (a.password_hash IS NOT NULL
             AND (a.must_change
                  OR (:days > 0 AND coalesce(a.password_set_at < now() - make_interval(days => :days), false))))\
            """;

    private final JdbcClient jdbc;
    private final PasswordPolicies policies;
    private final Scopes scopes;

    SignInStandings(JdbcClient jdbc, PasswordPolicies policies, Scopes scopes) {
        this.jdbc = jdbc;
        this.policies = policies;
        this.scopes = scopes;
    }

    /**
     * @param secondFactor whether an authenticator app or a passkey is set up
     * @param passwordSet whether there is a password
     * @param passwordExpired whether it only opens the page on which a new one is chosen
     * @param passwordChangesDisabled whether the user may not change it himself
     */
    public record Standing(
            boolean secondFactor,
            boolean passwordSet,
            boolean passwordExpired,
            boolean passwordChangesDisabled) {}

    /** Whoever isn't at home in the organization is left out. */
    public Map<UserId, Standing> of(OrganizationScope scope, Collection<UserId> users) {
        int days = days(scope);
        Map<UserId, Standing> standings = new HashMap<>();
        scopes.run(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT a.user_id, a.password_hash IS NOT NULL AS set, a.change_barred,
                                            %s AS second_factor, %s AS expired
                                        FROM sign_in_accounts a
                                        WHERE a.organization_id = :organization AND a.user_id = ANY(:users)
                                        """
                                                .formatted(SECOND_FACTOR, EXPIRED))
                                .param("organization", scope.organization().value())
                                .param(
                                        "users",
                                        users.stream().map(UserId::value).toArray(UUID[]::new))
                                .param("days", days)
                                .query(row -> {
                                    standings.put(
                                            new UserId(row.getObject("user_id", UUID.class)),
                                            new Standing(
                                                    row.getBoolean("second_factor"),
                                                    row.getBoolean("set"),
                                                    row.getBoolean("expired"),
                                                    row.getBoolean("change_barred")));
                                }));
        return standings;
    }

    /** Everybody at home in the organization who has set up a second factor, or who has not. */
    public Set<UserId> bySecondFactor(OrganizationScope scope, boolean isSetUp) {
        return found(scope, SECOND_FACTOR, isSetUp, 0);
    }

    /** Everybody at home in the organization whose password is expired, or is not. */
    public Set<UserId> byExpiredPassword(OrganizationScope scope, boolean isExpired) {
        return found(scope, EXPIRED, isExpired, days(scope));
    }

    private Set<UserId> found(OrganizationScope scope, String trait, boolean wanted, int days) {
        return scopes.in(
                scope,
                () ->
                        jdbc.sql(
                                        """
                                        SELECT a.user_id FROM sign_in_accounts a
                                        WHERE a.organization_id = :organization AND %s = :wanted
                                        """
                                                .formatted(trait))
                                .param("organization", scope.organization().value())
                                .param("wanted", wanted)
                                .param("days", days)
                                .query((row, _) -> new UserId(row.getObject("user_id", UUID.class)))
                                .set());
    }

    private int days(OrganizationScope scope) {
        return policies.inForce(scope.organization()).rules().expiry().days();
    }
}
