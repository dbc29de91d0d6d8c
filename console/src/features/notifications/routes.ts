import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const outboxRoute = route(places.outbox, {
  needs: "instance:outbox",
  page: () => import("./OutboxPage"),
});

export const relayRoute = route("/relay", {
  needs: "instance:settings",
  page: () => import("./RelayPage"),
});

export const mailTemplatesRoute = route(places.mailTemplates, {
  needs: "users:mail",
  page: () => import("./MailTemplatesPage"),
});

export const feature: Feature = {
  name: "notifications",
  routes: [outboxRoute, relayRoute, mailTemplatesRoute],
  navigation: [
    {
      label: "app:navigation.mailTemplates",
      route: mailTemplatesRoute,
      section: "mail",
      order: 45,
    },
    { label: "app:navigation.relay", route: relayRoute, section: "instance", order: 20 },
    { label: "app:navigation.outbox", route: outboxRoute, section: "instance", order: 30 },
  ],
  notices: {
    needs: "signed-in",
    bell: () => import("./Bell"),
    drawer: () => import("./Drawer"),
  },
};
