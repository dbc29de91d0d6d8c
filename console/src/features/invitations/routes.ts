import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const invitationsRoute = route(places.invitations, {
  needs: "users:read",
  page: () => import("./InvitationsPage"),
});

export const newInvitationRoute = route(places.newInvitation, {
  needs: "users:invite",
  page: () => import("./NewInvitationPage"),
});

export const inviteManyRoute = route("/organizations/:organizationId/invitations/many", {
  needs: "users:invite",
  page: () => import("./InviteManyPage"),
});

export const invitationRoute = route("/organizations/:organizationId/invitations/:invitationId", {
  needs: "users:read",
  page: () => import("./InvitationPage"),
});

/** The address in the mail to somebody who has an account: with ?token=... */
export const ownInvitationsRoute = route(places.ownInvitations, {
  needs: "signed-in",
  page: () => import("./OwnInvitationsPage"),
});

/** The address in the mail to somebody without an account: /register?token=... */
export const registerRoute = route("/register", {
  needs: "nothing",
  page: () => import("./RegisterPage"),
});

/** Where whoever nobody invited makes an account, if the instance lets him. */
export const createAccountRoute = route(places.createAccount, {
  needs: "nothing",
  page: () => import("./CreateAccountPage"),
});

export const registrationSettingsRoute = route("/instance/registration", {
  needs: "instance:settings",
  page: () => import("./RegistrationSettingsPage"),
});

export const feature: Feature = {
  name: "invitations",
  routes: [
    invitationsRoute,
    newInvitationRoute,
    inviteManyRoute,
    invitationRoute,
    ownInvitationsRoute,
    registerRoute,
    createAccountRoute,
    registrationSettingsRoute,
  ],
  navigation: [
    {
      label: "app:navigation.registration",
      route: registrationSettingsRoute,
      section: "instance",
      order: 15,
    },
    {
      label: "app:navigation.invitations",
      route: invitationsRoute,
      section: "people",
      order: 12,
    },
  ],
};
