package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import java.util.Map;

/** Has mail for addresses that nobody has caught. */
final class CaughtMail {

    private CaughtMail() {}

    /** Of the only domain of the organization. */
    static void of(Browser owner, OrganizationScope scope, String target) {
        String domains = "/api/v1/organizations/" + scope.organization() + "/domains";
        String path = domains + "/" + owner.get(domains).text("items/0/id") + "/catch-all";
        Browser.Answer chosen = owner.put(path, Map.of("address", target), "\"0\"");
        assertThat(chosen.status()).as(chosen.response().body()).isEqualTo(200);
    }
}
