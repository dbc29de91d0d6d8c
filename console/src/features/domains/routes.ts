import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const domainsRoute = route(places.domains, {
  needs: "domains:read",
  page: () => import("./DomainsPage"),
});

export const feature: Feature = {
  name: "domains",
  routes: [domainsRoute],
  navigation: [
    { label: "app:navigation.domains", route: domainsRoute, section: "rules", order: 22 },
  ],
};
