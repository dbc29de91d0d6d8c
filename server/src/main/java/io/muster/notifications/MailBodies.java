package io.muster.notifications;

import io.muster.access.Secrets;
import java.nio.charset.StandardCharsets;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Keeps the texts of mails that wait so that a copy of the database alone doesn't open the links in
 * them.
 */
@Component
class MailBodies {

    private static final String PURPOSE = "mail";

    private final Secrets secrets;
    private final JsonMapper json;

    MailBodies(Secrets secrets, JsonMapper json) {
        this.secrets = secrets;
        this.json = json;
    }

    /** What stands in the outbox, sealed. */
    record Body(String text, String html) {}

    String seal(OutgoingId id, MailTexts.Rendered rendered) {
        byte[] body = json.writeValueAsBytes(new Body(rendered.text(), rendered.html()));
        return secrets.seal(body, PURPOSE, id.value());
    }

    Body open(OutgoingId id, String sealed) {
        String body = new String(secrets.open(sealed, PURPOSE, id.value()), StandardCharsets.UTF_8);
        return json.readValue(body, Body.class);
    }
}
