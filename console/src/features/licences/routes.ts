import type { Feature } from "@shared/routing/feature";
import { route } from "@shared/routing/route";

export const seatsRoute = route("/organizations/:organizationId/seats", {
  needs: "users:read",
  page: () => import("./SeatsPage"),
});

export const feature: Feature = {
  name: "licences",
  routes: [seatsRoute],
  navigation: [{ label: "app:navigation.seats", route: seatsRoute, section: "rules", order: 24 }],
};
