import { place } from "./route";

/** Addresses that more than one feature links to. Each is served by a route of its own feature. */
export const places = {
  home: place("/"),
  signIn: place("/sign-in"),
  forgottenPassword: place("/forgotten-password"),
  mail: place("/mail"),
  account: place("/account"),
  security: place("/account/security"),
  users: place("/organizations/:organizationId/users"),
  newUser: place("/organizations/:organizationId/users/new"),
  user: place("/organizations/:organizationId/users/:userId"),
  units: place("/organizations/:organizationId/units"),
  roles: place("/organizations/:organizationId/roles"),
  role: place("/organizations/:organizationId/roles/:roleId"),
  mailboxes: place("/organizations/:organizationId/mailboxes"),
  mailbox: place("/organizations/:organizationId/mailboxes/:mailboxId"),
  jobs: place("/organizations/:organizationId/jobs"),
  job: place("/organizations/:organizationId/jobs/:jobId"),
  outbox: place("/outbox"),
  mailTemplates: place("/organizations/:organizationId/mail-templates"),
  imports: place("/organizations/:organizationId/imports"),
  newImport: place("/organizations/:organizationId/imports/new"),
  import: place("/organizations/:organizationId/imports/:importId"),
  exports: place("/organizations/:organizationId/exports"),
  audit: place("/organizations/:organizationId/audit"),
  organization: place("/organizations/:organizationId/settings"),
} as const;
