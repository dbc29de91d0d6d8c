import { Banner, Button, Flex, FlexItem } from "@patternfly/react-core";
import {
  endImpersonation,
  impersonationQuery,
  leaveImpersonation,
} from "@shared/session/impersonation";
import { meQuery, useMe } from "@shared/session/me";
import { useFormat } from "@shared/ui/format";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import "./impersonation-banner.css";

/** Above everything in a tab in which an administrator works with the account of another. */
export function ImpersonationBanner() {
  const { t } = useTranslation("app");
  const { user } = useMe();
  const { dateTime } = useFormat();
  const queries = useQueryClient();
  const impersonation = useQuery(impersonationQuery).data;
  const end = useMutation({
    mutationFn: endImpersonation,
    onSuccess: () => queries.setQueryData(meQuery.queryKey, null),
  });
  useEffect(() => {
    addEventListener("pagehide", leaveImpersonation);
    return () => removeEventListener("pagehide", leaveImpersonation);
  }, []);
  useEndsInTime(impersonation?.endsAt);
  return (
    <Banner
      status="warning"
      role="region"
      aria-label={t("impersonation.label")}
      className="muster-impersonation"
    >
      <Flex
        justifyContent={{ default: "justifyContentCenter" }}
        columnGap={{ default: "columnGapMd" }}
        rowGap={{ default: "rowGapXs" }}
      >
        <FlexItem>
          <strong>{t("impersonation.inAccountOf", { name: user.displayName })}</strong>
        </FlexItem>
        {impersonation !== undefined && (
          <FlexItem>
            {t(impersonation.readOnly ? "impersonation.looking" : "impersonation.changing", {
              until: dateTime(impersonation.endsAt),
              reason: impersonation.reason,
            })}
          </FlexItem>
        )}
        <FlexItem>
          <Button variant="link" isInline onClick={() => end.mutate()} isLoading={end.isPending}>
            {t("impersonation.end")}
          </Button>
        </FlexItem>
      </Flex>
    </Banner>
  );
}

/** Asks who is signed in when the time is over, so that the page says so by itself. */
function useEndsInTime(endsAt: string | undefined) {
  const queries = useQueryClient();
  useEffect(() => {
    if (endsAt === undefined) {
      return;
    }
    const rest = Math.max(0, Date.parse(endsAt) - Date.now());
    const timer = setTimeout(
      () => void queries.invalidateQueries({ queryKey: meQuery.queryKey }),
      rest + 1_000,
    );
    return () => clearTimeout(timer);
  }, [endsAt, queries]);
}
