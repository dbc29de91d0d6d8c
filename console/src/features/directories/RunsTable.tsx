import { Card, CardBody, CardTitle } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useFormat } from "@shared/ui/format";
import { Time } from "@shared/ui/Time";
import { useTranslation } from "react-i18next";
import type { SyncRun } from "./sync-queries";

/** The last syncs of a directory, and how they ended. */
export function RunsTable({ runs }: { readonly runs: readonly SyncRun[] }) {
  const { t } = useTranslation("directories");
  const { number } = useFormat();
  return (
    <Card>
      <CardTitle component="h2">{t("sync.runs")}</CardTitle>
      <CardBody>
        <Table aria-label={t("sync.runs")} variant="compact" gridBreakPoint="grid-md">
          <Thead>
            <Tr>
              <Th>{t("sync.started")}</Th>
              <Th>{t("sync.by")}</Th>
              <Th>{t("sync.outcome")}</Th>
              <Th>{t("sync.entries")}</Th>
            </Tr>
          </Thead>
          <Tbody>
            {runs.map((run) => (
              <Tr key={run.id}>
                <Td dataLabel={t("sync.started")}>
                  <Time of={run.startedAt} />
                </Td>
                <Td dataLabel={t("sync.by")}>{run.scheduled ? t("sync.itself") : run.startedBy}</Td>
                <Td dataLabel={t("sync.outcome")}>{t(`sync.states.${run.state}`)}</Td>
                <Td dataLabel={t("sync.entries")}>{number(run.entries)}</Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
    </Card>
  );
}
