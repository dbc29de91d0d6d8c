package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.roles.SystemRole;
import io.muster.testing.Browser;
import java.util.List;
import java.util.Map;

/** Mailboxes of one organization, as its owner makes them and opens them to users. */
record SharedMailboxes(Browser owner, String organization) {

    SharedMailboxes(Browser owner, OrganizationScope scope) {
        this(owner, "/api/v1/organizations/" + scope.organization());
    }

    /** Named by its address. */
    String make(String address) {
        return make(address, address);
    }

    String make(String name, String address) {
        return owner.post(organization + "/mailboxes", Map.of("name", name, "address", address))
                .text("id");
    }

    void give(String mailbox, UserId user, SystemRole role) {
        give(mailbox, user, List.of(role.id().toString()), List.of());
    }

    void give(String mailbox, UserId user, List<String> roles, List<String> permissions) {
        String access = organization + "/mailboxes/" + mailbox + "/access";
        Browser.Answer given =
                owner.put(
                        access + "/" + user,
                        Map.of("roles", roles, "permissions", permissions),
                        owner.get(access).header("ETag").orElseThrow());
        assertThat(given.status()).as(given.response().body()).isEqualTo(200);
    }

    Browser.Answer delete(String mailbox, Map<String, String> how) {
        return owner.post(organization + "/mailboxes/" + mailbox + "/actions/delete", how);
    }
}
