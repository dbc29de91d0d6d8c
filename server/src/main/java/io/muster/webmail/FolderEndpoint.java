package io.muster.webmail;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.mailboxes.MailboxOwner;
import io.muster.mailboxes.OpenMailboxes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The mailboxes that one works in and their folders. */
@RestController
@RequestMapping("/api/v1/me/mail")
class FolderEndpoint {

    private final MailDesk desk;
    private final StoredMail mail;

    FolderEndpoint(MailDesk desk, StoredMail mail) {
        this.desk = desk;
        this.mail = mail;
    }

    /** Whose a mailbox is. */
    enum MailboxKind {
        /** One user's. */
        PERSONAL,
        /** The organization's. */
        SHARED
    }

    /** What one may do in a mailbox. */
    enum MailRight {
        READ(Permission.MAILBOX_READ),
        WRITE(Permission.MAILBOX_WRITE),
        DELETE(Permission.MAILBOX_DELETE),
        FOLDERS(Permission.MAILBOX_FOLDERS),
        SEND_AS(Permission.MAILBOX_SEND_AS);

        private final Permission permission;

        MailRight(Permission permission) {
            this.permission = permission;
        }

        static Set<MailRight> of(Set<Permission> permissions) {
            Set<MailRight> rights = new TreeSet<>();
            Stream.of(values())
                    .filter(right -> permissions.contains(right.permission))
                    .forEach(rights::add);
            return rights;
        }
    }

    /**
     * @param mine whether it is one's own
     * @param rights without {@code READ} one sends as it and opens none of its folders
     * @param limitOctets how large it may become; 0 is without limit
     * @param usedOctets what it holds; 0 where one may not read it
     * @param organization the name of the organization in which one is a guest, where the mailbox
     *     is that one's
     */
    record MailMailbox(
            MailboxId id,
            String name,
            EmailAddress address,
            MailboxKind kind,
            boolean mine,
            Set<MailRight> rights,
            long limitOctets,
            long usedOctets,
            @Nullable String organization) {}

    record MailMailboxes(List<MailMailbox> items) {}

    /**
     * @param name whole, with dots between levels
     * @param role what it is for, of the folders that everybody has; null for others
     * @param unseen messages that nobody has seen, 10,000 at most
     */
    record MailFolder(
            UUID id,
            MailboxId mailboxId,
            String name,
            @Nullable FolderRole role,
            long messages,
            long unseen,
            long octets) {

        static MailFolder of(StoredMail.Folder folder, long unseen) {
            return new MailFolder(
                    folder.id(),
                    folder.mailbox(),
                    folder.name(),
                    FolderRole.of(folder.name()).orElse(null),
                    folder.messages(),
                    unseen,
                    folder.octets());
        }
    }

    /**
     * @param state another one whenever anything in the mailbox is another; the entity tag too
     */
    record MailFolders(List<MailFolder> items, String state) {}

    /**
     * Lists the mailbox that one works in first, then one's own, then those that one was given, by
     * name; last those of organizations in which one is a guest.
     */
    @SignedIn
    @GetMapping("/mailboxes")
    MailMailboxes mailboxes(Actor actor) {
        MailboxOwner viewer = desk.viewer(actor);
        List<OpenMailboxes.Open> all = desk.mailboxes(viewer);
        Map<MailboxId, Long> octets =
                mail.octets(
                        viewer,
                        all.stream()
                                .filter(one -> one.permissions().contains(Permission.MAILBOX_READ))
                                .map(OpenMailboxes.Open::owner)
                                .toList());
        return new MailMailboxes(
                all.stream()
                        .map(one ->
                                new MailMailbox(
                                        one.id(),
                                        one.name(),
                                        one.address(),
                                        one.personal() ? MailboxKind.PERSONAL : MailboxKind.SHARED,
                                        one.mine(),
                                        MailRight.of(one.permissions()),
                                        one.limit(),
                                        octets.getOrDefault(one.id(), 0L),
                                        one.guestOf()))
                        .toList());
    }

    /**
     * Lists the folders of a mailbox: INBOX, DRAFTS, SENT, ARCHIVE, JUNK, TRASH, then the others by
     * name. With the entity tag of the last answer in {@code If-None-Match} it answers 304 where
     * nothing is another since.
     */
    @SignedIn
    @GetMapping("/mailboxes/{mailboxId}/folders")
    ResponseEntity<MailFolders> folders(
            Actor actor,
            @PathVariable MailboxId mailboxId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
                    @Nullable String ifNoneMatch) {
        MailboxOwner viewer = desk.viewer(actor);
        MailboxOwner mailbox = desk.mailbox(viewer, mailboxId).owner();
        List<StoredMail.Folder> folders = desk.folders(viewer, mailbox);
        String state = mail.state(viewer, mailbox);
        String tag = "\"" + state + "\"";
        if (tag.equals(ifNoneMatch)) {
            return ResponseEntity.status(304).eTag(tag).build();
        }
        Map<UUID, Long> unseen = mail.unseen(viewer, folders);
        return ResponseEntity.ok()
                .eTag(tag)
                .body(
                        new MailFolders(
                                folders.stream()
                                        .map(folder ->
                                                MailFolder.of(
                                                        folder,
                                                        unseen.getOrDefault(folder.id(), 0L)))
                                        .toList(),
                                state));
    }

    /**
     * @param name whole, 1 to 200 characters, with dots between levels; neither % nor *
     */
    record MailFolderRequest(String name) {}

    /** Makes a folder, and those above it where there are none. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PostMapping("/mailboxes/{mailboxId}/folders")
    @ResponseStatus(HttpStatus.CREATED)
    MailFolder create(
            Actor actor,
            @PathVariable MailboxId mailboxId,
            @RequestBody MailFolderRequest request) {
        String name = FolderName.checked(request.name());
        MailboxOwner viewer = desk.viewer(actor);
        MailboxOwner mailbox = desk.mailbox(viewer, mailboxId, Permission.MAILBOX_FOLDERS).owner();
        mail.provide(viewer, mailbox);
        return changed(viewer, mail.create(viewer, mailbox, name));
    }

    /** Calls a folder otherwise, with all below it; not one that everybody has. */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @PutMapping("/folders/{folderId}")
    MailFolder rename(
            Actor actor, @PathVariable UUID folderId, @RequestBody MailFolderRequest request) {
        String name = FolderName.checked(request.name());
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_FOLDERS);
        refuseStandard(folder);
        if (name.startsWith(folder.name() + ".")) {
            throw Problem.invalid("name", "below-itself", "A folder can't stand below itself.")
                    .refusal();
        }
        return changed(viewer, mail.rename(viewer, folder, name));
    }

    /**
     * Deletes a folder in which nothing is; one below the trash with all that is in it. Not one
     * that everybody has.
     */
    @SignedIn(impersonated = SignedIn.Impersonated.CHANGING)
    @DeleteMapping("/folders/{folderId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(Actor actor, @PathVariable UUID folderId) {
        MailboxOwner viewer = desk.viewer(actor);
        StoredMail.Folder folder = desk.folder(viewer, folderId, Permission.MAILBOX_FOLDERS);
        refuseStandard(folder);
        boolean below =
                mail.folders(viewer, folder.owner()).stream()
                        .anyMatch(other -> other.name().startsWith(folder.name() + "."));
        if (below || (folder.messages() > 0 && !FolderRole.TRASH.holds(folder.name()))) {
            throw Problem.of(
                            409,
                            "webmail:folder-not-empty",
                            "The folder isn't empty",
                            "Move or delete its messages and the folders below it first.")
                    .refusal();
        }
        if (folder.messages() > 0 && !folder.rights().contains(Permission.MAILBOX_DELETE)) {
            throw Permission.MAILBOX_DELETE.lacking().refusal();
        }
        switch (mail.delete(viewer, folder)) {
            case StoredMail.FolderChange.Refused _ ->
                    throw Permission.MAILBOX_FOLDERS.lacking().refusal();
            case StoredMail.FolderChange.Gone _ -> throw Problem.notFound("folder").refusal();
            case StoredMail.FolderChange.Done _, StoredMail.FolderChange.NameTaken _ -> {}
        }
    }

    private static void refuseStandard(StoredMail.Folder folder) {
        if (FolderRole.of(folder.name()).isPresent()) {
            throw Problem.of(
                            409,
                            "webmail:standard-folder",
                            "Everybody has this folder",
                            "It can't be renamed or deleted.")
                    .refusal();
        }
    }

    private MailFolder changed(MailboxOwner viewer, StoredMail.FolderChange change) {
        return switch (change) {
            case StoredMail.FolderChange.Done(var id) -> {
                StoredMail.Folder folder = desk.folder(viewer, id);
                yield MailFolder.of(
                        folder, mail.unseen(viewer, List.of(folder)).getOrDefault(id, 0L));
            }
            case StoredMail.FolderChange.NameTaken _ ->
                    throw Problem.of(
                                    409,
                                    "webmail:folder-name-taken",
                                    "There is a folder of that name",
                                    "Choose another name.")
                            .with(
                                    List.of(
                                            new Problem.FieldError(
                                                    "name",
                                                    "taken",
                                                    "There is a folder of that name.")))
                            .refusal();
            case StoredMail.FolderChange.Refused _ ->
                    throw Problem.invalid("name", "format", "A folder can't be called so.")
                            .refusal();
            case StoredMail.FolderChange.Gone _ -> throw Problem.notFound("folder").refusal();
        };
    }
}
