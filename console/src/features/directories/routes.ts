import type { Feature } from "@shared/routing/feature";
import { route } from "@shared/routing/route";

export const directoriesRoute = route("/organizations/:organizationId/directories", {
  needs: "directories:read",
  page: () => import("./DirectoriesPage"),
});

export const newDirectoryRoute = route("/organizations/:organizationId/directories/new", {
  needs: "directories:manage",
  page: () => import("./NewDirectoryPage"),
});

export const directoryRoute = route("/organizations/:organizationId/directories/:directoryId", {
  needs: "directories:read",
  page: () => import("./DirectoryPage"),
});

export const importRoute = route("/organizations/:organizationId/directories/:directoryId/import", {
  needs: "users:import",
  page: () => import("./ImportPage"),
});

export const syncRoute = route("/organizations/:organizationId/directories/:directoryId/sync", {
  needs: "directories:read",
  page: () => import("./SyncPage"),
});

export const feature: Feature = {
  name: "directories",
  routes: [directoriesRoute, newDirectoryRoute, directoryRoute, importRoute, syncRoute],
  navigation: [
    { label: "app:navigation.directories", route: directoriesRoute, section: "rules", order: 23 },
  ],
};
