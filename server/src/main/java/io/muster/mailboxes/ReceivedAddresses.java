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
        return !(reception.of(address) instanceof Reception.Verdict.Unknown);
    }
}
