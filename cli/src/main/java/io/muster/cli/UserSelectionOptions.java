package io.muster.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whom a command is for: users by their names, all that match the filter of the list, or all. */
final class UserSelectionOptions {

    @Mixin private UserFilterOptions filter = new UserFilterOptions();

    @Option(names = "--all", description = "All users who are not deleted.")
    private boolean all;

    /** Whether a filter or everybody was said. */
    boolean isGiven(Session session) {
        return all || !filter.filter(session).isEmpty();
    }

    /**
     * The selection in the words of the API; empty when nobody was said.
     *
     * @param users their addresses, logon names or ids
     * @throws Failure when one of them isn't there, or both users and a filter were given
     */
    Optional<Map<String, Object>> of(Session session, List<String> users) {
        Map<String, Object> wanted = filter.filter(session);
        boolean filtered = all || !wanted.isEmpty();
        if (users.isEmpty()) {
            return filtered ? Optional.of(Map.of("filter", wanted)) : Optional.empty();
        }
        if (filtered) {
            throw Failure.usage("Name users, or give a filter; not both.");
        }
        var accounts = new UserAccounts(session);
        return Optional.of(Map.of("ids", users.stream().map(accounts::id).distinct().toList()));
    }
}
