import { Button, MenuToggle, Select, SelectList, SelectOption } from "@patternfly/react-core";
import AngleDoubleLeftIcon from "@patternfly/react-icons/dist/esm/icons/angle-double-left-icon";
import AngleLeftIcon from "@patternfly/react-icons/dist/esm/icons/angle-left-icon";
import AngleRightIcon from "@patternfly/react-icons/dist/esm/icons/angle-right-icon";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PAGE_SIZES } from "./table-address";

interface Props {
  readonly place: "top" | "bottom";
  readonly limit: number;
  readonly next: string | null | undefined;
  readonly previous: string | null | undefined;
  readonly onGo: (cursor: string | undefined) => void;
  readonly onLimit: (limit: number) => void;
}

/** First, previous, next. There is no last and no number: pages are found by cursor, so that all cost the same. */
export function Pager({ place, limit, next, previous, onGo, onLimit }: Props) {
  const { t } = useTranslation("shared");
  const hasPrevious = typeof previous === "string";
  const hasNext = typeof next === "string";
  return (
    <nav className="muster-pager" aria-label={t(`pager.${place}`)}>
      <PageSize limit={limit} onLimit={onLimit} />
      <Button
        variant="plain"
        aria-label={t("pager.first")}
        icon={<AngleDoubleLeftIcon />}
        isAriaDisabled={!hasPrevious}
        onClick={() => onGo(undefined)}
      />
      <Button
        variant="plain"
        aria-label={t("pager.previous")}
        icon={<AngleLeftIcon />}
        isAriaDisabled={!hasPrevious}
        onClick={() => onGo(previous ?? undefined)}
      />
      <Button
        variant="plain"
        aria-label={t("pager.next")}
        icon={<AngleRightIcon />}
        isAriaDisabled={!hasNext}
        onClick={() => onGo(next ?? undefined)}
      />
    </nav>
  );
}

function PageSize({ limit, onLimit }: { limit: number; onLimit: (limit: number) => void }) {
  const { t } = useTranslation("shared");
  const [isOpen, open] = useState(false);
  return (
    <Select
      isOpen={isOpen}
      onOpenChange={open}
      selected={limit}
      onSelect={(_, value) => {
        open(false);
        onLimit(Number(value));
      }}
      toggle={(ref) => (
        <MenuToggle ref={ref} variant="plainText" isExpanded={isOpen} onClick={() => open(!isOpen)}>
          {t("pager.size", { count: limit })}
        </MenuToggle>
      )}
    >
      <SelectList aria-label={t("pager.sizes")}>
        {PAGE_SIZES.map((size) => (
          <SelectOption key={size} value={size}>
            {t("pager.size", { count: size })}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
