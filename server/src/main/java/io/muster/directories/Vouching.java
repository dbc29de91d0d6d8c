package io.muster.directories;

import io.muster.access.Actor;
import io.muster.access.OrganizationScope;
import io.muster.access.Scopes;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.roles.Memberships;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Whoever says where a directory is decides who its users are. So it vouches for nobody whose
 * rights go beyond those that this person has now: else a server of his own would make him an
 * owner.
 */
@Component
class Vouching {

    private final Memberships memberships;
    private final LinkedUsers links;
    private final Scopes scopes;

    Vouching(Memberships memberships, LinkedUsers links, Scopes scopes) {
        this.memberships = memberships;
        this.links = links;
        this.scopes = scopes;
    }

    /** Whether the directory can tell who this user is. */
    boolean vouches(Directory directory, OrganizationScope scope, UserId user) {
        return memberships.above(of(directory.configuredBy(), scope), List.of(user)).isEmpty();
    }

    /** Those of the users for whom the directory can't speak. */
    Set<UserId> above(Directory directory, OrganizationScope scope, Collection<UserId> users) {
        return users.isEmpty()
                ? Set.of()
                : memberships.above(of(directory.configuredBy(), scope), users);
    }

    /** Who answers for the directory, with what he may now; nothing for nobody. */
    Optional<OrganizationScope> answerable(
            Directory directory, OrganizationId organization, String name) {
        UserId person = directory.configuredBy();
        return person == null
                ? Optional.empty()
                : scopes.resume(
                        scopes.machinery(),
                        new Actor(person, name, Actor.Channel.SYSTEM, ""),
                        organization);
    }

    /** Whether anybody comes from the directory. */
    boolean isUsed(OrganizationScope scope, DirectoryId directory) {
        return !links.of(scope, directory).isEmpty();
    }

    /** Whether somebody comes from the directory who may more than the actor. */
    boolean isAbove(OrganizationScope scope, DirectoryId directory) {
        return !memberships.above(scope, links.of(scope, directory)).isEmpty();
    }

    /**
     * The actor, where he acts with all that he holds; nobody where a token or a job has a part of
     * it, for whoever has that isn't he.
     */
    @Nullable UserId answering(OrganizationScope scope) {
        UserId actor = scope.actor().user();
        return of(actor, scope).permissions().equals(scope.permissions()) ? actor : null;
    }

    /**
     * Who answers for a directory after a change.
     *
     * @param alike whether only the secret is given anew, which takes nothing from somebody of
     *     higher rights who answers for it
     */
    @Nullable UserId answering(OrganizationScope scope, Directory before, boolean alike) {
        UserId other = before.configuredBy();
        return alike && other != null && !memberships.above(scope, List.of(other)).isEmpty()
                ? other
                : answering(scope);
    }

    /** What the person holds there now; nothing for nobody and for whoever has left. */
    private OrganizationScope of(@Nullable UserId person, OrganizationScope scope) {
        OrganizationScope nothing =
                scopes.organization(scopes.machinery(), scope.organization()).within(Set.of());
        return person == null
                ? nothing
                : scopes.resume(
                                scopes.machinery(),
                                new Actor(person, "", Actor.Channel.SYSTEM, ""),
                                scope.organization())
                        .orElse(nothing);
    }
}
