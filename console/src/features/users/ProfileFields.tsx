import { FormFieldGroup, FormFieldGroupHeader, Grid, GridItem } from "@patternfly/react-core";
import { CheckField } from "@shared/forms/CheckField";
import { TextField } from "@shared/forms/TextField";
import { useId } from "react";
import { useTranslation } from "react-i18next";

const PLACE = ["street", "postalCode", "city", "region", "country"] as const;

/** What is known of a person. Names of fields begin with "profile.". */
export function ProfileFields() {
  const { t } = useTranslation("users");
  return (
    <>
      <Group title={t("groups.name")}>
        <Half name="firstName" />
        <Half name="lastName" />
        <Half name="middleName" />
        <Half name="displayName" help={t("displayNameHelp")} />
      </Group>
      <Group title={t("groups.work")}>
        <Half name="title" />
        <Half name="department" />
        <Half name="company" />
        <Half name="webPage" type="url" />
        {PLACE.map((part) => (
          <Half key={part} name={`work.${part}`} label={t(`place.${part}`)} />
        ))}
      </Group>
      <Group title={t("groups.contact")}>
        <Half name="officePhone" type="tel" />
        <Half name="mobilePhone" type="tel" />
        <Half name="homePhone" type="tel" />
        <Half name="fax" type="tel" />
        <Half name="replyTo" type="email" />
        <Half name="recoveryAddress" type="email" help={t("recoveryAddressHelp")} />
      </Group>
      <Group title={t("groups.home")}>
        {PLACE.map((part) => (
          <Half key={part} name={`home.${part}`} label={t(`place.${part}`)} />
        ))}
      </Group>
      <Group title={t("groups.other")}>
        <Half name="timeZone" help={t("timeZoneHelp")} />
        <Half name="language" help={t("languageHelp")} />
        <Half name="externalId" />
        <GridItem span={12}>
          <TextField name="profile.notes" label={t("fields.notes")} lines={3} maxLength={4000} />
        </GridItem>
        <GridItem span={12}>
          <CheckField name="profile.inAddressList" label={t("fields.inAddressList")} />
        </GridItem>
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: React.ReactNode }) {
  const id = useId();
  return (
    <FormFieldGroup header={<FormFieldGroupHeader titleText={{ text: title, id }} />}>
      <Grid hasGutter>{children}</Grid>
    </FormFieldGroup>
  );
}

interface HalfProps {
  readonly name: string;
  readonly label?: string;
  readonly type?: "text" | "email" | "tel" | "url";
  readonly help?: string;
}

function Half({ name, label, type = "text", help }: HalfProps) {
  const { t } = useTranslation("users");
  return (
    <GridItem md={6}>
      <TextField
        name={`profile.${name}`}
        label={label ?? t(`fields.${name}`)}
        type={type}
        maxLength={255}
        {...(help === undefined ? {} : { help })}
      />
    </GridItem>
  );
}
