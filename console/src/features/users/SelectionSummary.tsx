import { Content } from "@patternfly/react-core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { preview } from "./acts";
import type { UserSelection } from "./queries";

/** How many users a selection means at this moment, and who the first are. */
export function useMeant(organizationId: string, selection: UserSelection | undefined) {
  return useQuery({
    queryKey: ["users", organizationId, "preview", selection],
    queryFn: () => preview(organizationId, selection ?? { ids: [] }),
    enabled: selection !== undefined,
  }).data;
}

export function Samples({ samples }: { samples: readonly string[] }) {
  const { t } = useTranslation("users");
  return (
    <Content component="p">
      {t("acts.samples", { accounts: samples.join(", "), count: samples.length })}
    </Content>
  );
}
