package io.muster.users;

import io.muster.access.Actor;
import io.muster.access.Permission;
import io.muster.access.SignedIn;
import io.muster.kernel.OrganizationId;
import io.muster.kernel.UserId;
import io.muster.organizations.Organization;
import io.muster.organizations.Organizations;
import io.muster.roles.Memberships;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is signed in and what he may do where. */
@RestController
@RequestMapping("/api/v1/me")
class MeEndpoint {

    private final Users users;
    private final Memberships memberships;
    private final Organizations organizations;
    private final PhoneSwitch phones;

    MeEndpoint(
            Users users, Memberships memberships, Organizations organizations, PhoneSwitch phones) {
        this.users = users;
        this.memberships = memberships;
        this.organizations = organizations;
        this.phones = phones;
    }

    /**
     * @param instancePermissions what he may do on the instance as a whole
     * @param organizations those in which he has a place, by name; all of them for a system
     *     administrator
     * @param phoneNumbers whether people have phone numbers on this instance
     */
    record Me(
            MyUser user,
            Set<Permission> instancePermissions,
            List<MyOrganization> organizations,
            PhoneNumbers phoneNumbers) {}

    record MyUser(
            UserId id,
            @Nullable String address,
            @Nullable String logonName,
            String firstName,
            String lastName,
            String displayName,
            String timeZone,
            String language) {}

    record MyOrganization(
            OrganizationId id, String name, boolean active, Set<Permission> permissions) {}

    @SignedIn(tokens = true)
    @GetMapping
    Me me(Actor actor) {
        Memberships.Rights rights = memberships.of(actor);
        Memberships.Rights limit = limit(actor, rights);
        List<Organization> places = organizations.of(rights);
        return new Me(
                users.self(actor),
                onInstance(actor, rights),
                places.stream()
                        .map(place ->
                                new MyOrganization(
                                        place.id(),
                                        place.name(),
                                        place.active(),
                                        both(rights.in(place.id()), limit.in(place.id()))))
                        .toList(),
                phones.numbers());
    }

    /** What limits the rights of a user while somebody else works with his account. */
    private Memberships.Rights limit(Actor actor, Memberships.Rights own) {
        Actor.Impersonator by = actor.impersonator();
        return by == null
                ? own
                : memberships.of(new Actor(by.user(), by.name(), actor.channel(), actor.address()));
    }

    private static Set<Permission> onInstance(Actor actor, Memberships.Rights rights) {
        return actor.impersonator() == null ? new TreeSet<>(rights.onInstance()) : Set.of();
    }

    private static Set<Permission> both(Set<Permission> held, Set<Permission> limit) {
        Set<Permission> both = new TreeSet<>(held);
        both.retainAll(limit);
        return both;
    }
}
