package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxNames;
import io.muster.mailboxes.MailboxOwner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.james.core.Username;
import org.apache.james.imap.api.ImapConfiguration;
import org.apache.james.imap.api.ImapMessage;
import org.apache.james.imap.api.display.HumanReadableText;
import org.apache.james.imap.api.message.request.ImapRequest;
import org.apache.james.imap.api.message.response.ImapResponseMessage;
import org.apache.james.imap.api.message.response.StatusResponseFactory;
import org.apache.james.imap.api.process.ImapProcessor;
import org.apache.james.imap.api.process.ImapSession;
import org.apache.james.imap.message.request.DeleteACLRequest;
import org.apache.james.imap.message.request.GetACLRequest;
import org.apache.james.imap.message.request.NamespaceRequest;
import org.apache.james.imap.message.request.SetACLRequest;
import org.apache.james.imap.message.response.ACLResponse;
import org.apache.james.imap.message.response.NamespaceResponse;
import org.apache.james.imap.message.response.UnpooledStatusResponseFactory;
import org.apache.james.mailbox.model.MailboxACL;
import reactor.core.publisher.Mono;

/**
 * The commands of IMAP about what is shared, in Muster's terms: the namespace of other users,
 * rights told by address, and no change of them, which is for administrators.
 */
final class ImapSharing implements ImapProcessor {

    private static final HumanReadableText NOT_HERE =
            new HumanReadableText(
                    "io.muster.RIGHTS_ARE_GIVEN_ELSEWHERE",
                    "access to mailboxes is given by an administrator, not by mail programs");

    private final ImapProcessor others;
    private final MailboxNames names;
    private final StatusResponseFactory answers = new UnpooledStatusResponseFactory();

    ImapSharing(ImapProcessor others, MailboxNames names) {
        this.others = others;
        this.names = names;
    }

    @Override
    public void configure(ImapConfiguration configuration) {
        others.configure(configuration);
    }

    @Override
    public Mono<Void> processReactive(
            ImapMessage message, Responder responder, ImapSession session) {
        return switch (message) {
            case SetACLRequest set -> refuse(set, responder);
            case DeleteACLRequest delete -> refuse(delete, responder);
            case GetACLRequest _ ->
                    others.processReactive(message, new Telling(responder), session);
            case NamespaceRequest _ ->
                    others.processReactive(message, new Telling(responder), session);
            default -> others.processReactive(message, responder, session);
        };
    }

    private Mono<Void> refuse(ImapRequest request, Responder responder) {
        responder.respond(answers.taggedNo(request.getTag(), request.getCommand(), NOT_HERE));
        return Mono.empty();
    }

    /** Answers in which other users are named as people know them. */
    private final class Telling implements Responder {

        private final Responder responder;

        Telling(Responder responder) {
            this.responder = responder;
        }

        @Override
        public void respond(ImapResponseMessage answer) {
            responder.respond(
                    switch (answer) {
                        case NamespaceResponse spaces -> withOthers(spaces);
                        case ACLResponse rights -> byAddress(rights);
                        default -> answer;
                    });
        }

        @Override
        public void flush() {
            responder.flush();
        }

        private NamespaceResponse withOthers(NamespaceResponse spaces) {
            return new NamespaceResponse(
                    spaces.getPersonal(),
                    List.of(
                            new NamespaceResponse.Namespace(
                                    OthersFolders.ROOT, OthersFolders.DELIMITER)),
                    spaces.getShared());
        }

        private ACLResponse byAddress(ACLResponse rights) {
            Map<OrganizationId, Map<UserId, MailboxACL.Rfc4314Rights>> users = new HashMap<>();
            rights.getAcl()
                    .getEntries()
                    .forEach((entry, letters) -> {
                        // James names the owner too, whom everybody knows by the folder.
                        if (entry.getNameType() == MailboxACL.NameType.user) {
                            MailboxOwner user = Owners.BY_ID.owner(Username.of(entry.getName()));
                            users.computeIfAbsent(user.organization(), _ -> new HashMap<>())
                                    .put(user.user(), letters);
                        }
                    });
            Map<MailboxACL.EntryKey, MailboxACL.Rfc4314Rights> told = new HashMap<>();
            users.forEach((organization, those) ->
                    names.of(organization, those.keySet())
                            .forEach((user, address) ->
                                    told.put(
                                            MailboxACL.EntryKey.createUserEntryKey(
                                                    Username.of(address)),
                                            those.getOrDefault(user, MailboxACL.NO_RIGHTS))));
            return new ACLResponse(rights.getMailboxName(), new MailboxACL(told));
        }
    }
}
