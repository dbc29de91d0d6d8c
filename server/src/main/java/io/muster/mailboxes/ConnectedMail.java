package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.users.ConnectedBy;
import io.muster.users.MailConnected;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Tells the list of users whose mail programs are connected. */
@Component
class ConnectedMail implements MailConnected {

    private final MailEngine engine;

    ConnectedMail(MailEngine engine) {
        this.engine = engine;
    }

    @Override
    public Set<UserId> by(OrganizationScope scope, Set<ConnectedBy> services) {
        return engine.connections(scope.organization()).entrySet().stream()
                .filter(user ->
                        user.getValue().stream()
                                .anyMatch(open -> services.contains(by(open.service()))))
                .map(user -> user.getKey())
                .collect(Collectors.toSet());
    }

    static ConnectedBy by(MailService service) {
        return switch (service) {
            case IMAP -> ConnectedBy.IMAP;
            case SUBMISSION -> ConnectedBy.SUBMISSION;
        };
    }
}
