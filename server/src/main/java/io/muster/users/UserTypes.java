package io.muster.users;

import io.muster.kernel.UserId;
import io.muster.roles.GrantsChanged;
import io.muster.roles.Standing;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps the type that the list shows and sorts by right, in the transaction of the grant. */
@Component
class UserTypes {

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    UserTypes(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @EventListener
    void grantsChanged(GrantsChanged event) {
        Map<Integer, UUID[]> byRank =
                event.standings().entrySet().stream()
                        .collect(
                                Collectors.groupingBy(
                                        entry -> entry.getValue().rank(),
                                        Collectors.collectingAndThen(
                                                Collectors.mapping(
                                                        Map.Entry<UserId, Standing>::getKey,
                                                        Collectors.toList()),
                                                users ->
                                                        users.stream()
                                                                .map(UserId::value)
                                                                .toArray(UUID[]::new))));
        byRank.forEach((rank, users) ->
                jdbc.sql(
                                """
                                UPDATE listings SET type = :type
                                WHERE organization_id = :organization AND user_id = ANY(:users) AND type <> :type
                                """)
                        .param("type", rank)
                        .param("organization", event.organization().value())
                        .param("users", users)
                        .update());
        events.publishEvent(
                new UsersEdited(event.organization(), List.copyOf(event.standings().keySet())));
    }
}
