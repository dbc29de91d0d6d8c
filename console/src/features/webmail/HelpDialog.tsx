import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { Fragment, useId } from "react";
import { useTranslation } from "react-i18next";

const KEYS = [
  ["j, ↓", "next"],
  ["k, ↑", "previous"],
  ["Enter", "enter"],
  ["u, Esc", "back"],
  ["x", "choose"],
  ["r", "reply"],
  ["a", "replyAll"],
  ["f", "forward"],
  ["c", "compose"],
  ["e", "archive"],
  ["#, Del", "delete"],
  ["v", "move"],
  ["s", "flag"],
  ["Shift+I", "read"],
  ["Shift+U", "unread"],
  ["/", "search"],
  ["Ctrl+Enter", "send"],
  ["?", "help"],
] as const;

/** The keys of the mail pages. */
export function HelpDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("webmail");
  const title = useId();
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={title}>
      <ModalHeader title={t("help.title")} labelId={title} />
      <ModalBody tabIndex={0} aria-labelledby={title} role="region">
        <dl className="muster-mail-keys">
          {KEYS.map(([keys, act]) => (
            <Fragment key={act}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{t(`help.keys.${act}`)}</dd>
            </Fragment>
          ))}
        </dl>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("help.close")}</Button>
      </ModalFooter>
    </Modal>
  );
}
