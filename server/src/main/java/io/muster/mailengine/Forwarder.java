package io.muster.mailengine;

import io.muster.kernel.DomainName;
import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.Forwardings;
import io.muster.mailboxes.Forwardings.Onward;
import io.muster.mailboxes.MailGroup;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.Reception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds where a message ends that mailboxes send on: in which inboxes, and in the queue for whom
 * elsewhere. A mailbox keeps what one of its targets doesn't take, so nothing is lost on the way.
 */
final class Forwarder {

    /** So many mailboxes in a row send on; RFC 5321 6.3 leaves it to the server. */
    private static final int MOST_HOPS = 10;

    /** To so many a message goes on, whatever tree the mailboxes make. */
    private static final int MOST_TARGETS = 200;

    private final Forwardings forwardings;
    private final Reception reception;
    private final OutgoingMail outgoing;
    private final Rooms rooms;

    Forwarder(Forwardings forwardings, Reception reception, OutgoingMail outgoing, Rooms rooms) {
        this.forwardings = forwardings;
        this.reception = reception;
        this.outgoing = outgoing;
        this.rooms = rooms;
    }

    /**
     * What a mailbox hands to the queue.
     *
     * @param path the mailboxes and groups that it came through, the last one first
     */
    private record Leaving(
            MailboxOwner owner,
            EmailAddress sender,
            List<EmailAddress> path,
            Map<String, DomainName> recipients) {}

    /**
     * Where a message ends.
     *
     * @param forwards whether anything goes on at all
     */
    record Plan(Set<MailboxOwner> inboxes, boolean forwards, Runnable leaving) {}

    /**
     * @param stored the message as it would be stored, below its Return-Path
     * @param through the groups by which it reaches some of them
     */
    Plan plan(
            byte[] stored,
            Collection<MailboxOwner> recipients,
            Map<MailboxOwner, List<EmailAddress>> through) {
        var walk = new Walk(new ForwardedHeader(stored));
        recipients.forEach(
                owner -> walk.arrive(owner, List.of(), through.getOrDefault(owner, List.of())));
        return new Plan(
                walk.inboxes,
                walk.targets > 0,
                () ->
                        walk.leaving.forEach(one ->
                                outgoing.forward(
                                        one.owner(),
                                        one.sender().toString(),
                                        walk.header.through(one.path()),
                                        one.recipients())));
    }

    /** Of one message, from mailbox to mailbox. */
    private final class Walk {

        private final ForwardedHeader header;
        private final Set<MailboxOwner> inboxes = new LinkedHashSet<>();
        private final Map<MailboxOwner, Boolean> passed = new HashMap<>();
        private final List<Leaving> leaving = new ArrayList<>();
        private int targets;

        Walk(ForwardedHeader header) {
            this.header = header;
        }

        /**
         * @param owners those that it came through, with their addresses and groups in {@code path}
         * @return false where it came in a circle, or nobody may go on from here
         */
        boolean arrive(MailboxOwner owner, List<MailboxOwner> owners, List<EmailAddress> path) {
            if (owners.contains(owner) || owners.size() > MOST_HOPS) {
                return false;
            }
            Boolean known = passed.get(owner);
            if (known != null) {
                return known;
            }
            passed.put(owner, true);
            Optional<Onward> onward =
                    header.wentFarEnough()
                            ? Optional.empty()
                            : forwardings.of(owner).filter(to -> !header.wasAt(to.address()));
            if (onward.isEmpty() || goesOn(owner, onward.get(), owners, path)) {
                inboxes.add(owner);
            }
            return true;
        }

        /**
         * @return whether the mailbox keeps the message
         */
        private boolean goesOn(
                MailboxOwner owner,
                Onward onward,
                List<MailboxOwner> owners,
                List<EmailAddress> path) {
            List<MailboxOwner> nextOwners = before(owner, owners);
            List<EmailAddress> nextPath = before(onward.address(), path);
            Map<String, DomainName> elsewhere = new LinkedHashMap<>();
            boolean all = true;
            for (EmailAddress target : onward.targets()) {
                all &= reach(target, onward, nextOwners, nextPath, elsewhere);
            }
            if (!elsewhere.isEmpty()) {
                if (outgoing.hasRoomToForward(owner, elsewhere.size(), header.size())) {
                    leaving.add(new Leaving(owner, onward.address(), nextPath, elsewhere));
                } else {
                    all = false;
                }
            }
            return !all || onward.keepCopy();
        }

        private boolean reach(
                EmailAddress target,
                Onward from,
                List<MailboxOwner> owners,
                List<EmailAddress> path,
                Map<String, DomainName> elsewhere) {
            if (targets >= MOST_TARGETS) {
                return false;
            }
            targets++;
            return switch (reception.onward(target)) {
                case Reception.Verdict.Taken(var owner) ->
                        rooms.of(owner).fits(header.size()) && arrive(owner, owners, path);
                case Reception.Verdict.Shared(var group) -> share(group, owners, path);
                case Reception.Verdict.Closed _ -> false;
                case Reception.Verdict.Unknown _ -> {
                    // A bounce that leaves and bounces would never end.
                    Optional<DomainName> domain =
                            header.hasSender() && from.leaves()
                                    ? outgoing.elsewhere(from.address(), target)
                                    : Optional.empty();
                    domain.ifPresent(there -> elsewhere.put(target.toString(), there));
                    yield domain.isPresent();
                }
            };
        }

        /**
         * A mailbox sends on what anybody wrote, so the group has to take mail of anyone, and then
         * it has members here only. Whose mailbox is full misses it, as with any mail for a group.
         */
        private boolean share(MailGroup group, List<MailboxOwner> owners, List<EmailAddress> path) {
            if (!reception.admits(group, Optional.empty()) || header.wasAt(group.address())) {
                return false;
            }
            List<EmailAddress> nextPath = before(group.address(), path);
            boolean taken = false;
            boolean circle = false;
            for (EmailAddress member : reception.members(group)) {
                if (reception.onward(member) instanceof Reception.Verdict.Taken(var owner)
                        && rooms.of(owner).fits(header.size())) {
                    circle |= owners.contains(owner);
                    taken |= arrive(owner, owners, nextPath);
                }
            }
            return taken && !circle;
        }

        private static <T> List<T> before(T first, List<T> rest) {
            List<T> all = new ArrayList<>();
            all.add(first);
            all.addAll(rest);
            return all;
        }
    }

    /** What the header of a message tells of its way. */
    private static final class ForwardedHeader {

        private static final int LONGEST = 256 << 10;

        /** RFC 5321 6.3 wants 100 at least before a loop is assumed; half of that ends ours. */
        private static final int MOST_RECEIVED = 50;

        private final byte[] stored;
        private final int start;
        private final boolean sender;
        private final Set<String> been = new LinkedHashSet<>();
        private int received;

        ForwardedHeader(byte[] stored) {
            this.stored = stored;
            String text =
                    new String(
                            stored,
                            0,
                            Math.min(stored.length, LONGEST),
                            StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            String header = end < 0 ? text : text.substring(0, end);
            int line = header.indexOf("\r\n");
            String first = line < 0 ? header : header.substring(0, line);
            boolean path = first.startsWith("Return-Path:");
            this.start = path ? Math.min(stored.length, first.length() + 2) : 0;
            this.sender = path && !first.contains("<>");
            header.lines().forEach(this::look);
        }

        private void look(String line) {
            if (line.regionMatches(true, 0, "Received:", 0, 9)) {
                received++;
            } else if (line.regionMatches(true, 0, "Delivered-To:", 0, 13)) {
                // Written as UTF-8 (RFC 6532), read octet by octet.
                String value =
                        new String(
                                        line.substring(13).getBytes(StandardCharsets.ISO_8859_1),
                                        StandardCharsets.UTF_8)
                                .replaceAll("[<>]", "");
                EmailAddress.parse(value).map(EmailAddress::toString).ifPresent(been::add);
            }
        }

        boolean hasSender() {
            return sender;
        }

        boolean wasAt(EmailAddress address) {
            return been.contains(address.toString());
        }

        boolean wentFarEnough() {
            return received > MOST_RECEIVED;
        }

        int size() {
            return stored.length;
        }

        /** The message as it leaves: by these fields it is known when it comes back. */
        byte[] through(List<EmailAddress> path) {
            var fields = new StringBuilder();
            path.forEach(address -> fields.append("Delivered-To: ").append(address).append("\r\n"));
            byte[] above = fields.toString().getBytes(StandardCharsets.UTF_8);
            byte[] content = new byte[above.length + stored.length - start];
            System.arraycopy(above, 0, content, 0, above.length);
            System.arraycopy(stored, start, content, above.length, stored.length - start);
            return content;
        }
    }
}
