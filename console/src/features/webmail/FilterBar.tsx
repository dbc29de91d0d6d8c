import { SearchInput, ToggleGroup, ToggleGroupItem } from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useBounded } from "./use-bounded";
import type { MailAddress } from "./use-mail-address";

interface Props {
  readonly folderId: string;
  readonly address: MailAddress;
  readonly total: number | undefined;
}

/** Search and filters of the list; what is set stands in the address. */
export function FilterBar({ folderId, address, total }: Props) {
  const { t } = useTranslation("webmail");
  const { number } = useFormat();
  const bounded = useBounded();
  const { filters } = address;
  const [text, setText] = useState(filters.query);
  const [seen, setSeen] = useState(filters.query);
  if (seen !== filters.query) {
    setSeen(filters.query);
    setText(filters.query);
  }
  const show = (change: Partial<typeof filters>) =>
    address.go(address.toFiltered(folderId, change));
  const { unseen, flagged, threads } = filters;
  return (
    <search className="muster-mail-filters">
      <SearchInput
        className="muster-mail-search"
        aria-label={t("search.label")}
        placeholder={t("search.label")}
        resetButtonLabel={t("search.clear")}
        submitSearchButtonLabel={t("search.submit")}
        value={text}
        onChange={(_, value) => setText(value)}
        onSearch={() => show({ query: text.trim() })}
        onClear={() => show({ query: "" })}
      />
      <div className="muster-mail-line">
        <ToggleGroup isCompact aria-label={t("filter.label")}>
          <ToggleGroupItem
            text={t("filter.unseen")}
            isSelected={unseen}
            onChange={(_, on) => show({ unseen: on })}
          />
          <ToggleGroupItem
            text={t("filter.flagged")}
            isSelected={flagged}
            onChange={(_, on) => show({ flagged: on })}
          />
          <ToggleGroupItem
            text={t("filter.threads")}
            isSelected={threads}
            onChange={(_, on) => show({ threads: on })}
          />
        </ToggleGroup>
        <span className="muster-mail-spring" />
        {total !== undefined && (
          <span className="muster-count" aria-live="polite">
            {t("list.count", {
              count: total,
              shown: address.isFiltered ? bounded(total) : number(total),
            })}
          </span>
        )}
      </div>
    </search>
  );
}
