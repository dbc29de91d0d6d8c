import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const organizationsRoute = route("/instance/organizations", {
  needs: "instance:organizations",
  page: () => import("./OrganizationsPage"),
});

export const newOrganizationRoute = route("/instance/organizations/new", {
  needs: "instance:organizations",
  page: () => import("./NewOrganizationPage"),
});

export const overviewRoute = route("/organizations/:organizationId/overview", {
  needs: "organization:read",
  page: () => import("./OverviewPage"),
});

export const organizationRoute = route(places.organization, {
  needs: "organization:read",
  page: () => import("./OrganizationPage"),
});

export const unitsRoute = route(places.units, {
  needs: "units:read",
  page: () => import("./UnitsPage"),
});

export const feature: Feature = {
  name: "organizations",
  routes: [overviewRoute, organizationsRoute, newOrganizationRoute, organizationRoute, unitsRoute],
  navigation: [
    { label: "app:navigation.overview", route: overviewRoute, section: "overview", order: 5 },
    { label: "app:navigation.units", route: unitsRoute, section: "people", order: 20 },
    {
      label: "app:navigation.settings",
      route: organizationRoute,
      section: "rules",
      order: 70,
    },
    {
      label: "app:navigation.organizations",
      route: organizationsRoute,
      section: "instance",
      order: 10,
    },
  ],
};
