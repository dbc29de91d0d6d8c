package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import reactor.core.publisher.Mono;

/**
 * The folders of other mailboxes as one user sees them: {@code Other Users.<mailbox>.<folder>} (RFC
 * 2342 5, the other users' namespace). James knows the personal namespace only, so names are
 * translated where folders are read and written.
 */
final class OthersFolders {

    /** The first part of every such name. */
    static final String ROOT = "Other Users";

    static final char DELIMITER = MailboxConstants.DEFAULT_DELIMITER;

    static final String PREFIX = ROOT + DELIMITER;

    private final MailStore store;
    private final OrganizationId organization;
    private final UUID viewer;

    OthersFolders(MailStore store, OrganizationId organization, UUID viewer) {
        this.store = store;
        this.organization = organization;
        this.viewer = viewer;
    }

    /**
     * Where a name really leads.
     *
     * @param name the folder's own; empty for the mailbox itself
     * @param rights the letters that the viewer has there
     */
    record Place(UUID owner, String name, String rights) {

        boolean allows(char right) {
            return rights.indexOf(right) >= 0;
        }

        boolean isInbox() {
            return name.equalsIgnoreCase(MailboxConstants.INBOX);
        }
    }

    /**
     * The mailbox as a part of such names. A comma stands for the dot, which delimits, and is in no
     * address.
     */
    static String label(EmailAddress address) {
        return address.toString().replace(DELIMITER, ',');
    }

    static String name(String label, String folder) {
        return PREFIX + label + DELIMITER + folder;
    }

    static boolean isMeantBy(MailboxPath path) {
        return path.getName().equals(ROOT) || path.getName().startsWith(PREFIX);
    }

    /**
     * The place that such a name leads to; nothing where the viewer has no right. In a transaction.
     */
    Optional<Place> place(MailboxPath path) {
        if (!path.getName().startsWith(PREFIX)) {
            return Optional.empty();
        }
        String rest = path.getName().substring(PREFIX.length());
        int end = rest.indexOf(DELIMITER);
        String label = end < 0 ? rest : rest.substring(0, end);
        String folder = end < 0 ? "" : rest.substring(end + 1);
        String name =
                folder.equalsIgnoreCase(MailboxConstants.INBOX) ? MailboxConstants.INBOX : folder;
        return store.sql(
                        """
                        SELECT owner_id, rights FROM mail_rights
                        WHERE organization_id = :organization AND user_id = :viewer AND label = :label
                        """)
                .param("organization", organization.value())
                .param("viewer", viewer)
                .param("label", label)
                .query((row, _) ->
                        new Place(
                                row.getObject("owner_id", UUID.class),
                                name,
                                row.getString("rights")))
                .optional()
                .filter(place -> place.allows(RightLetters.LOOKUP));
    }

    /**
     * What a list of folders needs to know beyond James.
     *
     * @param names of all folders that the viewer may look up, as he sees them
     * @param rights the viewer's letters, by the name of the other mailbox
     */
    record Sights(Set<String> names, Map<String, String> rights) {}

    Mono<Sights> sights() {
        return store.later(organization, () -> new Sights(names(), rights()));
    }

    private Set<String> names() {
        return Set.copyOf(
                store.sql(
                                """
                                SELECT name FROM mail_folders
                                WHERE organization_id = :organization AND owner_id = :viewer
                                UNION ALL
                                SELECT :root || v.label || :delimiter || f.name
                                FROM mail_rights v
                                JOIN mail_folders f ON f.organization_id = :organization AND f.owner_id = v.owner_id
                                WHERE v.organization_id = :organization AND v.user_id = :viewer
                                  AND position('l' IN v.rights) > 0
                                """)
                        .param("organization", organization.value())
                        .param("viewer", viewer)
                        .param("root", PREFIX)
                        .param("delimiter", String.valueOf(DELIMITER))
                        .query(String.class)
                        .set());
    }

    private Map<String, String> rights() {
        return store
                .sql(
                        "SELECT label, rights FROM mail_rights WHERE organization_id = :organization AND user_id = :viewer")
                .param("organization", organization.value())
                .param("viewer", viewer)
                .query((row, _) -> Map.entry(row.getString("label"), row.getString("rights")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
