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

/** How many users a selection means as its dialog opens, and who the first are: what is read stays while it is open. */
export function useMeant(organizationId: string, selection: UserSelection | undefined) {
  return useQuery({
    // Not below the topic "users": a live update must not change the number under whoever types it.
    queryKey: ["users-meant", organizationId, selection],
    queryFn: () => preview(organizationId, selection ?? { ids: [] }),
    enabled: selection !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
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
