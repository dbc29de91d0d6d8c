import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const workbookRoute = route(places.workbook, {
  needs: "users:create",
  page: () => import("./WorkbookPage"),
});

/** The mail that says that a report is ready leads here. */
export const reportsRoute = route(places.reports, {
  needs: "users:export",
  page: () => import("./ReportsPage"),
});

export const feature: Feature = {
  name: "workbooks",
  routes: [workbookRoute, reportsRoute],
  navigation: [
    { label: "app:navigation.reports", route: reportsRoute, section: "people", order: 42 },
  ],
};
