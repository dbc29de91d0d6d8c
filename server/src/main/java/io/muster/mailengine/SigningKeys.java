package io.muster.mailengine;

import io.muster.access.InstanceScope;
import io.muster.access.Scopes;
import io.muster.audit.AuditLog;
import io.muster.domains.NameLookup;
import io.muster.jobs.RecurringWork;
import io.muster.kernel.Change;
import io.muster.kernel.DomainName;
import io.muster.kernel.Ids;
import io.muster.kernel.Problem;
import io.muster.kernel.Refusal;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;
import org.xbill.DNS.lookup.NoSuchDomainException;

/**
 * The keys with which mail that leaves is signed. A new one signs once its record is found in the
 * name service, by hand or at the look every quarter of an hour; until then the one before it does.
 */
@Component
class SigningKeys implements RecurringWork {

    static final int MOST = 1_000;

    /** What receivers ask for at least is 1,024; 4,096 doesn't fit all name services (RFC 8301). */
    private static final int BITS = 2_048;

    private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(30);

    private final SigningKeyRepository repository;
    private final NameLookup names;
    private final Scopes scopes;
    private final AuditLog audit;

    SigningKeys(SigningKeyRepository repository, NameLookup names, Scopes scopes, AuditLog audit) {
        this.repository = repository;
        this.names = names;
        this.scopes = scopes;
        this.audit = audit;
    }

    List<SigningKey> all(InstanceScope scope) {
        return scopes.in(scope, repository::all);
    }

    /** Makes a key that waits for its record; 409 where one waits already. */
    SigningKey make(InstanceScope scope, DomainName domain) {
        KeyPair pair = pair();
        UUID id = Ids.next();
        SigningKey key =
                new SigningKey(
                        id,
                        domain,
                        // The last digits of the id are by chance, so no two are the same.
                        "muster-" + id.toString().substring(28),
                        Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                        false,
                        null,
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MICROS));
        scopes.run(
                scope,
                () -> {
                    repository.lock();
                    if (repository.hasWaiting(domain)) {
                        throw Problem.of(
                                        409,
                                        "mailengine:key-waiting",
                                        "A key waits already",
                                        "There is a key for this domain whose record was not found yet.")
                                .refusal();
                    }
                    if (repository.count() >= MOST) {
                        throw Problem.of(
                                        409,
                                        "mailengine:too-many-keys",
                                        "Too many keys",
                                        "There are %,d keys at most.".formatted(MOST))
                                .refusal();
                    }
                    repository.insert(key, pair.getPrivate().getEncoded());
                    record(scope, "mailengine.signing-key-made", key);
                });
        return key;
    }

    /** Looks for the record and signs with the key once it is there. */
    SigningKey check(InstanceScope scope, UUID id) {
        return look(scope, scopes.in(scope, () -> found(id)));
    }

    void remove(InstanceScope scope, UUID id) {
        scopes.run(
                scope,
                () -> {
                    repository.lock();
                    SigningKey key = found(id);
                    repository.delete(id);
                    record(scope, "mailengine.signing-key-removed", key);
                });
    }

    @Override
    public String name() {
        return "mailengine.signing-keys";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(15);
    }

    @Override
    public void run() {
        InstanceScope machinery = scopes.machinery();
        Instant end = Instant.now().plus(LONGEST_LOOK);
        List<SigningKey> waitingLongest =
                scopes.in(machinery, repository::all).stream()
                        .sorted(
                                Comparator.comparing(
                                        SigningKey::checkedAt,
                                        Comparator.nullsFirst(Comparator.naturalOrder())))
                        .toList();
        for (SigningKey key : waitingLongest) {
            // Other work waits for this thread; the rest is looked for next time.
            if (Instant.now().isAfter(end)) {
                return;
            }
            try {
                look(machinery, key);
            } catch (Refusal removed) {
                LOG.debug("A key was removed while its record was looked for", removed);
            }
        }
    }

    private SigningKey look(InstanceScope scope, SigningKey key) {
        SigningKey.Finding finding = finding(key);
        return scopes.in(
                scope,
                () -> {
                    repository.lock();
                    SigningKey now = found(key.id());
                    repository.note(now.id(), finding);
                    if (finding == SigningKey.Finding.FOUND && !now.signing()) {
                        repository.sign(now);
                        record(scope, "mailengine.signing-started", now);
                    }
                    return found(now.id());
                });
    }

    /** No transaction is open meanwhile: the name service may take its time. */
    private SigningKey.Finding finding(SigningKey key) {
        try {
            List<String> texts =
                    names.records(key.recordName(), Type.TXT).stream()
                            .filter(TXTRecord.class::isInstance)
                            .map(record -> String.join("", ((TXTRecord) record).getStrings()))
                            .toList();
            if (texts.isEmpty()) {
                return SigningKey.Finding.MISSING;
            }
            return texts.stream().anyMatch(key::isTold)
                    ? SigningKey.Finding.FOUND
                    : SigningKey.Finding.DIFFERENT;
        } catch (NoSuchDomainException none) {
            return SigningKey.Finding.MISSING;
        } catch (NameLookup.Unanswered unanswered) {
            return SigningKey.Finding.UNANSWERED;
        }
    }

    private SigningKey found(UUID id) {
        return repository
                .find(id)
                .orElseThrow(() -> Problem.notFound("key for signing mail").refusal());
    }

    private void record(InstanceScope scope, String action, SigningKey key) {
        audit.record(
                scope,
                Change.done(
                        action,
                        "signing-key",
                        key.id(),
                        key.domain().value(),
                        Map.of(),
                        Map.of("selector", key.selector())));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
