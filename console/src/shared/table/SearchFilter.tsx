import { SearchInput } from "@patternfly/react-core";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter } from "./types";

const PAUSE = 250;

interface Props {
  readonly filter: Extract<Filter, { kind: "search" }>;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Searches while somebody types, after a short pause; the query library aborts what became stale. */
export function SearchFilter({ filter, value, onChange }: Props) {
  const { t } = useTranslation("shared");
  // What is typed and what the address says: another address (back button, "clear all") wins.
  const [typed, setTyped] = useState({ text: value, over: value });
  if (typed.over !== value) {
    setTyped({ text: typed.text.trim() === value ? typed.text : value, over: value });
  }
  const wanted = typed.text.trim();
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    if (wanted === value) {
      return undefined;
    }
    const timer = setTimeout(() => tell(wanted), PAUSE);
    return () => clearTimeout(timer);
  }, [wanted, value]);
  return (
    <SearchInput
      aria-label={filter.label}
      placeholder={filter.placeholder ?? filter.label}
      value={typed.text}
      onChange={(_, text) => setTyped({ text, over: value })}
      onClear={() => {
        setTyped({ text: "", over: value });
        onChange("");
      }}
      resetButtonLabel={t("filter.clearSearch")}
    />
  );
}
