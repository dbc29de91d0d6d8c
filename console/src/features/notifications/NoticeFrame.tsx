import {
  NotificationDrawerListItem,
  NotificationDrawerListItemBody,
  NotificationDrawerListItemHeader,
} from "@patternfly/react-core";
import { useMe } from "@shared/session/me";
import { Time } from "@shared/ui/Time";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { markRead, type Notice } from "./queries";

const VARIANTS = {
  INFO: "info",
  SUCCESS: "success",
  WARNING: "warning",
  DANGER: "danger",
} as const;

interface Props {
  readonly notice: Notice;
  readonly title: string;
  readonly onOpen?: () => Promise<void>;
  readonly children: ReactNode;
}

/** What all notices have in common: title, time, whose organization; choosing one reads it. */
export function NoticeFrame({ notice, title, onOpen, children }: Props) {
  const { t } = useTranslation("notifications");
  const queries = useQueryClient();
  const organization = useMe().organizations.find(({ id }) => id === notice.organizationId);
  const open = async () => {
    if (!notice.read) {
      await markRead(notice.id);
      await queries.invalidateQueries({ queryKey: ["notices"] });
    }
    await onOpen?.();
  };
  return (
    <NotificationDrawerListItem
      variant={VARIANTS[notice.severity]}
      isRead={notice.read}
      onClick={() => void open()}
    >
      <NotificationDrawerListItemHeader
        variant={VARIANTS[notice.severity]}
        title={title}
        srTitle={t(`severity.${notice.severity}`)}
        headingLevel="h2"
      />
      <NotificationDrawerListItemBody timestamp={<Time of={notice.createdAt} isRelative />}>
        {children}
        {organization !== undefined && <div>{organization.name}</div>}
      </NotificationDrawerListItemBody>
    </NotificationDrawerListItem>
  );
}
