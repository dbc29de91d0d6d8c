import {
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Skeleton,
} from "@patternfly/react-core";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { mailQuery, type OutboxMail } from "./queries";

/** The text of a mail; reading it is written to the audit log. */
export function MailDialog({ mail, onClose }: { mail: OutboxMail; onClose: () => void }) {
  const { t } = useTranslation("notifications");
  const title = useId();
  const read = useQuery(mailQuery(mail.id));
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={title}>
      <ModalHeader
        title={mail.subject}
        labelId={title}
        description={t("outbox.readBy", { to: mail.to })}
      />
      <ModalBody tabIndex={0} aria-label={t("outbox.text")}>
        {read.isPending && <Skeleton screenreaderText={t("outbox.loading")} />}
        {read.isError && <RowsFailed error={read.error} onRetry={() => void read.refetch()} />}
        {read.data !== undefined && (
          <pre className="muster-mail-text">{read.data.text ?? t("outbox.forgotten")}</pre>
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("outbox.close")}</Button>
      </ModalFooter>
    </Modal>
  );
}
