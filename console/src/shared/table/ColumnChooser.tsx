import { Divider, MenuToggle, Select, SelectList, SelectOption } from "@patternfly/react-core";
import ColumnsIcon from "@patternfly/react-icons/dist/esm/icons/columns-icon";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./types";

interface Props<Row> {
  readonly all: readonly Column<Row>[];
  readonly shown: readonly Column<Row>[];
  readonly onChange: (names: readonly string[] | undefined) => void;
}

const RESET = "";

/** Which columns are shown; kept in the address and, for the next time, on this machine. */
export function ColumnChooser<Row>({ all, shown, onChange }: Props<Row>) {
  const { t } = useTranslation("shared");
  const [isOpen, open] = useState(false);
  const names = shown.map(({ name }) => name);
  const toggle = (name: string) => {
    const next = names.includes(name) ? names.filter((one) => one !== name) : [...names, name];
    onChange(all.filter((column) => next.includes(column.name)).map((column) => column.name));
  };
  return (
    <Select
      role="menu"
      isOpen={isOpen}
      onOpenChange={open}
      onSelect={(_, value) => (value === RESET ? onChange(undefined) : toggle(String(value)))}
      isScrollable
      popperProps={{ position: "right", preventOverflow: true }}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          variant="plain"
          isExpanded={isOpen}
          onClick={() => open(!isOpen)}
          aria-label={t("table.columns")}
          icon={<ColumnsIcon />}
        />
      )}
    >
      <SelectList aria-label={t("table.columns")}>
        {all.map(({ name, label, isRowName = false }) => (
          <SelectOption
            key={name}
            value={name}
            hasCheckbox
            isSelected={names.includes(name)}
            isDisabled={isRowName}
          >
            {label}
          </SelectOption>
        ))}
        <Divider component="li" />
        <SelectOption value={RESET}>{t("table.columnsReset")}</SelectOption>
      </SelectList>
    </Select>
  );
}
