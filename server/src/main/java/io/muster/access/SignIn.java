package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Lane;
import io.muster.kernel.Change;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Lets people in by name and password, as far as the next step that is asked of them. */
@Component
class SignIn {

    private final AccountRepository accounts;
    private final KnownDevices devices;
    private final AttemptLimits limits;
    private final PasswordHashes hashes;
    private final SignInSteps steps;
    private final Scopes scopes;
    private final Journal journal;

    SignIn(
            AccountRepository accounts,
            KnownDevices devices,
            AttemptLimits limits,
            PasswordHashes hashes,
            SignInSteps steps,
            Scopes scopes,
            Journal journal) {
        this.accounts = accounts;
        this.devices = devices;
        this.limits = limits;
        this.hashes = hashes;
        this.steps = steps;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** What became of an attempt. */
    sealed interface Outcome {
        record Passed(UserId user, Sessions.Opened session) implements Outcome {}

        /**
         * Wrong name, wrong password, closed account: one answer for all, so that nobody learns who
         * exists.
         */
        record Refused() implements Outcome {}

        /** The password was right, but his organization lets nobody in from that address. */
        record AddressNotAllowed() implements Outcome {}

        /** Too many failures; the same for a name that nobody has. */
        record TooMany(Instant until) implements Outcome {}
    }

    /** What was found before the password is looked at. */
    private record Attempt(Optional<Account> account, List<Lane> lanes, Optional<Instant> closed) {}

    Outcome attempt(String name, String password, Client client) {
        Attempt attempt = scopes.in(scopes.machinery(), () -> begin(name, client));
        if (attempt.closed().isPresent()) {
            return new Outcome.TooMany(attempt.closed().get());
        }
        String hash = attempt.account().map(Account::passwordHash).orElse(null);
        boolean right =
                hash == null ? hashes.verifyAgainstNobody(password) : hashes.verify(password, hash);
        if (hash == null || !right || !attempt.account().orElseThrow().open()) {
            refused(attempt.account().orElse(null), name, client);
            return new Outcome.Refused();
        }
        Account account = attempt.account().orElseThrow();
        succeeded(account, password, hash, attempt.lanes());
        if (!steps.admits(account, client)) {
            refused(account, name, client);
            return new Outcome.AddressNotAllowed();
        }
        return new Outcome.Passed(account.user(), steps.afterPassword(account, password, client));
    }

    private Attempt begin(String name, Client client) {
        Optional<Account> account = accounts.find(name.strip());
        List<Lane> lanes = lanes(name, account.orElse(null), client);
        return new Attempt(account, lanes, limits.begin(lanes));
    }

    /** A known device counts for itself; everybody else counts by name and by source address. */
    private List<Lane> lanes(String name, @Nullable Account account, Client client) {
        String device = client.device().orElse("");
        boolean known = devices.knows(account == null ? null : account.user(), device);
        return known && account != null
                ? List.of(Lane.ofDevice(account.user().toString(), device))
                : List.of(Lane.ofName(name), Lane.ofAddress(client.address()));
    }

    private void succeeded(Account account, String password, String hash, List<Lane> lanes) {
        Optional<String> better =
                hashes.needsRehash(hash) ? Optional.of(hashes.hash(password)) : Optional.empty();
        scopes.run(
                scopes.machinery(),
                () -> {
                    var rest = new ArrayList<>(lanes);
                    limits.clear(rest.removeFirst());
                    rest.forEach(limits::takeBack);
                    better.ifPresent(now -> accounts.replaceHash(account.user(), hash, now));
                });
    }

    private void refused(@Nullable Account account, String name, Client client) {
        Actor nobody = new Actor(Actor.SYSTEM.user(), "", Actor.Channel.CONSOLE, client.address());
        OrganizationId organization = account == null ? null : account.organization();
        Change change =
                new Change(
                        "access.sign-in-refused",
                        "user",
                        account == null ? null : account.user().value(),
                        account == null
                                ? name.substring(0, Math.min(name.length(), 100))
                                : account.displayName(),
                        Map.of(),
                        Map.of(),
                        Change.Outcome.REFUSED);
        scopes.run(scopes.machinery(), () -> journal.record(nobody, organization, List.of(change)));
    }
}
