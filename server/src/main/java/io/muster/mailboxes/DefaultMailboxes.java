package io.muster.mailboxes;

import io.muster.access.Actor;
import io.muster.access.Journal;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.access.Scopes;
import io.muster.kernel.Change;
import io.muster.kernel.MailboxId;
import io.muster.kernel.UserId;
import io.muster.users.UsersPurged;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The mailbox that a user works in first: it opens first, he writes from it first, and mail to his
 * addresses lands there. One of those of his organization that he reads; when he may no longer, it
 * is his own again.
 */
@Component
public class DefaultMailboxes {

    private final DefaultMailboxRepository repository;
    private final MailboxRepository mailboxes;
    private final MailboxHoldings holdings;
    private final MailboxGuard guard;
    private final Scopes scopes;
    private final Journal journal;

    DefaultMailboxes(
            DefaultMailboxRepository repository,
            MailboxRepository mailboxes,
            MailboxHoldings holdings,
            MailboxGuard guard,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.mailboxes = mailboxes;
        this.holdings = holdings;
        this.guard = guard;
        this.scopes = scopes;
        this.journal = journal;
    }

    /**
     * What is chosen, and what can be.
     *
     * @param chosen null for his own
     * @param choices by name, without his own
     */
    record Standing(@Nullable MailboxId chosen, List<Mailbox> choices) {}

    /** What became of a choice. */
    sealed interface Outcome {
        record Done(Standing standing) implements Outcome {}

        record Refused(MailboxRule broken) implements Outcome {}

        /** It is none that the user reads in his organization, or it is archived. */
        record NotOpen() implements Outcome {}
    }

    /** The one that a user chose; nothing where it is his own. */
    public Optional<MailboxId> of(MailboxOwner user) {
        OrganizationScope home = home(user);
        return scopes.in(home, () -> repository.of(home, user.user()));
    }

    /** Where mail to a mailbox lands: in it, or in the one that its user chose. */
    MailboxOwner landing(MailboxOwner owner) {
        return of(owner)
                .map(chosen -> new MailboxOwner(chosen, owner.organization()))
                .orElse(owner);
    }

    /** Of a user of the organization who has a mailbox of his own; nothing for anybody else. */
    Optional<Standing> standing(OrganizationScope scope, UserId user) {
        return scopes.in(
                scope,
                () ->
                        mailboxes
                                .find(scope, MailboxId.of(user))
                                .filter(Mailbox::personal)
                                .map(_ -> now(scope, user)));
    }

    /** Of a user who asks himself. */
    Optional<Standing> own(MailboxOwner user) {
        return standing(home(user), user.user());
    }

    private Standing now(OrganizationScope scope, UserId user) {
        List<MailboxId> read =
                holdings.to(scope, user).stream()
                        .filter(held -> held.permissions().contains(Permission.MAILBOX_READ))
                        .map(MailboxHolding::mailbox)
                        .toList();
        List<Mailbox> choices =
                mailboxes.all(scope, read).values().stream()
                        .filter(mailbox -> !mailbox.archived())
                        .sorted(
                                Comparator.comparing(Mailbox::name, String.CASE_INSENSITIVE_ORDER)
                                        .thenComparing(mailbox -> mailbox.id().value()))
                        .toList();
        return new Standing(repository.of(scope, user).orElse(null), choices);
    }

    /**
     * An administrator chooses for a user, whose rights don't go beyond his own.
     *
     * @param mailbox null for his own
     */
    Outcome choose(OrganizationScope scope, UserId user, @Nullable MailboxId mailbox) {
        return scopes.in(
                scope,
                () ->
                        switch (guard.lock(scope, MailboxId.of(user))) {
                            case MailboxGuard.Judged.Refused(var broken) ->
                                    new Outcome.Refused(broken);
                            case MailboxGuard.Judged.Free(var own) ->
                                    own.personal()
                                            ? choose(scope, scope.actor(), own, mailbox)
                                            : new Outcome.Refused(MailboxRule.GONE);
                        });
    }

    /** A user chooses for himself. */
    Outcome chooseOwn(MailboxOwner user, Actor actor, @Nullable MailboxId mailbox) {
        OrganizationScope home = home(user);
        return scopes.in(
                home,
                () ->
                        mailboxes
                                .lock(home, user.mailbox())
                                .filter(Mailbox::personal)
                                .map(own -> choose(home, actor, own, mailbox))
                                .orElseGet(() -> new Outcome.Refused(MailboxRule.GONE)));
    }

    private Outcome choose(
            OrganizationScope scope, Actor actor, Mailbox own, @Nullable MailboxId mailbox) {
        UserId user = own.id().user();
        // His own by its id is his own.
        MailboxId wanted = own.id().equals(mailbox) ? null : mailbox;
        Standing before = now(scope, user);
        if (wanted != null
                && before.choices().stream().noneMatch(choice -> choice.id().equals(wanted))) {
            return new Outcome.NotOpen();
        }
        repository.save(scope, user, wanted);
        Standing after = now(scope, user);
        Map<String, String> was = said(before);
        Map<String, String> is = said(after);
        if (!was.equals(is)) {
            journal.record(
                    actor,
                    scope.organization(),
                    List.of(
                            Change.edited(
                                    "mailboxes.default-changed",
                                    "mailbox",
                                    own.id().value(),
                                    own.name(),
                                    was,
                                    is)));
        }
        return new Outcome.Done(after);
    }

    private static Map<String, String> said(Standing standing) {
        return Map.of(
                "defaultMailbox",
                standing.choices().stream()
                        .filter(choice -> choice.id().equals(standing.chosen()))
                        .map(Mailbox::name)
                        .findFirst()
                        .orElse(""));
    }

    @EventListener
    void forget(UsersPurged purged) {
        OrganizationScope scope = scopes.organization(scopes.machinery(), purged.organization());
        scopes.run(scope, () -> repository.forget(scope, purged.users()));
    }

    private OrganizationScope home(MailboxOwner user) {
        return scopes.organization(scopes.machinery(), user.organization());
    }
}
