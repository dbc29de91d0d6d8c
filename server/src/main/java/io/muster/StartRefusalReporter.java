package io.muster;

import io.muster.mailengine.MailRefusal;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Prints a {@link StartRefusal}, or what mail is refused for, as the one sentence it is. Named in
 * META-INF/spring.factories, because it is needed when there is no context to hold a bean.
 */
final class StartRefusalReporter implements SpringBootExceptionReporter {

    StartRefusalReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartRefusal || cause instanceof MailRefusal) {
                System.err.println("Muster does not start: " + cause.getMessage());
                return true;
            }
        }
        return false;
    }
}
