package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Marks, moves and deletes messages. Open mail programs see it at once. */
@RestController
@RequestMapping("/api/v1/me/mail/folders/{folderId}/messages/actions")
class MessageActsEndpoint {

    private static final int MOST = 1_000;

    private final MailDesk desk;
    private final StoredMail mail;

    MessageActsEndpoint(MailDesk desk, StoredMail mail) {
        this.desk = desk;
        this.mail = mail;
    }

    /**
     * @param uids 1 to 1,000 numbers; those that aren't there are passed over
     * @param seen null or missing leaves it as it is
     * @param flagged null or missing leaves it as it is
     */
    record MailMarkRequest(List<Long> uids, @Nullable Boolean seen, @Nullable Boolean flagged) {}

    /**
     * @param uids 1 to 1,000 numbers; those that aren't there are passed over
     * @param folderId where to, in the same mailbox or in another
     */
    record MailMoveRequest(List<Long> uids, UUID folderId) {}

    /**
     * @param uids 1 to 1,000 numbers; those that aren't there are passed over
     * @param forGood also where they are not in the trash
     */
    record MailDeleteRequest(List<Long> uids, boolean forGood) {}

    /**
     * @param changed messages that are another way now, or elsewhere
     */
    record MailChanged(long changed) {}

    /** Marks messages as seen or not, with a flag or without; needs {@code mailbox:write}. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/mark")
    @ResponseStatus(HttpStatus.OK)
    MailChanged mark(
            Actor actor, @PathVariable UUID folderId, @RequestBody MailMarkRequest request) {
        List<Long> uids = checked(request.uids());
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_WRITE);
        return new MailChanged(
                mail.mark(
                        viewer,
                        folder,
                        uids,
                        new StoredMail.Marking(request.seen(), request.flagged(), null)));
    }

    /** Marks all messages of the folder as seen; needs {@code mailbox:write}. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/mark-all-seen")
    @ResponseStatus(HttpStatus.OK)
    MailChanged markAllSeen(Actor actor, @PathVariable UUID folderId) {
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_WRITE);
        var seen = new StoredMail.Marking(true, null, null);
        return all(viewer, folder, true, uids -> mail.mark(viewer, folder, uids, seen));
    }

    /**
     * Moves messages to another folder; needs {@code mailbox:delete} here and {@code mailbox:write}
     * there.
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/move")
    @ResponseStatus(HttpStatus.OK)
    MailChanged move(
            Actor actor, @PathVariable UUID folderId, @RequestBody MailMoveRequest request) {
        List<Long> uids = checked(request.uids());
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder from = desk.folder(viewer, folderId, Permission.MAILBOX_DELETE);
        StoredMail.Folder to =
                mail.folder(viewer, request.folderId())
                        .orElseThrow(() ->
                                Problem.invalid("folderId", "unknown", "There is no such folder.")
                                        .refusal());
        if (!to.rights().contains(Permission.MAILBOX_WRITE)) {
            throw Permission.MAILBOX_WRITE.lacking().refusal();
        }
        return moved(viewer, from, uids, to);
    }

    private MailChanged moved(
            MailboxOwner viewer, StoredMail.Folder from, List<Long> uids, StoredMail.Folder to) {
        if (from.id().equals(to.id())) {
            return new MailChanged(0);
        }
        return switch (mail.move(viewer, from, uids, to)) {
            case StoredMail.Move.Moved(int messages) -> new MailChanged(messages);
            case StoredMail.Move.Full _ -> throw WebmailProblems.full().refusal();
            case StoredMail.Move.FolderGone _ -> throw Problem.notFound("folder").refusal();
        };
    }

    /**
     * Moves messages to the trash of their mailbox; those in the trash or below it, and all where
     * it is to be for good, are gone. Needs {@code mailbox:delete}, and {@code mailbox:write} where
     * they are moved.
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/delete")
    @ResponseStatus(HttpStatus.OK)
    MailChanged delete(
            Actor actor, @PathVariable UUID folderId, @RequestBody MailDeleteRequest request) {
        List<Long> uids = checked(request.uids());
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_DELETE);
        if (request.forGood() || FolderRole.TRASH.holds(folder.name())) {
            return new MailChanged(mail.deleteForGood(viewer, folder, uids));
        }
        if (!folder.rights().contains(Permission.MAILBOX_WRITE)) {
            throw Permission.MAILBOX_WRITE.lacking().refusal();
        }
        return moved(viewer, folder, uids, mail.standard(viewer, folder.owner(), FolderRole.TRASH));
    }

    /** Deletes all messages of the trash or of the junk for good; needs {@code mailbox:delete}. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/empty")
    @ResponseStatus(HttpStatus.OK)
    MailChanged empty(Actor actor, @PathVariable UUID folderId) {
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_DELETE);
        if (!FolderRole.TRASH.holds(folder.name()) && !FolderRole.JUNK.holds(folder.name())) {
            throw Problem.of(
                            409,
                            "webmail:not-trash",
                            "This folder isn't emptied at once",
                            "Only the trash and the junk are.")
                    .refusal();
        }
        return all(viewer, folder, false, uids -> mail.deleteForGood(viewer, folder, uids));
    }

    /** Portion by portion, so that nobody who has the folder open waits long. */
    private MailChanged all(
            MailboxOwner viewer,
            StoredMail.Folder folder,
            boolean unseen,
            Function<List<Long>, Integer> act) {
        long changed = 0;
        // What arrives meanwhile is for the next time.
        long most = folder.messages();
        for (List<Long> uids = mail.uids(viewer, folder, unseen, MOST);
                !uids.isEmpty() && changed < most;
                uids = mail.uids(viewer, folder, unseen, MOST)) {
            int portion = act.apply(uids);
            changed += portion;
            if (portion == 0) {
                break;
            }
        }
        return new MailChanged(changed);
    }

    private static List<Long> checked(List<Long> uids) {
        if (uids.isEmpty() || uids.size() > MOST) {
            throw Problem.invalid("uids", "range", "Name 1 to 1,000 messages.").refusal();
        }
        return uids.stream().distinct().toList();
    }
}
