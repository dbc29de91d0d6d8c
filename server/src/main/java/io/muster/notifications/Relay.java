package io.muster.notifications;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.kernel.Change;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Ids;
import io.muster.kernel.Problem.FieldError;
import io.muster.kernel.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The settings of the relay: shown without the password, changed, tried out. */
@Component
class Relay {

    private static final Pattern HOST =
            Pattern.compile(
                    "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[?[0-9A-Fa-f:.]{2,45}]?");
    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[?::1]?");
    private static final int LONGEST = 200;

    private final RelayRepository repository;
    private final OutboxQueueRepository queue;
    private final SmtpSender sender;
    private final MailTexts texts;
    private final Scopes scopes;
    private final AuditLog audit;

    /** A test blocks for half a minute at worst; a few at once are enough for people. */
    private final Semaphore tests = new Semaphore(2);

    Relay(
            RelayRepository repository,
            OutboxQueueRepository queue,
            SmtpSender sender,
            MailTexts texts,
            Scopes scopes,
            AuditLog audit) {
        this.repository = repository;
        this.queue = queue;
        this.sender = sender;
        this.texts = texts;
        this.scopes = scopes;
        this.audit = audit;
    }

    /**
     * What is asked for.
     *
     * @param password null keeps the one that is set
     * @param forgetPassword takes the one that is set away
     */
    record Wish(
            String host,
            int port,
            RelaySecurity security,
            String account,
            @Nullable String password,
            boolean forgetPassword,
            EmailAddress senderAddress,
            String senderName) {

        /** Leaves the password out. */
        @Override
        public String toString() {
            return "Wish[" + host + ":" + port + "]";
        }
    }

    /** What became of it. */
    sealed interface Outcome {
        record Saved(RelaySettings relay) implements Outcome {}

        record Refused(List<FieldError> errors) implements Outcome {}

        /**
         * @param current the settings as they are now, null when there are none
         */
        record ChangedMeanwhile(@Nullable RelaySettings current) implements Outcome {}
    }

    /** What became of taking the relay away. */
    sealed interface Removal {
        record Removed() implements Removal {}

        record None() implements Removal {}

        record ChangedMeanwhile(RelaySettings current) implements Removal {}
    }

    Optional<RelaySettings> find(InstanceScope scope) {
        return scopes.in(scope, repository::find);
    }

    /**
     * Sets the relay.
     *
     * @param version of the settings that the caller has seen, 0 for none
     */
    Outcome save(InstanceScope scope, Wish wish, Version version) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock();
                    RelaySettings before = repository.find().orElse(null);
                    if (version.number() != (before == null ? 0 : before.version())) {
                        return new Outcome.ChangedMeanwhile(before);
                    }
                    String password = password(wish, before);
                    List<FieldError> errors = check(wish, password);
                    if (!errors.isEmpty()) {
                        return new Outcome.Refused(errors);
                    }
                    repository.save(
                            new RelaySettings(
                                    before == null ? Ids.next() : before.id(),
                                    wish.host().strip(),
                                    wish.port(),
                                    wish.security(),
                                    wish.account().strip(),
                                    password,
                                    wish.senderAddress(),
                                    Mail.plain(wish.senderName()),
                                    version.number()));
                    queue.release(true);
                    queue.hurry();
                    RelaySettings after = repository.find().orElseThrow();
                    record(scope, "notifications.relay-changed", before, after);
                    return new Outcome.Saved(after);
                });
    }

    /** Goes back to no relay: mails are held again. */
    Removal remove(InstanceScope scope, Version version) {
        return scopes.in(
                scope,
                () -> {
                    repository.lock();
                    Optional<RelaySettings> before = repository.find();
                    if (before.isEmpty()) {
                        return new Removal.None();
                    }
                    if (version.number() != before.get().version()) {
                        return new Removal.ChangedMeanwhile(before.get());
                    }
                    repository.delete();
                    queue.release(false);
                    record(scope, "notifications.relay-removed", before.get(), null);
                    return new Removal.Removed();
                });
    }

    /**
     * Sends a test mail through the relay as it is set, past the outbox, and waits for the answer.
     * Nothing when too many tests run already.
     */
    Optional<Delivery.Handover> test(InstanceScope scope, EmailAddress to, String language) {
        if (!tests.tryAcquire()) {
            return Optional.empty();
        }
        try {
            Optional<RelaySettings> relay = find(scope);
            if (relay.isEmpty()) {
                return Optional.of(new Delivery.Handover.Closed("no-relay"));
            }
            Mail mail =
                    new Mail(
                            to,
                            "",
                            MailTemplate.RELAY_TEST,
                            Map.of("host", relay.get().host()),
                            language,
                            null);
            MailTexts.Rendered rendered = texts.render(mail);
            Letter letter =
                    new Letter(
                            OutgoingId.next(),
                            to,
                            "",
                            rendered.subject(),
                            mail.language(),
                            rendered.text(),
                            rendered.html());
            scopes.run(scope, () -> tested(scope, relay.get(), to));
            return Optional.of(sender.hand(relay.get(), letter));
        } finally {
            tests.release();
        }
    }

    private static @Nullable String password(Wish wish, @Nullable RelaySettings before) {
        if (wish.forgetPassword()) {
            return null;
        }
        if (wish.password() != null || before == null) {
            return wish.password();
        }
        // A password is for the host it was set for: it must not be sent to another one that
        // somebody who doesn't know it has typed in.
        boolean same =
                before.host().equalsIgnoreCase(wish.host().strip())
                        && before.account().equals(wish.account().strip());
        return same ? before.password() : null;
    }

    private static List<FieldError> check(Wish wish, @Nullable String password) {
        List<FieldError> errors = new ArrayList<>();
        if (!HOST.matcher(wish.host().strip()).matches()) {
            errors.add(new FieldError("host", "format", "This is no host name or address."));
        }
        if (wish.port() < 1 || wish.port() > 65_535) {
            errors.add(new FieldError("port", "range", "A port is a number from 1 to 65535."));
        }
        if (wish.account().length() > LONGEST) {
            errors.add(new FieldError("account", "too-long", "At most 200 characters."));
        }
        if (wish.senderName().length() > LONGEST) {
            errors.add(new FieldError("senderName", "too-long", "At most 200 characters."));
        }
        if (password != null && password.length() > LONGEST) {
            errors.add(new FieldError("password", "too-long", "At most 200 characters."));
        }
        if (!wish.account().isBlank() && password == null) {
            errors.add(
                    new FieldError(
                            "password", "required", "Signing in to a relay needs a password."));
        }
        if (!wish.account().isBlank()
                && wish.security() == RelaySecurity.NONE
                && !LOOPBACK.matcher(wish.host().strip()).matches()) {
            errors.add(
                    new FieldError(
                            "security",
                            "tls-needed",
                            "A password travels to another machine only encrypted: choose STARTTLS or TLS."));
        }
        return errors;
    }

    private void tested(InstanceScope scope, RelaySettings relay, EmailAddress to) {
        audit.record(
                scope,
                Change.done(
                        "notifications.relay-tested",
                        "relay",
                        relay.id(),
                        relay.host(),
                        Map.of(),
                        Map.of("to", to.toString())));
    }

    private void record(
            InstanceScope scope,
            String action,
            @Nullable RelaySettings before,
            @Nullable RelaySettings after) {
        RelaySettings named = after == null ? before : after;
        if (named == null) {
            return;
        }
        audit.record(
                scope,
                Change.done(
                        action, "relay", named.id(), named.host(), fields(before), fields(after)));
    }

    private static Map<String, @Nullable Object> fields(@Nullable RelaySettings relay) {
        Map<String, @Nullable Object> fields = new HashMap<>();
        if (relay != null) {
            fields.put("host", relay.host());
            fields.put("port", relay.port());
            fields.put("security", relay.security().name());
            fields.put("account", relay.account());
            fields.put("password", relay.password() == null ? null : Change.MASKED);
            fields.put("senderAddress", relay.senderAddress().toString());
            fields.put("senderName", relay.senderName());
        }
        return fields;
    }
}
