package io.muster.mailengine;

import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs SQL on mail in a transaction held to the organization whose mail it is. James asks now
 * blocking, now in its reactive way; the second runs the same on a virtual thread.
 */
final class MailStore {

    private final Scopes scopes;
    private final JdbcClient jdbc;
    private final Owners owners;

    MailStore(Scopes scopes, JdbcClient jdbc, Owners owners) {
        this.scopes = scopes;
        this.jdbc = jdbc;
        this.owners = owners;
    }

    Owners owners() {
        return owners;
    }

    JdbcClient.StatementSpec sql(String sql) {
        return jdbc.sql(sql);
    }

    OrganizationScope scope(OrganizationId organization) {
        return scopes.organization(scopes.machinery(), organization);
    }

    <T extends @Nullable Object> T in(OrganizationId organization, Supplier<T> work) {
        return scopes.in(scope(organization), work);
    }

    /** Whether mail of the organization is read at all: it isn't while that is switched off. */
    boolean serves(OrganizationId organization) {
        return !scopes.isSwitchedOff(organization);
    }

    /** One transaction around work in several organizations. */
    <T extends @Nullable Object> T together(Supplier<T> work) {
        return scopes.in(scopes.machinery(), work);
    }

    /**
     * The result later; nothing for null. Never to be followed by an operator that cancels, such as
     * {@code next()}: it gives the thread free that still runs what follows, and a nested wait can
     * then wait for itself.
     */
    <T> Mono<T> later(OrganizationId organization, Supplier<@Nullable T> work) {
        return Mono.fromCallable(() -> this.<@Nullable T>in(organization, work))
                .subscribeOn(Schedulers.boundedElastic());
    }

    <T> Flux<T> manyLater(OrganizationId organization, Supplier<List<T>> work) {
        return Mono.fromCallable(() -> this.<List<T>>in(organization, work))
                .subscribeOn(Schedulers.boundedElastic())
                .flatMapIterable(found -> found);
    }
}
