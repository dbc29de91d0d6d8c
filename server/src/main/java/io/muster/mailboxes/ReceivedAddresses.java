package io.muster.mailboxes;

import io.muster.invitations.LocalAddresses;
import io.muster.kernel.EmailAddress;
import org.springframework.stereotype.Component;

/** What is received here, for who asks whether a mail would leave the instance. */
@Component
class ReceivedAddresses implements LocalAddresses {

    private final Reception reception;

    ReceivedAddresses(Reception reception) {
        this.reception = reception;
    }

    @Override
    public boolean receive(EmailAddress address) {
        // What leaves may come back through a relay or a filter of incoming mail: then it is caught
        // as a stranger's is, and read by whoever catches it.
        return !(reception.ofStranger(address) instanceof Reception.Verdict.Unknown);
    }
}
