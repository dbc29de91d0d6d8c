import { Checkbox, Grid, GridItem } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";
import { setFieldsOfMany } from "./acts";
import { chosenFields, FIELDS, FLAGS, NOTHING_WANTED, TEXTS, type Wanted } from "./chosen-fields";
import { JobStarted } from "./JobStarted";
import { isPhone, usePhoneNumbers } from "./phone-numbers";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks which fields of many users are overwritten, and with what, and starts the job. */
export function SetFieldsDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const phones = usePhoneNumbers();
  const meant = preview.data;
  const count = meant?.count ?? 0;
  const form = useForm<Wanted, { jobId: string }>({
    initial: NOTHING_WANTED,
    check: ({ chosen }) => ({ chosen: chosen.length === 0 ? t("setFields.nothing") : undefined }),
    save: (values, { idempotencyKey }) =>
      setFieldsOfMany(organizationId, selection, chosenFields(values), idempotencyKey),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      onDone();
      onClose();
    },
  });
  if (preview.isError && meant === undefined) {
    return <NotMeant error={preview.error} onClose={onClose} />;
  }
  if (meant === undefined) {
    return null;
  }
  const { chosen } = form.values;
  return (
    <FormDialog
      size="medium"
      title={t("acts.askMany", { context: "set-fields", count })}
      description={t("acts.effect", { context: "set-fields" })}
      save={t("acts.verb", { context: "set-fields" })}
      form={form}
      onClose={onClose}
    >
      {meant.samples.length > 0 && <Samples samples={meant.samples} />}
      <Field name="chosen" label={t("setFields.chosen")} isGroup>
        {({ id, set }) => (
          <Grid hasGutter>
            {FIELDS.filter((field) => !(phones.areOff && isPhone(field))).map((field) => (
              <GridItem key={field} md={6}>
                <Checkbox
                  id={`${id}-${field}`}
                  label={t(`setFields.labels.${field}`)}
                  isChecked={chosen.includes(field)}
                  onChange={(_, isOn) =>
                    set(isOn ? [...chosen, field] : chosen.filter((one) => one !== field))
                  }
                />
              </GridItem>
            ))}
          </Grid>
        )}
      </Field>
      {TEXTS.filter((field) => chosen.includes(field)).map((field) => (
        <TextField
          key={field}
          name={`fields.${field}`}
          label={t(`setFields.labels.${field}`)}
          help={t("setFields.empties")}
          maxLength={field === "notes" ? 4000 : 255}
          {...(field === "notes" || field === "work.street" ? { lines: 3 } : {})}
        />
      ))}
      {FLAGS.filter((field) => chosen.includes(field)).map((field) => (
        <SelectField
          key={field}
          name={`fields.${field}`}
          label={t(`setFields.labels.${field}`)}
          isRequired
          options={[
            { value: "true", label: t("defaults.yes") },
            { value: "false", label: t("defaults.no") },
          ]}
        />
      ))}
    </FormDialog>
  );
}
