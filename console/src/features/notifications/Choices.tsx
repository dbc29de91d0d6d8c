import {
  Button,
  Content,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  Skeleton,
  Switch,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { choicesQuery, type NoticeChoice, saveChoices } from "./queries";

/** What the user wants to be told, and by which way; each switch counts at once. */
export function Choices({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("notifications");
  const title = useId();
  const queries = useQueryClient();
  const items = useQuery(choicesQuery).data?.items;
  const change = async (changed: NoticeChoice) => {
    const next = (items ?? []).map((one) => (one.kind === changed.kind ? changed : one));
    await saveChoices(next);
    await queries.invalidateQueries({ queryKey: ["notice-choices"] });
    await queries.invalidateQueries({ queryKey: ["notices"] });
  };
  return (
    <Modal isOpen variant="small" onClose={onClose} aria-labelledby={title}>
      <ModalHeader title={t("choices.title")} labelId={title} />
      <ModalBody>
        <Content component="p">{t("choices.body")}</Content>
        {items === undefined ? (
          <Skeleton screenreaderText={t("drawer.loading")} />
        ) : (
          <Table variant="compact" borders={false} aria-label={t("choices.title")}>
            <Thead>
              <Tr>
                <Th>{t("choices.kind")}</Th>
                <Th>{t("choices.bell")}</Th>
                <Th>{t("choices.email")}</Th>
              </Tr>
            </Thead>
            <Tbody>
              {items.map((choice) => (
                <ChoiceRow key={choice.kind} choice={choice} onChange={(to) => void change(to)} />
              ))}
            </Tbody>
          </Table>
        )}
      </ModalBody>
      <ModalFooter>
        <Button onClick={onClose}>{t("choices.close")}</Button>
      </ModalFooter>
    </Modal>
  );
}

interface RowProps {
  readonly choice: NoticeChoice;
  readonly onChange: (choice: NoticeChoice) => void;
}

function ChoiceRow({ choice, onChange }: RowProps) {
  const { t } = useTranslation("notifications");
  const kind = t(`kind.${choice.kind.replaceAll(".", "-")}`);
  const { email } = choice;
  return (
    <Tr>
      <Td dataLabel={t("choices.kind")}>{kind}</Td>
      <Td dataLabel={t("choices.bell")}>
        <Switch
          aria-label={t("choices.byBell", { kind })}
          isChecked={choice.bell}
          onChange={(_, bell) => onChange({ ...choice, bell })}
        />
      </Td>
      <Td dataLabel={t("choices.email")}>
        {typeof email === "boolean" && (
          <Switch
            aria-label={t("choices.byEmail", { kind })}
            isChecked={email}
            onChange={(_, on) => onChange({ ...choice, email: on })}
          />
        )}
      </Td>
    </Tr>
  );
}
