import { Content } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useTranslation } from "react-i18next";
import type { Finding } from "./queries";

interface Props {
  readonly label: string;
  readonly findings: readonly Finding[];
  /** Of which the findings are the first. */
  readonly total: number;
}

/** What was found in a workbook, by sheet and cell. */
export function FindingTable({ label, findings, total }: Props) {
  const { t } = useTranslation("workbooks");
  return (
    <>
      <Table aria-label={label} variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>{t("sheet")}</Th>
            <Th>{t("cell")}</Th>
            <Th>{t("finding")}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {findings.map((one) => (
            <Tr key={`${one.sheet}!${one.cell} ${one.code} ${one.message}`}>
              <Td dataLabel={t("sheet")}>{one.sheet}</Td>
              <Td dataLabel={t("cell")}>{one.cell}</Td>
              <Td dataLabel={t("finding")}>{one.message}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      {total > findings.length && (
        <Content component="p">{t("more", { count: total - findings.length })}</Content>
      )}
    </>
  );
}
