package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.mailboxes.DefaultMailboxes;
import io.muster.mailboxes.MailServices;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.OpenMailboxes;
import io.muster.mailboxes.ServiceSwitch;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * What a user has before him: his mailboxes, their folders, and what he may do in them. What he may
 * not see isn't there.
 */
@Component
class MailDesk {

    private final OpenMailboxes mailboxes;
    private final DefaultMailboxes defaults;
    private final MailServices services;
    private final StoredMail mail;

    MailDesk(
            OpenMailboxes mailboxes,
            DefaultMailboxes defaults,
            MailServices services,
            StoredMail mail) {
        this.mailboxes = mailboxes;
        this.defaults = defaults;
        this.services = services;
        this.mail = mail;
    }

    /**
     * Who it is, where he may read and send in the browser at this moment. An administrator who
     * acts as him is one of his home, and has nothing of what others gave him.
     */
    MailboxOwner viewer(Actor actor) {
        MailboxOwner viewer =
                mailboxes
                        .viewer(actor.user())
                        .orElseThrow(() -> Problem.notFound("mailbox").refusal());
        if (!services.allows(viewer, ServiceSwitch.WEBMAIL)) {
            throw WebmailProblems.switchedOff().refusal();
        }
        return actor.impersonator() == null ? viewer : viewer.atHomeOnly();
    }

    /**
     * Those that he reads or sends as; no other right lets him see one. The one that he works in
     * first stands first.
     */
    List<OpenMailboxes.Open> mailboxes(MailboxOwner viewer) {
        Optional<MailboxId> first = defaults.of(viewer);
        return mailboxes.of(viewer).stream()
                .sorted(Comparator.comparing(one -> !Optional.of(one.id()).equals(first)))
                .filter(one ->
                        one.permissions().contains(Permission.MAILBOX_READ)
                                || one.permissions().contains(Permission.MAILBOX_SEND_AS))
                .toList();
    }

    /** A mailbox in which he may at least read. */
    OpenMailboxes.Open mailbox(MailboxOwner viewer, MailboxId id) {
        return mailboxes.of(viewer).stream()
                .filter(one -> one.id().equals(id))
                .filter(one -> one.permissions().contains(Permission.MAILBOX_READ))
                .findFirst()
                .orElseThrow(() -> Problem.notFound("mailbox").refusal());
    }

    /** A mailbox in which he may read and do that. */
    OpenMailboxes.Open mailbox(MailboxOwner viewer, MailboxId id, Permission needed) {
        OpenMailboxes.Open mailbox = mailbox(viewer, id);
        if (!mailbox.permissions().contains(needed)) {
            throw needed.lacking().refusal();
        }
        return mailbox;
    }

    StoredMail.Folder folder(MailboxOwner viewer, UUID id) {
        return mail.folder(viewer, id).orElseThrow(() -> Problem.notFound("folder").refusal());
    }

    /** A folder in which he may do that; whoever only sees it is told what he lacks. */
    StoredMail.Folder folder(MailboxOwner viewer, UUID id, Permission needed) {
        StoredMail.Folder folder = folder(viewer, id);
        if (!folder.rights().contains(needed)) {
            throw needed.lacking().refusal();
        }
        return folder;
    }

    /** All folders of a mailbox, those first that everybody has; made where there are none yet. */
    List<StoredMail.Folder> folders(MailboxOwner viewer, MailboxOwner mailbox) {
        mail.provide(viewer, mailbox);
        return mail.folders(viewer, mailbox).stream()
                .sorted(
                        Comparator.comparingInt(MailDesk::rank)
                                .thenComparing(
                                        StoredMail.Folder::name, String.CASE_INSENSITIVE_ORDER)
                                .thenComparing(StoredMail.Folder::name))
                .toList();
    }

    private static int rank(StoredMail.Folder folder) {
        return FolderRole.of(folder.name()).map(Enum::ordinal).orElse(FolderRole.values().length);
    }
}
