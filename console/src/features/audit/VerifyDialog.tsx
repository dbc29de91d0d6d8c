import {
  Alert,
  Bullseye,
  Button,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Spinner,
  Stack,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ProblemText } from "@shared/forms/ProblemText";
import { useFormat } from "@shared/ui/format";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Log, type Verification, verify } from "./queries";

interface Props {
  readonly log: Log;
  readonly onClose: () => void;
}

/** Proves the log anew each time it opens, and says what is proved and what is not. */
export function VerifyDialog({ log, onClose }: Props) {
  const { t } = useTranslation("audit");
  const titleId = useId();
  const { data, error } = useQuery({
    queryKey: ["audit-verification", log ?? "instance"],
    queryFn: () => verify(log),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={titleId}>
      <ModalHeader title={t("verify.title")} labelId={titleId} />
      <ModalBody tabIndex={0} aria-label={t("verify.finding")}>
        {data === undefined && error === null && (
          <Bullseye>
            <Spinner aria-label={t("verify.running")} />
          </Bullseye>
        )}
        {error !== null && (
          <Alert variant="danger" isInline component="p" title={<ProblemText error={error} />} />
        )}
        {data !== undefined && <Finding found={data} />}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("close")}</Button>
      </ModalFooter>
    </Modal>
  );
}

function Finding({ found }: { found: Verification }) {
  const { t } = useTranslation("audit");
  const { number } = useFormat();
  const { valid, entries, lastSigned, faults } = found;
  const unsigned = Math.max(0, entries - lastSigned);
  return (
    <Stack hasGutter>
      <Alert
        variant={valid ? "success" : "danger"}
        isInline
        isLiveRegion
        component="p"
        title={t(valid ? "verify.sound" : "verify.broken")}
      >
        {valid
          ? t("verify.soundBody", { count: entries, shown: number(entries) })
          : t("verify.brokenBody")}
      </Alert>
      {!valid && (
        <Table variant="compact" aria-label={t("verify.faults")}>
          <Thead>
            <Tr>
              <Th modifier="fitContent">{t("columns.sequence")}</Th>
              <Th>{t("verify.what")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {faults.map(({ sequence, kind }) => (
              <Tr key={`${sequence}-${kind}`}>
                <Td dataLabel={t("columns.sequence")}>{number(sequence)}</Td>
                <Td dataLabel={t("verify.what")}>{t(`verify.fault.${kind}`)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      )}
      <Content>
        <h3>{t("verify.proves")}</h3>
        <ul>
          <li>{t("verify.chain")}</li>
          <li>
            {lastSigned === 0
              ? t("verify.unsigned")
              : t("verify.signed", { last: number(lastSigned) })}
          </li>
          {lastSigned > 0 && unsigned > 0 && (
            <li>{t("verify.soon", { count: unsigned, shown: number(unsigned) })}</li>
          )}
        </ul>
      </Content>
    </Stack>
  );
}
