import type { RowAction } from "@shared/table/types";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { mailWayQuery } from "./queries";

/** How an act stands in a menu that does nothing unless mails can go out. */
export function useMailWay(
  organizationId: string,
): Partial<Pick<RowAction, "isDisabled" | "description">> {
  const { t } = useTranslation("users");
  const way = useQuery(mailWayQuery(organizationId)).data;
  return way?.open === false ? { isDisabled: true, description: t("mail.noWay") } : {};
}
