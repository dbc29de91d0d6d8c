import { FormSection } from "@patternfly/react-core";
import { PasswordField } from "@shared/forms/PasswordField";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import type { Form } from "@shared/forms/use-form";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { KindField } from "./KindField";
import type { DirectoryPreset } from "./queries";
import { ATTRIBUTES, SECURITIES, type Values } from "./values";

interface Props {
  readonly form: Form<Values>;
  readonly presets: readonly DirectoryPreset[];
  readonly isSecretSet: boolean;
  readonly isDisabled: boolean;
}

/** How a directory is reached, who signs in there, and which attribute holds what. */
export function DirectoryFields({ form, presets, isSecretSet, isDisabled }: Props) {
  const { t } = useTranslation("directories");
  const securities = SECURITIES.map((value) => ({ value, label: t(`securities.${value}`) }));
  const shared = { isDisabled };
  return (
    <>
      <TextField name="name" label={t("name")} maxLength={100} isRequired {...shared} />
      <KindField form={form} presets={presets} isDisabled={isDisabled} />
      <Group title={t("groups.connection")}>
        <TextField
          name="server"
          label={t("server")}
          help={t("serverHelp")}
          isRequired
          {...shared}
        />
        <SelectField
          name="security"
          label={t("security")}
          options={securities}
          isRequired
          {...shared}
        />
        <TextField
          name="authorities"
          label={t("authorities")}
          help={t("authoritiesHelp")}
          lines={4}
          {...shared}
        />
        <TextField name="account" label={t("account")} help={t("accountHelp")} {...shared} />
        <PasswordField
          name="secret"
          label={t("secret")}
          autoComplete="off"
          help={t(isSecretSet ? "secretSet" : "secretNotSet")}
          {...shared}
        />
      </Group>
      <Group title={t("groups.entries")}>
        <TextField name="base" label={t("base")} help={t("baseHelp")} {...shared} />
        <TextField name="filter" label={t("filter")} help={t("filterHelp")} lines={2} {...shared} />
      </Group>
      <Group title={t("groups.attributes")} description={t("groups.attributesBody")}>
        {ATTRIBUTES.map((field) => (
          <TextField
            key={field}
            name={`attributes.${field}`}
            label={t(`attributes.${field}`)}
            maxLength={100}
            isRequired={field === "entryId" || field === "logonName"}
            {...shared}
          />
        ))}
      </Group>
      <Group title={t("groups.limits")}>
        <TextField name="pageSize" label={t("pageSize")} type="number" {...shared} />
        <TextField name="connectSeconds" label={t("connectSeconds")} type="number" {...shared} />
        <TextField name="answerSeconds" label={t("answerSeconds")} type="number" {...shared} />
      </Group>
    </>
  );
}

interface GroupProps {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}

function Group({ title, description, children }: GroupProps) {
  return (
    <FormSection title={title} titleElement="h2">
      {description && <p>{description}</p>}
      {children}
    </FormSection>
  );
}
