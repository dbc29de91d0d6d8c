package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.mailboxes.MailboxOwner;
import java.util.Optional;
import java.util.UUID;
import org.apache.james.core.Username;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxNotFoundException;
import org.apache.james.mailbox.model.Mailbox;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MailboxPath;
import org.apache.james.mailbox.model.QuotaRoot;
import org.apache.james.mailbox.quota.QuotaRootResolver;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What is limited together (RFC 9208 3.2): all folders of one mailbox, whoever fills them. The
 * root's name is that of the owner.
 */
final class QuotaRoots implements QuotaRootResolver {

    private final MailStore store;
    private final StoreParts parts;

    QuotaRoots(MailStore store, StoreParts parts) {
        this.store = store;
        this.parts = parts;
    }

    static MailboxOwner owner(Owners owners, QuotaRoot root) {
        return owners.owner(Username.of(root.getValue()));
    }

    private static QuotaRoot of(Username owner) {
        return QuotaRoot.quotaRoot(owner.asString(), Optional.empty());
    }

    @Override
    public QuotaRoot fromString(String name) throws MailboxException {
        QuotaRoot root = QuotaRoot.quotaRoot(name, Optional.empty());
        try {
            owner(store.owners(), root);
        } catch (RuntimeException noneOfOurs) {
            throw new MailboxException("no such quota root", noneOfOurs);
        }
        return root;
    }

    @Override
    public Username associatedUsername(QuotaRoot root) {
        return Username.of(root.getValue());
    }

    @Override
    public QuotaRoot getQuotaRoot(Mailbox folder) {
        return of(folder.getUser());
    }

    @Override
    public Publisher<QuotaRoot> getQuotaRootReactive(Mailbox folder) {
        return Mono.just(getQuotaRoot(folder));
    }

    @Override
    public QuotaRoot getQuotaRoot(MailboxPath path) throws MailboxException {
        return rootOf(path)
                .blockOptional()
                .orElseThrow(() -> new MailboxNotFoundException(path.getName()));
    }

    @Override
    public Publisher<QuotaRoot> getQuotaRootReactive(MailboxPath path) {
        return rootOf(path);
    }

    /**
     * A path below those of others is told of the folder by who sees it, or of a folder found by
     * its owner.
     */
    private Mono<QuotaRoot> rootOf(MailboxPath path) {
        QuotaRoot own = of(path.getUser());
        if (!OthersFolders.isMeantBy(path)) {
            return Mono.just(own);
        }
        return parts.getMailboxMapper(MailLayer.sessionOf(path.getUser()))
                .findMailboxByPath(path)
                .map(this::getQuotaRoot)
                .defaultIfEmpty(own);
    }

    @Override
    public QuotaRoot getQuotaRoot(MailboxId id) throws MailboxException {
        return rootOf(id).blockOptional().orElseThrow(() -> new MailboxNotFoundException(id));
    }

    @Override
    public Publisher<QuotaRoot> getQuotaRootReactive(MailboxId id) {
        return rootOf(id);
    }

    private Mono<QuotaRoot> rootOf(MailboxId id) {
        FolderId folder = FolderId.of(id);
        OrganizationId organization = folder.organization();
        return store.later(
                organization,
                () ->
                        store.sql(
                                        """
                                        SELECT owner_id FROM mail_folders
                                        WHERE organization_id = :organization AND id = :folder
                                        """)
                                .param("organization", organization.value())
                                .param("folder", folder.value())
                                .query(UUID.class)
                                .optional()
                                .map(owner ->
                                        of(
                                                store.owners()
                                                        .name(
                                                                new MailboxOwner(
                                                                        new io.muster.kernel
                                                                                .MailboxId(owner),
                                                                        organization))))
                                .orElse(null));
    }

    /** One folder of it that the session sees is enough to ask for rights on; none hides it. */
    @Override
    public Publisher<Mailbox> retrieveAssociatedMailboxes(QuotaRoot root, MailboxSession session) {
        MailboxOwner viewer = MailLayer.viewer(store, session);
        MailboxOwner owner = owner(store.owners(), root);
        if (viewer.homeOnly() && !owner.organization().equals(viewer.organization())) {
            return Mono.empty();
        }
        return store.later(
                        owner.organization(),
                        () ->
                                store.sql(
                                                """
                                                SELECT f.id FROM mail_folders f
                                                WHERE f.organization_id = :organization AND f.owner_id = :owner
                                                  AND (:owner = :viewer OR EXISTS (
                                                      SELECT 1 FROM mail_rights r
                                                      WHERE r.owner_id = f.owner_id AND r.user_id = :viewer))
                                                LIMIT 1
                                                """)
                                        .param("organization", owner.organization().value())
                                        .param("owner", owner.mailbox().value())
                                        .param("viewer", viewer.mailbox().value())
                                        .query(UUID.class)
                                        .optional()
                                        .orElse(null))
                .flatMap(id ->
                        parts.getMailboxMapper(session)
                                .findMailboxById(new FolderId(owner.organization(), id)));
    }
}
