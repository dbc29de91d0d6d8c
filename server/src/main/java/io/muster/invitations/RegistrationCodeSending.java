package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.invitations.RegistrationCodeRepository.Due;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.EmailAddress;
import io.muster.notifications.Links;
import io.muster.notifications.Mail;
import io.muster.notifications.MailTemplate;
import io.muster.notifications.Outbox;
import io.muster.users.Guests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Writes the mails with codes, a moment after they were asked for. Whoever has an account with the
 * address is told that instead.
 */
@Component
class RegistrationCodeSending implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(RegistrationCodeSending.class);

    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 3;

    private final RegistrationCodeRepository repository;
    private final RegistrationCodes codes;
    private final RegistrationSettings settings;
    private final Guests guests;
    private final LocalAddresses local;
    private final Outbox outbox;
    private final Links links;
    private final Scopes scopes;

    RegistrationCodeSending(
            RegistrationCodeRepository repository,
            RegistrationCodes codes,
            RegistrationSettings settings,
            Guests guests,
            LocalAddresses local,
            Outbox outbox,
            Links links,
            Scopes scopes) {
        this.repository = repository;
        this.codes = codes;
        this.settings = settings;
        this.guests = guests;
        this.local = local;
        this.outbox = outbox;
        this.links = links;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "invitations.registration-codes";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    @Override
    public void run() {
        InstanceScope machinery = scopes.machinery();
        boolean more = true;
        while (more) {
            Optional<Due> next =
                    scopes.in(machinery, () -> repository.begin(machinery, PAUSE, ATTEMPTS));
            next.ifPresent(due -> send(machinery, due));
            more = next.isPresent();
        }
    }

    private void send(InstanceScope machinery, Due due) {
        try {
            scopes.run(
                    machinery,
                    () -> {
                        repository.limit(LONGEST);
                        write(machinery, due);
                    });
        } catch (RuntimeException fault) {
            LOG.error("The mail with registration code {} could not be written", due.id(), fault);
        }
    }

    private void write(InstanceScope machinery, Due due) {
        if (isTaken(due.address())) {
            repository.sent(due.id(), codes.makeUnknown(due.id()));
            Map<String, String> facts = Map.of("link", links.to("/sign-in"));
            write(machinery, due.address(), MailTemplate.REGISTRATION_KNOWN, facts);
        } else {
            RegistrationCodes.Made made = codes.make(due.id());
            repository.sent(due.id(), made.sealed());
            Map<String, String> facts =
                    Map.of(
                            "code",
                            made.code(),
                            "minutes",
                            Long.toString(settings.codeLife().toMinutes()));
            write(machinery, due.address(), MailTemplate.REGISTRATION_CODE, facts);
        }
    }

    private void write(
            InstanceScope machinery,
            EmailAddress address,
            MailTemplate template,
            Map<String, String> facts) {
        outbox.write(machinery, new Mail(address, "", template, facts, "", settings.codeLife()));
    }

    /** Also where it is an alias, a shared mailbox or a group, or mail for it goes to somebody. */
    private boolean isTaken(EmailAddress address) {
        return guests.ofAddress(address).isPresent() || local.receive(address);
    }
}
