import {
  Alert,
  Button,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { preview } from "./acts";
import type { UserSelection } from "./queries";

/** How many users a selection means at this moment, and who the first are. */
export function useMeant(organizationId: string, selection: UserSelection | undefined) {
  return useQuery({
    queryKey: ["users", organizationId, "preview", selection],
    queryFn: () => preview(organizationId, selection ?? { ids: [] }),
    enabled: selection !== undefined,
  });
}

/** Says that it could not be found out whom an act is for, so that nothing is asked. */
export function NotMeant({ error, onClose }: { error: unknown; onClose: () => void }) {
  const { t } = useTranslation("users");
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-label={t("acts.unknown")}>
      <ModalHeader title={t("acts.unknown")} />
      <ModalBody>
        <Alert variant="danger" isInline component="p" title={<ProblemText error={error} />} />
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("acts.close")}</Button>
      </ModalFooter>
    </Modal>
  );
}

export function Samples({ samples }: { samples: readonly string[] }) {
  const { t } = useTranslation("users");
  return (
    <Content component="p">
      {t("acts.samples", { accounts: samples.join(", "), count: samples.length })}
    </Content>
  );
}
