package io.muster.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** Which users are meant: the filter of the console's list, under the same names. */
final class UserFilterOptions {

    private enum State {
        INVITED,
        WAITING_FOR_PASSWORD,
        ACTIVE,
        DISABLED,
        DELETED;

        @Override
        public String toString() {
            return option(this);
        }
    }

    private enum Type {
        USER,
        ADMINISTRATOR,
        OWNER;

        @Override
        public String toString() {
            return option(this);
        }
    }

    private enum Kind {
        CORPORATE,
        ORDINARY,
        GUEST;

        @Override
        public String toString() {
            return option(this);
        }
    }

    private enum SignInMethod {
        DEFAULT,
        PASSWORD,
        DIRECTORY,
        OIDC;

        @Override
        public String toString() {
            return option(this);
        }
    }

    /** By what somebody is connected now. */
    enum Service {
        WEB,
        IMAP,
        SUBMISSION;

        @Override
        public String toString() {
            return option(this);
        }
    }

    @Option(
            names = "--search",
            paramLabel = "WORDS",
            description = "Each word occurs in name, address, department, title or phone number.")
    private @Nullable String search;

    @Option(
            names = "--state",
            paramLabel = "STATE",
            split = ",",
            description = "Any of: ${COMPLETION-CANDIDATES}. All but the deleted when left out.")
    private @Nullable List<State> states;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            split = ",",
            description = "Any of: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<Type> types;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            split = ",",
            description = "Any of: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<Kind> kinds;

    @Option(
            names = "--domain",
            paramLabel = "DOMAIN",
            description = "Whose address lies in this domain.")
    private @Nullable String domain;

    @Option(
            names = "--unit",
            paramLabel = "UNIT",
            description = "In this unit, by path, name or id.")
    private @Nullable String unit;

    @Option(names = "--sub-units", description = "With the units below --unit.")
    private boolean subUnits;

    @Option(names = "--role", paramLabel = "ROLE", description = "Who holds it, by name or id.")
    private @Nullable String role;

    @Option(
            names = "--sign-in-method",
            paramLabel = "METHOD",
            split = ",",
            description = "Any of: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<SignInMethod> signInMethods;

    @Option(
            names = "--locked",
            description = "Whose sign-in too many wrong passwords closed for a while.")
    private boolean locked;

    @Option(
            names = "--signed-in-after",
            paramLabel = "TIME",
            description =
                    "Last signed in then or later: 2026-05-31, or with a time as in RFC 3339.")
    private @Nullable String signedInAfter;

    @Option(
            names = "--signed-in-before",
            paramLabel = "TIME",
            description = "Last signed in earlier than then.")
    private @Nullable String signedInBefore;

    @Option(names = "--never-signed-in", description = "Who never signed in.")
    private boolean neverSignedIn;

    @Option(
            names = "--idle-days",
            paramLabel = "DAYS",
            description = "Who used neither console, portal, token nor mail for so many days.")
    private @Nullable Integer idleDays;

    @Option(
            names = "--expires-before",
            paramLabel = "DATE",
            description = "Whose account ends, or ended, on a day before, such as 2030-12-31.")
    private @Nullable LocalDate expiresBefore;

    @Option(
            names = "--without-seat",
            description = "Who is disabled because there was no seat for him.")
    private boolean withoutSeat;

    @Option(
            names = "--connected",
            paramLabel = "SERVICE",
            split = ",",
            description = "Who is connected now by any of: ${COMPLETION-CANDIDATES}.")
    private @Nullable List<Service> connected;

    @Option(
            names = "--second-factor",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether an authenticator app or a passkey is set up.")
    private @Nullable Boolean secondFactor;

    @Option(
            names = "--password-expired",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether the password only opens the page on which a new one is chosen.")
    private @Nullable Boolean passwordExpired;

    @Option(names = "--created-after", paramLabel = "TIME", description = "Made then or later.")
    private @Nullable String createdAfter;

    @Option(
            names = "--created-before",
            paramLabel = "TIME",
            description = "Made earlier than then.")
    private @Nullable String createdBefore;

    /** The filter in the words of the API; empty when nothing was said. */
    Map<String, Object> filter(Session session) {
        Map<String, Object> filter = new LinkedHashMap<>();
        put(filter, "search", search);
        put(filter, "state", names(states));
        put(filter, "type", names(types));
        put(filter, "kind", names(kinds));
        put(filter, "domain", domain);
        put(filter, "unit", unit == null ? null : Units.of(session).id(unit));
        put(filter, "subUnits", subUnits ? true : null);
        put(filter, "role", role == null ? null : role(session, role));
        put(filter, "signInMethod", names(signInMethods));
        put(filter, "locked", locked ? true : null);
        put(filter, "signedInAfter", moment("--signed-in-after", signedInAfter));
        put(filter, "signedInBefore", moment("--signed-in-before", signedInBefore));
        put(filter, "neverSignedIn", neverSignedIn ? true : null);
        put(filter, "idleDays", idleDays);
        put(filter, "expiresBefore", expiresBefore == null ? null : expiresBefore.toString());
        put(filter, "withoutSeat", withoutSeat ? true : null);
        put(filter, "connected", names(connected));
        put(filter, "secondFactor", secondFactor);
        put(filter, "passwordExpired", passwordExpired);
        put(filter, "createdAfter", moment("--created-after", createdAfter));
        put(filter, "createdBefore", moment("--created-before", createdBefore));
        return filter;
    }

    private static void put(Map<String, Object> filter, String name, @Nullable Object value) {
        if (value != null) {
            filter.put(name, value);
        }
    }

    private static @Nullable List<String> names(@Nullable List<? extends Enum<?>> values) {
        return values == null ? null : values.stream().map(Enum::name).toList();
    }

    private static String option(Enum<?> value) {
        return Output.word(value.name()).replace(' ', '-');
    }

    /** The id of a role by its name or id. */
    static String role(Session session, String wanted) {
        if (Session.isId(wanted)) {
            return wanted;
        }
        var roles =
                new Pages(
                        session.api(),
                        session.organization() + "/roles",
                        Query.of(Map.of("search", wanted)),
                        0);
        while (roles.hasNext()) {
            JsonNode role = roles.next();
            if (Json.text(role, "name").equalsIgnoreCase(wanted)) {
                return Json.text(role, "id");
            }
        }
        throw new Failure(ExitCode.NOT_FOUND, "There is no role \"%s\".".formatted(wanted));
    }

    /** A day begins at midnight of this machine's zone. */
    static @Nullable String moment(String option, @Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text).toString()
                    : LocalDate.parse(text)
                            .atStartOfDay(ZoneId.systemDefault())
                            .toInstant()
                            .toString();
        } catch (DateTimeParseException _) {
            throw Failure.usage(
                    "%s: \"%s\" is no time. One looks like 2026-05-31 or 2026-05-31T08:00:00Z."
                            .formatted(option, text));
        }
    }
}
