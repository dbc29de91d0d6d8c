import { useTranslation } from "react-i18next";

/** What a kind of job is called; a kind without words of its own keeps its code. */
export function useKindLabel(): (kind: string) => string {
  const { t } = useTranslation("jobs");
  return (kind) => t(`kind.${kind.replaceAll(".", "-")}`, { defaultValue: kind });
}
