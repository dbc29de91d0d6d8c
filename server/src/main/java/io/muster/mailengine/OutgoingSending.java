package io.muster.mailengine;

import io.muster.access.InstanceScope;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.mailengine.OutgoingRepository.Settled;
import io.muster.mailengine.OutgoingRepository.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Lets mail for other servers go out when it is due, many at once. What is in hand is marked with
 * the time until which it is; a server that works on moves that time on, so what a killed one had
 * in hand is taken up a minute later. It goes out twice only where the server died, or lost its
 * database, between the other side's answer and the note of it.
 */
@Component
class OutgoingSending implements RecurringWork, DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingSending.class);

    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);
    private static final Duration HOLD = Duration.ofMinutes(1);
    private static final Duration HOLD_AGAIN = Duration.ofSeconds(20);
    private static final Duration LONGEST_ATTEMPT = Duration.ofMinutes(20);
    private static final Duration BEFORE_NEXT_NOTE = Duration.ofSeconds(2);
    private static final int NOTES = 100;
    private static final int AT_ONE_DOMAIN = 4;

    private final OutgoingRepository repository;
    private final OutgoingSettings settings;
    private final Courier courier;
    private final MailSignature signature;
    private final OutgoingFailures failures;
    private final EmbeddedMail mail;
    private final Scopes scopes;
    private final Semaphore places;
    private final Map<String, Integer> underWay = new ConcurrentHashMap<>();

    OutgoingSending(
            OutgoingRepository repository,
            OutgoingSettings settings,
            Courier courier,
            MailSignature signature,
            OutgoingFailures failures,
            EmbeddedMail mail,
            Scopes scopes) {
        this.repository = repository;
        this.settings = settings;
        this.courier = courier;
        this.signature = signature;
        this.failures = failures;
        this.mail = mail;
        this.scopes = scopes;
        this.places = new Semaphore(settings.connections());
    }

    @Override
    public String name() {
        return "mailengine.send";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(1);
    }

    /** Begins what is due and doesn't wait for its end: a slow server holds up nobody else. */
    @Override
    public void run() {
        if (!mail.isRunning()) {
            return;
        }
        Instant end = Instant.now().plus(LONGEST_RUN);
        InstanceScope machinery = scopes.machinery();
        scopes.run(machinery, () -> repository.purge(machinery, settings.keep()));
        try {
            while (Instant.now().isBefore(end)
                    && places.tryAcquire(LONGEST_RUN.toSeconds(), TimeUnit.SECONDS)) {
                Optional<Taken> taken = take(machinery);
                if (taken.isEmpty()) {
                    places.release();
                    return;
                }
                begin(taken.get());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Taken> take(InstanceScope machinery) {
        try {
            List<String> busy =
                    underWay.entrySet().stream()
                            .filter(_ -> !courier.oneWay())
                            .filter(entry -> entry.getValue() >= AT_ONE_DOMAIN)
                            .map(Map.Entry::getKey)
                            .toList();
            return scopes.in(
                    machinery, () -> repository.take(machinery, busy, courier.oneWay(), HOLD));
        } catch (RuntimeException fault) {
            places.release();
            throw fault;
        }
    }

    private void begin(Taken taken) {
        String domain = taken.domain().value();
        underWay.merge(domain, 1, Integer::sum);
        Thread.ofVirtual()
                .name("outgoing-" + domain)
                .start(() -> {
                    try {
                        settle(taken, answers(taken));
                    } catch (RuntimeException fault) {
                        LOG.error("Mail in hand is taken up again later", fault);
                    } finally {
                        underWay.compute(
                                domain,
                                (_, number) -> number == null || number <= 1 ? null : number - 1);
                        places.release();
                    }
                });
    }

    private Map<String, PeerAnswer> answers(Taken taken) {
        if (taken.givenUp()) {
            return Map.of();
        }
        var attempt =
                new FutureTask<Map<String, PeerAnswer>>(() -> {
                    List<String> recipients = List.copyOf(taken.recipients().keySet());
                    // What a mailbox sends on is signed by nobody here, since nobody here wrote
                    // it: a stranger could have put any address of theirs into its From field.
                    byte[] content =
                            taken.forwarded()
                                    ? taken.content()
                                    : signature.of(taken.organization(), taken.content());
                    return courier.bring(taken.sender(), content, taken.domain(), recipients);
                });
        Thread.ofVirtual().name("courier-" + taken.domain()).start(attempt);
        Instant end = Instant.now().plus(LONGEST_ATTEMPT);
        while (Instant.now().isBefore(end)) {
            try {
                return attempt.get(HOLD_AGAIN.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException _) {
                OrganizationScope scope = scope(taken);
                scopes.run(scope, () -> repository.hold(scope, taken, HOLD));
            } catch (ExecutionException fault) {
                LOG.error("An attempt to deliver failed by a fault of this server", fault);
                return Map.of();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        // Closes its connection: a thread of this kind gives up its socket when it is interrupted.
        attempt.cancel(true);
        return Map.of();
    }

    private void settle(Taken taken, Map<String, PeerAnswer> answers) {
        List<Settled> all =
                taken.recipients().entrySet().stream()
                        .map(recipient ->
                                settled(
                                        taken,
                                        recipient.getValue(),
                                        answers.get(recipient.getKey())))
                        .toList();
        // First what is certain: nothing of it may be lost with a report that can't be stored.
        List<Settled> others = all.stream().filter(one -> !one.state().equals("FAILED")).toList();
        if (!others.isEmpty()) {
            note(taken, others);
        }
        List<Settled> failed = all.stream().filter(one -> one.state().equals("FAILED")).toList();
        if (!failed.isEmpty()) {
            failures.tell(taken, failed);
        }
    }

    private Settled settled(Taken taken, UUID id, @Nullable PeerAnswer answer) {
        if (taken.givenUp()) {
            return new Settled(
                    id,
                    "FAILED",
                    PeerAnswer.refused("5.4.7", "an administrator ended the attempts"),
                    null);
        }
        PeerAnswer known =
                answer == null ? PeerAnswer.later("4.3.0", "the attempt was ended here") : answer;
        return switch (known.outcome()) {
            case TAKEN -> new Settled(id, "SENT", known, null);
            case REFUSED -> new Settled(id, "FAILED", known, null);
            case LATER, DOUBTFUL -> {
                Instant last = taken.createdAt().plus(settings.giveUpAfter());
                Duration left = Duration.between(Instant.now(), last);
                Duration pause = settings.pause(taken.attempts());
                yield left.isPositive()
                        ? new Settled(id, "QUEUED", known, pause.compareTo(left) < 0 ? pause : left)
                        : new Settled(id, "FAILED", known, null);
            }
        };
    }

    /** As often as it takes: who doesn't know any more that it went out lets it go out again. */
    private void note(Taken taken, List<Settled> settled) {
        OrganizationScope scope = scope(taken);
        for (int attempt = 1; ; attempt++) {
            try {
                scopes.run(scope, () -> repository.settle(scope, taken, settled));
                return;
            } catch (DataAccessException | TransactionException away) {
                if (attempt == NOTES) {
                    throw away;
                }
                try {
                    Thread.sleep(BEFORE_NEXT_NOTE);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    throw away;
                }
            }
        }
    }

    private OrganizationScope scope(Taken taken) {
        return scopes.organization(scopes.machinery(), taken.organization());
    }

    /** Gives what is in hand some seconds to end. */
    @Override
    public void destroy() throws InterruptedException {
        if (!places.tryAcquire(settings.connections(), 5, TimeUnit.SECONDS)) {
            LOG.info("Deliveries under way are cut off; they are taken up again");
        }
    }
}
