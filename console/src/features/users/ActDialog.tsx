import { Alert, Checkbox, Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useActKey } from "@shared/forms/use-act-key";
import { places } from "@shared/routing/places";
import { toast } from "@shared/ui/toasts";
import { UnitPicker } from "@shared/units/UnitPicker";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type Act, actOnMany, actOnOne, type ManyAct, MOST_RESYNCED, resyncOne } from "./acts";
import { JobStarted } from "./JobStarted";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";
import type { ConnectedBy } from "./statuses";
import { useUnits } from "./units";

/** Acts that take something away, and of how many users on nobody should start them with one click. */
const TAKES_AWAY: ReadonlySet<ManyAct> = new Set([
  "disable",
  "disconnect",
  "expire-password",
  "delete",
]);
const LARGE = 1_000;

/** An act, and whom it is for. */
export type AskedAct =
  | {
      readonly kind: "one";
      readonly act: Act;
      readonly id: string;
      readonly account: string;
      readonly name: string;
      readonly unitId: string;
    }
  | {
      readonly kind: "many";
      readonly act: ManyAct;
      readonly selection: UserSelection;
      /** What a disconnection ends; every service when it is missing. */
      readonly services?: readonly ConnectedBy[];
    };

interface Props {
  readonly organizationId: string;
  readonly asked: AskedAct;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks before an act, says whom it is for, and does it: at once for one user, as a job for many. */
export function ActDialog({ organizationId, asked, onClose, onDone }: Props) {
  const { act } = asked;
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const id = useId();
  const keyFor = useActKey();
  const units = useUnits(organizationId);
  const [allowIncoming, setAllowIncoming] = useState(false);
  const [everybody, setEverybody] = useState(false);
  const [chosenUnit, setUnit] = useState(asked.kind === "one" ? asked.unitId : undefined);
  const unitId = chosenUnit ?? units.builtIn ?? "";
  const preview = useMeant(organizationId, asked.kind === "many" ? asked.selection : undefined);
  const meant = preview.data;
  const count = meant?.count ?? 0;
  const isTyped = act === "purge" || (count > LARGE && TAKES_AWAY.has(act));
  const typed = asked.kind === "one" ? asked.account : String(count);

  const perform = async () => {
    const choice = { allowIncoming, unitId, everybody, confirmation: typed };
    if (asked.kind === "many") {
      const { jobId } = await actOnMany(
        organizationId,
        asked.selection,
        asked.act,
        asked.services === undefined ? choice : { ...choice, services: asked.services },
        keyFor(choice),
      );
      toast({
        variant: "info",
        title: everybody ? t("acts.startedForAll") : t("acts.started", { count }),
        body:
          act === "report" ? (
            <Link to={places.reports.to({ organizationId })}>{t("acts.toReports")}</Link>
          ) : act === "export" ? (
            <Link to={places.exports.to({ organizationId })}>{t("acts.toExports")}</Link>
          ) : (
            <JobStarted organizationId={organizationId} jobId={jobId} />
          ),
      });
    } else if (asked.act === "resync") {
      const { jobId } = await resyncOne(organizationId, asked.id, keyFor(choice));
      toast({
        variant: "info",
        title: t("acts.done", { context: act, name: asked.name }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
    } else {
      await actOnOne(organizationId, asked.id, asked.act, choice);
      toast({ variant: "success", title: t("acts.done", { context: act, name: asked.name }) });
    }
    onDone?.();
    await queries.invalidateQueries({ queryKey: ["users", organizationId] });
  };

  if (preview.isError && meant === undefined) {
    return <NotMeant error={preview.error} onClose={onClose} />;
  }
  if (asked.kind === "many" && meant === undefined) {
    // Asked for so shortly that a dialog without its number would only flicker.
    return null;
  }
  return (
    <ConfirmDialog
      title={
        asked.kind === "one"
          ? t("acts.askOne", { context: act, name: asked.name })
          : t("acts.askMany", { context: act, count })
      }
      confirm={t("acts.verb", { context: act })}
      isDanger={act === "purge" || act === "delete"}
      {...(isTyped ? { typed } : {})}
      onConfirm={perform}
      onClose={onClose}
    >
      <Content component="p">{t("acts.effect", { context: act })}</Content>
      {meant !== undefined && <Samples samples={meant.samples} />}
      {act === "resync" && (
        <Alert variant="warning" isInline component="p" title={t("resync.load")}>
          {t("resync.loadBody")}
        </Alert>
      )}
      {act === "resync" && count > MOST_RESYNCED && (
        <Checkbox
          id={`${id}-everybody`}
          label={t("resync.everybody")}
          description={t("resync.everybodyHelp", { most: MOST_RESYNCED })}
          isChecked={everybody}
          onChange={(_, isOn) => setEverybody(isOn)}
        />
      )}
      {act === "disable" && (
        <Checkbox
          id={`${id}-incoming`}
          label={t("allowIncoming")}
          description={t("allowIncomingHelp")}
          isChecked={allowIncoming}
          onChange={(_, isOn) => setAllowIncoming(isOn)}
        />
      )}
      {act === "move" && (
        <UnitPicker
          organizationId={organizationId}
          label={t("moveTo")}
          selected={unitId}
          onSelect={setUnit}
        />
      )}
    </ConfirmDialog>
  );
}
