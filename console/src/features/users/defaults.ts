import type { RoleChoice } from "@shared/rights/AddRoleDialog";
import { octetsTyped, typedMebibytes } from "@shared/ui/octets";
import type { DefaultSetting, Defaults, OwnField, User, UserTemplate } from "./queries";

/** A yes or no of which a template may say nothing. */
type Said = "" | "true" | "false";

/** The defaults of new users as the form has them: "" where they say nothing. */
export interface DefaultValues {
  readonly unitId: string;
  readonly signInMethod: User["signInMethod"] | "";
  readonly mustChangePassword: Said;
  readonly passwordChangesDisabled: Said;
  readonly inAddressList: Said;
  readonly timeZone: string;
  readonly language: string;
  readonly company: string;
  readonly department: string;
  readonly webPage: string;
  /** In MiB. */
  readonly mailboxLimitOctets: string;
  readonly roles: readonly RoleChoice[];
  readonly ownFields: readonly OwnField[];
}

export const OWN_FIELDS = [
  "displayName",
  "firstName",
  "middleName",
  "lastName",
  "title",
  "department",
  "company",
  "officePhone",
  "mobilePhone",
  "homePhone",
  "fax",
  "webPage",
  "recoveryAddress",
  "replyTo",
  "work",
  "home",
  "timeZone",
  "language",
  "birthday",
  "inAddressList",
] as const satisfies readonly OwnField[];

export const SETTINGS = [
  "unitId",
  "inAddressList",
  "passwordChangesDisabled",
  "timeZone",
  "language",
  "company",
  "department",
  "webPage",
] as const satisfies readonly DefaultSetting[];

/** @param roles all that can be chosen; one of the template that is gone since is left out */
export function defaultValues(defaults: Defaults, roles: readonly RoleChoice[]): DefaultValues {
  const { template, ownFields } = defaults;
  return {
    unitId: template.unitId ?? "",
    signInMethod: template.signInMethod ?? "",
    mustChangePassword: said(template.mustChangePassword),
    passwordChangesDisabled: said(template.passwordChangesDisabled),
    inAddressList: said(template.inAddressList),
    timeZone: template.timeZone ?? "",
    language: template.language ?? "",
    company: template.company ?? "",
    department: template.department ?? "",
    webPage: template.webPage ?? "",
    mailboxLimitOctets: typedMebibytes(template.mailboxLimitOctets),
    roles: roles
      .filter(({ id }) => template.roles?.includes(id))
      .map(({ id, name }) => ({ id, name })),
    ownFields,
  };
}

export function templateOf(values: DefaultValues): UserTemplate {
  return {
    unitId: orNothing(values.unitId),
    signInMethod: values.signInMethod === "" ? null : values.signInMethod,
    mustChangePassword: meant(values.mustChangePassword),
    passwordChangesDisabled: meant(values.passwordChangesDisabled),
    inAddressList: meant(values.inAddressList),
    timeZone: orNothing(values.timeZone),
    language: orNothing(values.language),
    company: orNothing(values.company),
    department: orNothing(values.department),
    webPage: orNothing(values.webPage),
    mailboxLimitOctets: octetsTyped(values.mailboxLimitOctets),
    roles: values.roles.length === 0 ? null : values.roles.map(({ id }) => id),
  };
}

function said(value: boolean | null): Said {
  return value === null ? "" : value ? "true" : "false";
}

function meant(value: Said): boolean | null {
  return value === "" ? null : value === "true";
}

function orNothing(text: string): string | null {
  return text.trim() === "" ? null : text;
}
