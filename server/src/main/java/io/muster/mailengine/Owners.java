package io.muster.mailengine;

import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxOwner;
import java.util.UUID;
import org.apache.james.core.Username;

/**
 * The name by which James knows an owner. It is made of ids, so a user who gets another address
 * keeps his folders, and each name tells the organization whose rows may be touched.
 */
interface Owners {

    /** A domain begins with a letter. */
    String ORGANIZATION = "organization-";

    Owners BY_ID =
            new Owners() {
                @Override
                public MailboxOwner owner(Username name) {
                    UUID organization =
                            UUID.fromString(
                                    name.getDomainPart()
                                            .orElseThrow()
                                            .name()
                                            .substring(ORGANIZATION.length()));
                    return new MailboxOwner(
                            UserId.valueOf(name.getLocalPart()), new OrganizationId(organization));
                }

                @Override
                public Username name(MailboxOwner owner) {
                    return Username.of(owner.user() + "@" + ORGANIZATION + owner.organization());
                }
            };

    MailboxOwner owner(Username name);

    Username name(MailboxOwner owner);
}
