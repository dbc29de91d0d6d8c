package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.MailboxId;
import io.muster.kernel.RoleId;
import io.muster.kernel.UserId;
import io.muster.mailboxes.MailboxAccess.Outcome;
import io.muster.roles.SystemRole;
import io.muster.users.Leaver;
import io.muster.users.OffboardingPart;
import io.muster.users.OffboardingWork;
import io.muster.users.UserRule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** The parts of an offboarding by which a successor gets access to mailboxes. */
@Configuration(proxyBeanMethods = false)
class LeaverMailboxes {

    @Bean
    OffboardingWork openingOfMailboxesOfLeavers(
            MailboxAccess access, MailboxHoldings holdings, JsonMapper json) {
        return new Passing(OffboardingPart.OPEN_MAILBOX, access, holdings, json);
    }

    @Bean
    OffboardingWork handingOverOfMailboxesOfLeavers(
            MailboxAccess access, MailboxHoldings holdings, JsonMapper json) {
        return new Passing(OffboardingPart.HAND_OVER_MAILBOXES, access, holdings, json);
    }

    static OffboardingWork.Verdict changedSince() {
        return new OffboardingWork.Verdict.Refused(
                UserRule.CHANGED_SINCE.code(), UserRule.CHANGED_SINCE.sentence());
    }

    /** What somebody was given on one mailbox. */
    private record Gift(UUID user, Set<UUID> roles, Set<Permission> permissions) {

        static Gift of(MailboxHolding holding) {
            return new Gift(
                    holding.user().value(),
                    holding.roles().stream()
                            .map(role -> role.id().value())
                            .collect(Collectors.toSet()),
                    Set.copyOf(holding.single()));
        }

        Gift with(Gift more) {
            Set<UUID> allRoles = new HashSet<>(roles);
            allRoles.addAll(more.roles);
            Set<Permission> all = new HashSet<>(permissions);
            all.addAll(more.permissions);
            return new Gift(user, allRoles, all);
        }

        static Gift nothing(UUID user) {
            return new Gift(user, Set.of(), Set.of());
        }
    }

    /** One change of one user's access to one mailbox. */
    private record Move(UUID mailbox, String name, Gift before, Gift after) {}

    private record Kept(List<Move> moves) {}

    private record Passing(
            OffboardingPart part, MailboxAccess access, MailboxHoldings holdings, JsonMapper json)
            implements OffboardingWork {

        @Override
        public Verdict judge(OrganizationScope scope, Leaver leaver) {
            List<Move> moves = moves(scope, leaver);
            if (moves.isEmpty()) {
                return new Verdict.Nothing();
            }
            for (Move move : moves) {
                if (change(scope, move.mailbox(), move.after(), false)
                        instanceof Outcome.Refused refused) {
                    return refused(move.name(), refused);
                }
            }
            return new Verdict.Due(moves.stream().map(Move::name).distinct().toList());
        }

        @Override
        public @Nullable String act(OrganizationScope scope, Leaver leaver) {
            List<Move> moves = moves(scope, leaver);
            moves.forEach(move -> change(scope, move.mailbox(), move.after(), true));
            return json.writeValueAsString(new Kept(moves));
        }

        @Override
        public Verdict takeBack(OrganizationScope scope, Leaver leaver, String before) {
            List<Move> moves = json.readValue(before, Kept.class).moves();
            for (Move move : moves) {
                if (!held(scope, move.mailbox(), move.after().user()).equals(move.after())) {
                    return changedSince();
                }
                if (change(scope, move.mailbox(), move.before(), false)
                        instanceof Outcome.Refused refused) {
                    return refused(move.name(), refused);
                }
            }
            moves.forEach(move -> change(scope, move.mailbox(), move.before(), true));
            return new Verdict.Due(List.of());
        }

        private List<Move> moves(OrganizationScope scope, Leaver leaver) {
            Leaver.Successor successor = leaver.successor();
            if (successor == null) {
                return List.of();
            }
            UUID to = successor.user().value();
            return part == OffboardingPart.OPEN_MAILBOX
                    ? opening(scope, leaver, to)
                    : handingOver(scope, leaver, to);
        }

        private List<Move> opening(OrganizationScope scope, Leaver leaver, UUID to) {
            UUID mailbox = leaver.user().value();
            Gift has = held(scope, mailbox, to);
            Gift gets =
                    has.with(new Gift(to, Set.of(SystemRole.FULL_ACCESS.id().value()), Set.of()));
            return has.equals(gets)
                    ? List.of()
                    : List.of(new Move(mailbox, leaver.account(), has, gets));
        }

        /** Of each mailbox that he owns: the successor first, so that nobody owns it at no time. */
        private List<Move> handingOver(OrganizationScope scope, Leaver leaver, UUID to) {
            List<Move> moves = new ArrayList<>();
            for (MailboxAccess.Held held : access.of(scope, leaver.user())) {
                if (!held.holding().permissions().contains(Permission.MAILBOX_SHARE)) {
                    continue;
                }
                UUID mailbox = held.mailbox().id().value();
                String name = held.mailbox().name();
                Gift his = Gift.of(held.holding());
                // The personal mailbox of the successor is his anyway.
                if (!mailbox.equals(to)) {
                    Gift has = held(scope, mailbox, to);
                    Gift gets = has.with(his);
                    if (!has.equals(gets)) {
                        moves.add(new Move(mailbox, name, has, gets));
                    }
                }
                moves.add(new Move(mailbox, name, his, Gift.nothing(his.user())));
            }
            return moves;
        }

        private Gift held(OrganizationScope scope, UUID mailbox, UUID user) {
            return Gift.of(holdings.of(scope, new MailboxId(mailbox), new UserId(user)));
        }

        private Outcome change(OrganizationScope scope, UUID mailbox, Gift gift, boolean writes) {
            return access.change(
                    scope,
                    new MailboxId(mailbox),
                    new UserId(gift.user()),
                    null,
                    gift.roles().stream().map(RoleId::new).collect(Collectors.toSet()),
                    gift.permissions(),
                    writes);
        }

        private static Verdict refused(String mailbox, Outcome.Refused refused) {
            String sentence =
                    switch (refused) {
                        case Outcome.NoSuchMailbox() -> "There is no such mailbox any more.";
                        case Outcome.NoSuchUser() -> "The user no longer exists.";
                        case Outcome.NoSuchRole _ -> "The role no longer exists.";
                        case Outcome.IsOwner() -> "It is the user's own mailbox.";
                        case Outcome.TooMany() -> "Too many users have access to it already.";
                        case Outcome.NotPermitted _ ->
                                "You lack the permission to change access to mailboxes.";
                        case Outcome.Outranked() ->
                                "The rights of the mailbox's user go beyond yours.";
                        case Outcome.ChangedMeanwhile _ -> "Somebody changed it meanwhile.";
                    };
            return new Verdict.Refused("mailboxes.no-access", mailbox + ": " + sentence);
        }
    }
}
