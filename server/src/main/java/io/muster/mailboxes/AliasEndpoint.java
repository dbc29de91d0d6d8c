package io.muster.mailboxes;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.kernel.Problem;
import io.muster.users.AddressRule;
import io.muster.users.MailAddresses;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The further addresses of mailboxes over HTTP. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/mailboxes/{mailboxId}/aliases")
class AliasEndpoint {

    private final Aliases aliases;

    AliasEndpoint(Aliases aliases) {
        this.aliases = aliases;
    }

    /**
     * @param items by address, at most 50
     */
    record MailboxAliases(List<EmailAddress> items) {}

    /**
     * @param address of nobody and nothing else in the instance
     */
    record AliasRequest(@Nullable String address) {

        EmailAddress checked() {
            String text = address == null ? "" : address;
            return EmailAddress.parse(text)
                    .orElseThrow(() ->
                            (text.isBlank()
                                            ? Problem.invalid(
                                                    "address", "required", "Give an address.")
                                            : Problem.invalid(
                                                    "address",
                                                    "format",
                                                    "This is no e-mail address."))
                                    .refusal());
        }
    }

    /** Lists the aliases of a mailbox, personal or shared. A user's has the user's id. */
    @Needs(Permission.MAILBOXES_READ)
    @GetMapping
    MailboxAliases list(OrganizationScope scope, @PathVariable MailboxId mailboxId) {
        return aliases.of(scope, mailboxId)
                .map(MailboxAliases::new)
                .orElseThrow(MailboxRule.GONE::refusal);
    }

    /**
     * Gives a mailbox one more address. Mail for it arrives at once, and whoever may send under the
     * mailbox's address sends under this one too. It is none to sign in with. Asking for one that
     * the mailbox has already changes nothing.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PostMapping
    MailboxAliases add(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestBody AliasRequest request) {
        return answer(aliases.add(scope, mailboxId, request.checked()));
    }

    /**
     * Takes an alias away. Mail for it is refused at once, and anybody may have it. One that the
     * mailbox hasn't changes nothing.
     */
    @Needs(Permission.MAILBOXES_DELIVERY)
    @PostMapping("/actions/remove")
    MailboxAliases remove(
            OrganizationScope scope,
            @PathVariable MailboxId mailboxId,
            @RequestBody AliasRequest request) {
        return answer(aliases.remove(scope, mailboxId, request.checked()));
    }

    private static MailboxAliases answer(Aliases.Outcome outcome) {
        return switch (outcome) {
            case Aliases.Outcome.Done(var all) -> new MailboxAliases(all);
            case Aliases.Outcome.Taken() ->
                    throw Problem.invalid(
                                    "address", "taken", "Somebody or something has that address.")
                            .refusal();
            case Aliases.Outcome.OutOfPlace(var broken) -> throw AddressRule.refusal(broken);
            case Aliases.Outcome.TooMany() ->
                    throw Problem.invalid(
                                    "address",
                                    "too-many",
                                    "A mailbox has at most %d aliases."
                                            .formatted(MailAddresses.MOST_ALIASES))
                            .refusal();
            case Aliases.Outcome.Refused(var broken) -> throw broken.refusal();
        };
    }
}
