import { Tab, Tabs, TabTitleText } from "@patternfly/react-core";
import { useOrganizationId } from "@shared/session/me";
import { PageFrame } from "@shared/ui/PageFrame";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { StatusList } from "./StatusList";
import { SERVICES } from "./statuses";
import { useStatusTable } from "./use-status-table";

const COLUMNS = [
  "account",
  "displayName",
  "state",
  "connections",
  "duration",
  "lastSignInAt",
  "lastAddress",
] as const;
const ACTS = ["disconnect", "resync"] as const;
const CONTENT = "user-connections";

/** Who is connected at this moment, by any service or by one. */
export default function ConnectionsPage() {
  const { t } = useTranslation("users");
  const organizationId = useOrganizationId();
  const [search, setSearch] = useSearchParams();
  const table = useStatusTable(organizationId, "user-connections", COLUMNS);
  const service = SERVICES.find((one) => one === search.get("by"));
  const title = (of: string) =>
    of === "" ? t("statuses.anyService") : t("activity.by", { context: of });
  // What is looked for stays; a place in another list does not.
  const choose = (by: string) =>
    setSearch(
      (now) => {
        const next = new URLSearchParams(now);
        next.delete("cursor");
        next.delete("by");
        if (by !== "") {
          next.set("by", by);
        }
        return next;
      },
      { replace: true },
    );
  return (
    <PageFrame
      title={t("statuses.connectionsTitle")}
      description={t("statuses.connectionsAbout")}
      tabs={
        <Tabs
          activeKey={service ?? ""}
          onSelect={(_, key) => choose(String(key))}
          aria-label={t("activity.service")}
          usePageInsets
        >
          {["", ...SERVICES].map((one) => (
            <Tab
              key={one}
              eventKey={one}
              tabContentId={CONTENT}
              title={<TabTitleText>{title(one)}</TabTitleText>}
            />
          ))}
        </Tabs>
      }
    >
      <div id={CONTENT} role="tabpanel" aria-label={title(service ?? "")}>
        <StatusList
          organizationId={organizationId}
          table={table}
          label={t("statuses.connectionsTitle")}
          acts={ACTS}
          connected={service === undefined ? SERVICES : [service]}
          empty={{ title: t("statuses.nobody"), body: t("statuses.nobodyBody") }}
        />
      </div>
    </PageFrame>
  );
}
