import { Button, Flex, FlexItem } from "@patternfly/react-core";
import DownloadIcon from "@patternfly/react-icons/dist/esm/icons/download-icon";
import { useCan } from "@shared/session/me";
import { ListTable } from "@shared/table/ListTable";
import { PageFrame } from "@shared/ui/PageFrame";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EntryDialog } from "./EntryDialog";
import { type AuditEntry, entriesQuery, exportAddress, type Log } from "./queries";
import { useAuditTable } from "./use-audit-table";
import { VerifyDialog } from "./VerifyDialog";
import { useWords } from "./words";

interface Props {
  readonly log: Log;
  readonly title: string;
  readonly description: string;
}

/** A log with its filters; an entry opens to what it changed. */
export function AuditLog({ log, title, description }: Props) {
  const { t } = useTranslation("audit");
  const words = useWords();
  const can = useCan();
  const [opened, open] = useState<AuditEntry>();
  const [isVerifying, verify] = useState(false);
  const table = useAuditTable(log, open);
  const rows = useQuery(entriesQuery(log, table.query));
  const mayExport = can(log === undefined ? "instance:audit" : "audit:export");
  const by = (entry: AuditEntry) => table.setFilter("actorId", [entry.actorId]);
  const on = ({ subjectId }: AuditEntry) =>
    table.setFilter("subjectId", subjectId === null ? [] : [subjectId]);
  return (
    <PageFrame
      title={title}
      description={description}
      actions={
        <Flex gap={{ default: "gapMd" }}>
          <FlexItem>
            <Button variant="secondary" onClick={() => verify(true)}>
              {t("verify.ask")}
            </Button>
          </FlexItem>
          {mayExport && (
            <FlexItem>
              <Button
                variant="secondary"
                component="a"
                href={exportAddress(log, table.filter)}
                icon={<DownloadIcon />}
                download
              >
                {t("export")}
              </Button>
            </FlexItem>
          )}
        </Flex>
      }
    >
      <ListTable
        table={table}
        label={title}
        rows={rows}
        rowId={(entry) => String(entry.sequence)}
        rowName={(entry) => t("rowName", { number: entry.sequence, action: words.action(entry) })}
        rowActions={(entry) => [
          { label: t("show"), onSelect: () => open(entry) },
          { label: t("onlyBy", { name: words.actor(entry) }), onSelect: () => by(entry) },
          ...(entry.subjectId === null
            ? []
            : [{ label: t("onlyOn", { name: words.subject(entry) }), onSelect: () => on(entry) }]),
        ]}
        empty={{ title: t("none.title"), body: t("none.body") }}
      />
      {opened !== undefined && (
        <EntryDialog log={log} entry={opened} onClose={() => open(undefined)} />
      )}
      {isVerifying && <VerifyDialog log={log} onClose={() => verify(false)} />}
    </PageFrame>
  );
}
