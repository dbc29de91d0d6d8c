package io.muster.mailengine;

import io.muster.kernel.EmailAddress;
import io.muster.mailboxes.OwnAddress;
import org.springframework.stereotype.Component;

/** The address that the instance's own mails come from. */
@Component
class OwnSender implements OwnAddress {

    private final EmailAddress address;

    OwnSender(MailSettings settings, OutgoingSettings outgoing) {
        String set = outgoing.sender();
        this.address = EmailAddress.valueOf(set == null ? "no-reply@" + settings.hostname() : set);
    }

    EmailAddress address() {
        return address;
    }

    @Override
    public boolean is(EmailAddress other) {
        return address.equals(other);
    }
}
