package io.muster.mailengine;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * How far the search index is, as part of the server's health. It is never down for that: what the
 * index lacks is read.
 */
@Component
class MailSearchHealth implements HealthIndicator {

    private final MailIndex index;
    private final IndexFollowing following;

    MailSearchHealth(MailIndex index, IndexFollowing following) {
        this.index = index;
        this.following = following;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("usable", index.open().isPresent())
                .withDetail("complete", following.isComplete())
                .withDetail("changedMailboxesWaiting", following.waiting())
                .build();
    }
}
