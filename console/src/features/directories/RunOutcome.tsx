import { Alert, Button, Flex, Label, Spinner, Stack, StackItem } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useActKey } from "@shared/forms/use-act-key";
import { places } from "@shared/routing/places";
import { useFormat } from "@shared/ui/format";
import { LinkButton } from "@shared/ui/LinkButton";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { applyRun, differencesQuery, isAtWork, type SyncRun, syncKey } from "./sync-queries";

interface Props {
  readonly place: { readonly organizationId: string; readonly directoryId: string };
  readonly run: SyncRun;
  readonly isManager: boolean;
}

function severity(run: SyncRun): "info" | "warning" | "danger" | "success" {
  switch (run.state) {
    case "FAILED":
      return "danger";
    case "STOPPED":
      return "warning";
    case "DONE":
      return run.reason === "" ? "success" : "warning";
    default:
      return "info";
  }
}

/** What the newest sync has found, and what is to become of it. */
export function RunOutcome({ place, run, isManager }: Props) {
  const { t } = useTranslation("directories");
  const { number } = useFormat();
  const [isAsking, setAsking] = useState(false);
  const counts = run.counts.filter((one) => one.number > 0);
  const waits = run.state === "COMPARED" || run.approvable;
  return (
    <Stack hasGutter>
      <StackItem>
        <Alert
          variant={severity(run)}
          isInline
          isLiveRegion
          component="p"
          title={t(`sync.states.${run.state}`)}
        >
          {run.reason !== "" && (
            <p>
              {t(`sync.reasons.${run.reason}`, {
                defaultValue: t(`faults.${run.reason}`, { defaultValue: t("sync.reasons.OTHER") }),
              })}
            </p>
          )}
          {run.newcomers > 0 && <p>{t("sync.newcomers", { count: run.newcomers })}</p>}
        </Alert>
      </StackItem>
      {counts.length > 0 && (
        <StackItem>
          <Flex gap={{ default: "gapSm" }}>
            {counts.map((one) => (
              <Label key={one.kind} variant="outline">
                {t(`sync.kinds.${one.kind}`)}: {number(one.number)}
              </Label>
            ))}
          </Flex>
        </StackItem>
      )}
      <StackItem>
        <Flex gap={{ default: "gapMd" }}>
          {isManager && waits && <Button onClick={() => setAsking(true)}>{t("sync.apply")}</Button>}
          {run.job != null && (
            <LinkButton
              variant="secondary"
              to={places.job.to({ organizationId: place.organizationId, jobId: run.job })}
            >
              {t("sync.job")}
            </LinkButton>
          )}
        </Flex>
      </StackItem>
      {isManager && counts.length > 0 && !isAtWork(run) && (
        <StackItem>
          <Differences place={place} run={run} />
        </StackItem>
      )}
      {isAsking && <ApplyDialog place={place} run={run} onClose={() => setAsking(false)} />}
    </Stack>
  );
}

interface AskProps {
  readonly place: Props["place"];
  readonly run: SyncRun;
  readonly onClose: () => void;
}

function ApplyDialog({ place, run, onClose }: AskProps) {
  const { t } = useTranslation("directories");
  const queries = useQueryClient();
  const keyFor = useActKey();
  const vanished = run.counts.find((one) => one.kind === "VANISHED")?.number ?? 0;
  const act = async () => {
    await applyRun(place, run.id, vanished, keyFor(run.id));
    await queries.invalidateQueries({ queryKey: syncKey(place) });
  };
  return (
    <ConfirmDialog
      title={t("sync.applyTitle")}
      confirm={t("sync.apply")}
      isDanger={vanished > 0}
      {...(run.state === "STOPPED" ? { typed: String(vanished) } : {})}
      onConfirm={act}
      onClose={onClose}
    >
      {t("sync.applyBody", { count: vanished })}
    </ConfirmDialog>
  );
}

function Differences({ place, run }: Omit<Props, "isManager">) {
  const { t } = useTranslation("directories");
  const [cursor, setCursor] = useState<string>();
  const found = useQuery(differencesQuery(place, run, cursor));
  if (found.data === undefined) {
    return found.isError ? null : <Spinner aria-label={t("loading")} />;
  }
  const { items, next, previous } = found.data;
  return (
    <>
      <Table aria-label={t("sync.differences")} variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>{t("sync.what")}</Th>
            <Th>{t("sync.user")}</Th>
            <Th>{t("sync.entry")}</Th>
          </Tr>
        </Thead>
        <Tbody>
          {items.map((one) => (
            <Tr key={one.id}>
              <Td dataLabel={t("sync.what")}>
                {t(`sync.kinds.${one.kind}`)}
                {one.message !== "" && <p>{one.message}</p>}
              </Td>
              <Td dataLabel={t("sync.user")} modifier="breakWord">
                {one.name}
              </Td>
              <Td dataLabel={t("sync.entry")} modifier="breakWord">
                {one.entryName}
              </Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
      <Flex gap={{ default: "gapSm" }}>
        {previous != null && (
          <Button variant="link" onClick={() => setCursor(previous)}>
            {t("sync.earlier")}
          </Button>
        )}
        {next != null && (
          <Button variant="link" onClick={() => setCursor(next)}>
            {t("sync.later")}
          </Button>
        )}
      </Flex>
    </>
  );
}
