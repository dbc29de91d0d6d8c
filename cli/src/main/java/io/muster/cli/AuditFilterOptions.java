package io.muster.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which entries of the audit log are meant. */
final class AuditFilterOptions {

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Not before: 2026-05-31, or with a time as in RFC 3339.")
    private @Nullable String from;

    @Option(names = "--until", paramLabel = "TIME", description = "Before.")
    private @Nullable String until;

    @Option(names = "--area", paramLabel = "AREA", description = "As in users, roles, access.")
    private @Nullable String area;

    @Option(names = "--action", paramLabel = "ACTION", description = "As in users.disabled.")
    private @Nullable String action;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "done or refused.")
    private @Nullable String outcome;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "Part of the name of who acted or of what was changed.")
    private @Nullable String search;

    Query query() {
        Map<String, String> values = new LinkedHashMap<>();
        put(values, "from", UserFilterOptions.moment("--from", from));
        put(values, "until", UserFilterOptions.moment("--until", until));
        put(values, "area", area);
        put(values, "action", action);
        put(values, "outcome", outcome == null ? null : outcome.toUpperCase(Locale.ROOT));
        put(values, "q", search);
        return Query.of(values);
    }

    private static void put(Map<String, String> values, String name, @Nullable String value) {
        if (value != null) {
            values.put(name, value);
        }
    }
}
