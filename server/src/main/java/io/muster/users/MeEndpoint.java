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

    MeEndpoint(Users users, Memberships memberships, Organizations organizations) {
        this.users = users;
        this.memberships = memberships;
        this.organizations = organizations;
    }

    /**
     * @param instancePermissions what he may do on the instance as a whole
     * @param organizations those in which he has a place, by name; all of them for a system
     *     administrator
     */
    record Me(
            MyUser user, Set<Permission> instancePermissions, List<MyOrganization> organizations) {}

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
        List<Organization> places = organizations.of(rights);
        return new Me(
                users.self(actor),
                new TreeSet<>(rights.onInstance()),
                places.stream()
                        .map(place ->
                                new MyOrganization(
                                        place.id(),
                                        place.name(),
                                        place.active(),
                                        new TreeSet<>(rights.in(place.id()))))
                        .toList());
    }
}
