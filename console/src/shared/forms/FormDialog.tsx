import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { defined } from "@shared/ui/defined";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { FormFrame } from "./FormFrame";
import type { Form } from "./use-form";

interface Props<Values> {
  readonly title: string;
  readonly description?: ReactNode;
  /** The verb on the button: "Rename". */
  readonly save: string;
  readonly form: Form<Values>;
  readonly onClose: () => void;
  readonly size?: "small" | "medium" | "large";
  readonly isDanger?: boolean;
  readonly children: ReactNode;
}

/** A short form over the page. Close it in the form's `onSaved`; a refusal keeps it open. */
export function FormDialog<Values extends object>(props: Props<Values>) {
  const { title, description, save, form, onClose, size = "small", isDanger, children } = props;
  const { t } = useTranslation("shared");
  const ids = { title: useId(), form: useId() };
  return (
    <Modal isOpen variant={size} onClose={onClose} aria-labelledby={ids.title}>
      <ModalHeader title={title} labelId={ids.title} {...defined({ description })} />
      <ModalBody>
        <FormFrame form={form} id={ids.form} warnsOnLeave={false} aria-label={title}>
          {children}
        </FormFrame>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={ids.form}
          variant={isDanger ? "danger" : "primary"}
          isLoading={form.isSaving}
          isAriaDisabled={form.isSaving}
        >
          {save}
        </Button>
        <Button variant="link" onClick={onClose} isAriaDisabled={form.isSaving}>
          {t("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
