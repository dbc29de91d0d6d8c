package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Has the mails of invitations written, a moment after they were asked for: what the mail says
 * depends on whether the address belongs to somebody, and neither the answer to the inviter nor its
 * time may tell that. Each stands alone: one that can't be written is tried again later.
 */
@Component
class InvitationSending implements RecurringWork {

    private static final Logger LOG = LoggerFactory.getLogger(InvitationSending.class);

    private static final Duration LONGEST = Duration.ofSeconds(30);

    /** After the last of these the inviter is told. */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2));

    private final InvitationMailRepository repository;
    private final InvitationMails mails;
    private final Answers answers;
    private final Scopes scopes;

    InvitationSending(
            InvitationMailRepository repository,
            InvitationMails mails,
            Answers answers,
            Scopes scopes) {
        this.repository = repository;
        this.mails = mails;
        this.answers = answers;
        this.scopes = scopes;
    }

    @Override
    public String name() {
        return "invitations.send";
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
            // The attempt is noted before it is made: whatever becomes of it, the next one's turn
            // comes.
            Optional<InvitationMailRepository.Due> next =
                    scopes.in(machinery, () -> repository.begin(machinery, PAUSES));
            next.ifPresent(due -> send(machinery, due));
            more = next.isPresent();
        }
    }

    private void send(InstanceScope machinery, InvitationMailRepository.Due due) {
        OrganizationScope scope = scopes.organization(machinery, due.organization());
        try {
            scopes.run(
                    scope,
                    () -> {
                        repository.limit(LONGEST);
                        mails.write(scope, due.invitation());
                    });
        } catch (RuntimeException fault) {
            LOG.error("The mail of invitation {} could not be written", due.invitation(), fault);
            if (due.attempt() > PAUSES.size()) {
                scopes.run(
                        scope,
                        () ->
                                repository
                                        .giveUp(scope, due)
                                        .ifPresent(unsent ->
                                                answers.unsent(
                                                        scope,
                                                        unsent.inviter(),
                                                        unsent.address())));
            }
        }
    }
}
