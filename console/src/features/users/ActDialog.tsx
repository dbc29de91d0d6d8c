import { Checkbox, Content } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { toast } from "@shared/ui/toasts";
import { UnitPicker } from "@shared/units/UnitPicker";
import { useQueryClient } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Act, actOnMany, actOnOne } from "./acts";
import { JobStarted } from "./JobStarted";
import type { UserSelection } from "./queries";
import { NotMeant, Samples, useMeant } from "./SelectionSummary";
import { useUnits } from "./units";

/** Whom the act is for. */
export type Target =
  | {
      readonly kind: "one";
      readonly id: string;
      readonly account: string;
      readonly name: string;
      readonly unitId: string;
    }
  | { readonly kind: "many"; readonly selection: UserSelection };

interface Props {
  readonly organizationId: string;
  readonly act: Act;
  readonly target: Target;
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Asks before an act, says whom it is for, and does it: at once for one user, as a job for many. */
export function ActDialog({ organizationId, act, target, onClose, onDone }: Props) {
  const { t } = useTranslation("users");
  const queries = useQueryClient();
  const id = useId();
  const units = useUnits(organizationId);
  const [allowIncoming, setAllowIncoming] = useState(false);
  const [chosenUnit, setUnit] = useState(target.kind === "one" ? target.unitId : undefined);
  const unitId = chosenUnit ?? units.builtIn ?? "";
  const preview = useMeant(organizationId, target.kind === "many" ? target.selection : undefined);
  const meant = preview.data;
  const count = meant?.count ?? 0;
  const typed = target.kind === "one" ? target.account : String(count);

  const perform = async () => {
    const choice = { allowIncoming, unitId, confirmation: typed };
    if (target.kind === "one") {
      await actOnOne(organizationId, target.id, act, choice);
      toast({ variant: "success", title: t("acts.done", { context: act, name: target.name }) });
    } else {
      const { jobId } = await actOnMany(organizationId, target.selection, act, choice);
      toast({
        variant: "info",
        title: t("acts.started", { count }),
        body: <JobStarted organizationId={organizationId} jobId={jobId} />,
      });
    }
    onDone?.();
    await queries.invalidateQueries({ queryKey: ["users", organizationId] });
  };

  if (preview.isError) {
    return <NotMeant error={preview.error} onClose={onClose} />;
  }
  if (target.kind === "many" && meant === undefined) {
    // Asked for so shortly that a dialog without its number would only flicker.
    return null;
  }
  return (
    <ConfirmDialog
      title={
        target.kind === "one"
          ? t("acts.askOne", { context: act, name: target.name })
          : t("acts.askMany", { context: act, count })
      }
      confirm={t("acts.verb", { context: act })}
      isDanger={act === "purge" || act === "delete"}
      {...(act === "purge" ? { typed } : {})}
      onConfirm={perform}
      onClose={onClose}
    >
      <Content component="p">{t("acts.effect", { context: act })}</Content>
      {meant !== undefined && <Samples samples={meant.samples} />}
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
