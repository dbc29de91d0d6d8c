import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const usersRoute = route(places.users, {
  needs: "users:read",
  page: () => import("./UsersPage"),
});

export const newUserRoute = route("/organizations/:organizationId/users/new", {
  needs: "users:create",
  page: () => import("./NewUserPage"),
});

export const userRoute = route(places.user, {
  needs: "users:read",
  page: () => import("./UserPage"),
});

export const feature: Feature = {
  name: "users",
  routes: [usersRoute, newUserRoute, userRoute],
  navigation: [
    { label: "app:navigation.users", route: usersRoute, section: "organization", order: 10 },
  ],
};
