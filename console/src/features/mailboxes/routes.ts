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

export const mailboxGroupsRoute = route(places.mailboxGroups, {
  needs: "mailbox-groups:read",
  page: () => import("./MailboxGroupsPage"),
});

export const mailboxGroupRoute = route(places.mailboxGroup, {
  needs: "mailbox-groups:read",
  page: () => import("./MailboxGroupPage"),
});

export const mailGroupsRoute = route(places.mailGroups, {
  needs: "mailboxes:read",
  page: () => import("./MailGroupsPage"),
});

export const mailGroupRoute = route(places.mailGroup, {
  needs: "mailboxes:read",
  page: () => import("./MailGroupPage"),
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
  routes: [
    mailboxesRoute,
    mailboxRoute,
    mailboxGroupsRoute,
    mailboxGroupRoute,
    mailGroupsRoute,
    mailGroupRoute,
    mailQueueRoute,
    mailSigningRoute,
  ],
  navigation: [
    {
      label: "app:navigation.mailboxes",
      route: mailboxesRoute,
      section: "mail",
      order: 25,
    },
    {
      label: "app:navigation.mailboxGroups",
      route: mailboxGroupsRoute,
      section: "mail",
      order: 25,
    },
    {
      label: "app:navigation.mailGroups",
      route: mailGroupsRoute,
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
