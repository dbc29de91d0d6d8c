package io.muster.imports;

import io.muster.imports.ImportRow.Fault;
import io.muster.imports.Verdict.Answer;
import io.muster.kernel.UserId;
import io.muster.roles.Role;
import io.muster.users.ProvisioningPlan;
import io.muster.users.User;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row that reads well and names only what there is, on its way to a decision.
 *
 * @param plan what the users module says of it, as if it were alone
 */
record Candidate(long number, ImportRow.Usable row, List<Role> roles, ProvisioningPlan plan) {

    /** Sign-in names are one space: a logon name never holds an at-sign. */
    private List<String> names() {
        return Stream.of(ImportField.LOGON_NAME, ImportField.ADDRESS)
                .map(row.values()::get)
                .filter(name -> name != null)
                .map(name -> "n:" + name)
                .toList();
    }

    /** The claims that a row for this user makes with his names as they are. */
    static List<String> nameClaims(User user) {
        return Stream.of(user.address(), user.logonName())
                .filter(name -> name != null)
                .map(name -> "n:" + name)
                .toList();
    }

    /** The claim that a row for a user who is there makes. */
    static String claim(UserId user) {
        return "u:" + user;
    }

    RowAction action() {
        return RowAction.of(row.values());
    }

    /** All that a later row for the same user could come by. */
    List<String> claims() {
        List<String> claims = new ArrayList<>(names());
        User user = user();
        if (user != null) {
            claims.add(claim(user.id()));
            claims.addAll(nameClaims(user));
        } else if (plan instanceof ProvisioningPlan.Refused refused && refused.user() != null) {
            claims.add(claim(refused.user()));
        }
        return claims;
    }

    @Nullable User user() {
        return switch (plan) {
            case ProvisioningPlan.Update(var user, _, _, _) -> user;
            case ProvisioningPlan.Act(var user, _, _) -> user;
            case ProvisioningPlan.Keep(var user) -> user;
            case ProvisioningPlan.Create _, ProvisioningPlan.Refused _ -> null;
        };
    }

    String name() {
        return row.values()
                .getOrDefault(
                        ImportField.ADDRESS, row.values().getOrDefault(ImportField.LOGON_NAME, ""));
    }

    Verdict verdict(Answer answer, List<Fault> faults, List<String> changes) {
        User user = user();
        return new Verdict(
                number,
                row.line(),
                name(),
                answer,
                faults,
                changes,
                user == null ? null : user.id());
    }
}
