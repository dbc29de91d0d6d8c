package io.muster.mailboxes;

import io.muster.access.Actor;
import io.muster.access.SignedIn;
import io.muster.kernel.EmailAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How mail reaches oneself, over HTTP. */
@RestController
@RequestMapping("/api/v1/me/mail-settings")
class OwnMailEndpoint {

    private final OwnMail own;

    OwnMailEndpoint(OwnMail own) {
        this.own = own;
    }

    /**
     * @param address at which mail arrives first of all; null for whoever has no mailbox
     * @param aliases at which it arrives too, by address
     * @param forwarding where it goes on to
     * @param services which ways to it are open
     * @param usage what is in his own mailbox and how large it may become; null for whoever has
     *     none
     */
    record OwnMailSettings(
            @Nullable EmailAddress address,
            List<EmailAddress> aliases,
            ForwardingEndpoint.ForwardingView forwarding,
            ServiceEndpoint.MailServicesView services,
            MailboxUsageEndpoint.@Nullable MailboxUsageView usage) {}

    /**
     * Tells at which addresses mail reaches oneself, where it goes on to, which ways to it are open
     * and how full the mailbox is, as a whole and by folder.
     */
    @SignedIn
    @GetMapping
    OwnMailSettings show(Actor actor) {
        return own.settings(actor.user());
    }
}
