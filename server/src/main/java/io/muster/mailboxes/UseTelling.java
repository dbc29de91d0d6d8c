package io.muster.mailboxes;

import io.muster.jobs.RecurringWork;
import io.muster.users.LastUses;
import java.time.Duration;
import org.springframework.stereotype.Component;

/**
 * Tells who is at work in mail programs that stay connected for days: they sign in once, and are no
 * less in use for it.
 */
@Component
class UseTelling implements RecurringWork {

    private final MailEngine engine;
    private final LastUses uses;

    UseTelling(MailEngine engine, LastUses uses) {
        this.engine = engine;
        this.uses = uses;
    }

    @Override
    public String name() {
        return "mailboxes.tell-use";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(30);
    }

    @Override
    public void run() {
        engine.connected().forEach(uses::tell);
    }
}
