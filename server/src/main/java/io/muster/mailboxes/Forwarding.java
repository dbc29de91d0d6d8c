package io.muster.mailboxes;

import io.muster.kernel.EmailAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where mail of a mailbox goes on to.
 *
 * @param targets here or elsewhere, at most 20
 * @param keepCopy whether it stays in the mailbox too
 * @param from null: from the start
 * @param until null: for ever
 */
record Forwarding(
        boolean active,
        List<EmailAddress> targets,
        boolean keepCopy,
        @Nullable Instant from,
        @Nullable Instant until) {

    static final int MOST_TARGETS = 20;

    /** Of mailboxes of which nothing was ever said. */
    static final Forwarding NONE = new Forwarding(false, List.of(), true, null, null);

    Forwarding {
        targets = List.copyOf(targets);
    }

    boolean holdsAt(Instant moment) {
        return active
                && !targets.isEmpty()
                && (from == null || !moment.isBefore(from))
                && (until == null || moment.isBefore(until));
    }

    /** What is said of it in the audit log. */
    Map<String, @Nullable Object> said() {
        Map<String, @Nullable Object> said = new HashMap<>();
        said.put("active", active);
        said.put("targets", targets.stream().map(EmailAddress::toString).toList());
        said.put("keepCopy", keepCopy);
        said.put("from", from == null ? null : from.toString());
        said.put("until", until == null ? null : until.toString());
        return said;
    }
}
