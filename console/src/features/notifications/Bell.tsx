import { NotificationBadge } from "@patternfly/react-core";
import type { BellProps } from "@shared/routing/feature";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { unreadQuery } from "./queries";

const MOST_SHOWN = 9;

/** The button that opens the drawer, with the number of unread notices up to "9+". */
export default function Bell({ isOpen, onToggle }: BellProps) {
  const { t } = useTranslation("notifications");
  const count = useQuery(unreadQuery).data?.count ?? 0;
  const shown = count > MOST_SHOWN ? t("bell.many", { most: MOST_SHOWN }) : String(count);
  return (
    <NotificationBadge
      variant={count === 0 ? "read" : "unread"}
      isExpanded={isOpen}
      onClick={onToggle}
      aria-label={count === 0 ? t("bell.none") : t("bell.unread", { count, shown })}
    >
      {count === 0 ? undefined : shown}
    </NotificationBadge>
  );
}
