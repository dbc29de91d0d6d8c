package io.muster.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Finds users by what people call them: e-mail address, logon name or id. */
final class UserAccounts {

    private static final List<String> ALL_STATES =
            List.of("INVITED", "WAITING_FOR_PASSWORD", "ACTIVE", "DISABLED", "DELETED");

    private final Api api;
    private final String users;

    UserAccounts(Session session) {
        this.api = session.api();
        this.users = session.organization() + "/users";
    }

    /**
     * Reads a user with his profile.
     *
     * @throws Failure when the organization has none of that name
     */
    JsonNode find(String wanted) {
        return api.get(users + "/" + id(wanted));
    }

    /** The id of a user. */
    String id(String wanted) {
        if (Session.isId(wanted)) {
            return wanted;
        }
        var found =
                new Pages(
                        api,
                        users,
                        Query.of(Map.of("search", wanted, "state", ALL_STATES, "sort", "account")),
                        0);
        Optional<String> byOther = Optional.empty();
        while (found.hasNext()) {
            JsonNode user = found.next();
            String id = Json.text(user, "id");
            if (Json.text(user, "account").equalsIgnoreCase(wanted)) {
                return id;
            }
            // Whoever has an address is listed by it; his logon name is among the details.
            if (byOther.isEmpty() && !wanted.contains("@") && hasLogonName(id, wanted)) {
                byOther = Optional.of(id);
            }
        }
        return byOther.orElseThrow(() ->
                new Failure(ExitCode.NOT_FOUND, "There is no user \"%s\".".formatted(wanted)));
    }

    private boolean hasLogonName(String id, String wanted) {
        return Json.text(api.get(users + "/" + id), "logonName").equalsIgnoreCase(wanted);
    }
}
