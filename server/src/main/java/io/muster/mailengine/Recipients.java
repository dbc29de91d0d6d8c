package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.MailGroup;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.core.MailAddress;

/**
 * Gathers to whom one message goes: each mailbox and each address once, however often it is meant.
 */
final class Recipients {

    /** What is added above a message before it is stored: its return path, and what was found. */
    private static final int ABOVE = 8 << 10;

    private final Submission submission;
    private final String sender;
    private final long size;
    private final Set<MailboxOwner> owners = new LinkedHashSet<>();
    private final Map<String, DomainName> elsewhere = new LinkedHashMap<>();
    private final Map<MailboxOwner, List<EmailAddress>> through = new LinkedHashMap<>();
    private int membersOutside;
    private final Map<EmailAddress, PeerAnswer> missed = new LinkedHashMap<>();

    /**
     * @param size octets of the message
     */
    Recipients(Submission submission, String sender, long size) {
        this.submission = submission;
        this.sender = sender;
        this.size = size;
    }

    void here(MailboxOwner owner) {
        owners.add(owner);
    }

    void elsewhere(MailAddress recipient, DomainName domain) {
        elsewhere.put(OutgoingMail.spelled(recipient, domain), domain);
    }

    /** What becomes of mail for a group. */
    enum Taking {
        /** At least one member takes it. */
        SOMEBODY,
        /** Of those who would take it, nobody has room now. */
        FULL,
        /** It has no members, or none who takes mail. */
        NOBODY,
        /** The writer may not write to it. */
        NOT_ALLOWED
    }

    /** What would become of it; asks no further than to the first who takes it. */
    Taking asked(MailGroup group, Optional<MailboxOwner> writer) {
        return group(group, writer, true);
    }

    /**
     * All members who take mail now. One whose mailbox is full keeps it from nobody else; the
     * writer is told of how many where he signed in.
     *
     * @return {@code FULL}, where the writer is told of the whole group
     */
    Taking group(MailGroup group, Optional<MailboxOwner> writer) {
        return group(group, writer, false);
    }

    private Taking group(MailGroup group, Optional<MailboxOwner> writer, boolean first) {
        Reception reception = submission.destinations().reception();
        if (!reception.admits(group, writer)) {
            return Taking.NOT_ALLOWED;
        }
        boolean taken = false;
        int full = 0;
        for (EmailAddress member : reception.members(group)) {
            switch (reception.onward(member)) {
                case Reception.Verdict.Taken(var owner) -> {
                    if (submission.delivery().fits(owner, size + ABOVE)) {
                        owners.add(owner);
                        through.computeIfAbsent(owner, _ -> new ArrayList<>()).add(group.address());
                        taken = true;
                    } else if (owners.contains(owner)) {
                        taken = true;
                    } else {
                        full++;
                    }
                }
                case Reception.Verdict.Unknown _ -> {
                    if (writer.isPresent()) {
                        taken |= outside(member);
                    }
                }
                // Whoever is off is so on purpose; groups of others are members of none.
                case Reception.Verdict.Closed _, Reception.Verdict.Shared _ -> {}
            }
            if (first && taken) {
                return Taking.SOMEBODY;
            }
        }
        if (full > 0) {
            missed.put(
                    group.address(),
                    PeerAnswer.refused(
                            "5.2.2",
                            full == 1
                                    ? "The mailbox of one member is full"
                                    : "The mailboxes of %d members are full".formatted(full)));
        }
        if (taken) {
            return Taking.SOMEBODY;
        }
        return full > 0 ? Taking.FULL : Taking.NOBODY;
    }

    /**
     * As {@link #group} where a message is whole already: whom it misses then is told.
     *
     * @param trace where it was before; nobody gets it once more from whoever sends it back
     */
    void groupAtLast(
            MailGroup group, Optional<MailboxOwner> writer, Collection<EmailAddress> trace) {
        if (trace.contains(group.address())) {
            missed.put(
                    group.address(),
                    PeerAnswer.refused("5.4.6", "The message went to this group already"));
            return;
        }
        switch (group(group, writer)) {
            case SOMEBODY, FULL -> {}
            case NOBODY ->
                    missed.put(
                            group.address(),
                            PeerAnswer.refused("5.2.1", "No member of the group takes mail now"));
            case NOT_ALLOWED ->
                    missed.put(
                            group.address(),
                            PeerAnswer.refused("5.7.1", "You may not write to this group"));
        }
    }

    /**
     * @return whether mail can go there
     */
    private boolean outside(EmailAddress member) {
        Optional<DomainName> domain =
                EmailAddress.parse(sender)
                        .flatMap(from -> submission.outgoing().elsewhere(from, member));
        domain.filter(_ ->
                        elsewhere.keySet().stream()
                                .noneMatch(known -> known.equalsIgnoreCase(member.toString())))
                .ifPresent(there -> {
                    elsewhere.put(member.toString(), there);
                    membersOutside++;
                });
        return domain.isPresent();
    }

    Submission.Envelope envelope() {
        return new Submission.Envelope(sender, owners, elsewhere, through, membersOutside, missed);
    }
}
