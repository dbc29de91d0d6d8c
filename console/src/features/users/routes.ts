import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const usersRoute = route(places.users, {
  needs: "users:read",
  page: () => import("./UsersPage"),
});

export const statusesRoute = route("/organizations/:organizationId/users/statuses", {
  needs: "users:read",
  page: () => import("./StatusesPage"),
});

export const connectionsRoute = route("/organizations/:organizationId/users/connections", {
  needs: "users:read",
  page: () => import("./ConnectionsPage"),
});

export const newUserRoute = route(places.newUser, {
  needs: "users:create",
  page: () => import("./NewUserPage"),
});

export const userRoute = route(places.user, {
  needs: "users:read",
  page: () => import("./UserPage"),
});

export const offboardRoute = route("/organizations/:organizationId/users/:userId/offboard", {
  needs: "users:disable",
  page: () => import("./OffboardPage"),
});

export const defaultsRoute = route("/organizations/:organizationId/user-defaults", {
  needs: "users:defaults",
  page: () => import("./DefaultsPage"),
});

export const myProfileRoute = route(places.account, {
  needs: "signed-in",
  page: () => import("./MyProfilePage"),
});

export const emailVerificationRoute = route("/email-verification", {
  needs: "nothing",
  page: () => import("./EmailVerificationPage"),
});

export const phoneSettingsRoute = route("/instance/phone-numbers", {
  needs: "instance:settings",
  page: () => import("./PhoneSettingsPage"),
});

export const feature: Feature = {
  name: "users",
  routes: [
    usersRoute,
    statusesRoute,
    connectionsRoute,
    newUserRoute,
    userRoute,
    offboardRoute,
    defaultsRoute,
    myProfileRoute,
    emailVerificationRoute,
    phoneSettingsRoute,
  ],
  navigation: [
    { label: "app:navigation.users", route: usersRoute, section: "people", order: 10 },
    { label: "app:navigation.userStatuses", route: statusesRoute, section: "records", order: 20 },
    {
      label: "app:navigation.userConnections",
      route: connectionsRoute,
      section: "records",
      order: 30,
    },
    {
      label: "app:navigation.phoneNumbers",
      route: phoneSettingsRoute,
      section: "instance",
      order: 17,
    },
  ],
};
