import {
  Button,
  Checkbox,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueSection, PermissionName } from "./queries";
import { EVERY_PERMISSION, isSought, RightsFilter } from "./RightsFilter";

interface Props {
  readonly sections: readonly CatalogueSection[];
  readonly chosen: readonly PermissionName[];
  readonly onApply: (chosen: PermissionName[]) => void;
  readonly onClose: () => void;
}

/** Single permissions outside any role: search, section filter, check boxes; stored with the page's Save. */
export function AdvancedDialog({ sections, chosen, onApply, onClose }: Props) {
  const { t } = useTranslation("shared");
  const title = useId();
  const [sought, setSought] = useState(EVERY_PERMISSION);
  const [picked, setPicked] = useState<readonly PermissionName[]>(chosen);
  const rows = sections
    .flatMap((one) => one.permissions.map((entry) => ({ ...entry, section: one.section })))
    .filter((right) => isSought(sought, right));
  const toggle = (name: PermissionName, isOn: boolean) =>
    setPicked((now) => (isOn ? [...now, name] : now.filter((other) => other !== name)));
  return (
    <Modal isOpen variant="medium" onClose={onClose} aria-labelledby={title}>
      <ModalHeader
        title={t("rights.advanced.title")}
        labelId={title}
        description={t("rights.advanced.body")}
      />
      <ModalBody>
        <RightsFilter
          sections={sections.map((one) => one.section)}
          sought={sought}
          onSeek={setSought}
        />
        <Table aria-label={t("rights.permissions")} variant="compact">
          <Thead>
            <Tr>
              <Th screenReaderText={t("table.selectColumn")} />
              <Th>{t("rights.titleColumn")}</Th>
              <Th>{t("rights.sectionLabel")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {rows.map(({ permission, summary, section: of }) => (
              <Tr key={permission}>
                <Td>
                  <Checkbox
                    id={`advanced-${permission}`}
                    aria-label={summary}
                    isChecked={picked.includes(permission)}
                    onChange={(_, isOn) => toggle(permission, isOn)}
                  />
                </Td>
                <Td dataLabel={t("rights.titleColumn")}>{summary}</Td>
                <Td dataLabel={t("rights.sectionLabel")}>{t(`rights.section.${of}`)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
        {rows.length === 0 && <p>{t("noMatch.title")}</p>}
      </ModalBody>
      <ModalFooter>
        <Button
          onClick={() => {
            onApply([...picked]);
            onClose();
          }}
        >
          {t("rights.apply")}
        </Button>
        <Button variant="link" onClick={onClose}>
          {t("cancel")}
        </Button>
      </ModalFooter>
    </Modal>
  );
}
