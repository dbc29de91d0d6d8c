package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How much is in a mailbox and how much may be, over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}")
class MailboxUsageEndpoint {

    private final MailboxUsages usages;

    MailboxUsageEndpoint(MailboxUsages usages) {
        this.usages = usages;
    }

    /**
     * @param name with dots between the folders above and below
     * @param octets of all its messages
     */
    record FolderUsage(String name, long messages, long octets) {}

    /**
     * @param octets of all messages, as IMAP tells their sizes; what several have counts for each
     * @param limitOctets what is said of this mailbox; 0 is without limit, null as the organization
     *     has it
     * @param effectiveLimitOctets what holds; 0 is without limit
     * @param folders the fullest first
     * @param indexing whether the search index follows what is stored, or is to be built anew or is
     *     being built; searches are complete meanwhile, if slower
     */
    record MailboxUsageView(
            long messages,
            long octets,
            @Nullable Long limitOctets,
            long effectiveLimitOctets,
            List<FolderUsage> folders,
            MailEngine.Indexing indexing) {

        static MailboxUsageView of(MailboxUsages.Usage usage) {
            return new MailboxUsageView(
                    usage.messages(),
                    usage.octets(),
                    usage.limit().own(),
                    usage.limit().effective(),
                    usage.folders().stream()
                            .map(folder ->
                                    new FolderUsage(
                                            folder.name(), folder.messages(), folder.octets()))
                            .toList(),
                    usage.indexing());
        }
    }

    /**
     * @param limitOctets up to 2 to the power of 50; 0 is without limit, null as the organization
     *     has it
     */
    record MailboxLimitRequest(@Nullable Long limitOctets) {}

    /** What is in a mailbox, by folder, and how large it may become. A user's has the user's id. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping("/usage")
    MailboxUsageView usage(OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return answer(usages.find(scope, mailboxId));
    }

    /**
     * Says how large a mailbox, personal or shared, may become. What is in it stays; over the limit
     * mail for it is refused and mail programs put nothing more into it, while its user sends as
     * before.
     */
    @Needs(Permission.MAILBOXES_STORAGE)
    @PutMapping("/limit")
    MailboxUsageView limit(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestBody MailboxLimitRequest request) {
        Long octets = request.limitOctets();
        if (octets != null && (octets < 0 || octets > MailboxLimits.MOST)) {
            throw MailboxLimits.outOfRange().refusal();
        }
        return answer(usages.limit(scope, mailboxId, octets));
    }

    private static MailboxUsageView answer(Optional<MailboxUsages.Usage> usage) {
        return usage.map(MailboxUsageView::of)
                .orElseThrow(() -> Problem.notFound("mailbox").refusal());
    }
}
