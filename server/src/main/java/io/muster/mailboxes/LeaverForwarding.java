package io.muster.mailboxes;

import io.muster.access.OrganizationScope;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.MailboxId;
import io.muster.mailboxes.ForwardingChange.Outcome;
import io.muster.users.Leaver;
import io.muster.users.Leaver.MailWish;
import io.muster.users.Leaver.Successor;
import io.muster.users.OffboardingPart;
import io.muster.users.OffboardingWork;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mail of a user who leaves goes on to his successor, with a copy kept. Where it is only accepted
 * it goes nowhere: what he forwarded to himself elsewhere ends.
 */
@Component
class LeaverForwarding implements OffboardingWork {

    private final ForwardingChange forwarding;
    private final JsonMapper json;

    LeaverForwarding(ForwardingChange forwarding, JsonMapper json) {
        this.forwarding = forwarding;
        this.json = json;
    }

    /** What was said of forwarding before, and what was said then. */
    private record Kept(Said before, Said after) {}

    private record Said(
            boolean active,
            List<String> targets,
            boolean keepCopy,
            @Nullable Instant from,
            @Nullable Instant until) {

        static Said of(Forwarding forwarding) {
            return new Said(
                    forwarding.active(),
                    forwarding.targets().stream().map(EmailAddress::toString).toList(),
                    forwarding.keepCopy(),
                    forwarding.from(),
                    forwarding.until());
        }

        ForwardingForm form() {
            return ForwardingForm.of(active, targets, keepCopy, from, until);
        }
    }

    @Override
    public OffboardingPart part() {
        return OffboardingPart.DIRECT_MAIL;
    }

    @Override
    public Verdict judge(OrganizationScope scope, Leaver leaver) {
        Optional<Forwarding> found = forwarding.of(scope, mailbox(leaver));
        if (found.isEmpty()) {
            return new Verdict.Refused(
                    "mailboxes.no-mailbox", "This user has no mailbox, for he has no address.");
        }
        Successor successor = leaver.successor();
        if (leaver.mail() == MailWish.FORWARDED
                && (successor == null || successor.address() == null)) {
            return new Verdict.Refused(
                    "mailboxes.successor-without-address",
                    "The successor has no e-mail address to forward to.");
        }
        Said wanted = wanted(leaver, found.get());
        if (wanted.equals(Said.of(found.get()))) {
            return new Verdict.Nothing();
        }
        return verdict(forwarding.would(scope, mailbox(leaver), wanted.form()), wanted.targets());
    }

    @Override
    public @Nullable String act(OrganizationScope scope, Leaver leaver) {
        Forwarding before = forwarding.of(scope, mailbox(leaver)).orElse(Forwarding.NONE);
        Said wanted = wanted(leaver, before);
        forwarding.replace(scope, mailbox(leaver), wanted.form());
        return json.writeValueAsString(new Kept(Said.of(before), wanted));
    }

    @Override
    public Verdict takeBack(OrganizationScope scope, Leaver leaver, String before) {
        Kept kept = json.readValue(before, Kept.class);
        Optional<Forwarding> now = forwarding.of(scope, mailbox(leaver));
        if (now.isEmpty() || !Said.of(now.get()).equals(kept.after())) {
            return LeaverMailboxes.changedSince();
        }
        return verdict(
                forwarding.replace(scope, mailbox(leaver), kept.before().form()),
                kept.before().targets());
    }

    private static Said wanted(Leaver leaver, Forwarding now) {
        Successor successor = leaver.successor();
        return leaver.mail() == MailWish.FORWARDED && successor != null
                ? new Said(
                        true,
                        List.of(String.valueOf(successor.address())),
                        true,
                        null,
                        leaver.mailUntil())
                : new Said(
                        false,
                        now.targets().stream().map(EmailAddress::toString).toList(),
                        now.keepCopy(),
                        now.from(),
                        now.until());
    }

    private static Verdict verdict(Outcome outcome, List<String> targets) {
        return switch (outcome) {
            case Outcome.Done(var _) -> new Verdict.Due(targets);
            case Outcome.ChangedMeanwhile(var _) ->
                    throw new IllegalStateException("no version was asked for");
            case Outcome.Unreachable(var errors) ->
                    new Verdict.Refused(
                            "mailboxes.unreachable",
                            errors.isEmpty()
                                    ? "Mail can't leave for that address."
                                    : errors.getFirst().message());
            case Outcome.Refused(var broken) ->
                    new Verdict.Refused(
                            "mailboxes.no-delivery", broken.refusal().problem().detail());
        };
    }

    private static MailboxId mailbox(Leaver leaver) {
        return MailboxId.of(leaver.user());
    }
}
