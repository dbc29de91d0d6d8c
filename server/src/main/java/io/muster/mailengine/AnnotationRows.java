package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.apache.james.mailbox.model.MailboxAnnotation;
import org.apache.james.mailbox.model.MailboxAnnotationKey;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.store.mail.AnnotationMapper;

/** Annotations on folders (RFC 5464), each in the scope of the folder's organization. */
final class AnnotationRows implements AnnotationMapper {

    private final MailStore store;

    AnnotationRows(MailStore store) {
        this.store = store;
    }

    private static OrganizationId organization(MailboxId folder) {
        return FolderId.of(folder).organization();
    }

    @Override
    public List<MailboxAnnotation> getAllAnnotations(MailboxId folder) {
        return store.in(
                organization(folder),
                () ->
                        store.sql(
                                        """
                                        SELECT key, value FROM mail_annotations
                                        WHERE organization_id = :organization AND folder_id = :folder
                                        """)
                                .param("organization", organization(folder).value())
                                .param("folder", FolderId.of(folder).value())
                                .query((row, _) ->
                                        MailboxAnnotation.newInstance(
                                                new MailboxAnnotationKey(row.getString("key")),
                                                row.getString("value")))
                                .list());
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeys(
            MailboxId folder, Set<MailboxAnnotationKey> keys) {
        return matching(folder, keys, MailboxAnnotationKey::equals);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithOneDepth(
            MailboxId folder, Set<MailboxAnnotationKey> keys) {
        return matching(
                folder,
                keys,
                (key, wanted) ->
                        isUnder(key, wanted)
                                && key.countComponents() <= wanted.countComponents() + 1);
    }

    @Override
    public List<MailboxAnnotation> getAnnotationsByKeysWithAllDepth(
            MailboxId folder, Set<MailboxAnnotationKey> keys) {
        return matching(folder, keys, AnnotationRows::isUnder);
    }

    private List<MailboxAnnotation> matching(
            MailboxId folder,
            Set<MailboxAnnotationKey> keys,
            BiPredicate<MailboxAnnotationKey, MailboxAnnotationKey> matches) {
        return getAllAnnotations(folder).stream()
                .filter(one -> keys.stream().anyMatch(key -> matches.test(one.getKey(), key)))
                .toList();
    }

    private static boolean isUnder(MailboxAnnotationKey key, MailboxAnnotationKey wanted) {
        return key.equals(wanted) || key.asString().startsWith(wanted.asString() + "/");
    }

    @Override
    public void deleteAnnotation(MailboxId folder, MailboxAnnotationKey key) {
        store.in(
                organization(folder),
                () ->
                        store.sql(
                                        """
                                        DELETE FROM mail_annotations
                                        WHERE organization_id = :organization AND folder_id = :folder AND key = :key
                                        """)
                                .param("organization", organization(folder).value())
                                .param("folder", FolderId.of(folder).value())
                                .param("key", key.asString())
                                .update());
    }

    @Override
    public void insertAnnotation(MailboxId folder, MailboxAnnotation annotation) {
        String value =
                annotation
                        .getValue()
                        .orElseThrow(() -> new IllegalArgumentException("nothing to keep"));
        store.in(
                organization(folder),
                () ->
                        store.sql(
                                        """
                                        INSERT INTO mail_annotations (folder_id, organization_id, key, value)
                                        VALUES (:folder, :organization, :key, :value)
                                        ON CONFLICT (folder_id, key) DO UPDATE SET value = excluded.value
                                        """)
                                .param("organization", organization(folder).value())
                                .param("folder", FolderId.of(folder).value())
                                .param("key", annotation.getKey().asString())
                                .param("value", value)
                                .update());
    }

    @Override
    public boolean exist(MailboxId folder, MailboxAnnotation annotation) {
        return getAllAnnotations(folder).stream()
                .anyMatch(one -> one.getKey().equals(annotation.getKey()));
    }

    @Override
    public int countAnnotations(MailboxId folder) {
        return getAllAnnotations(folder).size();
    }
}
