import { Button, Progress, ProgressMeasureLocation, Spinner } from "@patternfly/react-core";
import { useFormat } from "@shared/ui/format";
import { useTranslation } from "react-i18next";

/** A file on its way to the server. */
export interface Sending {
  readonly size: number;
  readonly sent: number;
  readonly stop: () => void;
}

/** How much of a file is sent, then that the server reads it; either can be stopped. */
export function UploadProgress({ sending }: { sending: Sending }) {
  const { t } = useTranslation("imports");
  const { percent } = useFormat();
  const { size, sent, stop } = sending;
  const share = size === 0 ? 1 : sent / size;
  return (
    <div className="muster-spaced">
      {share < 1 ? (
        <Progress
          value={100 * share}
          title={t("uploading.title")}
          label={percent(share)}
          valueText={percent(share)}
          measureLocation={ProgressMeasureLocation.top}
        />
      ) : (
        <p role="status">
          <Spinner size="md" aria-hidden="true" /> {t("uploading.reading")}
        </p>
      )}
      <Button variant="link" isInline onClick={stop}>
        {t("uploading.stop")}
      </Button>
    </div>
  );
}
