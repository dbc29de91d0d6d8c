import {
  Alert,
  Button,
  Form,
  FormGroup,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  TextInput,
} from "@patternfly/react-core";
import { type ReactNode, useId, useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { ProblemText } from "./ProblemText";

interface Props {
  readonly title: string;
  /** The verb on the button: "Disable 3 users", never "OK". */
  readonly confirm: string;
  readonly cancel?: string;
  readonly isDanger?: boolean;
  /** When given, the button works only after this was typed: for what can't be undone. */
  readonly typed?: string;
  /** May be slow: the dialog waits, shows a refusal, and stays open then. */
  readonly onConfirm: () => unknown;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Asks before something is done. Close it in `onClose`; after a confirmed act it is called too. */
export function ConfirmDialog(props: Props) {
  const { title, confirm, cancel, isDanger = false, typed, onConfirm, onClose, children } = props;
  const { t } = useTranslation("shared");
  const ids = { title: useId(), body: useId(), form: useId() };
  const [text, setText] = useState("");
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<unknown>();
  const isAllowed = typed === undefined || text.trim() === typed;
  const act = async () => {
    setBusy(true);
    setFault(undefined);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setFault(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Modal
      isOpen
      variant="small"
      onClose={onClose}
      aria-labelledby={ids.title}
      aria-describedby={ids.body}
    >
      <ModalHeader
        title={title}
        labelId={ids.title}
        {...(isDanger ? { titleIconVariant: "warning" as const } : {})}
      />
      <ModalBody id={ids.body}>
        {children}
        <Form
          id={ids.form}
          onSubmit={(event) => {
            event.preventDefault();
            if (isAllowed && !isBusy) {
              void act();
            }
          }}
        >
          {fault !== undefined && (
            <Alert
              variant="danger"
              isInline
              isLiveRegion
              component="p"
              title={<ProblemText error={fault} />}
            />
          )}
          {typed !== undefined && (
            <FormGroup
              fieldId={`${ids.form}-typed`}
              label={
                <Trans
                  t={t}
                  i18nKey="confirm.type"
                  values={{ typed }}
                  components={[<b key="0" />]}
                />
              }
            >
              <TextInput
                id={`${ids.form}-typed`}
                value={text}
                onChange={(_, value) => setText(value)}
                autoComplete="off"
              />
            </FormGroup>
          )}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button
          type="submit"
          form={ids.form}
          variant={isDanger ? "danger" : "primary"}
          isDisabled={!isAllowed || isBusy}
          isLoading={isBusy}
        >
          {confirm}
        </Button>
        <Button variant="link" onClick={onClose} isDisabled={isBusy}>
          {cancel ?? t("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
