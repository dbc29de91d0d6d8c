import {
  Dropdown,
  DropdownItem,
  DropdownList,
  MenuToggle,
  MenuToggleCheckbox,
} from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RowSelection } from "./use-selection";

interface Props<Query> {
  readonly selection: RowSelection<Query>;
  /** The ids on the page shown. */
  readonly page: readonly string[];
  /** How many rows match the filter, when known. */
  readonly matching: number | undefined;
}

/** The check box over the rows: nothing, this page, or all that match the filter on every page. */
export function BulkSelector<Query>({ selection, page, matching }: Props<Query>) {
  const { t } = useTranslation("shared");
  const { number } = useFormat();
  const id = useId();
  const [isOpen, open] = useState(false);
  const chosenHere = page.filter(selection.isSelected).length;
  const isWholePage = page.length > 0 && chosenHere === page.length;
  const isAny = selection.count === undefined || selection.count > 0;
  const text = isAny
    ? t("table.selected", { count: selection.count ?? 0, shown: number(selection.count ?? 0) })
    : undefined;
  return (
    <Dropdown
      isOpen={isOpen}
      onOpenChange={open}
      onSelect={() => open(false)}
      toggle={(ref) => (
        <MenuToggle
          ref={ref}
          isExpanded={isOpen}
          onClick={() => open(!isOpen)}
          aria-label={t("table.selectMenu")}
          splitButtonItems={[
            <MenuToggleCheckbox
              key="page"
              id={id}
              aria-label={t("table.selectPage", { count: page.length })}
              isChecked={isWholePage ? true : isAny ? null : false}
              isDisabled={page.length === 0}
              onChange={(isChecked) => selection.toggleMany(page, isChecked)}
            >
              {text}
            </MenuToggleCheckbox>,
          ]}
        />
      )}
    >
      <DropdownList aria-label={t("table.selectMenu")}>
        <DropdownItem onClick={selection.clear} isDisabled={!isAny}>
          {t("table.selectNone")}
        </DropdownItem>
        <DropdownItem onClick={() => selection.toggleMany(page, true)}>
          {t("table.selectPage", { count: page.length })}
        </DropdownItem>
        {matching !== undefined && matching > page.length && (
          <DropdownItem onClick={selection.selectAllMatching}>
            {t("table.selectAllMatching", { count: matching, shown: number(matching) })}
          </DropdownItem>
        )}
      </DropdownList>
    </Dropdown>
  );
}
