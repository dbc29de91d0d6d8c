package io.muster.notifications;

import io.muster.access.Permission;
import java.util.Locale;

/** What browsers read again when they hear of it. */
public enum LiveTopic {
    NOTICES(Permission.JOBS_READ),
    JOBS(Permission.JOBS_READ),
    USERS(Permission.USERS_READ),
    UNITS(Permission.UNITS_READ),
    DOMAINS(Permission.DOMAINS_READ),
    MAILBOXES(Permission.MAILBOXES_READ);

    private final Permission readers;

    LiveTopic(Permission readers) {
        this.readers = readers;
    }

    /** Who hears of it when no other audience is named. */
    Permission readers() {
        return readers;
    }

    /** The word that is sent: {@code users}. */
    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
