package io.muster.users;

import io.muster.access.ConnectedSessions;
import io.muster.access.Lockouts;
import io.muster.access.OrganizationScope;
import io.muster.access.SignInStandings;
import io.muster.kernel.UserId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Finds the users to whom those conditions of a filter apply that stand in no row of the list. */
@Component
class UserTraits {

    private final Lockouts lockouts;
    private final SignInStandings standings;
    private final ConnectedSessions sessions;
    private final ObjectProvider<MailConnected> mail;

    /**
     * @param mail asked when it is needed: what knows of connections asks for users itself
     */
    UserTraits(
            Lockouts lockouts,
            SignInStandings standings,
            ConnectedSessions sessions,
            ObjectProvider<MailConnected> mail) {
        this.lockouts = lockouts;
        this.standings = standings;
        this.sessions = sessions;
        this.mail = mail;
    }

    /** One entry a condition: meant are those who are in each of them. */
    List<Collection<UserId>> among(OrganizationScope scope, UserFilter filter) {
        List<Collection<UserId>> among = new ArrayList<>();
        if (Boolean.TRUE.equals(filter.locked())) {
            among.add(lockouts.all(scope).keySet());
        }
        if (filter.connected() != null && !filter.connected().isEmpty()) {
            among.add(connected(scope, EnumSet.copyOf(filter.connected())));
        }
        if (filter.secondFactor() != null) {
            among.add(standings.bySecondFactor(scope, filter.secondFactor()));
        }
        if (filter.passwordExpired() != null) {
            among.add(standings.byExpiredPassword(scope, filter.passwordExpired()));
        }
        return among;
    }

    private Set<UserId> connected(OrganizationScope scope, Set<ConnectedBy> services) {
        Set<UserId> connected = new HashSet<>();
        if (services.contains(ConnectedBy.WEB)) {
            connected.addAll(sessions.all(scope));
        }
        connected.addAll(mail.getObject().by(scope, services));
        return connected;
    }
}
