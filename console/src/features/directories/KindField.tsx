import { FormSelect, FormSelectOption } from "@patternfly/react-core";
import { Field } from "@shared/forms/Field";
import type { Form } from "@shared/forms/use-form";
import { useTranslation } from "react-i18next";
import type { DirectoryPreset } from "./queries";
import { ATTRIBUTES, KINDS, type Values } from "./values";

interface Props {
  readonly form: Form<Values>;
  readonly presets: readonly DirectoryPreset[];
  readonly isDisabled: boolean;
}

/** The kind of server. Another one brings its own words for things, but for those that somebody has changed. */
export function KindField({ form, presets, isDisabled }: Props) {
  const { t } = useTranslation("directories");
  const presetOf = (kind: unknown) => presets.find((preset) => preset.kind === kind);
  const follow = (chosen: string) => {
    const was = presetOf(form.values.kind);
    const is = presetOf(chosen);
    if (was === undefined || is === undefined) {
      return;
    }
    if (form.values.filter === was.filter) {
      form.set("filter", is.filter);
    }
    for (const field of ATTRIBUTES) {
      if (form.values.attributes[field] === was.attributes[field]) {
        form.set(`attributes.${field}`, is.attributes[field]);
      }
    }
  };
  return (
    <Field
      name="kind"
      label={t("kind")}
      help={t("kindHelp")}
      isRequired
      isDisabled={isDisabled}
      show={(value) => t(`kinds.${value as Values["kind"]}`)}
    >
      {({ id, value, isInvalid, describedBy, set }) => (
        <FormSelect
          id={id}
          name="kind"
          value={value}
          onChange={(_, chosen) => {
            follow(chosen);
            set(chosen);
          }}
          validated={isInvalid ? "error" : "default"}
          aria-describedby={describedBy}
          isRequired
          isDisabled={isDisabled}
        >
          {KINDS.map((kind) => (
            <FormSelectOption key={kind} value={kind} label={t(`kinds.${kind}`)} />
          ))}
        </FormSelect>
      )}
    </Field>
  );
}
