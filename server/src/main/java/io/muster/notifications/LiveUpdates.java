package io.muster.notifications;

import io.muster.access.OrganizationScope;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells open browsers that something changed, so that they read it again. It goes out with the
 * commit of the transaction at hand and reaches the browsers of all servers on the database; equal
 * ones of a transaction are one.
 */
@Component
public class LiveUpdates {

    static final String CHANNEL = "muster_live";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    LiveUpdates(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Tells all who may read that topic in the organization. */
    public void changed(OrganizationScope scope, LiveTopic topic) {
        changed(scope, topic, Audience.holders(topic.readers()));
    }

    void changed(OrganizationScope scope, LiveTopic topic, Audience audience) {
        send(new LiveSignal(topic, scope.organization(), audience.user(), audience.holdersOf()));
    }

    void changedFor(UserId user, LiveTopic topic) {
        send(new LiveSignal(topic, null, user, null));
    }

    void progressed(OrganizationId organization, Audience audience) {
        send(new LiveSignal(LiveTopic.JOBS, organization, audience.user(), audience.holdersOf()));
    }

    private void send(LiveSignal signal) {
        jdbc.sql("SELECT pg_notify(:channel, :signal)")
                .param("channel", CHANNEL)
                .param("signal", json.writeValueAsString(signal))
                .query()
                .listOfRows();
    }
}
