import { ActionGroup, Button } from "@patternfly/react-core";
import { useTranslation } from "react-i18next";
import type { Form } from "./use-form";

interface Props<Values> {
  readonly form: Form<Values>;
  /** The verb: "Save" without. */
  readonly save?: string;
  /** Goes back from a page that creates; without it the second button takes back what was changed. */
  readonly onCancel?: () => void;
}

/** The buttons of a form, in sight however long the form is. */
export function SaveBar<Values>({ form, save, onCancel }: Props<Values>) {
  const { t } = useTranslation("shared");
  const isIdle = onCancel === undefined && !form.isDirty;
  return (
    <ActionGroup className="muster-save-bar">
      <Button type="submit" isLoading={form.isSaving} isAriaDisabled={form.isSaving || isIdle}>
        {save ?? t("save")}
      </Button>
      {onCancel === undefined ? (
        <Button variant="secondary" onClick={form.reset} isAriaDisabled={form.isSaving || isIdle}>
          {t("discard")}
        </Button>
      ) : (
        <Button variant="link" onClick={onCancel} isAriaDisabled={form.isSaving}>
          {t("cancel")}
        </Button>
      )}
    </ActionGroup>
  );
}
