package io.muster.invitations;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.access.Secrets;
import io.muster.invitations.RegistrationCodeRepository.LastHour;
import io.muster.invitations.RegistrationCodeRepository.Proved;
import io.muster.kernel.ClientNetwork;
import io.muster.kernel.EmailAddress;
import io.muster.kernel.Ids;
import io.muster.kernel.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Codes by mail that prove an address to who wants to register with it. Neither the answer nor its
 * time tells whether the address is taken: the same row is written for every address, and what the
 * mail says is looked up a second later.
 */
@Component
class RegistrationCodes {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String PURPOSE = "registration-code";

    private static final Duration PAUSE = Duration.ofMinutes(1);
    private static final int HOURLY_OF_ADDRESS = 5;
    private static final int TRIES = 5;
    private static final int CODES = 100_000_000;

    /** To fill the form in. */
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final RegistrationCodeRepository repository;
    private final RegistrationSettings settings;
    private final RegistrationSwitch registration;
    private final Secrets secrets;
    private final Scopes scopes;

    RegistrationCodes(
            RegistrationCodeRepository repository,
            RegistrationSettings settings,
            RegistrationSwitch registration,
            Secrets secrets,
            Scopes scopes) {
        this.repository = repository;
        this.settings = settings;
        this.registration = registration;
        this.secrets = secrets;
        this.scopes = scopes;
    }

    boolean open() {
        return registration.isOpen();
    }

    /** What became of the wish for a code; never whether somebody has the address. */
    sealed interface Asking {
        /**
         * @param id to prove the address by, with the code. So a stranger who asks for codes for it
         *     spends the tries of his own ones.
         */
        record Asked(UUID id) implements Asking {}

        record Refused(InvitationRule rule) implements Asking {}
    }

    /**
     * Has a code sent to the address.
     *
     * @param network from which it is asked for
     */
    Asking ask(EmailAddress address, String network) {
        if (!open()) {
            return new Asking.Refused(InvitationRule.REGISTRATION_OFF);
        }
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () -> {
                    repository.lock(machinery);
                    Optional<InvitationRule> against =
                            against(network, repository.lastHour(address, network));
                    if (against.isPresent()) {
                        return new Asking.Refused(against.get());
                    }
                    UUID id = Ids.next();
                    repository.ask(id, address, network, settings.codeLife());
                    return new Asking.Asked(id);
                });
    }

    private Optional<InvitationRule> against(String network, LastHour asked) {
        if (asked.all() >= settings.hourly()
                || (tellsApart(network) && asked.ofNetwork() >= settings.hourlyOfNetwork())
                || asked.ofAddress() >= HOURLY_OF_ADDRESS) {
            return Optional.of(InvitationRule.TOO_MANY_CODES);
        }
        Instant latest = asked.latest();
        return latest != null && latest.plus(PAUSE).isAfter(Instant.now())
                ? Optional.of(InvitationRule.CODE_TOO_EARLY)
                : Optional.empty();
    }

    /** Not behind a proxy on this machine, where one stranger would use up what all may ask for. */
    private static boolean tellsApart(String network) {
        return !network.equals(ClientNetwork.LOOPBACK);
    }

    /** A new code, and how it is kept. */
    record Made(String code, String sealed) {}

    /** For the row; the code is to be told by mail to whom the address belongs. */
    Made make(UUID id) {
        String code = "%08d".formatted(RANDOM.nextInt(CODES));
        return new Made(code, secrets.seal(hash(id, code), PURPOSE, id));
    }

    /** What is kept where no code may be right. */
    String makeUnknown(UUID id) {
        byte[] nobodys = new byte[32];
        RANDOM.nextBytes(nobodys);
        return secrets.seal(nobodys, PURPOSE, id);
    }

    /**
     * Exchanges a code for a token to register with; nothing when it is wrong, too old or was tried
     * too often. A try is counted also when it fails.
     *
     * @param id by which the code was asked for
     */
    Optional<String> prove(UUID id, String given) {
        String code = given.replaceAll("[\\s-]", "");
        InstanceScope machinery = scopes.machinery();
        return scopes.in(
                machinery,
                () ->
                        repository
                                .tried(machinery, id, TRIES)
                                .filter(sealed ->
                                        MessageDigest.isEqual(
                                                secrets.open(sealed, PURPOSE, id), hash(id, code)))
                                .map(_ -> {
                                    String token = token();
                                    repository.exchange(id, Sha256.of(token), TOKEN_LIFE);
                                    return token;
                                }));
    }

    /** Whose token it is. */
    Optional<Proved> ofToken(String token) {
        return repository.ofToken(Sha256.of(token));
    }

    /** Whoever comes second with the token waits, and then finds no such token. */
    Optional<Proved> lock(Proved proved) {
        return repository.lock(scopes.machinery(), proved);
    }

    /** Once the account is made; whatever keeps it from being made keeps the token. */
    void use(Proved proved) {
        repository.use(proved);
    }

    private static byte[] hash(UUID id, String code) {
        return Sha256.of((id + " " + code).getBytes(StandardCharsets.UTF_8));
    }

    private static String token() {
        byte[] random = new byte[32];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
