import type { Directory, DirectoryPreset, DirectoryRequest } from "./queries";

export type Kind = Directory["kind"];
export type Attributes = Directory["attributes"];

export const KINDS = ["ACTIVE_DIRECTORY", "OPENLDAP", "DS389", "SAMBA"] as const;
export const SECURITIES = ["STARTTLS", "TLS", "NONE"] as const;
export const ATTRIBUTES = [
  "entryId",
  "logonName",
  "address",
  "displayName",
  "firstName",
  "lastName",
  "title",
  "department",
  "officePhone",
  "mobilePhone",
] as const satisfies readonly (keyof Attributes)[];

/** What stands in the form. */
export interface Values {
  name: string;
  kind: Kind;
  server: string;
  security: Directory["security"];
  authorities: string;
  account: string;
  secret: string;
  base: string;
  filter: string;
  attributes: Attributes;
  pageSize: string;
  connectSeconds: string;
  answerSeconds: string;
}

export function valuesOf(directory: Directory): Values {
  const { name, kind, server, security, authorities, account, base, filter } = directory;
  return {
    name,
    kind,
    server,
    security,
    authorities,
    account,
    secret: "",
    base,
    filter,
    attributes: directory.attributes,
    pageSize: String(directory.pageSize),
    connectSeconds: String(directory.connectSeconds),
    answerSeconds: String(directory.answerSeconds),
  };
}

/** What a form for a new one starts with. */
export function valuesOfNew({ kind, filter, attributes }: DirectoryPreset): Values {
  return {
    name: "",
    kind,
    server: "",
    security: "STARTTLS",
    authorities: "",
    account: "",
    secret: "",
    base: "",
    filter,
    attributes,
    pageSize: "500",
    connectSeconds: "5",
    answerSeconds: "15",
  };
}

export function requestOf(values: Values): DirectoryRequest {
  const { secret, pageSize, connectSeconds, answerSeconds, ...others } = values;
  return {
    ...others,
    // A binding string names the security itself.
    security: /^\s*ldaps:/i.test(values.server) ? "TLS" : values.security,
    secret: secret === "" ? null : secret,
    pageSize: numberOf(pageSize),
    connectSeconds: numberOf(connectSeconds),
    answerSeconds: numberOf(answerSeconds),
  };
}

/** Empty is what is usual; the server says which numbers it takes. */
function numberOf(text: string): number | null {
  return text.trim() === "" ? null : Math.trunc(Number(text));
}
