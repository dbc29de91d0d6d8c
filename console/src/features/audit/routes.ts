import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const auditRoute = route(places.audit, {
  needs: "audit:read",
  page: () => import("./AuditPage"),
});

export const instanceAuditRoute = route("/instance/audit", {
  needs: "instance:audit",
  page: () => import("./InstanceAuditPage"),
});

export const feature: Feature = {
  name: "audit",
  routes: [auditRoute, instanceAuditRoute],
  navigation: [
    { label: "app:navigation.audit", route: auditRoute, section: "records", order: 60 },
    {
      label: "app:navigation.instanceAudit",
      route: instanceAuditRoute,
      section: "instance",
      order: 40,
    },
  ],
};
