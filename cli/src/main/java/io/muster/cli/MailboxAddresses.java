package io.muster.cli;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Finds mailboxes, of users and shared ones, by what people call them: e-mail address or id. */
final class MailboxAddresses {

    private final Session session;

    MailboxAddresses(Session session) {
        this.session = session;
    }

    /**
     * The path of a mailbox.
     *
     * @throws Failure when the organization has none of that address
     */
    String path(String wanted) {
        String mailboxes = session.organization() + "/mailboxes";
        if (Session.isId(wanted)) {
            return mailboxes + "/" + wanted;
        }
        var found = new Pages(session.api(), mailboxes, Query.of(Map.of("search", wanted)), 0);
        while (found.hasNext()) {
            JsonNode mailbox = found.next();
            if (Json.text(mailbox, "address").equalsIgnoreCase(wanted)) {
                return mailboxes + "/" + Json.text(mailbox, "id");
            }
        }
        throw new Failure(
                ExitCode.NOT_FOUND, "There is no mailbox \"%s\".".formatted(Output.plain(wanted)));
    }
}
