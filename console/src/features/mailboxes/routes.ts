import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const mailboxesRoute = route(places.mailboxes, {
  needs: "mailboxes:read",
  page: () => import("./MailboxesPage"),
});

export const mailboxRoute = route(places.mailbox, {
  needs: "mailboxes:read",
  page: () => import("./MailboxPage"),
});

export const mailQueueRoute = route("/organizations/:organizationId/mail-queue", {
  needs: "mail-queue:read",
  page: () => import("./MailQueuePage"),
});

export const mailSigningRoute = route("/mail-signing", {
  needs: "instance:settings",
  page: () => import("./MailSigningPage"),
});

export const feature: Feature = {
  name: "mailboxes",
  routes: [mailboxesRoute, mailboxRoute, mailQueueRoute, mailSigningRoute],
  navigation: [
    {
      label: "app:navigation.mailboxes",
      route: mailboxesRoute,
      section: "mail",
      order: 25,
    },
    {
      label: "app:navigation.mailQueue",
      route: mailQueueRoute,
      section: "mail",
      order: 26,
    },
    {
      label: "app:navigation.mailSigning",
      route: mailSigningRoute,
      section: "instance",
      order: 25,
    },
  ],
};
