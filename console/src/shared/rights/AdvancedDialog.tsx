import {
  Button,
  Checkbox,
  FormSelect,
  FormSelectOption,
  Modal,
  ModalBody,
  ModalFooter,
  ModalHeader,
  SearchInput,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CatalogueSection, PermissionName } from "./queries";

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
  const [text, setText] = useState("");
  const [section, setSection] = useState("");
  const [picked, setPicked] = useState<readonly PermissionName[]>(chosen);
  const wanted = text.trim().toLowerCase();
  const rows = sections
    .filter((one) => section === "" || one.section === section)
    .flatMap((one) => one.permissions.map((entry) => ({ ...entry, section: one.section })))
    .filter(({ summary, permission }) => `${summary} ${permission}`.toLowerCase().includes(wanted));
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
        <Toolbar>
          <ToolbarContent>
            <ToolbarItem>
              <SearchInput
                aria-label={t("rights.advanced.search")}
                placeholder={t("rights.advanced.search")}
                value={text}
                onChange={(_, value) => setText(value)}
                onClear={() => setText("")}
                resetButtonLabel={t("filter.clearSearch")}
              />
            </ToolbarItem>
            <ToolbarItem>
              <FormSelect
                aria-label={t("rights.sectionLabel")}
                value={section}
                onChange={(_, value) => setSection(value)}
              >
                <FormSelectOption value="" label={t("rights.allSections")} />
                {sections.map((one) => (
                  <FormSelectOption
                    key={one.section}
                    value={one.section}
                    label={t(`rights.section.${one.section}`)}
                  />
                ))}
              </FormSelect>
            </ToolbarItem>
          </ToolbarContent>
        </Toolbar>
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
