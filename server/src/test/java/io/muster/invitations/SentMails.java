package io.muster.invitations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.Secrets;
import io.muster.testing.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the mails that were written to somebody, and the tokens in them. */
record SentMails(Secrets secrets) {

    private static final Pattern TOKEN = Pattern.compile("token=([A-Za-z0-9_-]+)");

    /** What was written to the address, oldest first, once there are so many. */
    List<String> to(String address, int number) {
        await().atMost(Duration.ofSeconds(20)).until(() -> now(address).size() == number);
        return now(address);
    }

    String token(String address, int number) {
        return token(to(address, number).getLast());
    }

    static String token(String mail) {
        Matcher token = TOKEN.matcher(mail);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    List<String> now(String address) {
        return TestDatabase.owner()
                .sql("SELECT id, body FROM outbox WHERE recipient = :address ORDER BY id")
                .param("address", address)
                .query((row, _) ->
                        new String(
                                secrets.open(
                                        row.getString("body"),
                                        "mail",
                                        row.getObject("id", UUID.class)),
                                StandardCharsets.UTF_8))
                .list();
    }

    /** Every mail that was asked for is two minutes older. */
    static void twoMinutesLater() {
        TestDatabase.owner()
                .sql("UPDATE invitation_mails SET asked_at = asked_at - interval '2 minutes'")
                .update();
    }
}
