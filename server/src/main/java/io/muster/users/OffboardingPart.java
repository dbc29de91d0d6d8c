package io.muster.users;

import io.muster.access.Permission;
import java.util.EnumSet;
import java.util.Set;

/** What an offboarding consists of, in the order in which it is done. */
public enum OffboardingPart {
    /** Closes sign-in and sending and ends all sessions. */
    DISABLE(Permission.USERS_DISABLE),
    REVOKE_TOKENS(Permission.USERS_PASSWORDS),
    /** Authenticator app, passkeys and recovery codes. */
    REMOVE_FACTORS(Permission.USERS_PASSWORDS),
    /** All roles and single permissions in the organization. */
    TAKE_ROLES(Permission.GRANTS_REVOKE),
    /** Mail goes on to the successor, or stays and goes nowhere. */
    DIRECT_MAIL(Permission.MAILBOXES_DELIVERY),
    /** The successor gets full access to the personal mailbox. */
    OPEN_MAILBOX(Permission.MAILBOXES_ASSIGN),
    /** The successor gets what the user holds on the mailboxes that he owns, and he loses it. */
    HAND_OVER_MAILBOXES(Permission.MAILBOXES_ASSIGN, Permission.MAILBOXES_REVOKE),
    /** From then on mail is refused. */
    CLOSE_MAIL(Permission.USERS_DISABLE),
    /** As deleting by hand: everything is kept for 30 days. */
    DELETE(Permission.USERS_DELETE);

    private final Set<Permission> needs = EnumSet.noneOf(Permission.class);

    OffboardingPart(Permission... needs) {
        this.needs.addAll(Set.of(needs));
    }

    /** What whoever wants it done must hold, when he says so and when it is done. */
    Set<Permission> needs() {
        return Set.copyOf(needs);
    }
}
