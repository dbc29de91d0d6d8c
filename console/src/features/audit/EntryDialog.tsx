import {
  Button,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { changesOf } from "@shared/audit/changes";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Differences } from "./Differences";
import type { AuditEntry, Log } from "./queries";
import { Outcome } from "./use-audit-table";
import { useWords } from "./words";

interface Props {
  readonly log: Log;
  readonly entry: AuditEntry;
  readonly onClose: () => void;
}

/** One entry: who, when, from where, and each field as it was and as it became. */
export function EntryDialog({ log, entry, onClose }: Props) {
  const { t } = useTranslation("audit");
  const { number } = useFormat();
  const words = useWords();
  const titleId = useId();
  const changes = changesOf(entry);
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={titleId}>
      <ModalHeader title={words.action(entry)} labelId={titleId} />
      {/* What scrolls must be reachable by keyboard (WCAG 2.1.1). */}
      <ModalBody tabIndex={0} aria-label={t("changes")}>
        <Stack hasGutter>
          <StackItem>
            <DescriptionList isCompact columnModifier={{ default: "1Col", md: "2Col" }}>
              <Fact term={t("columns.actor")}>{words.actor(entry)}</Fact>
              <Fact term={t("columns.subject")}>
                {t("subjectWithType", {
                  type: words.subjectType(entry.subjectType),
                  name: words.subject(entry),
                })}
              </Fact>
              <Fact term={t("columns.at")}>
                <Time of={entry.at} />
              </Fact>
              <Fact term={t("columns.outcome")}>
                <Outcome outcome={entry.outcome} />
              </Fact>
              <Fact term={t("columns.channel")}>{words.channel(entry)}</Fact>
              <Fact term={t("columns.address")}>{entry.address}</Fact>
              <Fact term={t("columns.sequence")}>{number(entry.sequence)}</Fact>
              <Fact term={t("code")}>
                <code>{entry.action}</code>
              </Fact>
            </DescriptionList>
          </StackItem>
          <StackItem>
            {changes.length === 0 ? (
              <p>{t("noFields")}</p>
            ) : (
              <Differences organizationId={log} changes={changes} />
            )}
          </StackItem>
        </Stack>
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("close")}</Button>
      </ModalFooter>
    </Modal>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return children === "" ? null : (
    <DescriptionListGroup>
      <DescriptionListTerm>{term}</DescriptionListTerm>
      <DescriptionListDescription>{children}</DescriptionListDescription>
    </DescriptionListGroup>
  );
}
