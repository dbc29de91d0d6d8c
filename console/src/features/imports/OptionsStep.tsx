import { Button, useWizardContext } from "@patternfly/react-core";
import type { Versioned } from "@shared/api/client";
import { CheckField } from "@shared/forms/CheckField";
import { FormFrame } from "@shared/forms/FormFrame";
import { PasswordField } from "@shared/forms/PasswordField";
import { RadioField } from "@shared/forms/RadioField";
import { useForm } from "@shared/forms/use-form";
import { useCan, useOrganizationId } from "@shared/session/me";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { bringsPasswords, namesActions } from "./mapping";
import { isAtWork, readImport, saveOptions, startPass, type UserImport } from "./queries";
import { SaveMappingDialog } from "./SaveMappingDialog";

interface Props {
  readonly formId: string;
  readonly file: Versioned<UserImport>;
  readonly onSaved: (file: Versioned<UserImport>) => void;
}

/** What is to be done with users who are there already, and how new ones get in. Goes on by starting the check. */
export function OptionsStep({ formId, file, onSaved }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const can = useCan();
  const { goToNextStep } = useWizardContext();
  const [isKeeping, keepMapping] = useState(false);
  const { value, etag } = file;
  const fields = value.columns.map(({ field }) => field);
  const asksForPassword = !bringsPasswords(fields);
  // With actions the file may make nobody; the run asks when it does.
  const needsPassword = asksForPassword && !value.temporaryPasswordSet && !namesActions(fields);
  const passwordHelp = value.temporaryPasswordSet
    ? "temporaryKept"
    : needsPassword
      ? "temporaryHelp"
      : "temporaryForNew";
  const offersUnits = fields.includes("unit") && can("units:manage");
  const initial = {
    existing: value.existing,
    // What is not offered is not asked for: it may have come with a mapping of somebody with more rights.
    createUnits: offersUnits && value.createUnits,
    newPasswords: value.newPasswords,
    temporaryPassword: "",
  };
  const form = useForm<typeof initial, Versioned<UserImport>>({
    initial,
    etag,
    check: ({ newPasswords, temporaryPassword }) => ({
      temporaryPassword:
        needsPassword && newPasswords === "TEMPORARY" && temporaryPassword === ""
          ? t("options.temporaryMissing")
          : undefined,
    }),
    save: async ({ temporaryPassword, ...options }, { etag: read }) => {
      const saved =
        form.isDirty || options.createUnits !== value.createUnits
          ? await saveOptions(
              organizationId,
              value.id,
              {
                fields,
                ...options,
                temporaryPassword: temporaryPassword === "" ? null : temporaryPassword,
              },
              read,
            )
          : file;
      // Also when it was checked before: units and users may have come or gone since.
      if (!isAtWork(saved.value)) {
        await startPass(organizationId, value.id, "CHECK");
      }
      return readImport(organizationId, value.id);
    },
    reload: async () => {
      const now = await readImport(organizationId, value.id);
      const { existing, createUnits, newPasswords } = now.value;
      return {
        values: {
          existing,
          createUnits: offersUnits && createUnits,
          newPasswords,
          temporaryPassword: "",
        },
        etag: now.etag,
      };
    },
    onSaved,
  });
  const submit = async () => {
    if (await form.submit()) {
      await goToNextStep();
    }
  };
  const { existing, createUnits, newPasswords } = form.values;
  return (
    <>
      <FormFrame
        form={form}
        id={formId}
        aria-label={t("step.options")}
        warnsOnLeave={false}
        onSubmit={() => void submit()}
      >
        <RadioField
          name="existing"
          label={t("options.existing")}
          {...(namesActions(fields) ? { help: t("options.actions") } : {})}
          options={[
            { value: "UPDATE", label: t("options.update"), description: t("options.updateHelp") },
            { value: "SKIP", label: t("options.skip"), description: t("options.skipHelp") },
          ]}
        />
        {offersUnits && (
          <CheckField
            name="createUnits"
            label={t("options.createUnits")}
            help={t("options.createUnitsHelp")}
          />
        )}
        {asksForPassword && (
          <RadioField
            name="newPasswords"
            label={t("options.newPasswords")}
            help={t("options.newPasswordsHelp")}
            options={[
              {
                value: "TEMPORARY",
                label: t("options.temporary"),
                description: t("options.temporaryMeans"),
              },
              { value: "NONE", label: t("options.none"), description: t("options.noneHelp") },
            ]}
          />
        )}
        {asksForPassword && form.values.newPasswords === "TEMPORARY" && (
          <PasswordField
            name="temporaryPassword"
            label={t("options.temporaryPassword")}
            help={t(`options.${passwordHelp}`)}
            autoComplete="new-password"
            isRequired={needsPassword}
          />
        )}
      </FormFrame>
      <Button variant="secondary" onClick={() => keepMapping(true)}>
        {t("mappings.save")}
      </Button>
      {isKeeping && (
        <SaveMappingDialog
          file={{ ...value, existing, createUnits, newPasswords }}
          fields={fields}
          onClose={() => keepMapping(false)}
        />
      )}
    </>
  );
}
