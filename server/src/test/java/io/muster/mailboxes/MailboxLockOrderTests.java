package io.muster.mailboxes;

import static org.assertj.core.api.Assertions.assertThat;

import io.muster.access.OrganizationScope;
import io.muster.kernel.UserId;
import io.muster.testing.Browser;
import io.muster.testing.HeldUser;
import io.muster.testing.MusterTest;
import io.muster.testing.TestDatabase;
import io.muster.testing.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * Whoever changes a user and with him his mailbox waits for the mailbox before he writes into the
 * audit log: so nobody who has it in hand waits for him in turn.
 */
@MusterTest
class MailboxLockOrderTests {

    @Autowired World world;

    private OrganizationScope acme;
    private Browser owner;
    private String organization;
    private String domain;
    private UserId ann;

    @BeforeEach
    void aUser() {
        String unique = UUID.randomUUID().toString();
        acme = world.organization("Acme " + unique);
        domain = "@" + unique + ".example";
        world.owner(acme, "olga" + domain);
        owner = world.signedIn("olga" + domain);
        organization = "/api/v1/organizations/" + acme.organization();
        ann = world.user(acme, "ann" + domain);
    }

    @Test
    void waitForMailboxesBeforeTheyWriteIntoTheLog() throws Exception {
        waitsWithTheLogFree("FOR NO KEY UPDATE", () -> act("delete"));
        waitsWithTheLogFree("FOR NO KEY UPDATE", () -> act("restore"));
        waitsWithTheLogFree("FOR NO KEY UPDATE", () -> names("anna" + domain, "anna"));
        // As whoever puts it into a group has it.
        waitsWithTheLogFree("FOR KEY SHARE", () -> names(null, "anna"));
        assertThat(owner.get(organization + "/mailboxes/" + ann).status()).isEqualTo(404);
    }

    @Test
    void waitForNoMailboxThatStaysAsItIs() throws Exception {
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM mailboxes WHERE id = :id FOR NO KEY UPDATE")
                    .param("id", ann.value())
                    .query(Integer.class)
                    .single();
            assertThat(
                            owner.post(
                                            organization + "/users/" + ann + "/actions/set-expiry",
                                            Map.of("expiresOn", "2050-12-31"))
                                    .status())
                    .isEqualTo(200);
        });
    }

    private void waitsWithTheLogFree(String lock, Supplier<Browser.Answer> act) throws Exception {
        List<CompletableFuture<Browser.Answer>> done = new ArrayList<>();
        TestDatabase.asOwnerAtOnce(database -> {
            database.sql("SELECT 1 FROM mailboxes WHERE id = :id " + lock)
                    .param("id", ann.value())
                    .query(Integer.class)
                    .single();
            done.add(CompletableFuture.supplyAsync(act));
            HeldUser.untilWaitedFor(database);
            // Fails at once where somebody has the end of the log in hand.
            database.sql(
                            "SELECT sequence FROM audit_heads WHERE organization_id = :organization FOR UPDATE NOWAIT")
                    .param("organization", acme.organization().value())
                    .query(Long.class)
                    .single();
        });
        Browser.Answer answer = done.getFirst().get(60, TimeUnit.SECONDS);
        assertThat(answer.status()).as(answer.response().body()).isEqualTo(200);
    }

    private Browser.Answer act(String verb) {
        return owner.post(organization + "/users/" + ann + "/actions/" + verb, Map.of());
    }

    private Browser.Answer names(@Nullable String address, String logonName) {
        String user = organization + "/users/" + ann;
        Map<String, @Nullable Object> names = new HashMap<>();
        names.put("address", address);
        names.put("logonName", logonName);
        return owner.put(user + "/names", names, owner.get(user).header("ETag").orElseThrow());
    }
}
