package io.muster.mailengine;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.apache.james.core.Username;
import org.apache.james.protocols.api.Request;
import org.apache.james.protocols.api.Response;
import org.apache.james.protocols.api.handler.LineHandler;
import org.apache.james.protocols.smtp.SMTPResponse;
import org.apache.james.protocols.smtp.SMTPSession;
import org.apache.james.protocols.smtp.core.esmtp.AuthCmdHandler;

/**
 * James's AUTH command, but for PLAIN (RFC 4616): James passes over the name of whom somebody wants
 * to act as and signs him in as himself.
 */
final class AuthCommand extends AuthCmdHandler {

    private static final String PLAIN = "PLAIN";

    private static final Response UNREADABLE =
            new SMTPResponse("501", "5.5.2 Not three fields in base 64").immutable();
    private static final Response CANCELLED =
            new SMTPResponse("501", "5.7.0 Cancelled").immutable();
    private static final Response GO_ON = new SMTPResponse("334", "").immutable();
    private static final Response ACTING_AS_ANOTHER =
            new SMTPResponse("535", "5.7.8 Nobody acts as somebody else").immutable();

    @Override
    public Response onCommand(SMTPSession session, Request request) {
        String argument = request.getArgument() == null ? "" : request.getArgument().strip();
        boolean plain =
                session.getUsername() == null
                        && (argument + " ").toUpperCase(Locale.ROOT).startsWith(PLAIN + " ");
        if (!plain) {
            return super.onCommand(session, request);
        }
        String response = argument.substring(PLAIN.length()).strip();
        if (!response.isEmpty()) {
            return plain(session, response);
        }
        LineHandler<SMTPSession> next =
                (later, line) -> {
                    later.popLineHandler();
                    return plain(later, new String(line, StandardCharsets.US_ASCII).strip());
                };
        session.pushLineHandler(next);
        return GO_ON;
    }

    private Response plain(SMTPSession session, String encoded) {
        if (encoded.equals("*")) {
            return CANCELLED;
        }
        String[] fields;
        try {
            fields =
                    new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8)
                            .split("\0", -1);
        } catch (IllegalArgumentException unreadable) {
            return UNREADABLE;
        }
        if (fields.length != 3 || fields[1].isEmpty()) {
            return UNREADABLE;
        }
        // Some programs name themselves twice.
        if (!fields[0].isEmpty() && !fields[0].equalsIgnoreCase(fields[1])) {
            return ACTING_AS_ANOTHER;
        }
        return doAuthTest(session, Username.of(fields[1]), fields[2], PLAIN);
    }
}
