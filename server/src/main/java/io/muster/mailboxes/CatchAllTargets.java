package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Judges to whom mail for unknown addresses may go. */
@Component
class CatchAllTargets {

    private final Addresses addresses;
    private final MailboxRepository mailboxes;
    private final MailGroupRepository groups;
    private final Reception reception;

    CatchAllTargets(
            Addresses addresses,
            MailboxRepository mailboxes,
            MailGroupRepository groups,
            Reception reception) {
        this.addresses = addresses;
        this.mailboxes = mailboxes;
        this.groups = groups;
        this.reception = reception;
    }

    /** Why an address can't be chosen. */
    enum Fault {
        /** No mailbox and no group of the organization has it. */
        UNKNOWN,
        /** It is archived. */
        ARCHIVED,
        /** Its user is deleted. */
        OF_DELETED_USER,
        /**
         * Its user is disabled without incoming mail, has reception switched off or mail elsewhere.
         */
        CLOSED,
        /** A group that takes no mail of strangers, who would be refused. */
        GROUP_NOT_OPEN
    }

    /** What an address stands for. */
    sealed interface Found {
        record Fit(CatchAll.Target target) implements Found {}

        record Unfit(Fault fault) implements Found {}
    }

    /**
     * What is found stays until the end of the transaction.
     *
     * @param address a first one or an alias
     */
    Found at(OrganizationScope scope, EmailAddress address) {
        Optional<Mailbox> mailbox =
                addresses
                        .exactly(address)
                        .filter(found -> found.organization().equals(scope.organization()))
                        .flatMap(found -> mailboxes.lock(scope, found.mailbox().id()));
        if (mailbox.isPresent()) {
            return mailbox(mailbox.get());
        }
        groups.lockAll(scope);
        return addresses
                .group(address)
                .filter(group -> group.organization().equals(scope.organization()))
                .map(this::group)
                .orElseGet(() -> new Found.Unfit(Fault.UNKNOWN));
    }

    /** The same as they are now: whether mail of strangers is taken there. */
    List<CatchAll> judged(List<CatchAll> catchAlls) {
        // Many domains of one organization often lead to the same.
        Map<EmailAddress, Boolean> taken = new HashMap<>();
        return catchAlls.stream()
                .map(one ->
                        one.judged(taken.computeIfAbsent(one.target().address(), this::takesMail)))
                .toList();
    }

    /** As the intake judges it. */
    private boolean takesMail(EmailAddress address) {
        return switch (reception.of(address)) {
            case Reception.Verdict.Taken _ -> true;
            case Reception.Verdict.Shared(var group) -> reception.admits(group, Optional.empty());
            case Reception.Verdict.Closed _, Reception.Verdict.Unknown _ -> false;
        };
    }

    private Found mailbox(Mailbox mailbox) {
        if (mailbox.archived()) {
            return new Found.Unfit(mailbox.personal() ? Fault.OF_DELETED_USER : Fault.ARCHIVED);
        }
        if (!takesMail(mailbox.address())) {
            return new Found.Unfit(Fault.CLOSED);
        }
        MailboxId id = mailbox.id();
        return new Found.Fit(
                new CatchAll.Target(
                        mailbox.personal() ? CatchAll.Kind.USER : CatchAll.Kind.MAILBOX,
                        id.value(),
                        mailbox.name(),
                        mailbox.address(),
                        true));
    }

    private Found group(MailGroup group) {
        return reception.admits(group, Optional.empty())
                ? new Found.Fit(
                        new CatchAll.Target(
                                CatchAll.Kind.GROUP,
                                group.id().value(),
                                group.name(),
                                group.address(),
                                true))
                : new Found.Unfit(Fault.GROUP_NOT_OPEN);
    }
}
