import { Bullseye, Spinner } from "@patternfly/react-core";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { useNotices } from "./notices";

export function NoticeDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("app");
  const notices = useNotices();
  return notices === undefined ? null : (
    <Suspense
      fallback={
        <Bullseye>
          <Spinner aria-label={t("starting")} />
        </Bullseye>
      }
    >
      <notices.Drawer onClose={onClose} />
    </Suspense>
  );
}
