package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.Addressees.Addressee;
import io.muster.users.UserState;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Decides whether mail for an address is taken. */
@Component
public class Reception {

    private final Addresses addresses;
    private final Organizations organizations;
    private final MailServices services;
    private final MailGroupRepository groups;
    private final Postmasters postmasters;
    private final CatchAlls catchAlls;
    private final UnwantedMailboxes unwanted;
    private final DefaultMailboxes defaults;
    private final Scopes scopes;

    Reception(
            Addresses addresses,
            Organizations organizations,
            MailServices services,
            MailGroupRepository groups,
            Postmasters postmasters,
            CatchAlls catchAlls,
            UnwantedMailboxes unwanted,
            DefaultMailboxes defaults,
            Scopes scopes) {
        this.addresses = addresses;
        this.services = services;
        this.groups = groups;
        this.postmasters = postmasters;
        this.catchAlls = catchAlls;
        this.unwanted = unwanted;
        this.defaults = defaults;
        this.organizations = organizations;
        this.scopes = scopes;
    }

    /** What becomes of mail for an address. */
    public sealed interface Verdict {
        record Taken(MailboxOwner owner) implements Verdict {}

        /**
         * Nobody and no mailbox has that address here and nobody gets its mail, or only a deleted
         * user, one who was made without a mailbox, or one who gets his mail on another server.
         */
        record Unknown() implements Verdict {}

        /**
         * Its user is disabled and stores no incoming mail or has reception switched off, the
         * mailbox is archived, or the organization is switched off.
         */
        record Closed() implements Verdict {}

        /** It goes to many; whether a writer may, {@link #admits} tells. */
        record Shared(MailGroup group) implements Verdict {}
    }

    /**
     * As for mail of the instance itself, which goes to whoever has the address and to nobody in
     * his place: it may hold a link by which somebody signs in.
     */
    public Verdict of(EmailAddress address) {
        return known(address, _ -> false).orElseGet(Verdict.Unknown::new);
    }

    /** As for mail that a mailbox or a group here sends on. */
    public Verdict onward(EmailAddress address) {
        return of(address, _ -> false);
    }

    /**
     * As for mail that a user writes under one of his addresses: that for the postmaster of his own
     * organization's domain reaches it before the domain is proved too. It lands where its user
     * works first.
     */
    public Verdict ofUser(EmailAddress address, EmailAddress writer) {
        Verdict verdict =
                of(
                        address,
                        organization ->
                                addresses
                                        .exactly(writer)
                                        .filter(found -> found.organization().equals(organization))
                                        .isPresent());
        return landed(verdict);
    }

    /**
     * As for mail that another server hands over: the only users of a domain have it, proved or
     * not. It lands where its user works first.
     */
    public Verdict ofStranger(EmailAddress address) {
        return landed(of(address, _ -> true));
    }

    private Verdict landed(Verdict verdict) {
        return verdict instanceof Verdict.Taken(var owner)
                ? new Verdict.Taken(defaults.landing(owner))
                : verdict;
    }

    private Verdict of(EmailAddress address, Predicate<OrganizationId> postmasterOf) {
        return known(address, postmasterOf)
                .or(() -> first(catchAlls.of(address)))
                .orElseGet(Verdict.Unknown::new);
    }

    /** Of an address that somebody or something has; nothing for one that nobody has. */
    private Optional<Verdict> known(EmailAddress address, Predicate<OrganizationId> postmasterOf) {
        Optional<Verdict> had = had(address);
        // Where a deleted user has it, the domain still has a postmaster.
        return had.filter(verdict -> !(verdict instanceof Verdict.Unknown))
                .or(() -> first(postmasters.of(address, postmasterOf)))
                .or(() -> had);
    }

    private Optional<Verdict> had(EmailAddress address) {
        return addresses
                .owner(address)
                .map(this::verdict)
                .or(() -> addresses.mailbox(address).map(this::verdict))
                .or(() -> addresses.group(address).map(this::verdict));
    }

    /** What becomes of mail for the first of them who takes any. */
    private Optional<Verdict> first(List<EmailAddress> readers) {
        return readers.stream()
                .map(this::had)
                .flatMap(Optional::stream)
                .filter(verdict ->
                        verdict instanceof Verdict.Taken || verdict instanceof Verdict.Shared)
                .findFirst();
    }

    /**
     * Whether somebody may write to a group now.
     *
     * @param writer who signed in to send; nobody for mail of strangers, whatever address they name
     */
    public boolean admits(MailGroup group, Optional<MailboxOwner> writer) {
        return switch (group.writers()) {
            case ANYONE -> true;
            case ORGANIZATION ->
                    writer.filter(from -> from.organization().equals(group.organization()))
                            .isPresent();
            case MEMBERS ->
                    writer.filter(from -> from.organization().equals(group.organization()))
                            .filter(from -> reaches(group, from))
                            .isPresent();
        };
    }

    private boolean reaches(MailGroup group, MailboxOwner writer) {
        OrganizationScope scope = scope(group.organization());
        return scopes.in(scope, () -> groups.reaches(scope, group.id(), writer.mailbox()));
    }

    /**
     * The addresses that mail for a group goes to, those of groups in it too, each once. What
     * becomes of mail for them is asked of each; a group is none of them.
     */
    public List<EmailAddress> members(MailGroup group) {
        OrganizationScope scope = scope(group.organization());
        return scopes.in(scope, () -> groups.reached(scope, group.id()));
    }

    private OrganizationScope scope(OrganizationId organization) {
        return scopes.organization(scopes.machinery(), organization);
    }

    private Verdict verdict(MailGroup group) {
        return isOff(group.organization()) ? new Verdict.Closed() : new Verdict.Shared(group);
    }

    /** The owner where his mailbox is still there, whatever it takes. */
    public Optional<MailboxOwner> standing(MailboxOwner owner) {
        return addresses
                .any(owner.mailbox())
                .filter(found -> found.organization().equals(owner.organization()))
                .map(_ -> owner);
    }

    private Verdict verdict(MailboxRepository.Found found) {
        return found.mailbox().archived() || isOff(found.organization())
                ? new Verdict.Closed()
                : new Verdict.Taken(new MailboxOwner(found.mailbox().id(), found.organization()));
    }

    private boolean isOff(OrganizationId organization) {
        return organizations.find(scope(organization)).filter(Organization::active).isEmpty();
    }

    private Verdict verdict(Addressee addressee) {
        // Not ours to take, nor to be given to whom the address without a tag belongs here.
        if (addressee.elsewhere()) {
            return new Verdict.Unknown();
        }
        if (addressee.state() != UserState.DELETED && isOff(addressee.organization())) {
            return new Verdict.Closed();
        }
        return switch (addressee.state()) {
            case INVITED, WAITING_FOR_PASSWORD, ACTIVE -> taken(addressee);
            case DISABLED -> addressee.allowIncoming() ? taken(addressee) : new Verdict.Closed();
            case DELETED -> new Verdict.Unknown();
        };
    }

    private Verdict taken(Addressee addressee) {
        if (unwanted.has(scope(addressee.organization()), addressee.user())) {
            return new Verdict.Unknown();
        }
        MailboxOwner owner = new MailboxOwner(addressee.user(), addressee.organization());
        return services.allows(owner, ServiceSwitch.RECEPTION)
                ? new Verdict.Taken(owner)
                : new Verdict.Closed();
    }
}
