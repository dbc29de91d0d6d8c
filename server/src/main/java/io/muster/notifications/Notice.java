package io.muster.notifications;

import java.util.Map;

/**
 * What the bell tells.
 *
 * @param facts what the words of the kind are filled with: names, numbers, ids; no secrets
 */
public record Notice(NoticeKind kind, Severity severity, Map<String, Object> facts) {

    public Notice {
        facts = Map.copyOf(facts);
    }

    /** How much it matters. */
    public enum Severity {
        INFO,
        SUCCESS,
        WARNING,
        DANGER
    }
}
