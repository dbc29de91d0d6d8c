package io.muster.users;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Sends links for forgotten passwords after the request was answered, so that the time of the
 * answer doesn't tell who exists.
 */
@Component
class ForgottenPasswords implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(ForgottenPasswords.class);
    private static final int WAITING = 1_000;

    private final UserLinks links;
    private final ThreadPoolExecutor worker;

    ForgottenPasswords(UserLinks links) {
        this.links = links;
        this.worker =
                new ThreadPoolExecutor(
                        1,
                        1,
                        1,
                        TimeUnit.MINUTES,
                        new ArrayBlockingQueue<>(WAITING),
                        Thread.ofVirtual().name("forgotten-passwords").factory());
        this.worker.allowCoreThreadTimeOut(true);
    }

    /** Drops the request when a thousand others wait: then somebody floods. */
    void ask(String name) {
        try {
            worker.execute(() -> send(name));
        } catch (RejectedExecutionException _) {
            LOG.warn("Too many ask for new passwords at once; one was dropped");
        }
    }

    private void send(String name) {
        try {
            links.forgotten(name);
        } catch (RuntimeException fault) {
            LOG.error("A link for a forgotten password could not be sent", fault);
        }
    }

    @Override
    public void destroy() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("Links for forgotten passwords were still waiting at the end");
        }
    }
}
