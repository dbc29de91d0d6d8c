import {
  Button,
  EmptyState,
  EmptyStateBody,
  NotificationDrawer,
  NotificationDrawerBody,
  NotificationDrawerHeader,
  NotificationDrawerList,
  Skeleton,
} from "@patternfly/react-core";
import BellIcon from "@patternfly/react-icons/dist/esm/icons/bell-icon";
import type { DrawerProps } from "@shared/routing/feature";
import { RowsFailed } from "@shared/table/NoRows";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Choices } from "./Choices";
import { NoticeItem } from "./NoticeItem";
import { markReadUntil, noticesQuery, unreadQuery } from "./queries";

/** What the bell tells: newest first, jobs that run with their progress. */
export default function Drawer({ onClose }: DrawerProps) {
  const { t } = useTranslation("notifications");
  const queries = useQueryClient();
  const [isChoosing, choose] = useState(false);
  const notices = useQuery(noticesQuery);
  const unread = useQuery(unreadQuery).data?.count ?? 0;
  const items = notices.data?.items ?? [];
  const ended = new Set(
    items.filter(({ kind }) => kind === "jobs.ended").map(({ facts }) => String(facts.jobId)),
  );
  const [newest] = items;
  const readAll = async () => {
    if (newest !== undefined) {
      await markReadUntil(newest.id);
      await queries.invalidateQueries({ queryKey: ["notices"] });
    }
  };
  return (
    <NotificationDrawer>
      <NotificationDrawerHeader title={t("drawer.title")} count={unread} onClose={onClose} />
      <NotificationDrawerBody>
        <div className="muster-notice-actions">
          <Button variant="link" isAriaDisabled={unread === 0} onClick={() => void readAll()}>
            {t("drawer.readAll")}
          </Button>
          <Button variant="link" onClick={() => choose(true)}>
            {t("drawer.choose")}
          </Button>
        </div>
        {notices.isError && (
          <RowsFailed error={notices.error} onRetry={() => void notices.refetch()} />
        )}
        {notices.isPending && <Skeleton screenreaderText={t("drawer.loading")} />}
        {notices.data !== undefined && items.length === 0 && (
          <EmptyState titleText={t("drawer.none.title")} headingLevel="h2" icon={BellIcon}>
            <EmptyStateBody>{t("drawer.none.body")}</EmptyStateBody>
          </EmptyState>
        )}
        {items.length > 0 && (
          <NotificationDrawerList>
            {items.map((notice) => (
              <NoticeItem
                key={notice.id}
                notice={notice}
                hasEnded={ended.has(String(notice.facts.jobId))}
                onClose={onClose}
              />
            ))}
          </NotificationDrawerList>
        )}
      </NotificationDrawerBody>
      {isChoosing && <Choices onClose={() => choose(false)} />}
    </NotificationDrawer>
  );
}
