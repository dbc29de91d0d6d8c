import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const jobsRoute = route(places.jobs, {
  needs: "jobs:read",
  page: () => import("./JobsPage"),
});

/** Open to whoever is signed in: who started a job may see it without the permission. */
export const jobRoute = route(places.job, {
  needs: "signed-in",
  page: () => import("./JobPage"),
});

export const feature: Feature = {
  name: "jobs",
  routes: [jobsRoute, jobRoute],
  navigation: [{ label: "app:navigation.jobs", route: jobsRoute, section: "records", order: 50 }],
};
