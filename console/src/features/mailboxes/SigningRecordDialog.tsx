import {
  Alert,
  Button,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  ModalVariant,
  Stack,
} from "@patternfly/react-core";
import { CopyOnce } from "@shared/forms/CopyOnce";
import { ProblemText } from "@shared/forms/ProblemText";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { checkKey, type SigningKey, signingKeysQuery } from "./mail-signing";

interface Props {
  readonly made: SigningKey;
  readonly onClose: () => void;
}

/** What has to stand in the name service, and a look whether it does. */
export function SigningRecordDialog({ made, onClose }: Props) {
  const { t } = useTranslation("mailboxes");
  const queries = useQueryClient();
  const look = useMutation({
    mutationFn: () => checkKey(made),
    onSuccess: () => queries.invalidateQueries({ queryKey: signingKeysQuery.queryKey }),
  });
  const key = look.data ?? made;
  return (
    <Modal
      variant={ModalVariant.medium}
      isOpen
      onClose={onClose}
      aria-labelledby="signing-record-title"
    >
      <ModalHeader
        title={t("signing.recordTitle", { domain: key.domain })}
        labelId="signing-record-title"
        description={t("signing.recordBody")}
      />
      <ModalBody>
        <Stack hasGutter>
          <CopyOnce label={t("signing.recordName")} value={key.recordName} isOnce={false} />
          <CopyOnce
            label={t("signing.recordValue")}
            value={key.recordValue}
            isOnce={false}
            isBlock
          />
          {look.isError && <ProblemText error={look.error} />}
          {key.finding != null && (
            <Alert
              variant={key.finding === "FOUND" ? "success" : "warning"}
              isInline
              isLiveRegion
              component="p"
              title={t(`signing.looks.${key.finding}`)}
            />
          )}
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button
          isLoading={look.isPending}
          isDisabled={look.isPending}
          onClick={() => look.mutate()}
        >
          {t("signing.look")}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t("signing.close")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
