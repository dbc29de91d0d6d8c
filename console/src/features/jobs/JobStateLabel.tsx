import { Label, type LabelProps } from "@patternfly/react-core";
import InProgressIcon from "@patternfly/react-icons/dist/esm/icons/in-progress-icon";
import PendingIcon from "@patternfly/react-icons/dist/esm/icons/pending-icon";
import { useTranslation } from "react-i18next";
import type { Job } from "./queries";

const LOOKS: Record<Job["state"], LabelProps> = {
  QUEUED: { icon: <PendingIcon /> },
  RUNNING: { color: "blue", icon: <InProgressIcon /> },
  COMPLETED: { status: "success" },
  PARTIAL: { status: "warning" },
  FAILED: { status: "danger" },
  CANCELLED: { status: "info" },
};

export function JobStateLabel({ state }: { state: Job["state"] }) {
  const { t } = useTranslation("jobs");
  return (
    <Label isCompact {...LOOKS[state]}>
      {t(`state.${state}`)}
    </Label>
  );
}
