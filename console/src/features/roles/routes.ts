import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const rolesRoute = route(places.roles, {
  needs: "roles:read",
  page: () => import("./RolesPage"),
});

export const newRoleRoute = route("/organizations/:organizationId/roles/new", {
  needs: "roles:manage",
  page: () => import("./NewRolePage"),
});

export const roleRoute = route(places.role, {
  needs: "roles:read",
  page: () => import("./RolePage"),
});

export const systemAdministratorsRoute = route("/instance/system-administrators", {
  needs: "instance:administrators",
  page: () => import("./SystemAdministratorsPage"),
});

export const feature: Feature = {
  name: "roles",
  routes: [rolesRoute, newRoleRoute, roleRoute, systemAdministratorsRoute],
  navigation: [
    { label: "app:navigation.roles", route: rolesRoute, section: "people", order: 30 },
    {
      label: "app:navigation.systemAdministrators",
      route: systemAdministratorsRoute,
      section: "instance",
      order: 15,
    },
  ],
};
