package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailGroup;
import io.muster.mailboxes.MailboxOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How many are reached through groups. */
class GroupPaceTests {

    private static final int LARGEST = MailGroup.MOST_MEMBERS;

    private final Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    @Test
    void twoMessagesToLargeGroupsGoThroughInAMinuteAndNoMoreOfThem() {
        GroupPace pace = pace(2000);

        assertThat(pace.admits("192.0.2.1", reaching(LARGEST, 0))).isTrue();
        assertThat(pace.admits("192.0.2.1", reaching(LARGEST, 0))).isTrue();
        assertThat(pace.admits("192.0.2.1", reaching(1, 0))).isFalse();
        assertThat(pace.admits("192.0.2.1", reaching(0, 0))).as("no group").isTrue();
        assertThat(pace.admits("192.0.2.2", reaching(2 * LARGEST, 0))).isTrue();
    }

    @Test
    void membersOutsideCountAmongTheRecipientsOfAnHour() {
        var recipients = new Throttle(2000, Duration.ofHours(1), clock);
        GroupPace pace = GroupPace.of(recipients, 2000, clock);

        assertThat(pace.admits("ann", reaching(0, LARGEST))).isTrue();
        assertThat(recipients.admits("ann", 1)).isTrue();
        assertThat(pace.admits("ann", reaching(0, LARGEST))).isFalse();
        assertThat(recipients.admits("ann", 999)).isTrue();
        assertThat(recipients.admits("ann", 1)).isFalse();
    }

    @Test
    void whoeverMayWriteToFewCanWriteToALargeGroup() {
        GroupPace pace = pace(100);

        assertThat(pace.admits("ann", reaching(0, LARGEST))).isTrue();
        assertThat(pace.admits("ann", reaching(0, LARGEST))).isTrue();
        assertThat(pace.admits("ann", reaching(0, LARGEST))).isFalse();
    }

    private GroupPace pace(int perHour) {
        return GroupPace.of(new Throttle(perHour, Duration.ofHours(1), clock), perHour, clock);
    }

    private static Submission.Envelope reaching(int here, int outside) {
        Map<MailboxOwner, List<EmailAddress>> through = new LinkedHashMap<>();
        for (int i = 0; i < here; i++) {
            through.put(new MailboxOwner(UserId.next(), OrganizationId.next()), List.of());
        }
        return new Submission.Envelope("", through.keySet(), Map.of(), through, outside, Map.of());
    }
}
