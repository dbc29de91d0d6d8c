import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const importsRoute = route(places.imports, {
  needs: "users:import",
  page: () => import("./ImportsPage"),
});

/** The wizard; `import` in its address names the file it is at, so that a reload goes on there. */
export const newImportRoute = route(places.newImport, {
  needs: "users:import",
  page: () => import("./NewImportPage"),
});

export const mappingsRoute = route("/organizations/:organizationId/imports/mappings", {
  needs: "users:import",
  page: () => import("./SavedMappingsPage"),
});

export const importRoute = route(places.import, {
  needs: "users:import",
  page: () => import("./ImportPage"),
});

export const undoRoute = route("/organizations/:organizationId/imports/:importId/undo", {
  needs: "users:import",
  page: () => import("./UndoPage"),
});

export const exportsRoute = route(places.exports, {
  needs: "users:export",
  page: () => import("./ExportsPage"),
});

export const feature: Feature = {
  name: "imports",
  routes: [importsRoute, newImportRoute, mappingsRoute, importRoute, undoRoute, exportsRoute],
  navigation: [
    { label: "app:navigation.imports", route: importsRoute, section: "people", order: 40 },
    { label: "app:navigation.exports", route: exportsRoute, section: "people", order: 41 },
  ],
};
