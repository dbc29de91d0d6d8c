package io.muster.mailengine;

import org.apache.james.imap.api.ImapConstants;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.Tag;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.decode.DecodingException;
import org.apache.james.imap.decode.ImapDecoder;
import org.apache.james.imap.decode.ImapRequestLineReader;
import org.apache.james.imap.decode.base.AbstractImapCommandParser;
import org.apache.james.imap.decode.main.DefaultImapDecoder;
import org.apache.james.imap.decode.parser.ImapParserFactory;
import org.apache.james.imap.message.request.GetQuotaRequest;
import org.apache.james.imap.message.request.SetQuotaRequest;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;

/**
 * James's reading of commands, but for those on quota roots: it takes their names as atoms only,
 * where programs send them in quotes (RFC 9208 7, {@code quota-root-name = astring}).
 */
final class QuotaParsers {

    private QuotaParsers() {}

    static ImapDecoder decoder() {
        var answers = new UnpooledStatusResponseFactory();
        var others = new ImapParserFactory(answers);
        var get = new Get(answers);
        var set = new Set(answers);
        return new DefaultImapDecoder(
                answers,
                name -> {
                    if (name.equalsIgnoreCase(get.getCommand().getName())) {
                        return get;
                    }
                    return name.equalsIgnoreCase(set.getCommand().getName())
                            ? set
                            : others.getParser(name);
                });
    }

    private static final class Get extends AbstractImapCommandParser {

        Get(StatusResponseFactory answers) {
            super(ImapConstants.GETQUOTA_COMMAND, answers);
        }

        @Override
        protected ImapMessage decode(ImapRequestLineReader line, Tag tag, ImapSession session)
                throws DecodingException {
            String root = line.astring();
            line.eol();
            return new GetQuotaRequest(tag, root);
        }
    }

    /** Refused whatever it says. */
    private static final class Set extends AbstractImapCommandParser {

        Set(StatusResponseFactory answers) {
            super(ImapConstants.SETQUOTA_COMMAND, answers);
        }

        @Override
        protected ImapMessage decode(ImapRequestLineReader line, Tag tag, ImapSession session)
                throws DecodingException {
            String root = line.astring();
            while (line.nextChar() != '\r' && line.nextChar() != '\n') {
                line.consume();
            }
            line.eol();
            return new SetQuotaRequest(tag, root);
        }
    }
}
