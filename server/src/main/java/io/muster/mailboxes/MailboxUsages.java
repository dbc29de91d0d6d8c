package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.OrganizationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How much is in mailboxes and how much may be. */
@Component
class MailboxUsages {

    private final MailboxRepository repository;
    private final MailboxLimits limits;
    private final MailEngine engine;
    private final Scopes scopes;
    private final AuditLog audit;

    MailboxUsages(
            MailboxRepository repository,
            MailboxLimits limits,
            MailEngine engine,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.limits = limits;
        this.engine = engine;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * @param folders the fullest first
     */
    record Usage(
            MailboxLimits.Limit limit,
            List<MailEngine.FolderContents> folders,
            MailEngine.Indexing indexing) {

        long messages() {
            return folders.stream().mapToLong(MailEngine.FolderContents::messages).sum();
        }

        long octets() {
            return folders.stream().mapToLong(MailEngine.FolderContents::octets).sum();
        }
    }

    /** Nothing where there is no such mailbox. */
    Optional<Usage> find(OrganizationScope scope, MailboxId id) {
        return scopes.in(scope, () -> repository.find(scope, id).map(_ -> usage(scope, id)));
    }

    /** That of a mailbox whose user asks himself. */
    Optional<Usage> own(OrganizationId home, MailboxId id) {
        return find(scopes.organization(scopes.machinery(), home), id);
    }

    /**
     * Says how large a mailbox may become. What is in it already stays; over the limit nothing more
     * comes in.
     *
     * @param octets 0 is without limit; null is as the organization has it
     */
    Optional<Usage> limit(OrganizationScope scope, MailboxId id, @Nullable Long octets) {
        return scopes.in(
                scope,
                () ->
                        repository
                                .lock(scope, id)
                                .map(mailbox -> {
                                    Long before = repository.limit(scope, id).orElse(null);
                                    repository.setLimit(scope, List.of(id), octets);
                                    engine.noteChanged(scope, List.of(id));
                                    audit.record(
                                            scope,
                                            Change.edited(
                                                    "mailboxes.limit-changed",
                                                    "mailbox",
                                                    id.value(),
                                                    mailbox.name(),
                                                    said(before),
                                                    said(octets)));
                                    return usage(scope, id);
                                }));
    }

    private Usage usage(OrganizationScope scope, MailboxId id) {
        return new Usage(
                limits.of(scope, id), engine.folders(scope, id), engine.indexing(scope, id));
    }

    /** As the audit log has it. */
    static Map<String, @Nullable Object> said(@Nullable Long octets) {
        Map<String, @Nullable Object> said = new HashMap<>();
        said.put("limitOctets", octets);
        return said;
    }
}
