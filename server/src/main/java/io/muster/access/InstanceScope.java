package io.muster.access;

/**
 * The right to work on the instance as a whole: a system administrator's, or the server's own
 * machinery's.
 */
public final class InstanceScope {

    private final Actor actor;

    InstanceScope(Actor actor) {
        this.actor = actor;
    }

    public Actor actor() {
        return actor;
    }
}
