package io.muster.mailengine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.muster.access.OrganizationScope;
import io.muster.testing.Browser;
import io.muster.testing.MusterTest;
import io.muster.testing.NameService;
import io.muster.testing.World;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** The mails of who registers alone, as they arrive. */
@MusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistrationMailTests {

    private static final Pattern CODE = Pattern.compile("enter this code: (\\d{8})");
    private static final String SETTINGS = "/api/v1/registration-settings";

    @Autowired World world;
    @Autowired EmbeddedMail mail;

    private MailPrograms programs;
    private Browser stranger;

    @BeforeAll
    void anInstanceThatIsOpen() {
        programs = new MailPrograms(mail);
        OrganizationScope acme = world.organization("Acme");
        world.user(acme, "ann@acme.example");
        world.systemAdministrator(acme, "root@acme.example");
        Browser root = world.signedIn("root@acme.example");
        root.put(SETTINGS, Map.of("open", true), root.get(SETTINGS).header("ETag").orElseThrow());
        stranger = world.browser();
        stranger.get("/api/v1/registration");
        NameService names = NameService.shared();
        names.host("mx.registered.example", "127.0.0.4");
        names.exchange("registered.example", 10, "mx.registered.example");
    }

    @Test
    void theCodeLeadsIntoTheAccountAndItsMailGoesOnLeaving() {
        try (OtherServer theirs = new OtherServer("127.0.0.4")) {
            String id = asked("nina@registered.example");
            await().until(() -> !theirs.taken().isEmpty());
            Matcher code = CODE.matcher(theirs.taken().getFirst().message());
            assertThat(code.find()).isTrue();
            Browser.Answer proved =
                    stranger.post(
                            "/api/v1/registration/proofs", Map.of("id", id, "code", code.group(1)));
            Browser.Answer made =
                    stranger.post(
                            "/api/v1/registrations/" + proved.text("token"),
                            Map.of(
                                    "firstName",
                                    "Nina",
                                    "lastName",
                                    "New",
                                    "password",
                                    World.PASSWORD));
            assertThat(made.status()).as(made.response().body()).isEqualTo(201);

            assertThat(submit("ann@acme.example", "nina@registered.example")).startsWith("250");
            await().until(() -> theirs.taken().size() == 2);
            assertThat(theirs.taken().getLast().recipients())
                    .containsExactly("nina@registered.example");
        }
    }

    @Test
    void whoHasAnAccountReadsThatInsteadOfACode() throws MessagingException, IOException {
        asked("ann@acme.example");
        await().until(() ->
                programs.subjects("ann@acme.example", "INBOX")
                        .contains("You already have an account"));
        assertThat(programs.sources("ann@acme.example", "INBOX").getLast())
                .contains("/sign-in")
                .doesNotContain("enter this code");
    }

    private String asked(String address) {
        Browser.Answer asked =
                stranger.post("/api/v1/registration/codes", Map.of("address", address));
        assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
        return asked.text("id");
    }

    private String submit(String from, String to) {
        try (Conversation submission = programs.submission()) {
            submission.say(MailSubmissionTests.plain(from));
            submission.say("MAIL FROM:<" + from + ">");
            assertThat(submission.say("RCPT TO:<" + to + ">")).startsWith("250");
            submission.say("DATA");
            return submission.say("Subject: hello\r\n\r\nhello\r\n.");
        }
    }
}
