import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

// One page for all three: what is beside the message stays where it is.
export const mailRoute = route(places.mail, {
  needs: "signed-in",
  page: () => import("./MailPage"),
});

export const folderRoute = route("/mail/:folderId", {
  needs: "signed-in",
  page: () => import("./MailPage"),
});

export const messageRoute = route("/mail/:folderId/:uid", {
  needs: "signed-in",
  page: () => import("./MailPage"),
});

export const composeRoute = route("/mail/compose", {
  needs: "signed-in",
  page: () => import("./ComposePage"),
});

export const feature: Feature = {
  name: "webmail",
  routes: [mailRoute, composeRoute, folderRoute, messageRoute],
  navigation: [
    {
      label: "app:navigation.mail",
      route: mailRoute,
      section: "own",
      order: 10,
      isOffered: ({ user }) => user.address !== null,
    },
  ],
};
