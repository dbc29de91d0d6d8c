import type { ChosenFields } from "./queries";

const LINES = ["street", "postalCode", "city", "region", "country"] as const;
const SINGLE = [
  "title",
  "department",
  "company",
  "officePhone",
  "fax",
  "webPage",
  "replyTo",
  "timeZone",
  "language",
  "notes",
] as const;

type Line = (typeof LINES)[number];
type Single = (typeof SINGLE)[number];
export type TextName = Single | `work.${Line}`;

/** Texts that many users can be given alike, by their paths in the profile. */
export const TEXTS: readonly TextName[] = [
  "title",
  "department",
  "company",
  "webPage",
  "officePhone",
  "fax",
  "replyTo",
  ...LINES.map((line) => `work.${line}` as const),
  "timeZone",
  "language",
  "notes",
];
export const FLAGS = ["inAddressList", "passwordChangesDisabled"] as const;

export type FieldName = TextName | (typeof FLAGS)[number];
export const FIELDS: readonly FieldName[] = [...TEXTS, ...FLAGS];

/** Which fields are overwritten, and what is typed for them. */
export interface Wanted {
  readonly chosen: readonly FieldName[];
  readonly fields: Readonly<Record<Single | (typeof FLAGS)[number], string>> & {
    readonly work: Readonly<Record<Line, string>>;
  };
}

export const NOTHING_WANTED: Wanted = {
  chosen: [],
  fields: {
    title: "",
    department: "",
    company: "",
    officePhone: "",
    fax: "",
    webPage: "",
    replyTo: "",
    work: { street: "", postalCode: "", city: "", region: "", country: "" },
    timeZone: "",
    language: "",
    notes: "",
    inAddressList: "true",
    passwordChangesDisabled: "true",
  },
};

/** As the server takes it: what is null stays with each user as it is. */
export function chosenFields({ chosen, fields }: Wanted): ChosenFields {
  const text = (name: Single) => (chosen.includes(name) ? fields[name] : null);
  const line = (name: Line) => (chosen.includes(`work.${name}`) ? fields.work[name] : null);
  const flag = (name: (typeof FLAGS)[number]) =>
    chosen.includes(name) ? fields[name] === "true" : null;
  return {
    title: text("title"),
    department: text("department"),
    company: text("company"),
    officePhone: text("officePhone"),
    fax: text("fax"),
    webPage: text("webPage"),
    replyTo: text("replyTo"),
    work: LINES.some((name) => chosen.includes(`work.${name}`))
      ? {
          street: line("street"),
          postalCode: line("postalCode"),
          city: line("city"),
          region: line("region"),
          country: line("country"),
        }
      : null,
    timeZone: text("timeZone"),
    language: text("language"),
    notes: text("notes"),
    inAddressList: flag("inAddressList"),
    passwordChangesDisabled: flag("passwordChangesDisabled"),
  };
}
