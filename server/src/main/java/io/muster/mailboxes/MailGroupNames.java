package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Problem;
import io.muster.kernel.Problem.FieldError;
import io.muster.mailboxes.MailGroupRepository.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Finds who in an organization, or elsewhere, is meant by the addresses of future members. */
@Component
class MailGroupNames {

    private final Addresses addresses;
    private final MailGroupRepository groups;
    private final MailEngine engine;
    private final Scopes scopes;

    MailGroupNames(
            Addresses addresses, MailGroupRepository groups, MailEngine engine, Scopes scopes) {
        this.addresses = addresses;
        this.groups = groups;
        this.engine = engine;
        this.scopes = scopes;
    }

    private sealed interface Found {
        record Member(Named member) implements Found {}

        record None(FieldError error) implements Found {}
    }

    /**
     * @throws io.muster.kernel.Refusal 422 with every address that can be no member
     */
    List<Named> of(OrganizationScope scope, MailGroup group, List<EmailAddress> wanted) {
        List<FieldError> errors = new ArrayList<>();
        List<Named> members = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            switch (one(scope, group, wanted.get(i), "addresses[%d]".formatted(i))) {
                case Found.Member(var member) -> members.add(member);
                case Found.None(var error) -> errors.add(error);
            }
        }
        if (!errors.isEmpty()) {
            throw Problem.invalid(errors).refusal();
        }
        return members;
    }

    private Found one(
            OrganizationScope scope, MailGroup group, EmailAddress address, String field) {
        Optional<MailboxRepository.Found> mailbox = addresses.exactly(address);
        if (mailbox.isPresent()) {
            boolean ours = mailbox.get().organization().equals(scope.organization());
            if (ours && mailbox.get().mailbox().isOfDeletedUser()) {
                return none(field, "unknown", "The user of that address is deleted.");
            }
            return ours
                    ? new Found.Member(new Named.InMailbox(mailbox.get().mailbox().id()))
                    : outside(group, address, field);
        }
        Optional<MailGroup> inner = addresses.group(address);
        if (inner.isPresent()) {
            return inner.get().organization().equals(scope.organization())
                    ? inner(scope, group, inner.get(), field)
                    : none(field, "foreign-group", "This is a group of another organization.");
        }
        return ForwardingChange.elsewhere(
                        group.address(),
                        address,
                        field,
                        engine.reachesOthers(),
                        engine.reaches(group.address(), address))
                .<Found>map(Found.None::new)
                .orElseGet(() -> outside(group, address, field));
    }

    private static Found outside(MailGroup group, EmailAddress address, String field) {
        // Who isn't signed in proves no address: a stranger would write through us to anybody.
        return group.writers() == MailGroup.Writers.ANYONE
                ? none(
                        field,
                        "open-to-outside",
                        "The group takes mail of anyone, so it can't reach addresses outside the organization.")
                : new Found.Member(new Named.Outside(address));
    }

    private Found inner(OrganizationScope scope, MailGroup group, MailGroup inner, String field) {
        return scopes.in(scope, () -> groups.leads(scope, inner.id(), group.id()))
                ? none(field, "circle", "Mail would go in a circle: that group leads to this one.")
                : new Found.Member(new Named.InGroup(inner.id()));
    }

    private static Found none(String field, String code, String message) {
        return new Found.None(new FieldError(field, code, message));
    }
}
