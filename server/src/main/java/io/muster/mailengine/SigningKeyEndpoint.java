package io.muster.mailengine;

import io.muster.access.InstanceScope;
import io.muster.access.Needs;
import io.muster.access.Permission;
import io.muster.kernel.DomainName;
import io.muster.kernel.Problem;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing of mail that leaves (DKIM, RFC 6376), for the system administrator. */
@RestController
@RequestMapping("/api/v1/mail-signing")
class SigningKeyEndpoint {

    private static final int LONGEST = 1_000;

    private final SigningKeys keys;

    SigningKeyEndpoint(SigningKeys keys) {
        this.keys = keys;
    }

    /**
     * @param signing whether mail of the domain is signed with it now
     * @param recordName where its record must stand in the name service, of type TXT
     * @param recordValue what the record must say; name services that take 255 characters at a time
     *     take it in pieces
     * @param finding what the name service had at the last look; null before the first
     * @param checkedAt when that was
     */
    record SigningKeyView(
            UUID id,
            String domain,
            String selector,
            boolean signing,
            String recordName,
            String recordValue,
            SigningKey.@Nullable Finding finding,
            @Nullable Instant checkedAt,
            Instant createdAt) {

        static SigningKeyView of(SigningKey key) {
            return new SigningKeyView(
                    key.id(),
                    key.domain().value(),
                    key.selector(),
                    key.signing(),
                    key.recordName(),
                    key.recordValue(),
                    key.finding(),
                    key.checkedAt(),
                    key.createdAt());
        }
    }

    record SigningKeyList(List<SigningKeyView> items) {}

    /**
     * @param domain of the senders' addresses
     */
    record SigningKeyRequest(String domain) {}

    /** All keys, by domain; 1,000 at most. Private keys never come out. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @GetMapping
    SigningKeyList list(InstanceScope scope) {
        return new SigningKeyList(keys.all(scope).stream().map(SigningKeyView::of).toList());
    }

    /**
     * Makes a key (RSA, 2,048 bits) for a domain. Mail is signed with it once its record is found
     * in the name service; until then the one before it goes on. 409 where one waits already.
     */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    SigningKeyView make(InstanceScope scope, @RequestBody SigningKeyRequest request) {
        DomainName domain =
                DomainName.parse(request.domain())
                        .filter(_ -> request.domain().length() <= LONGEST)
                        .filter(name -> name.value().contains("."))
                        .orElseThrow(() ->
                                Problem.invalid(
                                                "domain",
                                                "format",
                                                "Give a domain such as example.org.")
                                        .refusal());
        return SigningKeyView.of(keys.make(scope, domain));
    }

    /**
     * Looks for the record now. Where it is found, mail of the domain is signed with this key from
     * now on and the one before it is forgotten: leave its record in the name service for a week.
     */
    @Needs(Permission.INSTANCE_SETTINGS)
    @PostMapping("/{signingKeyId}/actions/check")
    @ResponseStatus(HttpStatus.OK)
    SigningKeyView check(InstanceScope scope, @PathVariable UUID signingKeyId) {
        return SigningKeyView.of(keys.check(scope, signingKeyId));
    }

    /** Forgets a key. Where it signed, mail of the domain leaves unsigned from now on. */
    @Needs(Permission.INSTANCE_SETTINGS)
    @DeleteMapping("/{signingKeyId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(InstanceScope scope, @PathVariable UUID signingKeyId) {
        keys.remove(scope, signingKeyId);
    }
}
