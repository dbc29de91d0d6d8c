package io.muster.notifications;

import io.muster.access.Actor;
import io.muster.access.OpenSessions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * One browser's stream. It has a thread and a short queue of its own: a browser that doesn't read
 * holds up nobody and is cut off.
 */
final class LiveStream {

    private static final int WAITING = 100;
    private static final long SECONDS_BETWEEN_HEARTBEATS = 15;

    private final Actor actor;
    private final UUID session;
    private final Consumer<LiveStream> onEnd;
    private final SseEmitter emitter = new SseEmitter(0L);
    private final BlockingQueue<Map<String, String>> queue = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean open = true;
    private volatile Thread sender = Thread.currentThread();

    LiveStream(Actor actor, UUID session, Consumer<LiveStream> onEnd) {
        this.actor = actor;
        this.session = session;
        this.onEnd = onEnd;
        emitter.onCompletion(this::close);
        emitter.onError(_ -> close());
    }

    Actor actor() {
        return actor;
    }

    OpenSessions.Connection connection() {
        return new OpenSessions.Connection(session, actor.address());
    }

    SseEmitter emitter() {
        return emitter;
    }

    void start() {
        sender = Thread.ofVirtual().name("live-" + session).start(this::send);
    }

    /** Puts it into the queue unless the same waits there already. */
    void tell(LiveSignal signal) {
        Map<String, String> event = new LinkedHashMap<>();
        event.put("topic", signal.topic().text());
        if (signal.organization() != null) {
            event.put("organizationId", signal.organization().toString());
        }
        if (!queue.contains(event) && !queue.offer(event)) {
            close();
        }
    }

    void close() {
        if (open) {
            open = false;
            onEnd.accept(this);
            if (sender.isVirtual()) {
                sender.interrupt();
            }
        }
    }

    private void send() {
        try {
            emitter.send(SseEmitter.event().comment("open"));
            while (open) {
                Map<String, String> event =
                        queue.poll(SECONDS_BETWEEN_HEARTBEATS, TimeUnit.SECONDS);
                if (!open) {
                    break;
                }
                emitter.send(
                        event == null
                                ? SseEmitter.event().comment("alive")
                                : SseEmitter.event().data(event, MediaType.APPLICATION_JSON));
            }
        } catch (InterruptedException _) {
            // Closed by this server.
        } catch (IOException | IllegalStateException _) {
            // The browser went away.
        } finally {
            open = false;
            onEnd.accept(this);
            emitter.complete();
        }
    }
}
