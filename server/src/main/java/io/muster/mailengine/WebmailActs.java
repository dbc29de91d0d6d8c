package io.muster.mailengine;

import io.muster.mailboxes.MailboxOwner;
import io.muster.webmail.StoredMail.Folder;
import io.muster.webmail.StoredMail.FolderChange;
import io.muster.webmail.StoredMail.Marking;
import io.muster.webmail.StoredMail.Move;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.mail.Flags;
import org.apache.james.mailbox.MailboxManager;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager.FlagsUpdateMode;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.events.MailboxIdRegistrationKey;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNameException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.MessageMetaData;
import org.apache.james.mailbox.model.SearchQuery;
import org.apache.james.mailbox.model.UpdatedFlags;
import org.apache.james.mailbox.store.FlagsUpdateCalculator;
import org.apache.james.mailbox.store.event.EventFactory;
import org.apache.james.mailbox.store.mail.MessageMapper.FetchType;
import org.apache.james.mailbox.store.mail.model.MailboxMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes messages and folders in the name of a user, many messages in one transaction each, and
 * tells whoever has the folder open. The rights were looked at before.
 */
final class WebmailActs {

    /** Of what a search finds, the newest. */
    private static final int MOST_FOUND = 10_000;

    private final MailLayer mail;
    private final MailStore store;

    WebmailActs(MailLayer mail, MailStore store) {
        this.mail = mail;
        this.store = store;
    }

    static MailboxSession session(MailboxOwner viewer) {
        return MailLayer.sessionOf(viewer);
    }

    static FolderId id(Folder folder) {
        return new FolderId(folder.owner().organization(), folder.id());
    }

    /** Nothing where it is gone. */
    private Optional<Mailbox> open(MailboxSession session, FolderId id) {
        return mail.parts()
                .getMailboxMapper(session)
                .findMailboxById(id)
                .onErrorResume(MailboxNotFoundException.class, _ -> Mono.empty())
                .blockOptional();
    }

    private MessageRows rows(MailboxSession session) {
        return (MessageRows) mail.parts().getMessageMapper(session);
    }

    private List<MailboxMessage> read(FolderId folder, List<Long> uids) {
        return new MessageReading(store, folder.organization())
                .numbered(folder, uids, FetchType.METADATA);
    }

    /** How many of them are another way now. */
    int mark(MailboxOwner viewer, Folder folder, Collection<Long> uids, Marking marking) {
        MailboxSession session = session(viewer);
        FolderId id = id(folder);
        Mailbox opened = open(session, id).orElse(null);
        if (opened == null) {
            return 0;
        }
        List<UpdatedFlags> changed =
                store
                        .in(
                                id.organization(),
                                () -> {
                                    FolderCounters.lock(store, id);
                                    return rows(session)
                                            .update(
                                                    id,
                                                    calculator(marking),
                                                    read(id, List.copyOf(uids)));
                                })
                        .stream()
                        .filter(one ->
                                UpdatedFlags.flagsChanged(one.getOldFlags(), one.getNewFlags()))
                        .toList();
        if (!changed.isEmpty()) {
            mail.events()
                    .dispatch(
                            EventFactory.flagsUpdated()
                                    .randomEventId()
                                    .mailboxSession(session)
                                    .mailbox(opened)
                                    .updatedFlags(changed)
                                    .build(),
                            new MailboxIdRegistrationKey(id))
                    .block();
        }
        return changed.size();
    }

    private static FlagsUpdateCalculator calculator(Marking marking) {
        return new FlagsUpdateCalculator(new Flags(), FlagsUpdateMode.ADD) {
            @Override
            public Flags buildNewFlags(Flags before) {
                Flags after = new Flags(before);
                set(after, Flags.Flag.SEEN, marking.seen());
                set(after, Flags.Flag.FLAGGED, marking.flagged());
                set(after, Flags.Flag.ANSWERED, marking.answered());
                return after;
            }
        };
    }

    private static void set(Flags flags, Flags.Flag flag, @Nullable Boolean to) {
        if (to != null && to) {
            flags.add(flag);
        } else if (to != null) {
            flags.remove(flag);
        }
    }

    /** All of those that are there, or none. */
    Move move(MailboxOwner viewer, Folder from, Collection<Long> uids, Folder to) {
        MailboxSession session = session(viewer);
        FolderId source = id(from);
        FolderId target = id(to);
        Mailbox opened = open(session, source).orElse(null);
        Mailbox wanted = open(session, target).orElse(null);
        if (opened == null || wanted == null) {
            return new Move.FolderGone();
        }
        List<MailboxMessage> originals = new ArrayList<>();
        List<MessageMetaData> moved = new ArrayList<>();
        try {
            boolean fits =
                    store.in(
                            target.organization(),
                            () -> {
                                FolderCounters.lockAll(store, List.of(source, target));
                                originals.addAll(read(source, List.copyOf(uids)));
                                if (!fits(from, to, originals)) {
                                    return false;
                                }
                                moved.addAll(moved(session, wanted, originals));
                                return true;
                            });
            if (!fits) {
                return new Move.Full();
            }
        } catch (Failed gone) {
            return new Move.FolderGone();
        }
        if (!moved.isEmpty()) {
            tell(session, opened, originals, wanted, moved);
        }
        return new Move.Moved(moved.size());
    }

    /** The transaction goes back on unchecked exceptions only. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed(MailboxException cause) {
            super(cause);
        }
    }

    private List<MessageMetaData> moved(
            MailboxSession session, Mailbox to, List<MailboxMessage> originals) {
        try {
            return rows(session).move(to, originals);
        } catch (MailboxException gone) {
            throw new Failed(gone);
        }
    }

    private boolean fits(Folder from, Folder to, List<MailboxMessage> originals) {
        long octets = originals.stream().mapToLong(MailboxMessage::getFullContentOctets).sum();
        return from.mailbox().equals(to.mailbox()) || mail.rooms().of(to.owner()).fits(octets);
    }

    /** As after a MOVE (RFC 6851): they are there, and here no more. */
    void tell(
            MailboxSession session,
            Mailbox from,
            List<MailboxMessage> originals,
            Mailbox to,
            List<MessageMetaData> moved) {
        mail.events()
                .dispatch(
                        EventFactory.added()
                                .randomEventId()
                                .mailboxSession(session)
                                .mailbox(to)
                                .addMetaData(moved)
                                .isDelivery(false)
                                .build(),
                        new MailboxIdRegistrationKey(to.getMailboxId()))
                .then(
                        mail.events()
                                .dispatch(
                                        EventFactory.expunged()
                                                .randomEventId()
                                                .mailboxSession(session)
                                                .mailbox(from)
                                                .addMetaData(
                                                        originals.stream()
                                                                .map(MailboxMessage::metaData)
                                                                .toList())
                                                .build(),
                                        new MailboxIdRegistrationKey(from.getMailboxId())))
                .block();
    }

    /** How many of them were there, and are no more. */
    int delete(MailboxOwner viewer, Folder folder, Collection<Long> uids) {
        MailboxSession session = session(viewer);
        FolderId id = id(folder);
        Mailbox opened = open(session, id).orElse(null);
        if (opened == null) {
            return 0;
        }
        Collection<MessageMetaData> gone =
                rows(session)
                        .deleteMessages(opened, uids.stream().map(MessageUid::of).toList())
                        .values();
        if (!gone.isEmpty()) {
            tellGone(session, opened, gone);
        }
        return gone.size();
    }

    void tellGone(MailboxSession session, Mailbox folder, Collection<MessageMetaData> gone) {
        mail.events()
                .dispatch(
                        EventFactory.expunged()
                                .randomEventId()
                                .mailboxSession(session)
                                .mailbox(folder)
                                .addMetaData(gone)
                                .build(),
                        new MailboxIdRegistrationKey(folder.getMailboxId()))
                .block();
    }

    List<Long> search(MailboxOwner viewer, Folder folder, List<String> words) {
        MailboxSession session = session(viewer);
        List<SearchQuery.Criterion> all = new ArrayList<>();
        for (String word : words) {
            all.add(
                    SearchQuery.or(
                            List.of(
                                    SearchQuery.headerContains("Subject", word),
                                    SearchQuery.address(SearchQuery.AddressType.From, word),
                                    SearchQuery.address(SearchQuery.AddressType.To, word),
                                    SearchQuery.mailContains(word))));
        }
        try {
            return Flux.from(
                            mail.folders()
                                    .getMailbox(id(folder), session)
                                    .search(
                                            SearchQuery.of(
                                                    all.toArray(SearchQuery.Criterion[]::new)),
                                            session))
                    .map(MessageUid::asLong)
                    .sort(Comparator.reverseOrder())
                    .take(MOST_FOUND)
                    .collectList()
                    .blockOptional()
                    .orElseGet(List::of);
        } catch (MailboxNotFoundException gone) {
            return List.of();
        } catch (MailboxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    FolderChange create(MailboxOwner viewer, MailboxOwner mailbox, String name) {
        MailboxSession session = session(viewer);
        return changed(() ->
                mail.folders()
                        .createMailbox(
                                path(viewer, session, mailbox, name),
                                MailboxManager.CreateOption.CREATE_SUBSCRIPTION,
                                session)
                        .<FolderChange>map(made -> new FolderChange.Done(FolderId.of(made).value()))
                        .orElseGet(FolderChange.NameTaken::new));
    }

    FolderChange rename(MailboxOwner viewer, Folder folder, String name) {
        MailboxSession session = session(viewer);
        return changed(() -> {
            mail.folders()
                    .renameMailbox(
                            path(viewer, session, folder.owner(), folder.name()),
                            path(viewer, session, folder.owner(), name),
                            MailboxManager.RenameOption.RENAME_SUBSCRIPTIONS,
                            session);
            return new FolderChange.Done(folder.id());
        });
    }

    FolderChange delete(MailboxOwner viewer, Folder folder) {
        MailboxSession session = session(viewer);
        return changed(() -> {
            MailboxPath path = path(viewer, session, folder.owner(), folder.name());
            mail.folders().deleteMailbox(path, session);
            mail.subscriptions().unsubscribe(session, path);
            return new FolderChange.Done(folder.id());
        });
    }

    private interface Change {
        FolderChange run() throws MailboxException;
    }

    private static FolderChange changed(Change change) {
        try {
            return change.run();
        } catch (MailboxExistsException taken) {
            return new FolderChange.NameTaken();
        } catch (MailboxNameException | InsufficientRightsException refused) {
            return new FolderChange.Refused();
        } catch (MailboxNotFoundException gone) {
            return new FolderChange.Gone();
        } catch (MailboxException fault) {
            throw new IllegalStateException(fault);
        }
    }

    /** A folder by the name under which the viewer's mail programs see it. */
    private MailboxPath path(
            MailboxOwner viewer, MailboxSession session, MailboxOwner mailbox, String name) {
        String seen =
                mailbox.equals(viewer) ? name : OthersFolders.name(label(viewer, mailbox), name);
        return MailboxPath.forUser(session.getUser(), seen);
    }

    private String label(MailboxOwner viewer, MailboxOwner mailbox) {
        return store.in(
                mailbox.organization(),
                () ->
                        store.sql(
                                        """
                                        SELECT label FROM mail_rights
                                        WHERE organization_id = :organization AND owner_id = :owner AND user_id = :viewer
                                        """)
                                .param("organization", mailbox.organization().value())
                                .param("owner", mailbox.mailbox().value())
                                .param("viewer", viewer.mailbox().value())
                                .query(String.class)
                                .optional()
                                .orElse(UUID.randomUUID().toString()));
    }
}
