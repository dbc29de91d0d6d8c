package io.muster.users;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import io.muster.notifications.Outbox;
import io.muster.notifications.OutgoingId;
import io.muster.users.MailedPasswords.Told;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Who is told a new password in a mail that the organization has written. */
@Component
class PasswordsInMails {

    /** Stands in the place of a password for whose password isn't kept here. */
    static final String ELSEWHERE = "(the one that you have in the directory of your organization)";

    private final UserEditRepository users;
    private final UserGuard guard;
    private final MailedPasswords passwords;
    private final Outbox outbox;

    PasswordsInMails(
            UserEditRepository users, UserGuard guard, MailedPasswords passwords, Outbox outbox) {
        this.users = users;
        this.guard = guard;
        this.passwords = passwords;
        this.outbox = outbox;
    }

    /**
     * What is to become of the passwords of some users.
     *
     * @param renewed who get a new one
     * @param rules why others get no mail; whose password is elsewhere is in neither
     */
    record Standing(Map<UserId, User> renewed, Map<UserId, UserRule> rules) {

        /** Nobody's password is told. */
        static final Standing UNTOLD = new Standing(Map.of(), Map.of());
    }

    /** Judges them, and locks them until the mails are written. */
    Standing standing(OrganizationScope scope, Collection<UserId> ids) {
        scope.demand(Permission.USERS_PASSWORDS);
        Map<UserId, User> renewed = new HashMap<>();
        Map<UserId, UserRule> rules = new HashMap<>();
        if (!outbox.open()) {
            ids.forEach(id -> rules.put(id, UserRule.NO_WAY_FOR_MAIL));
            return new Standing(renewed, rules);
        }
        List<User> found = users.lock(scope, ids);
        UserAct.Hand hand = guard.hand(scope, ids);
        for (User user : found) {
            passwords
                    .against(hand, user)
                    .ifPresentOrElse(
                            rule -> rules.put(user.id(), rule), () -> renewed.put(user.id(), user));
        }
        rules.values().removeIf(UserRule.NO_OWN_PASSWORD::equals);
        return new Standing(renewed, rules);
    }

    /**
     * Keeps what was told.
     *
     * @param mails all that were written
     * @param told by the place of the mail among them
     */
    void keep(OrganizationScope scope, List<OutgoingId> mails, Map<Integer, Told> told) {
        List<OutgoingId> telling = new ArrayList<>();
        List<Told> whom = new ArrayList<>();
        told.forEach((place, one) -> {
            telling.add(mails.get(place));
            whom.add(one);
        });
        if (!whom.isEmpty()) {
            passwords.keep(scope, telling, whom);
        }
    }
}
