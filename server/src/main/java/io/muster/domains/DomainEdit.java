package io.muster.domains;

import io.muster.kernel.UserId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A domain while some of its fields change; the rest stays. */
final class DomainEdit {

    private final Domain before;
    private DomainState state;
    private Proof proof;
    private @Nullable UserId askedBy;
    private @Nullable Instant verifiedAt;
    private @Nullable Instant lastCheckedAt;
    private @Nullable Finding lastFinding;
    private @Nullable Instant nextCheckAt;
    private @Nullable Instant givesUpAt;
    private int missed;

    DomainEdit(Domain before) {
        this.before = before;
        this.state = before.state();
        this.proof = before.proof();
        this.askedBy = before.askedBy();
        this.verifiedAt = before.verifiedAt();
        this.lastCheckedAt = before.lastCheckedAt();
        this.lastFinding = before.lastFinding();
        this.nextCheckAt = before.nextCheckAt();
        this.givesUpAt = before.givesUpAt();
        this.missed = before.missed();
    }

    DomainEdit state(DomainState now) {
        this.state = now;
        return this;
    }

    DomainEdit proof(Proof now) {
        this.proof = now;
        return this;
    }

    DomainEdit askedBy(UserId user) {
        this.askedBy = user;
        return this;
    }

    DomainEdit verifiedAt(@Nullable Instant time) {
        this.verifiedAt = time;
        return this;
    }

    DomainEdit checkedAt(Instant time) {
        this.lastCheckedAt = time;
        return this;
    }

    DomainEdit found(Finding finding) {
        this.lastFinding = finding;
        return this;
    }

    DomainEdit nextCheckAt(@Nullable Instant time) {
        this.nextCheckAt = time;
        return this;
    }

    DomainEdit givesUpAt(@Nullable Instant time) {
        this.givesUpAt = time;
        return this;
    }

    DomainEdit missed(int times) {
        this.missed = times;
        return this;
    }

    Domain made() {
        return new Domain(
                before.id(),
                state,
                proof,
                before.version(),
                before.addedAt(),
                askedBy,
                verifiedAt,
                lastCheckedAt,
                lastFinding,
                nextCheckAt,
                givesUpAt,
                missed);
    }
}
