import { Alert, Checkbox, Content } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import { FormDialog } from "@shared/forms/FormDialog";
import { RadioField } from "@shared/forms/RadioField";
import { useForm } from "@shared/forms/use-form";
import { toast } from "@shared/ui/toasts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { SETTINGS } from "./defaults";
import { JobStarted } from "./JobStarted";
import {
  type DefaultSetting,
  previewPropagation,
  propagate,
  type UserSelection,
  type UserTemplate,
} from "./queries";
import { type PickedUser, UsersField } from "./UsersField";
import { useUnits } from "./units";

interface Props {
  readonly organizationId: string;
  readonly effective: UserTemplate;
  readonly onClose: () => void;
}

interface Values {
  readonly settings: readonly DefaultSetting[];
  readonly whom: "all" | "some";
  readonly users: readonly PickedUser[];
}

const START: Values = { settings: [], whom: "all", users: [] };

/** Pushes the ticked defaults to users who are there already; says before how many it would change. */
export function PropagationDialog({ organizationId, effective, onClose }: Props) {
  const { t } = useTranslation("users");
  const units = useUnits(organizationId);
  const form = useForm<Values, { jobId: string }>({
    initial: START,
    check: ({ settings, whom, users }) => ({
      settings: settings.length === 0 ? t("propagation.nothing") : undefined,
      users: whom === "some" && users.length === 0 ? t("propagation.nobody") : undefined,
    }),
    save: (values, { idempotencyKey }) =>
      propagate(organizationId, requestOf(values), idempotencyKey),
    onSaved: ({ jobId }) => {
      toast({
        variant: "info",
        title: t("propagation.started"),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
      onClose();
    },
  });
  const isComplete =
    form.values.settings.length > 0 && (form.values.whom === "all" || form.values.users.length > 0);
  const preview = useQuery({
    queryKey: ["users", organizationId, "propagation", requestOf(form.values)],
    queryFn: () => previewPropagation(organizationId, requestOf(form.values)),
    enabled: isComplete,
  });
  const said = SETTINGS.filter((setting) => effective[setting] !== null);
  const shown = (setting: DefaultSetting) => {
    const value = effective[setting];
    if (setting === "unitId") {
      return units.pathOf(effective.unitId);
    }
    return typeof value === "boolean" ? t(value ? "defaults.yes" : "defaults.no") : String(value);
  };
  return (
    <FormDialog
      size="medium"
      title={t("propagation.title")}
      description={t("propagation.body")}
      save={t("propagation.verb")}
      form={form}
      onClose={onClose}
    >
      {said.length === 0 && (
        <Alert variant="info" isInline component="p" title={t("propagation.empty")} />
      )}
      <Field name="settings" label={t("propagation.settings")} isGroup>
        {({ id, value, set }) => {
          const ticked = Array.isArray(value) ? (value as DefaultSetting[]) : [];
          return said.map((setting) => (
            <Checkbox
              key={setting}
              id={`${id}-${setting}`}
              label={t("propagation.setting", {
                name: t(setting === "unitId" ? "unit" : `settings.${setting}`),
                value: shown(setting),
              })}
              isChecked={ticked.includes(setting)}
              onChange={(_, isOn) =>
                set(isOn ? [...ticked, setting] : ticked.filter((one) => one !== setting))
              }
            />
          ));
        }}
      </Field>
      <RadioField
        name="whom"
        label={t("propagation.whom")}
        options={[
          { value: "all", label: t("propagation.all") },
          { value: "some", label: t("propagation.some") },
        ]}
      />
      {form.values.whom === "some" && (
        <UsersField name="users" label={t("users")} organizationId={organizationId} isRequired />
      )}
      {isComplete && preview.data !== undefined && (
        <Content component="p" role="status">
          {t("propagation.preview", { count: preview.data.changed, users: preview.data.users })}
        </Content>
      )}
    </FormDialog>
  );
}

function requestOf({ settings, whom, users }: Values) {
  const selection: UserSelection =
    whom === "all" ? { filter: {} } : { ids: users.map(({ id }) => id) };
  return { settings: [...settings], selection };
}
