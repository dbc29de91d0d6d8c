import { Button, Progress, ProgressMeasureLocation } from "@patternfly/react-core";
import { ConfirmDialog } from "@shared/forms/ConfirmDialog";
import { useCan, useOrganizationId } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { toast } from "@shared/ui/toasts";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { cancelPass, handled, type ImportPass, importsKey, type Kind } from "./queries";
import { usePace } from "./use-pace";
import { useSpan } from "./use-span";

interface Props {
  readonly pass: ImportPass;
  readonly kind: Kind;
}

/** How far a pass is, how fast it goes and how long it will take; and the way to stop it. */
export function PassProgress({ pass, kind }: Props) {
  const { t } = useTranslation("imports");
  const { number } = useFormat();
  const span = useSpan();
  const can = useCan();
  const done = handled(pass);
  const pace = usePace(done, pass.total);
  const progress = t("progress.of", { handled: number(done), total: number(pass.total) });
  return (
    <div className="muster-spaced">
      <Progress
        value={pass.total === 0 ? 0 : (100 * done) / pass.total}
        title={t(`progress.${kind}`)}
        label={progress}
        valueText={progress}
        measureLocation={ProgressMeasureLocation.top}
      />
      <p className="muster-pace">
        {pass.state === "QUEUED" && t("progress.waits")}
        {pass.state === "RUNNING" && pace === undefined && t("progress.measuring")}
        {pass.state === "RUNNING" &&
          pace !== undefined &&
          (pace.secondsLeft === undefined
            ? t("progress.stalled")
            : t("progress.pace", {
                rate: number(Math.round(pace.perSecond)),
                left: span(pace.secondsLeft),
              }))}
      </p>
      <p>{t("progress.leave")}</p>
      {can("jobs:cancel") && <CancelButton pass={pass} kind={kind} />}
    </div>
  );
}

function CancelButton({ pass, kind }: Props) {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  const queries = useQueryClient();
  const [asks, ask] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => ask(true)}>
        {t("cancel.ask")}
      </Button>
      {asks && (
        <ConfirmDialog
          title={t("cancel.title")}
          confirm={t("cancel.confirm")}
          cancel={t("cancel.keep")}
          onConfirm={async () => {
            await cancelPass(organizationId, pass.jobId);
            toast({ variant: "success", title: t("cancel.done") });
            await queries.invalidateQueries({ queryKey: importsKey(organizationId) });
          }}
          onClose={() => ask(false)}
        >
          {kind === "CHECK" || kind === "UNDO_CHECK" ? t("cancel.bodyCheck") : t("cancel.body")}
        </ConfirmDialog>
      )}
    </>
  );
}
