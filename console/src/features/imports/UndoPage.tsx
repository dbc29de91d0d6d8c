import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { ImportFrame } from "./ImportFrame";
import { ImportStateLabel } from "./ImportStateLabel";
import { importRoute } from "./routes";
import { Undo } from "./Undo";

/** Takes an import back: what that would be, how it goes, what became of each user. */
export default function UndoPage() {
  const { t } = useTranslation("imports");
  const organizationId = useOrganizationId();
  return (
    <ImportFrame title={t("undo.title")}>
      {(file, crumbs) => (
        <PageFrame
          title={t("undo.title")}
          badges={<ImportStateLabel file={file} />}
          crumbs={[
            ...crumbs,
            { label: file.fileName, to: importRoute.to({ organizationId, importId: file.id }) },
          ]}
        >
          <Undo file={file} />
        </PageFrame>
      )}
    </ImportFrame>
  );
}
