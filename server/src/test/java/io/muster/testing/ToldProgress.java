package io.muster.testing;

import static org.awaitility.Awaitility.await;

import io.muster.jobs.Job;
import io.muster.jobs.JobProgressed;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;

/** What the server tells of the progress of its jobs, from the moment of listening on. */
public final class ToldProgress implements AutoCloseable {

    private final List<Job> told = new CopyOnWriteArrayList<>();
    private final ConfigurableApplicationContext server;
    private final ApplicationListener<ApplicationEvent> listener = this::heard;

    public ToldProgress(ConfigurableApplicationContext server) {
        this.server = server;
        server.addApplicationListener(listener);
    }

    private void heard(ApplicationEvent event) {
        if (event instanceof PayloadApplicationEvent<?> payload
                && payload.getPayload() instanceof JobProgressed progressed) {
            told.add(progressed.job());
        }
    }

    /** Waits until it was told that a job stands so. */
    public void says(String job, Predicate<Job> standing) {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(60))
                .until(() ->
                        told.stream()
                                .filter(one -> one.id().toString().equals(job))
                                .anyMatch(standing));
    }

    @Override
    public void close() {
        server.removeApplicationListener(listener);
    }
}
