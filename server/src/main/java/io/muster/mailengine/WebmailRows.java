package io.muster.mailengine;

import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailboxOwner;
import io.muster.webmail.StoredMail;
import io.muster.webmail.StoredMail.Folder;
import io.muster.webmail.StoredMail.Glance;
import io.muster.webmail.StoredMail.Marks;
import io.muster.webmail.StoredMail.Place;
import io.muster.webmail.StoredMail.Wanted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads what the webmail shows, by statements of its own: a page costs what it shows. */
final class WebmailRows {

    private static final String FOLDER =
            """
            SELECT f.id, f.owner_id, f.name, f.messages, f.octets, v.rights
            FROM mail_folders f
            LEFT JOIN mail_rights v ON v.organization_id = :organization AND v.owner_id = f.owner_id AND v.user_id = :viewer
            """;

    private final MailStore store;

    WebmailRows(MailStore store) {
        this.store = store;
    }

    List<Folder> folders(MailboxOwner viewer, MailboxOwner mailbox) {
        OrganizationId organization = mailbox.organization();
        return store.in(
                organization,
                () ->
                        visible(
                                folder(
                                                organization,
                                                viewer,
                                                "WHERE f.organization_id = :organization AND f.owner_id = :owner")
                                        .param("owner", mailbox.mailbox().value())
                                        .query((row, _) -> folder(organization, viewer, row))
                                        .list()));
    }

    /** At home first, then wherever the viewer is a guest. */
    Optional<Folder> folder(MailboxOwner viewer, UUID id) {
        return folder(viewer.organization(), viewer, id)
                .or(() ->
                        new OthersFolders(store, viewer)
                                .organizationsAbroad().stream()
                                        .flatMap(one -> folder(one, viewer, id).stream())
                                        .findFirst());
    }

    private Optional<Folder> folder(OrganizationId organization, MailboxOwner viewer, UUID id) {
        return store
                .in(
                        organization,
                        () ->
                                visible(
                                        folder(
                                                        organization,
                                                        viewer,
                                                        "WHERE f.organization_id = :organization AND f.id = :id")
                                                .param("id", id)
                                                .query((row, _) ->
                                                        folder(organization, viewer, row))
                                                .list()))
                .stream()
                .findFirst();
    }

    private JdbcClient.StatementSpec folder(
            OrganizationId organization, MailboxOwner viewer, String where) {
        return store.sql(FOLDER + where)
                .param("organization", organization.value())
                .param("viewer", viewer.mailbox().value());
    }

    private static List<Folder> visible(List<Folder> found) {
        return found.stream()
                .filter(folder -> folder.rights().contains(Permission.MAILBOX_READ))
                .toList();
    }

    private static Folder folder(OrganizationId organization, MailboxOwner viewer, ResultSet row)
            throws SQLException {
        UUID owner = row.getObject("owner_id", UUID.class);
        return new Folder(
                row.getObject("id", UUID.class),
                new MailboxOwner(new MailboxId(owner), organization),
                row.getString("name"),
                rights(owner.equals(viewer.mailbox().value()), row.getString("rights")),
                row.getLong("messages"),
                row.getLong("octets"));
    }

    /** In his own mailbox a user may do everything, unless something is said of him there. */
    private static Set<Permission> rights(boolean own, @Nullable String letters) {
        return own && letters == null
                ? RightLetters.everything()
                : RightLetters.permissions(letters);
    }

    Map<UUID, Long> unseen(Collection<Folder> folders) {
        Map<UUID, Long> unseen = new HashMap<>();
        folders.stream()
                .collect(Collectors.groupingBy(folder -> folder.owner().organization()))
                .forEach((organization, those) -> unseen.putAll(unseen(organization, those)));
        return unseen;
    }

    private Map<UUID, Long> unseen(OrganizationId organization, List<Folder> folders) {
        Map<UUID, Long> unseen = new HashMap<>();
        store.<Boolean>in(
                organization,
                () -> {
                    store.sql(
                                    """
                                    SELECT f.id, c.number FROM mail_folders f CROSS JOIN LATERAL (
                                        SELECT count(*) AS number FROM (
                                            SELECT 1 FROM mail_messages m
                                            WHERE m.organization_id = :organization AND m.folder_id = f.id AND m.flags & 1 = 0
                                            LIMIT 10000) AS found) AS c
                                    WHERE f.organization_id = :organization AND f.id = ANY(:folders)
                                    """)
                            .param("organization", organization.value())
                            .param("folders", folders.stream().map(Folder::id).toArray(UUID[]::new))
                            .query(row -> {
                                unseen.put(row.getObject("id", UUID.class), row.getLong("number"));
                            });
                    return true;
                });
        return unseen;
    }

    /** Whatever changes messages changes a number in the row of their folder. */
    String state(MailboxOwner mailbox) {
        return store.in(
                mailbox.organization(),
                () ->
                        store.sql(
                                        """
                                        SELECT coalesce(md5(string_agg(concat_ws(' ', id, uid_validity, last_uid, last_modseq,
                                            messages, octets, name), E'\\n' ORDER BY id)), '-')
                                        FROM mail_folders WHERE organization_id = :organization AND owner_id = :owner
                                        """)
                                .param("organization", mailbox.organization().value())
                                .param("owner", mailbox.mailbox().value())
                                .query(String.class)
                                .single());
    }

    Map<MailboxId, Long> octets(Collection<MailboxOwner> mailboxes) {
        Map<MailboxId, Long> octets = new HashMap<>();
        mailboxes.stream()
                .collect(Collectors.groupingBy(MailboxOwner::organization))
                .forEach((organization, those) -> octets.putAll(octets(organization, those)));
        return octets;
    }

    private Map<MailboxId, Long> octets(OrganizationId organization, List<MailboxOwner> mailboxes) {
        Map<MailboxId, Long> octets = new HashMap<>();
        store.<Boolean>in(
                organization,
                () -> {
                    store.sql(
                                    """
                                    SELECT owner_id, sum(octets) AS octets FROM mail_folders
                                    WHERE organization_id = :organization AND owner_id = ANY(:owners)
                                    GROUP BY owner_id
                                    """)
                            .param("organization", organization.value())
                            .param(
                                    "owners",
                                    mailboxes.stream()
                                            .map(one -> one.mailbox().value())
                                            .toArray(UUID[]::new))
                            .query(row -> {
                                octets.put(
                                        new MailboxId(row.getObject("owner_id", UUID.class)),
                                        row.getLong("octets"));
                            });
                    return true;
                });
        return octets;
    }

    /** What the filters of a list say of a message called so. */
    private static String matching(Wanted wanted, String message) {
        return (wanted.unseen() ? " AND %s.flags & 1 = 0" : "").replace("%s", message)
                + (wanted.flagged() ? " AND %s.flags & 16 <> 0" : "").replace("%s", message)
                + (wanted.among() != null ? " AND %s.uid = ANY(:among)" : "")
                        .replace("%s", message);
    }

    List<Glance> list(Folder folder, Wanted wanted) {
        // Asked for each message singly, so that it stays one step in an index for each that is
        // passed, however large the folder is; from the nearest newer one, which mostly fits too.
        String newest =
                wanted.threads()
                        ? """
                         AND (SELECT 1 FROM mail_messages n
                            WHERE n.organization_id = :organization AND n.folder_id = :folder
                              AND n.thread_id = m.thread_id %s
                              AND (n.received_at, n.uid) > (m.received_at, m.uid)
                            ORDER BY n.received_at, n.uid LIMIT 1) IS NULL
                        """
                                .formatted(matching(wanted, "n"))
                        : "";
        String page =
                """
                SELECT m.folder_id, m.uid FROM mail_messages m
                WHERE m.organization_id = :organization AND m.folder_id = :folder
                  AND (m.received_at, m.uid) < (:at, :uid) %s %s
                ORDER BY m.received_at DESC, m.uid DESC LIMIT :rows
                """
                        .formatted(matching(wanted, "m"), newest);
        Place after = wanted.after();
        return store.in(
                folder.owner().organization(),
                () ->
                        filtered(
                                        GlanceStatement.of(page, wanted.threads())
                                                + "ORDER BY m.received_at DESC, m.uid DESC",
                                        folder,
                                        wanted)
                                .param(
                                        "at",
                                        after == null
                                                ? OffsetDateTime.MAX
                                                : after.receivedAt().atOffset(ZoneOffset.UTC))
                                .param("uid", after == null ? Long.MAX_VALUE : after.uid())
                                .param("rows", wanted.rows())
                                .query(WebmailRows::glance)
                                .list());
    }

    long count(Folder folder, Wanted wanted) {
        if (matching(wanted, "m").isEmpty()) {
            return folder.messages();
        }
        return store.in(
                folder.owner().organization(),
                () ->
                        filtered(
                                        """
                                        SELECT count(*) FROM (
                                            SELECT 1 FROM mail_messages m
                                            WHERE m.organization_id = :organization AND m.folder_id = :folder %s
                                            LIMIT 10000) AS found
                                        """
                                                .formatted(matching(wanted, "m")),
                                        folder,
                                        wanted)
                                .query(Long.class)
                                .single());
    }

    private JdbcClient.StatementSpec filtered(String sql, Folder folder, Wanted wanted) {
        JdbcClient.StatementSpec statement =
                store.sql(sql)
                        .param("organization", folder.owner().organization().value())
                        .param("folder", folder.id());
        Collection<Long> among = wanted.among();
        return among == null ? statement : statement.param("among", among.toArray(Long[]::new));
    }

    List<Glance> thread(MailboxOwner mailbox, UUID thread, int most) {
        return store.in(
                mailbox.organization(),
                () ->
                        store.sql(
                                        GlanceStatement.of(
                                                        """
                                                        SELECT m.folder_id, m.uid FROM mail_folders f
                                                        JOIN mail_messages m ON m.organization_id = :organization AND m.folder_id = f.id
                                                        WHERE f.organization_id = :organization AND f.owner_id = :owner
                                                          AND m.thread_id = :thread
                                                        ORDER BY m.received_at DESC, m.folder_id DESC, m.uid DESC LIMIT :rows
                                                        """,
                                                        true)
                                                + "ORDER BY m.received_at, m.folder_id, m.uid")
                                .param("organization", mailbox.organization().value())
                                .param("owner", mailbox.mailbox().value())
                                .param("thread", thread)
                                .param("rows", most)
                                .query(WebmailRows::glance)
                                .list());
    }

    private static Glance glance(ResultSet row, int number) throws SQLException {
        byte[] beginning = row.getBytes("beginning");
        return new Glance(
                row.getObject("folder_id", UUID.class),
                row.getLong("uid"),
                row.getObject("thread_id", UUID.class),
                row.getLong("messages"),
                row.getLong("unseen"),
                row.getTimestamp("received_at").toInstant(),
                row.getLong("size"),
                marks(row),
                beginning == null ? new byte[0] : beginning);
    }

    private static Marks marks(ResultSet row) throws SQLException {
        int flags = row.getInt("flags");
        return new Marks((flags & 1) != 0, (flags & 16) != 0, (flags & 8) != 0, (flags & 32) != 0);
    }

    List<Long> uids(Folder folder, boolean unseen, int most) {
        return store.in(
                folder.owner().organization(),
                () ->
                        store.sql(
                                        """
                                        SELECT uid FROM mail_messages
                                        WHERE organization_id = :organization AND folder_id = :folder %s
                                        ORDER BY uid LIMIT :most
                                        """
                                                .formatted(unseen ? "AND flags & 1 = 0" : ""))
                                .param("organization", folder.owner().organization().value())
                                .param("folder", folder.id())
                                .param("most", most)
                                .query(Long.class)
                                .list());
    }

    /** How long a message is, in octets; nothing where it is gone. */
    Optional<Long> size(Folder folder, long uid) {
        return store.in(
                folder.owner().organization(),
                () ->
                        one(
                                        "SELECT size FROM mail_messages WHERE organization_id = :organization AND folder_id = :folder AND uid = :uid",
                                        folder,
                                        uid)
                                .query(Long.class)
                                .optional());
    }

    StoredMail.@Nullable Whole whole(Folder folder, long uid) {
        return store.<StoredMail.@Nullable Whole>in(
                folder.owner().organization(),
                () ->
                        one(
                                        """
                                        SELECT m.thread_id, m.received_at, m.flags, m.header, coalesce(m.body, b.body) AS body
                                        FROM mail_messages m
                                        LEFT JOIN mail_bodies b ON b.organization_id = :organization AND b.hash = m.body_hash
                                        WHERE m.organization_id = :organization AND m.folder_id = :folder AND m.uid = :uid
                                        """,
                                        folder,
                                        uid)
                                .query((row, _) ->
                                        new StoredMail.Whole(
                                                row.getObject("thread_id", UUID.class),
                                                row.getTimestamp("received_at").toInstant(),
                                                marks(row),
                                                joined(
                                                        row.getBytes("header"),
                                                        row.getBytes("body"))))
                                .optional()
                                .orElse(null));
    }

    private JdbcClient.StatementSpec one(String sql, Folder folder, long uid) {
        return store.sql(sql)
                .param("organization", folder.owner().organization().value())
                .param("folder", folder.id())
                .param("uid", uid);
    }

    private static byte[] joined(byte[] header, byte @Nullable [] body) {
        if (body == null || body.length == 0) {
            return header;
        }
        byte[] whole = Arrays.copyOf(header, header.length + body.length);
        System.arraycopy(body, 0, whole, header.length, body.length);
        return whole;
    }
}
