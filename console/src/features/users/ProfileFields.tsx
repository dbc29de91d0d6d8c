import { FormSection, Grid, GridItem } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { TextField } from "@shared/forms/TextField";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { isPhone, usePhoneNumbers } from "./phone-numbers";
import type { OwnField } from "./queries";

type Type = "text" | "email" | "tel" | "url" | "date";
type Part = OwnField | "externalId" | "notes";

const GROUPS = [
  { title: "name", parts: ["firstName", "lastName", "middleName", "displayName"] },
  { title: "workplace", parts: ["title", "department", "company", "webPage", "work"] },
  {
    title: "contact",
    parts: ["officePhone", "mobilePhone", "homePhone", "fax", "replyTo", "recoveryAddress"],
  },
  { title: "home", parts: ["home"] },
  {
    title: "other",
    parts: ["timeZone", "language", "birthday", "externalId", "notes", "inAddressList"],
  },
] as const satisfies readonly { title: string; parts: readonly Part[] }[];

const PLACE = ["street", "postalCode", "city", "region", "country"] as const;
const TYPES: Partial<Record<Part, Type>> = {
  webPage: "url",
  officePhone: "tel",
  mobilePhone: "tel",
  homePhone: "tel",
  fax: "tel",
  replyTo: "email",
  recoveryAddress: "email",
  birthday: "date",
};
const HELPED: readonly Part[] = ["displayName", "recoveryAddress", "timeZone", "language"];

interface Props {
  /** Before the name of each field: "profile." where the profile is a part of more. */
  readonly prefix?: string;
  /** These fields only; without it all. */
  readonly only?: readonly OwnField[] | undefined;
  readonly isReadOnly?: boolean;
}

/** What is known of a person. */
export function ProfileFields({ prefix = "", only, isReadOnly = false }: Props) {
  const { t } = useTranslation("users");
  const { areOff } = usePhoneNumbers();
  const isShown = (part: Part) =>
    !(areOff && isPhone(part)) && (only === undefined || only.some((field) => field === part));
  return GROUPS.map(({ title, parts }) => ({ title, parts: parts.filter(isShown) }))
    .filter(({ parts }) => parts.length > 0)
    .map(({ title, parts }) => (
      <Group key={title} title={t(`groups.${title}`)}>
        {parts.map((part) => (
          <ProfileField key={part} part={part} prefix={prefix} isDisabled={isReadOnly} />
        ))}
      </Group>
    ));
}

interface FieldProps {
  readonly part: Part;
  readonly prefix: string;
  readonly isDisabled: boolean;
}

function ProfileField({ part, prefix, isDisabled }: FieldProps) {
  const { t } = useTranslation("users");
  const name = prefix + part;
  switch (part) {
    case "work":
    case "home":
      return PLACE.map((line) => (
        <Half key={line}>
          <TextField
            name={`${name}.${line}`}
            label={t(`place.${line}`)}
            maxLength={255}
            isDisabled={isDisabled}
          />
        </Half>
      ));
    case "notes":
      return (
        <GridItem span={12}>
          <TextField
            name={name}
            label={t("fields.notes")}
            lines={3}
            maxLength={4000}
            isDisabled={isDisabled}
          />
        </GridItem>
      );
    case "inAddressList":
      return (
        <GridItem span={12}>
          <CheckField name={name} label={t("fields.inAddressList")} isDisabled={isDisabled} />
        </GridItem>
      );
    default:
      return (
        <Half>
          <TextField
            name={name}
            label={t(`fields.${part}`)}
            type={TYPES[part] ?? "text"}
            maxLength={255}
            isDisabled={isDisabled}
            {...(HELPED.includes(part) ? { help: t(`help.${part}`) } : {})}
          />
        </Half>
      );
  }
}

function Half({ children }: { children: ReactNode }) {
  return <GridItem md={6}>{children}</GridItem>;
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <FormSection title={title} titleElement="h2">
      <Grid hasGutter>{children}</Grid>
    </FormSection>
  );
}
