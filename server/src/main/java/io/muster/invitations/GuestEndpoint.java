package io.muster.invitations;

import io.muster.access.Needs;
import io.muster.access.OrganizationScope;
import io.muster.access.Permission;
import io.muster.kernel.UserId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** People of another home who have a place in the organization. */
@RestController
@RequestMapping("/api/v1/organizations/{organizationId}/guests")
class GuestEndpoint {

    private final Places places;

    GuestEndpoint(Places places) {
        this.places = places;
    }

    /**
     * Ends a guest's place: all his rights and his access to mailboxes of the organization. The
     * person stays a user where he is at home, and gets a mail.
     */
    @Needs(Permission.GRANTS_REVOKE)
    @DeleteMapping("/{userId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(OrganizationScope scope, @PathVariable UserId userId) {
        Places.Ending ending = places.remove(scope, userId);
        if (!(ending instanceof Places.Ending.Ended)) {
            throw InvitationProblems.kept(ending).refusal();
        }
    }
}
