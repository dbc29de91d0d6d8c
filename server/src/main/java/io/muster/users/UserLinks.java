package io.muster.users;

import io.muster.access.Accounts;
import io.muster.access.Actor;
import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.PasswordChanged;
import io.muster.access.Passwords;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.Sha256;
import io.muster.kernel.UserId;
import io.muster.notifications.Links;
import io.muster.notifications.Mail;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Outbox;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.users.UserLinkRepository.Link;
import io.muster.users.UserLinkRepository.NewLink;
import io.muster.users.UserLinkRepository.Purpose;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Links that go to people by mail: to set a first or a new password, and to prove that an address
 * is theirs. Each works once and for a limited time.
 */
@Component
class UserLinks {

    private static final Duration RESET = Duration.ofHours(1);
    private static final Duration WELCOME = Duration.ofDays(3);
    private static final Duration VERIFICATION = Duration.ofHours(24);

    /** A stranger who asks again and again fills nobody's mailbox. */
    private static final Duration PAUSE = Duration.ofMinutes(2);

    /** As many links as somebody who asked can hold at once; a further one waits for their end. */
    private static final int MOST_ASKED = 3;

    private static final SecureRandom RANDOM = new SecureRandom();

    private final UserLinkRepository repository;
    private final UserEditRepository users;
    private final UserPasswords passwords;
    private final Accounts accounts;
    private final Organizations organizations;
    private final Outbox outbox;
    private final Links links;
    private final Scopes scopes;
    private final AuditLog audit;

    UserLinks(
            UserLinkRepository repository,
            UserEditRepository users,
            UserPasswords passwords,
            Accounts accounts,
            Organizations organizations,
            Outbox outbox,
            Links links,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.users = users;
        this.passwords = passwords;
        this.accounts = accounts;
        this.organizations = organizations;
        this.outbox = outbox;
        this.links = links;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * Somebody says that he forgot the password of that name. Whether there is such a user, shows
     * only in his mailbox.
     */
    void forgotten(String name) {
        InstanceScope machinery = scopes.machinery();
        scopes.in(machinery, () -> accounts.named(name.strip()))
                .ifPresent(account -> {
                    OrganizationScope scope =
                            scopes.organization(machinery, account.organization());
                    scopes.run(
                            scope,
                            () ->
                                    users.find(scope, account.user())
                                            .filter(this::mayAsk)
                                            .ifPresent(user -> send(scope, List.of(user), false)));
                });
    }

    /** A link that a stranger asks for takes nothing from those which the user has already. */
    private boolean mayAsk(User user) {
        return !repository.sentWithin(user.id(), Purpose.PASSWORD, PAUSE)
                && repository.usable(user.id(), Purpose.PASSWORD) < MOST_ASKED;
    }

    /**
     * Mails a link with which the user sets his password: a welcome to whom waits for his first.
     * Earlier ones are of no use any more.
     *
     * @return the rule against it
     */
    Optional<UserRule> sendPasswordLink(OrganizationScope scope, User user) {
        return Optional.ofNullable(sendPasswordLinks(scope, List.of(user)).get(user.id()));
    }

    /**
     * As {@link #sendPasswordLink}, to some hundred at once.
     *
     * @return the rules against it, by user
     */
    Map<UserId, UserRule> sendPasswordLinks(OrganizationScope scope, List<User> users) {
        return send(scope, users, true);
    }

    private Map<UserId, UserRule> send(OrganizationScope scope, List<User> users, boolean instead) {
        Map<UserId, UserRule> rules = new HashMap<>();
        List<NewLink> kept = new ArrayList<>();
        List<Mail> mails = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        String organization = organizations.find(scope).map(Organization::name).orElse("");
        for (User user : users) {
            String to = mailbox(user);
            UserRule against = against(user);
            if (against != null || to == null) {
                rules.put(user.id(), against == null ? UserRule.NO_ADDRESS : against);
                continue;
            }
            String token = newToken();
            kept.add(new NewLink(user.id(), to, hash(token), life(user)));
            mails.add(passwordMail(user, to, token, organization));
            changes.add(
                    Change.done(
                            "users.password-link-sent",
                            "user",
                            user.id().value(),
                            user.account(),
                            Map.of(),
                            Map.of("to", to)));
        }
        if (!mails.isEmpty()) {
            if (instead) {
                repository.forget(kept.stream().map(NewLink::user).toList(), Purpose.PASSWORD);
            }
            repository.insert(scope, Purpose.PASSWORD, kept);
            outbox.write(scope, mails);
            audit.record(scope, changes);
        }
        return rules;
    }

    private static @Nullable UserRule against(User user) {
        return switch (user.state()) {
            case DELETED -> UserRule.DELETED;
            case WAITING_FOR_PASSWORD, ACTIVE ->
                    user.signInMethod().ownPassword() ? null : UserRule.NO_OWN_PASSWORD;
            default -> UserRule.NOT_ACTIVE;
        };
    }

    private static Duration life(User user) {
        return user.state() == UserState.WAITING_FOR_PASSWORD ? WELCOME : RESET;
    }

    private Mail passwordMail(User user, String to, String token, String organization) {
        boolean waiting = user.state() == UserState.WAITING_FOR_PASSWORD;
        Duration life = life(user);
        Map<String, String> facts = new HashMap<>();
        facts.put("link", links.to("/password-reset?token=" + token));
        facts.put("hours", Long.toString(life.toHours()));
        if (waiting) {
            facts.put("organization", organization);
        }
        return new Mail(
                EmailAddress.valueOf(to),
                user.profile().displayName(),
                waiting ? MailTemplate.WELCOME : MailTemplate.PASSWORD_RESET,
                facts,
                user.profile().preferences().language(),
                life);
    }

    /** Where links to a new password go; null where there is no such address. */
    static @Nullable String mailbox(User user) {
        String recovery = user.profile().contact().recoveryAddress();
        return recovery.isEmpty() || user.address() == null ? user.address() : recovery;
    }

    /** No link to a new password outlives the password that was there when it was sent. */
    @EventListener
    void changed(PasswordChanged change) {
        repository.forget(List.of(change.user()), Purpose.PASSWORD);
    }

    /** What became of a password that came through a link. */
    sealed interface Choice {
        record Done() implements Choice {}

        /**
         * Used, replaced, too old, made up, or sent to an address that isn't the user's any more:
         * one answer for all.
         */
        record NoSuchLink() implements Choice {}

        record Unfit(List<io.muster.kernel.Problem.FieldError> errors) implements Choice {}
    }

    /** Sets the password that somebody chose who followed a link. */
    Choice choose(String token, String password, String address) {
        byte[] hash = hash(token);
        InstanceScope machinery = scopes.machinery();
        Optional<Link> found = scopes.in(machinery, () -> repository.find(hash, Purpose.PASSWORD));
        if (found.isEmpty()) {
            return new Choice.NoSuchLink();
        }
        OrganizationScope scope = own(found.get(), address);
        return switch (passwords.judge(scope, found.get().user(), password)) {
            case Passwords.Choice.Refused(var errors) -> new Choice.Unfit(errors);
            case Passwords.Choice.Accepted(var accepted) ->
                    scopes.in(
                            scope,
                            () ->
                                    repository.use(hash)
                                                    && stillHis(scope, found.get())
                                                    && passwords
                                                            .set(
                                                                    scope,
                                                                    found.get().user(),
                                                                    accepted,
                                                                    false)
                                                            .isEmpty()
                                            ? new Choice.Done()
                                            : new Choice.NoSuchLink());
        };
    }

    /** Whether the link would go to the same address today; locks the user until it is used. */
    private boolean stillHis(OrganizationScope scope, Link link) {
        return users.lock(scope, link.user())
                .filter(user -> link.address().equals(mailbox(user)))
                .isPresent();
    }

    /** Mails a link with which a user proves that his address is his. */
    Optional<UserRule> sendVerification(OrganizationScope scope, User user) {
        String address = user.address();
        if (address == null) {
            return Optional.of(UserRule.NO_ADDRESS);
        }
        if (repository.sentWithin(user.id(), Purpose.VERIFICATION, PAUSE)) {
            return Optional.empty();
        }
        String token = newToken();
        repository.forget(List.of(user.id()), Purpose.VERIFICATION);
        repository.insert(
                scope,
                Purpose.VERIFICATION,
                List.of(new NewLink(user.id(), address, hash(token), VERIFICATION)));
        outbox.write(
                scope,
                new Mail(
                        EmailAddress.valueOf(address),
                        user.profile().displayName(),
                        MailTemplate.EMAIL_VERIFICATION,
                        Map.of(
                                "link",
                                links.to("/email-verification?token=" + token),
                                "hours",
                                Long.toString(VERIFICATION.toHours())),
                        user.profile().preferences().language(),
                        VERIFICATION));
        return Optional.empty();
    }

    /** Takes the proof; false when the link is of no use. */
    boolean verify(String token, String from) {
        byte[] hash = hash(token);
        Optional<Link> found =
                scopes.in(scopes.machinery(), () -> repository.find(hash, Purpose.VERIFICATION));
        if (found.isEmpty()) {
            return false;
        }
        Link link = found.get();
        OrganizationScope scope = own(link, from);
        return scopes.in(
                scope,
                () -> {
                    boolean done =
                            repository.use(hash)
                                    && repository.verify(scope, link.user(), link.address());
                    if (done) {
                        audit.record(
                                scope,
                                Change.done(
                                        "users.address-verified",
                                        "user",
                                        link.user().value(),
                                        link.address(),
                                        Map.of(),
                                        Map.of("address", link.address())));
                    }
                    return done;
                });
    }

    /** Who follows a link acts as himself. */
    private OrganizationScope own(Link link, String from) {
        InstanceScope machinery = scopes.machinery();
        OrganizationId organization = link.organization();
        UserId user = link.user();
        String name =
                scopes.in(
                                scopes.organization(machinery, organization),
                                () ->
                                        users.find(
                                                scopes.organization(machinery, organization), user))
                        .map(found -> found.profile().displayName())
                        .orElse("");
        return scopes.resume(
                        machinery, new Actor(user, name, Actor.Channel.CONSOLE, from), organization)
                .orElseThrow();
    }

    private static String newToken() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] hash(String token) {
        return Sha256.of(token);
    }
}
