import type { RoleChoice } from "@shared/rights/AddRoleDialog";
import { dayOf, type ExpiryWish } from "./ExpiryFields";
import { NO_PROFILE } from "./profile";
import type { Profile, User, UserCreation, UserTemplate } from "./queries";

/** What the wizard for a new user collects. */
export interface NewUser extends ExpiryWish {
  readonly unitId: string;
  /** What is before the @ where there is a domain to choose, else all of it. */
  readonly address: string;
  /** One of the organization's; empty where it has none in use. */
  readonly domain: string;
  readonly mailbox: boolean;
  readonly logonName: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly displayName: string;
  readonly title: string;
  readonly department: string;
  readonly officePhone: string;
  readonly mobilePhone: string;
  readonly recoveryAddress: string;
  readonly signInMethod: User["signInMethod"];
  /** Who sets the first password. */
  readonly passwordBy: "link" | "later" | "now";
  readonly password: string;
  readonly mustChangePassword: boolean;
  readonly passwordChangesDisabled: boolean;
  readonly roles: readonly RoleChoice[];
}

const WORDS = [
  "firstName",
  "lastName",
  "displayName",
  "title",
  "department",
  "officePhone",
  "mobilePhone",
  "recoveryAddress",
] as const;

/** What stands in the wizard at first: the defaults of the organization. */
export function newUserOf(
  template: UserTemplate,
  unitId: string,
  domain: string,
  roles: readonly RoleChoice[],
): NewUser {
  return {
    unitId,
    address: "",
    domain,
    mailbox: true,
    logonName: "",
    firstName: "",
    lastName: "",
    displayName: "",
    title: "",
    department: template.department ?? "",
    officePhone: "",
    mobilePhone: "",
    recoveryAddress: "",
    signInMethod: template.signInMethod ?? "DEFAULT",
    passwordBy: "link",
    password: "",
    mustChangePassword: template.mustChangePassword ?? true,
    passwordChangesDisabled: template.passwordChangesDisabled ?? false,
    roles,
    ends: "NEVER",
    expiresOn: "",
  };
}

/** Whether the user has a password of his own. */
export function hasOwnPassword({ signInMethod }: Pick<NewUser, "signInMethod">): boolean {
  return signInMethod === "DEFAULT" || signInMethod === "PASSWORD";
}

/** The whole address; empty where none is wanted. Somebody who pastes a whole one means that. */
export function addressOf({ address, domain }: Pick<NewUser, "address" | "domain">): string {
  const said = address.trim();
  return said === "" || domain === "" || said.includes("@") ? said : `${said}@${domain}`;
}

/** Where the link to the first password goes; empty where none is wanted or there is no address. */
export function linkGoesTo(user: NewUser): string {
  return hasOwnPassword(user) && user.passwordBy === "link" && addressOf(user) !== ""
    ? user.recoveryAddress.trim() || addressOf(user)
    : "";
}

/** What the server is asked for. What is left empty follows the defaults there. */
export function creationOf(user: NewUser, mayGiveRoles: boolean): UserCreation {
  const isPasswordNow = hasOwnPassword(user) && user.passwordBy === "now";
  const said = WORDS.map((word) => [word, user[word].trim() === "" ? null : user[word]]);
  const nothing = Object.fromEntries(Object.keys(NO_PROFILE).map((field) => [field, null]));
  return {
    unitId: user.unitId === "" ? null : user.unitId,
    address: addressOf(user) || null,
    personalMailbox: user.mailbox,
    logonName: user.logonName.trim() === "" ? null : user.logonName,
    signInMethod: user.signInMethod,
    password: isPasswordNow ? user.password : null,
    mustChangePassword: isPasswordNow ? user.mustChangePassword : null,
    passwordChangesDisabled: user.passwordChangesDisabled,
    enabled: true,
    sendLink: linkGoesTo(user) !== "",
    roles: mayGiveRoles ? user.roles.map(({ id }) => id) : null,
    expiresOn: dayOf(user),
    profile: { ...nothing, ...Object.fromEntries(said) } as Profile,
  };
}
