package io.muster.notifications;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.Ids;
import io.muster.notifications.OutboxQueueRepository.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Sends what is due. Each mail is marked before its attempt and settled after it, in transactions
 * of their own; an attempt that nobody settled is never repeated by itself.
 */
@Component
class MailSending implements RecurringWork {

    /** Longer than any attempt can take by the time limits of {@link SmtpRelay}. */
    static final Duration LOST = Duration.ofMinutes(10);

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);
    private static final int LANES = 4;

    /** After the last of these the mail fails: RFC 5321 4.5.4.1 asks for four to five days. */
    private static final List<Duration> PAUSES =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(15),
                    Duration.ofHours(1),
                    Duration.ofHours(4),
                    Duration.ofHours(12),
                    Duration.ofHours(24),
                    Duration.ofHours(24),
                    Duration.ofHours(24));

    private final OutboxQueueRepository queue;
    private final List<Delivery> ways;
    private final Scopes scopes;
    private final ApplicationEventPublisher events;

    MailSending(
            OutboxQueueRepository queue,
            List<Delivery> ways,
            Scopes scopes,
            ApplicationEventPublisher events) {
        this.queue = queue;
        this.ways = List.copyOf(ways);
        this.scopes = scopes;
        this.events = events;
    }

    @Override
    public String name() {
        return "notifications.send";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void run() {
        Instant end = Instant.now().plus(LONGEST_RUN);
        InstanceScope machinery = scopes.machinery();
        Optional<Delivery> way = ways.stream().filter(Delivery::open).findFirst();
        scopes.run(
                machinery,
                () -> {
                    queue.loseOlderThan(LOST);
                    queue.expire();
                    queue.purgeOlderThan(KEPT);
                    queue.release(way.isPresent());
                });
        if (way.isPresent()) {
            sendBesides(machinery, way.get(), end);
        }
    }

    /** Some at once, so that a slow server holds up few. */
    private void sendBesides(InstanceScope machinery, Delivery way, Instant end) {
        List<CompletableFuture<Void>> lanes =
                IntStream.range(0, LANES)
                        .mapToObj(_ ->
                                CompletableFuture.runAsync(
                                        () -> {
                                            while (Instant.now().isBefore(end)
                                                    && sendNext(machinery, way)) {}
                                        },
                                        Thread::startVirtualThread))
                        .toList();
        CompletableFuture.allOf(lanes.toArray(CompletableFuture[]::new)).join();
    }

    /** False when nothing is due, or nothing can go out now. */
    private boolean sendNext(InstanceScope machinery, Delivery way) {
        Optional<Taken> next = scopes.in(machinery, () -> queue.take(Ids.next()));
        if (next.isEmpty()) {
            return false;
        }
        Taken taken = next.get();
        Delivery.Handover handover = way.hand(taken.letter());
        scopes.run(machinery, () -> settle(taken, handover));
        return !(handover instanceof Delivery.Handover.Closed);
    }

    private void settle(Taken taken, Delivery.Handover handover) {
        switch (handover) {
            case Delivery.Handover.Accepted() -> sent(taken);
            case Delivery.Handover.Refused(var reason) ->
                    queue.notSent(taken, "FAILED", reason, null);
            case Delivery.Handover.Later(var reason) -> later(taken, reason);
            case Delivery.Handover.Closed(var reason) -> later(taken, reason);
            case Delivery.Handover.Unknown(var reason) ->
                    queue.notSent(taken, "UNKNOWN", reason, null);
        }
    }

    private void sent(Taken taken) {
        if (queue.sent(taken) && taken.organization() != null) {
            events.publishEvent(new MailHandedOver(taken.letter().id(), taken.organization()));
        }
    }

    private void later(Taken taken, String reason) {
        @Nullable Duration pause =
                taken.attempts() <= PAUSES.size() ? PAUSES.get(taken.attempts() - 1) : null;
        queue.notSent(taken, pause == null ? "FAILED" : "QUEUED", reason, pause);
    }
}
