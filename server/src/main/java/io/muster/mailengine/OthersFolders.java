package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailboxOwner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.james.mailbox.model.MailboxConstants;
import org.apache.james.mailbox.model.MailboxPath;
import org.jspecify.annotations.Nullable;
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
    private final OrganizationId home;
    private final UUID viewer;
    private final boolean homeOnly;

    OthersFolders(MailStore store, MailboxOwner viewer) {
        this.store = store;
        this.home = viewer.organization();
        this.viewer = viewer.mailbox().value();
        this.homeOnly = viewer.homeOnly();
    }

    /**
     * Where a name really leads.
     *
     * @param organization to which the mailbox belongs; another than his home where he is a guest
     * @param name the folder's own; empty for the mailbox itself
     * @param rights the letters that the viewer has there
     */
    record Place(OrganizationId organization, UUID owner, String name, String rights) {

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
        return labelled(home, label, name)
                .or(() ->
                        abroad(label).stream()
                                .map(one ->
                                        new Place(
                                                one.organization(),
                                                one.owner(),
                                                name,
                                                one.rights()))
                                .findFirst())
                .filter(place -> place.allows(RightLetters.LOOKUP));
    }

    private Optional<Place> labelled(OrganizationId organization, String label, String name) {
        return store.sql(
                        """
                        SELECT owner_id, rights FROM mail_rights
                        WHERE organization_id = :organization AND user_id = :viewer AND owner_id <> :viewer
                          AND label = :label
                        """)
                .param("organization", organization.value())
                .param("viewer", viewer)
                .param("label", label)
                .query((row, _) ->
                        new Place(
                                organization,
                                row.getObject("owner_id", UUID.class),
                                name,
                                row.getString("rights")))
                .optional();
    }

    /** A mailbox of an organization in which the viewer is a guest. */
    record Abroad(OrganizationId organization, UUID owner, String label, String rights) {}

    /**
     * What he was given on mailboxes elsewhere. Only this is read across organizations, of himself
     * alone; whatever is in the mailboxes is read in the scope of theirs. One that is switched off
     * shows nothing, and none does to whoever acts as him.
     */
    List<Abroad> abroad() {
        return abroad(null);
    }

    /**
     * @param label of the mailboxes that are meant; null for all
     */
    private List<Abroad> abroad(@Nullable String label) {
        if (homeOnly) {
            return List.of();
        }
        List<Abroad> given = given(label);
        Set<OrganizationId> serving =
                given.stream()
                        .map(Abroad::organization)
                        .distinct()
                        .filter(store::serves)
                        .collect(Collectors.toSet());
        return given.stream().filter(one -> serving.contains(one.organization())).toList();
    }

    private List<Abroad> given(@Nullable String label) {
        return store.together(() ->
                store.sql(
                                """
                                SELECT organization_id, owner_id, label, rights FROM mail_rights
                                WHERE user_id = :viewer AND organization_id <> :home
                                  AND (:label::text IS NULL OR label = :label)
                                ORDER BY organization_id, owner_id
                                """)
                        .param("viewer", viewer)
                        .param("home", home.value())
                        .param("label", label)
                        .query((row, _) ->
                                new Abroad(
                                        new OrganizationId(
                                                row.getObject("organization_id", UUID.class)),
                                        row.getObject("owner_id", UUID.class),
                                        row.getString("label"),
                                        row.getString("rights")))
                        .list());
    }

    /** The other organizations in whose mailboxes he looks folders up. */
    Set<OrganizationId> organizationsAbroad() {
        return abroad().stream()
                .filter(one -> one.rights().indexOf(RightLetters.LOOKUP) >= 0)
                .map(Abroad::organization)
                .collect(Collectors.toSet());
    }

    /**
     * What a list of folders needs to know beyond James.
     *
     * @param names of all folders that the viewer may look up, as he sees them
     * @param rights the viewer's letters, by the name of the other mailbox
     */
    record Sights(Set<String> names, Map<String, String> rights) {}

    Mono<Sights> sights() {
        return store.later(
                home,
                () -> {
                    Set<String> names = new HashSet<>(own());
                    Map<String, String> rights = new HashMap<>();
                    gather(home, names, rights);
                    organizationsAbroad()
                            .forEach(organization -> gather(organization, names, rights));
                    return new Sights(names, rights);
                });
    }

    private List<String> own() {
        return store.sql(
                        """
                        SELECT name FROM mail_folders
                        WHERE organization_id = :organization AND owner_id = :viewer AND NOT EXISTS (
                            SELECT FROM mail_rights
                            WHERE owner_id = :viewer AND user_id = :viewer AND position('l' IN rights) = 0)
                        """)
                .param("organization", home.value())
                .param("viewer", viewer)
                .query((row, _) -> row.getString("name"))
                .list();
    }

    /** What he sees of the mailboxes of one organization that aren't his. */
    private void gather(
            OrganizationId organization, Set<String> names, Map<String, String> rights) {
        store.<Boolean>in(
                organization,
                () -> {
                    store.sql(
                                    """
                                    SELECT v.label, v.rights, f.name FROM mail_rights v
                                    LEFT JOIN mail_folders f ON f.organization_id = :organization
                                        AND f.owner_id = v.owner_id AND position('l' IN v.rights) > 0
                                    WHERE v.organization_id = :organization AND v.user_id = :viewer AND v.owner_id <> :viewer
                                    """)
                            .param("organization", organization.value())
                            .param("viewer", viewer)
                            .query(row -> {
                                String label = row.getString("label");
                                rights.put(label, row.getString("rights"));
                                if (row.getString("name") != null) {
                                    names.add(name(label, row.getString("name")));
                                }
                            });
                    return true;
                });
    }
}
