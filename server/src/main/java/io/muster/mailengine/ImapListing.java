package io.muster.mailengine;

import io.muster.mailengine.OthersFolders.Sights;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.ModifiedUtf7;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponse;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.api.process.MailboxType;
import org.apache.james.imap.message.request.ListRequest;
import org.apache.james.imap.message.response.ListResponse;
import org.apache.james.imap.message.response.MyRightsResponse;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.UnsupportedRightException;
import org.apache.james.mailbox.model.MailboxACL.Rfc4314Rights;
import org.apache.james.mailbox.model.MailboxMetaData;
import org.apache.james.mailbox.model.search.PrefixedRegex;
import reactor.core.publisher.Mono;

/**
 * Completes James's lists of folders: levels that are no folders themselves, by which a client
 * walks down to what is below them (RFC 3501 6.3.8), what the standard folders are for (RFC 6154),
 * and the rights in mailboxes of others.
 */
final class ImapListing implements ImapProcessor {

    /**
     * Of one's own folders alone: programs use what is marked first, and would file in another's.
     */
    private static final Map<String, MailboxType> USES =
            Map.of(
                    "Drafts", MailboxType.DRAFTS,
                    "Sent", MailboxType.SENT,
                    "Archive", MailboxType.ARCHIVE,
                    "Spam", MailboxType.SPAM,
                    "Trash", MailboxType.TRASH);

    private final ImapProcessor others;
    private final Function<MailboxSession, OthersFolders> folders;

    ImapListing(ImapProcessor others, Function<MailboxSession, OthersFolders> folders) {
        this.others = others;
        this.folders = folders;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        if (message instanceof ListRequest request
                && session.getMailboxSession() != null
                && !request.getMailboxPattern().isEmpty()) {
            return folders.apply(session.getMailboxSession())
                    .sights()
                    .flatMap(sights ->
                            others.processReactive(
                                    message, new Complete(responder, request, sights), session));
        }
        return others.processReactive(message, responder, session);
    }

    /** The answers to one request, with what James leaves out before their end. */
    private record Complete(Responder responder, ListRequest request, Sights sights)
            implements Responder {

        @Override
        public void respond(ImapResponseMessage answer) {
            switch (answer) {
                case ListResponse folder -> responder.respond(withUse(folder));
                case MyRightsResponse rights -> responder.respond(ofViewer(rights));
                case StatusResponse status
                        when status.getTag() != null
                                && status.getServerResponseType() == StatusResponse.Type.OK -> {
                    levels().forEach(level -> responder.respond(level(level)));
                    responder.respond(answer);
                }
                default -> responder.respond(answer);
            }
        }

        @Override
        public void flush() {
            responder.flush();
        }

        /** RFC 6154 2 lets plain lists tell it too; many programs ask in no other way. */
        private static ListResponse withUse(ListResponse folder) {
            MailboxType use = USES.get(folder.getName());
            return use == null
                    ? folder
                    : new ListResponse(
                            folder.getChildren(),
                            folder.getSelectability(),
                            folder.getName(),
                            folder.getHierarchyDelimiter(),
                            folder.isReturnSubscribed(),
                            folder.isReturnNonExistent(),
                            folder.getChildInfos(),
                            use);
        }

        /** Matched by a pattern that ends with "%" or is a name; "*" finds folders alone. */
        private Set<String> levels() {
            Set<String> levels = new TreeSet<>();
            String pattern = ModifiedUtf7.decodeModifiedUTF7(request.getMailboxPattern());
            boolean byLevel = pattern.endsWith("%") || pattern.indexOf('*') < 0;
            if (!byLevel || request.selectSubscribed() || !request.getSelectOptions().isEmpty()) {
                return levels;
            }
            var wanted =
                    new PrefixedRegex(
                            ModifiedUtf7.decodeModifiedUTF7(request.getBaseReferenceName()),
                            pattern,
                            OthersFolders.DELIMITER);
            for (String name : sights.names()) {
                for (int end = name.indexOf(OthersFolders.DELIMITER);
                        end >= 0;
                        end = name.indexOf(OthersFolders.DELIMITER, end + 1)) {
                    String level = name.substring(0, end);
                    if (!sights.names().contains(level) && wanted.isExpressionMatch(level)) {
                        levels.add(level);
                    }
                }
            }
            return levels;
        }

        private static ListResponse level(String name) {
            return new ListResponse(
                    MailboxMetaData.Children.HAS_CHILDREN,
                    MailboxMetaData.Selectability.NOSELECT,
                    name,
                    OthersFolders.DELIMITER,
                    false,
                    false,
                    EnumSet.noneOf(ListResponse.ChildInfo.class),
                    MailboxType.OTHER);
        }

        private MyRightsResponse ofViewer(MyRightsResponse answer) {
            String name = answer.getMailboxName();
            if (!name.startsWith(OthersFolders.PREFIX)) {
                return answer;
            }
            String below = name.substring(OthersFolders.PREFIX.length());
            int end = below.indexOf(OthersFolders.DELIMITER);
            String letters =
                    sights.rights().getOrDefault(end < 0 ? below : below.substring(0, end), "");
            try {
                return new MyRightsResponse(name, Rfc4314Rights.deserialize(letters));
            } catch (UnsupportedRightException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
