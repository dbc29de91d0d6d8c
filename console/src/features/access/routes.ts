import type { Feature } from "@shared/routing/feature";
import { places } from "@shared/routing/places";
import { route } from "@shared/routing/route";

export const signInRoute = route(places.signIn, {
  needs: "nothing",
  page: () => import("./SignInPage"),
});

export const forgottenPasswordRoute = route(places.forgottenPassword, {
  needs: "nothing",
  page: () => import("./ForgottenPasswordPage"),
});

/** The address in the mail that a password reset sends. */
export const passwordResetRoute = route("/password-reset", {
  needs: "nothing",
  page: () => import("./PasswordResetPage"),
});

/** The address that a new server prints: /setup?token=... */
export const setupRoute = route("/setup", {
  needs: "nothing",
  page: () => import("./SetupPage"),
});

export const securityRoute = route(places.security, {
  needs: "signed-in",
  page: () => import("./SecurityPage"),
});

export const passwordPolicyRoute = route("/organizations/:organizationId/password-rules", {
  needs: "policy:manage",
  page: () => import("./PasswordPolicyPage"),
});

export const sessionRulesRoute = route("/organizations/:organizationId/session-rules", {
  needs: "policy:manage",
  page: () => import("./SessionRulesPage"),
});

export const feature: Feature = {
  name: "access",
  routes: [
    signInRoute,
    forgottenPasswordRoute,
    passwordResetRoute,
    setupRoute,
    securityRoute,
    passwordPolicyRoute,
    sessionRulesRoute,
  ],
  navigation: [
    {
      label: "app:navigation.passwordRules",
      route: passwordPolicyRoute,
      section: "rules",
      order: 75,
    },
    {
      label: "app:navigation.sessionRules",
      route: sessionRulesRoute,
      section: "rules",
      order: 76,
    },
  ],
};
