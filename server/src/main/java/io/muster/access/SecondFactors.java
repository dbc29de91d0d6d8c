package io.muster.access;

import io.muster.access.AccountRepository.Account;
import io.muster.access.AttemptLimits.Lane;
import io.muster.kernel.UserId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Authenticator apps and recovery codes: setting them up, checking what somebody types. */
@Component
class SecondFactors {

    private static final String PURPOSE = "totp";
    private static final String ISSUER = "Muster";

    private final SecondFactorRepository repository;
    private final PasskeyRepository passkeys;
    private final AttemptLimits limits;
    private final KnownDevices devices;
    private final Secrets secrets;
    private final Scopes scopes;
    private final Journal journal;

    SecondFactors(
            SecondFactorRepository repository,
            PasskeyRepository passkeys,
            AttemptLimits limits,
            KnownDevices devices,
            Secrets secrets,
            Scopes scopes,
            Journal journal) {
        this.repository = repository;
        this.passkeys = passkeys;
        this.limits = limits;
        this.devices = devices;
        this.secrets = secrets;
        this.scopes = scopes;
        this.journal = journal;
    }

    /** The ways to show a second factor. */
    enum Factor {
        TOTP,
        PASSKEY,
        RECOVERY_CODE
    }

    /** What the app needs, shown once. */
    record Offer(String secret, String uri) {}

    /** What became of a typed code. */
    sealed interface Check {
        record Right() implements Check {}

        record Wrong() implements Check {}

        record TooMany(Instant until) implements Check {}
    }

    Set<Factor> of(UserId user) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Set<Factor> found = EnumSet.noneOf(Factor.class);
                    if (repository.confirmedAt(user).isPresent()) {
                        found.add(Factor.TOTP);
                    }
                    if (passkeys.count(user) > 0) {
                        found.add(Factor.PASSKEY);
                    }
                    if (!found.isEmpty() && repository.codesLeft(user) > 0) {
                        found.add(Factor.RECOVERY_CODE);
                    }
                    return found;
                });
    }

    boolean has(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.any(user));
    }

    @Nullable Instant confirmedAt(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.confirmedAt(user)).orElse(null);
    }

    int codesLeft(UserId user) {
        return scopes.in(scopes.machinery(), () -> repository.codesLeft(user));
    }

    /** A new seed, of no effect until {@link #confirm}; nothing when an app is set up already. */
    Optional<Offer> offer(Account account, String accountName) {
        byte[] seed = Totp.newSecret();
        String sealed = secrets.seal(seed, PURPOSE, account.user().value());
        boolean offered =
                scopes.in(scopes.machinery(), () -> repository.offer(account.user(), sealed));
        return offered
                ? Optional.of(new Offer(Totp.base32(seed), Totp.uri(ISSUER, accountName, seed)))
                : Optional.empty();
    }

    /** Whether the app makes the right codes; from then on it is asked for. */
    boolean confirm(Account account, Actor actor, String code) {
        return scopes.in(
                scopes.machinery(),
                () -> {
                    if (!takes(account.user(), code)) {
                        return false;
                    }
                    record(account, actor, "access.totp-enabled");
                    return true;
                });
    }

    void removeTotp(Account account, Actor actor) {
        scopes.run(
                scopes.machinery(),
                () -> {
                    if (repository.removeTotp(account.user())) {
                        if (passkeys.count(account.user()) == 0) {
                            repository.removeCodes(account.user());
                        }
                        record(account, actor, "access.totp-disabled");
                    }
                });
    }

    /** Ten new recovery codes, shown once; earlier ones are void. */
    List<String> renewCodes(Account account, Actor actor) {
        List<String> codes = RecoveryCodes.create();
        scopes.run(
                scopes.machinery(),
                () -> {
                    repository.replaceCodes(
                            account.user(),
                            codes.stream()
                                    .map(code ->
                                            RecoveryCodes.hash(account.user(), code).orElseThrow())
                                    .toList());
                    record(account, actor, "access.recovery-codes-renewed");
                });
        return codes;
    }

    /**
     * Checks a code of the app or a recovery code in the second step of a sign-in. Failures are
     * counted as those of the first step are: a stranger's apart from a known device's.
     */
    Check check(Account account, Client client, String typed) {
        UserId user = account.user();
        return scopes.in(
                scopes.machinery(),
                () -> {
                    Lane lane = lane(user, client);
                    Optional<Instant> closed = limits.begin(List.of(lane));
                    if (closed.isPresent()) {
                        return new Check.TooMany(closed.get());
                    }
                    boolean byCode =
                            RecoveryCodes.hash(user, typed)
                                    .map(hash -> repository.useCode(user, hash))
                                    .orElse(false);
                    if (!byCode && !(confirmed(user) && takes(user, typed))) {
                        return new Check.Wrong();
                    }
                    limits.clear(lane);
                    if (byCode) {
                        record(
                                account,
                                Sessions.actor(account, client),
                                "access.recovery-code-used");
                    }
                    return new Check.Right();
                });
    }

    private Lane lane(UserId user, Client client) {
        String device = client.device().orElse("");
        Lane lane =
                devices.knows(user, device)
                        ? Lane.ofDevice(user.toString(), device)
                        : Lane.ofDevice(user.toString(), "strangers");
        return lane.forSecondFactor();
    }

    private boolean confirmed(UserId user) {
        return repository.seed(user).map(SecondFactorRepository.Seed::confirmed).orElse(false);
    }

    private boolean takes(UserId user, String typed) {
        Optional<SecondFactorRepository.Seed> seed = repository.seed(user);
        if (seed.isEmpty() || typed.getBytes(StandardCharsets.UTF_8).length > 64) {
            return false;
        }
        OptionalLong step =
                Totp.accept(
                        secrets.open(seed.get().sealed(), PURPOSE, user.value()),
                        typed,
                        Instant.now(),
                        seed.get().lastStep());
        return step.isPresent() && repository.take(user, step.getAsLong());
    }

    private void record(Account account, Actor actor, String action) {
        journal.record(actor, account.organization(), List.of(Sessions.changeOf(account, action)));
    }
}
