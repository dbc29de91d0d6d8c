package io.muster.mailengine;

import io.muster.kernel.Ids;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.Username;
import org.apache.james.mailbox.acl.ACLDiff;
import org.apache.james.mailbox.exception.InsufficientRightsException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxACL;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.UidValidity;
import org.apache.james.mailbox.model.search.MailboxQuery;
import org.apache.james.mailbox.store.mail.MailboxMapper;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Folders as one user sees them: his own by their names, those of other mailboxes below {@link
 * OthersFolders#ROOT}, with the rights that he has there, also of organizations in which he is a
 * guest. Each statement runs in the scope of the organization whose folders it reads.
 */
final class FolderRows implements MailboxMapper {

    private static final String SELECT =
            """
            SELECT f.id, f.owner_id, f.namespace, f.name, f.uid_validity,
                ARRAY(SELECT o.user_id || ' ' || o.rights FROM mail_rights o WHERE o.owner_id = f.owner_id) AS users,
                v.label
            FROM mail_folders f
            LEFT JOIN mail_rights v ON v.owner_id = f.owner_id AND v.user_id = :viewer AND v.owner_id <> v.user_id
            """;

    private final MailStore store;
    private final OrganizationId home;
    private final UUID viewer;
    private final boolean homeOnly;
    private final boolean person;
    private final OthersFolders others;

    /**
     * @param person whether somebody works with them, who in his own mailbox may be given less than
     *     everything; else the server does
     */
    FolderRows(MailStore store, MailboxOwner viewer, boolean person) {
        this.store = store;
        this.home = viewer.organization();
        this.viewer = viewer.mailbox().value();
        this.homeOnly = viewer.homeOnly();
        this.person = person;
        this.others = new OthersFolders(store, viewer);
    }

    private JdbcClient.StatementSpec select(OrganizationId organization, String where) {
        return store.sql(SELECT + where)
                .param("organization", organization.value())
                .param("viewer", viewer);
    }

    /** Where a path leads; nothing below {@link OthersFolders#ROOT} without a right there. */
    private Optional<OthersFolders.Place> place(MailboxPath path) {
        return OthersFolders.isMeantBy(path)
                ? others.place(path)
                : Optional.of(ownPlace(store.owners().owner(path.getUser()), path.getName()));
    }

    private static OthersFolders.Place ownPlace(MailboxOwner owner, String name) {
        return new OthersFolders.Place(owner.organization(), owner.mailbox().value(), name, "");
    }

    /** The place of a new folder. The parts above other mailboxes are there already, for James. */
    private OthersFolders.Place newPlace(MailboxPath path) {
        boolean above =
                path.getName().equals(OthersFolders.ROOT)
                        || (OthersFolders.isMeantBy(path)
                                && others.place(path)
                                        .filter(place -> place.name().isEmpty())
                                        .isPresent());
        if (above) {
            throw new DuplicateKeyException(path.getName());
        }
        OthersFolders.Place place = place(path).orElseThrow(NotAllowed::new);
        String rights = OthersFolders.isMeantBy(path) ? place.rights() : ownRights();
        if (rights.indexOf(RightLetters.CREATE) < 0) {
            throw new NotAllowed();
        }
        return place;
    }

    /** The letters of the viewer in his own mailbox; none where he may not look folders up. */
    private String ownRights() {
        return !person
                ? RightLetters.ALL
                : store.sql(
                                "SELECT rights FROM mail_rights WHERE owner_id = :viewer AND user_id = :viewer")
                        .param("viewer", viewer)
                        .query(String.class)
                        .optional()
                        .map(letters -> letters.indexOf(RightLetters.LOOKUP) < 0 ? "" : letters)
                        .orElse(RightLetters.ALL);
    }

    /** The rights on the mailbox don't reach so far. */
    private static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static <T> Mono<T> refused(Mono<T> mono) {
        return mono.onErrorMap(
                NotAllowed.class,
                _ -> new InsufficientRightsException("Not permitted in this mailbox"));
    }

    @Override
    public Mono<Mailbox> create(MailboxPath path, UidValidity validity) {
        return refused(
                        store.<Mailbox>later(
                                home,
                                () -> {
                                    OthersFolders.Place place = newPlace(path);
                                    FolderId id = new FolderId(place.organization(), Ids.next());
                                    insert(id, place, path.getNamespace(), validity);
                                    return new Mailbox(path, validity, id);
                                }))
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> new MailboxExistsException(path.getName()));
    }

    private void insert(
            FolderId id, OthersFolders.Place place, String namespace, UidValidity validity) {
        store.in(
                id.organization(),
                () ->
                        store.sql(
                                        """
                                        INSERT INTO mail_folders (id, organization_id, owner_id, namespace, name, uid_validity)
                                        VALUES (:id, :organization, :owner, :namespace, :name, :validity)
                                        """)
                                .param("id", id.value())
                                .param("organization", id.organization().value())
                                .param("owner", place.owner())
                                .param("namespace", namespace)
                                .param("name", place.name())
                                .param("validity", validity.asLong())
                                .update());
    }

    @Override
    public Mono<MailboxId> rename(Mailbox folder) {
        return refused(
                        store.later(
                                organization(folder),
                                () -> now(folder).map(now -> rename(folder, now)).orElse(0)))
                .onErrorMap(
                        DuplicateKeyException.class,
                        _ -> new MailboxExistsException(folder.getName()))
                .flatMap(renamed ->
                        renamed == 1
                                ? Mono.just(folder.getMailboxId())
                                : Mono.error(new MailboxNotFoundException(folder.getMailboxId())));
    }

    private int rename(Mailbox folder, OthersFolders.Place now) {
        OthersFolders.Place place = newPlaceOf(folder, now);
        int renamed =
                store.sql(
                                """
                                UPDATE mail_folders SET owner_id = :owner, namespace = :namespace, name = :name
                                WHERE organization_id = :organization AND id = :id
                                """)
                        .param("organization", now.organization().value())
                        .param("owner", place.owner())
                        .param("namespace", folder.getNamespace())
                        .param("name", place.name())
                        .param("id", id(folder))
                        .update();
        if (now.isInbox()) {
            // RFC 3501 6.3.5: the messages go, an empty inbox stays; at no time there is none.
            insert(
                    new FolderId(now.organization(), Ids.next()),
                    now,
                    folder.getNamespace(),
                    UidValidity.generate());
        }
        return renamed;
    }

    /** A folder stays in its mailbox. */
    private OthersFolders.Place newPlaceOf(Mailbox folder, OthersFolders.Place now) {
        OthersFolders.Place place = newPlace(folder.generateAssociatedPath());
        assertMayRemove(now);
        if (!now.owner().equals(place.owner())) {
            throw new NotAllowed();
        }
        return place;
    }

    /** Where a folder stands, with the viewer's rights there; nothing where it is gone. */
    private Optional<OthersFolders.Place> now(Mailbox folder) {
        return store.sql(
                        """
                        SELECT f.owner_id, f.name,
                            coalesce(v.rights, CASE WHEN f.owner_id = :viewer THEN :all ELSE '' END) AS rights
                        FROM mail_folders f
                        LEFT JOIN mail_rights v ON v.owner_id = f.owner_id AND v.user_id = :viewer
                        WHERE f.organization_id = :organization AND f.id = :id
                        """)
                .param("viewer", viewer)
                .param("all", RightLetters.ALL)
                .param("organization", organization(folder).value())
                .param("id", id(folder))
                .query((row, _) ->
                        new OthersFolders.Place(
                                organization(folder),
                                row.getObject("owner_id", UUID.class),
                                row.getString("name"),
                                row.getString("rights")))
                .optional();
    }

    /** Away from its place: by whoever has the right; an inbox by its owner alone. */
    private void assertMayRemove(OthersFolders.Place now) {
        boolean may =
                now.allows(RightLetters.DELETE_FOLDER)
                        && (now.owner().equals(viewer) || !now.isInbox());
        if (!may) {
            throw new NotAllowed();
        }
    }

    /** RFC 3501 6.3.4: nobody deletes an inbox. */
    @Override
    public Mono<Void> delete(Mailbox folder) {
        return refused(
                        store.later(
                                organization(folder),
                                () -> now(folder).map(now -> delete(folder, now))))
                .then();
    }

    private int delete(Mailbox folder, OthersFolders.Place now) {
        assertMayRemove(now);
        if (now.isInbox()) {
            throw new NotAllowed();
        }
        return store.sql(
                        "DELETE FROM mail_folders WHERE organization_id = :organization AND id = :id")
                .param("organization", now.organization().value())
                .param("id", id(folder))
                .update();
    }

    @Override
    public Mono<Mailbox> findMailboxByPath(MailboxPath path) {
        return store.later(home, () -> place(path).flatMap(place -> find(path, place)))
                .flatMap(Mono::justOrEmpty);
    }

    private Optional<Mailbox> find(MailboxPath path, OthersFolders.Place place) {
        return store.in(
                place.organization(),
                () ->
                        select(
                                        place.organization(),
                                        """
                                        WHERE f.organization_id = :organization AND f.owner_id = :owner
                                          AND f.namespace = :namespace AND f.name = :name
                                        """)
                                .param("owner", place.owner())
                                .param("namespace", path.getNamespace())
                                .param("name", place.name())
                                .query(folders(place.organization()))
                                .optional()
                                .filter(FolderRows::isSeen));
    }

    @Override
    public Mono<Mailbox> findMailboxById(MailboxId id) {
        return store.later(FolderId.of(id).organization(), () -> find(FolderId.of(id)))
                .flatMap(Mono::justOrEmpty)
                .switchIfEmpty(Mono.error(() -> new MailboxNotFoundException(id)));
    }

    private Optional<Mailbox> find(FolderId id) {
        return select(id.organization(), "WHERE f.organization_id = :organization AND f.id = :id")
                .param("id", id.value())
                .query(folders(id.organization()))
                .optional()
                .filter(FolderRows::isSeen)
                .filter(folder -> id.organization().equals(home) || isForGuest(folder));
    }

    /** Somebody who may not even look up his own folders has none. */
    private static boolean isSeen(Mailbox folder) {
        return OwnRights.hasAll(folder, folder.getUser())
                || OwnRights.given(folder).contains(MailboxACL.Right.Lookup);
    }

    /** Given to him, by an organization that isn't switched off. */
    private boolean isForGuest(Mailbox folder) {
        return !homeOnly
                && folder.getACL()
                        .getEntries()
                        .containsKey(
                                MailboxACL.EntryKey.createUserEntryKey(
                                        name(new UserId(viewer), home)))
                && store.serves(organization(folder));
    }

    @Override
    public Flux<Mailbox> findMailboxWithPathLike(MailboxQuery.UserBound query) {
        MailboxOwner asked = store.owners().owner(query.getFixedUser());
        return store.manyLater(
                        asked.organization(),
                        () -> {
                            List<Mailbox> found =
                                    new ArrayList<>(
                                            select(
                                                            asked.organization(),
                                                            """
                                                            WHERE f.organization_id = :organization AND f.owner_id = :owner
                                                              AND f.namespace = :namespace
                                                            """)
                                                    .param("owner", asked.mailbox().value())
                                                    .param("namespace", query.getFixedNamespace())
                                                    .query(folders(asked.organization()))
                                                    .list());
                            if (asked.mailbox().value().equals(viewer)) {
                                found.addAll(ofOthers(home, query));
                                others.organizationsAbroad()
                                        .forEach(one -> found.addAll(ofOthers(one, query)));
                            }
                            return found;
                        })
                .filter(FolderRows::isSeen)
                .filter(query::matches);
    }

    /**
     * The folders of others that the viewer may look up, in a list of his own: what is found there
     * is a name, and each act on it asks for the rights anew.
     */
    private List<Mailbox> ofOthers(OrganizationId organization, MailboxQuery.UserBound query) {
        return store
                .in(
                        organization,
                        () ->
                                select(
                                                organization,
                                                """
                                                WHERE f.organization_id = :organization AND f.namespace = :namespace
                                                  AND position('l' IN v.rights) > 0
                                                """)
                                        .param("namespace", query.getFixedNamespace())
                                        .query(folders(organization))
                                        .list())
                .stream()
                .map(folder -> {
                    MailboxPath path = folder.generateAssociatedPath();
                    var listed =
                            new Mailbox(
                                    path.withUser(query.getFixedUser()),
                                    folder.getUidValidity(),
                                    folder.getMailboxId());
                    listed.setACL(folder.getACL());
                    return listed;
                })
                .toList();
    }

    /** Those of others are in the list of the viewer's own. */
    @Override
    public Flux<Mailbox> findNonPersonalMailboxes(Username user, MailboxACL.Right right) {
        return Flux.empty();
    }

    @Override
    public Mono<Boolean> hasChildren(Mailbox folder, char delimiter) {
        return store.later(
                home,
                () ->
                        place(folder.generateAssociatedPath())
                                .map(place ->
                                        hasChildren(
                                                place,
                                                folder.getNamespace(),
                                                place.name() + delimiter))
                                .orElse(false));
    }

    private boolean hasChildren(OthersFolders.Place place, String namespace, String prefix) {
        return store.in(
                place.organization(),
                () ->
                        store.sql(
                                        """
                                        SELECT EXISTS (
                                            SELECT 1 FROM mail_folders
                                            WHERE organization_id = :organization AND owner_id = :owner
                                              AND namespace = :namespace AND starts_with(name, :prefix))
                                        """)
                                .param("organization", place.organization().value())
                                .param("owner", place.owner())
                                .param("namespace", namespace)
                                .param("prefix", prefix)
                                .query(Boolean.class)
                                .single());
    }

    @Override
    public Flux<Mailbox> list() {
        return store.manyLater(
                home,
                () ->
                        select(home, "WHERE f.organization_id = :organization")
                                .query(folders(home))
                                .list());
    }

    @Override
    public Mono<ACLDiff> updateACL(Mailbox folder, MailboxACL.ACLCommand command) {
        return Mono.error(new UnsupportedOperationException("rights are given elsewhere"));
    }

    @Override
    public Mono<ACLDiff> setACL(Mailbox folder, MailboxACL rights) {
        return Mono.error(new UnsupportedOperationException("rights are given elsewhere"));
    }

    private RowMapper<Mailbox> folders(OrganizationId organization) {
        return (row, _) -> folder(organization, row);
    }

    private Mailbox folder(OrganizationId organization, ResultSet row) throws SQLException {
        Username owner =
                store.owners()
                        .name(
                                new MailboxOwner(
                                        new UserId(row.getObject("owner_id", UUID.class)),
                                        organization));
        Mailbox folder =
                new Mailbox(
                        new MailboxPath(row.getString("namespace"), owner, seen(row)),
                        UidValidity.of(row.getLong("uid_validity")),
                        new FolderId(organization, row.getObject("id", UUID.class)));
        Map<MailboxACL.EntryKey, MailboxACL.Rfc4314Rights> rights = new HashMap<>();
        for (String user : (String[]) row.getArray("users").getArray()) {
            int gap = user.indexOf(' ');
            UUID who = UUID.fromString(user.substring(0, gap));
            // Of its owner it is said to himself alone: it limits what he does, and nobody else.
            if (who.equals(row.getObject("owner_id", UUID.class))
                    && !(person && who.equals(viewer))) {
                continue;
            }
            try {
                rights.put(
                        MailboxACL.EntryKey.createUserEntryKey(name(new UserId(who), organization)),
                        MailboxACL.Rfc4314Rights.deserialize(user.substring(gap + 1)));
            } catch (UnsupportedRightException unsupported) {
                throw new SQLException(unsupported);
            }
        }
        folder.setACL(new MailboxACL(rights));
        return folder;
    }

    /** The viewer by the name of his session, whose home may be elsewhere. */
    private Username name(UserId user, OrganizationId organization) {
        return store.owners()
                .name(new MailboxOwner(user, user.value().equals(viewer) ? home : organization));
    }

    /** The name under which the viewer sees a folder: his own one's, or below the others'. */
    private static String seen(ResultSet row) throws SQLException {
        String label = row.getString("label");
        String name = row.getString("name");
        return label == null ? name : OthersFolders.name(label, name);
    }

    private static OrganizationId organization(Mailbox folder) {
        return FolderId.of(folder.getMailboxId()).organization();
    }

    private static UUID id(Mailbox folder) {
        return FolderId.of(folder.getMailboxId()).value();
    }
}
