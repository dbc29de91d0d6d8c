package io.muster.notifications;

import io.muster.access.Actor;
import io.muster.access.OpenSessions;
import io.muster.access.Permission;
import io.muster.roles.Memberships;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The streams of live updates to the browsers of this server. A stream ends within a second after
 * its session did, and hears only of what its user may read at that moment.
 */
@Component
class LiveStreams implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStreams.class);

    /** A browser keeps six connections to a server at most; the oldest stream makes room. */
    static final int MOST_PER_USER = 6;

    private static final long MILLIS_BETWEEN_CHECKS = 400;

    private final OpenSessions sessions;
    private final Memberships memberships;
    private final LiveListener listener;
    private final List<LiveStream> streams = new CopyOnWriteArrayList<>();
    private volatile boolean running;

    LiveStreams(OpenSessions sessions, Memberships memberships, LiveListener listener) {
        this.sessions = sessions;
        this.memberships = memberships;
        this.listener = listener;
    }

    SseEmitter open(Actor actor, UUID session) {
        LiveStream stream = new LiveStream(actor, session, streams::remove);
        List<LiveStream> own =
                streams.stream()
                        .filter(other -> other.actor().user().equals(actor.user()))
                        .toList();
        own.stream().limit(Math.max(0, own.size() + 1 - MOST_PER_USER)).forEach(LiveStream::close);
        streams.add(stream);
        stream.start();
        if (!running) {
            stream.close();
        }
        return stream.emitter();
    }

    @Override
    public void start() {
        running = true;
        Thread.ofVirtual().name("live-sessions").start(this::checkSessions);
        listener.start(this::hear, this::closeAll);
    }

    @Override
    public void stop() {
        running = false;
        listener.stop();
        closeAll();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What was missed while the database was away is read again by whoever connects again. */
    private void closeAll() {
        streams.forEach(LiveStream::close);
    }

    private void hear(LiveSignal signal) {
        for (LiveStream stream : streams) {
            if (concerns(signal, stream.actor())) {
                stream.tell(signal);
            }
        }
    }

    private boolean concerns(LiveSignal signal, Actor actor) {
        if (actor.user().equals(signal.user())) {
            return true;
        }
        Permission permission = signal.holdersOf();
        if (permission == null || signal.organization() == null) {
            return false;
        }
        return memberships.of(actor).in(signal.organization()).contains(permission);
    }

    private void checkSessions() {
        while (running) {
            try {
                Thread.sleep(MILLIS_BETWEEN_CHECKS);
                List<LiveStream> asked = new ArrayList<>(streams);
                if (!asked.isEmpty()) {
                    Set<OpenSessions.Connection> open =
                            sessions.stillOpen(asked.stream().map(LiveStream::connection).toList());
                    asked.stream()
                            .filter(stream -> !open.contains(stream.connection()))
                            .forEach(LiveStream::close);
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException fault) {
                // Who can't be checked gets nothing more; browsers come back by themselves.
                LOG.warn("Sessions can't be checked, live updates end: {}", fault.toString());
                closeAll();
            }
        }
    }
}
