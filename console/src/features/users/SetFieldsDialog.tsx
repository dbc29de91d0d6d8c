import { Checkbox } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { SelectField } from "@shared/forms/SelectField";
import { TextField } from "@shared/forms/TextField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useTranslation } from "react-i18next";
import { setFieldsOfMany } from "./acts";
import { JobStarted } from "./JobStarted";
import type { ChosenFields, UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";

const TEXTS = ["department", "company", "webPage", "timeZone", "language"] as const;
const FLAGS = ["inAddressList", "passwordChangesDisabled"] as const;
const FIELDS = [...TEXTS, ...FLAGS] as const;
type FieldName = (typeof FIELDS)[number];

interface Props {
  readonly organizationId: string;
  readonly selection: UserSelection;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface Values {
  readonly chosen: readonly FieldName[];
  readonly fields: Readonly<Record<FieldName, string>>;
}

const START: Values = {
  chosen: [],
  fields: {
    department: "",
    company: "",
    webPage: "",
    timeZone: "",
    language: "",
    inAddressList: "true",
    passwordChangesDisabled: "true",
  },
};

/** Asks which fields of many users are overwritten, and with what, and starts the job. */
export function SetFieldsDialog({ organizationId, selection, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const preview = useMeant(organizationId, selection);
  const meant = preview.data;
  const count = meant?.count ?? 0;
  const form = useForm<Values, { jobId: string }>({
    initial: START,
    check: ({ chosen }) => ({ chosen: chosen.length === 0 ? t("setFields.nothing") : undefined }),
    save: (values, { idempotencyKey }) =>
      setFieldsOfMany(organizationId, selection, requestOf(values), idempotencyKey),
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
        {({ id, set }) =>
          FIELDS.map((field) => (
            <Checkbox
              key={field}
              id={`${id}-${field}`}
              label={t(`settings.${field}`)}
              isChecked={chosen.includes(field)}
              onChange={(_, isOn) =>
                set(isOn ? [...chosen, field] : chosen.filter((one) => one !== field))
              }
            />
          ))
        }
      </Field>
      {TEXTS.filter((field) => chosen.includes(field)).map((field) => (
        <TextField
          key={field}
          name={`fields.${field}`}
          label={t(`settings.${field}`)}
          help={t("setFields.empties")}
        />
      ))}
      {FLAGS.filter((field) => chosen.includes(field)).map((field) => (
        <SelectField
          key={field}
          name={`fields.${field}`}
          label={t(`settings.${field}`)}
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

function requestOf({ chosen, fields }: Values): ChosenFields {
  const text = (field: (typeof TEXTS)[number]) => (chosen.includes(field) ? fields[field] : null);
  const flag = (field: (typeof FLAGS)[number]) =>
    chosen.includes(field) ? fields[field] === "true" : null;
  return {
    department: text("department"),
    company: text("company"),
    webPage: text("webPage"),
    timeZone: text("timeZone"),
    language: text("language"),
    inAddressList: flag("inAddressList"),
    passwordChangesDisabled: flag("passwordChangesDisabled"),
  };
}
