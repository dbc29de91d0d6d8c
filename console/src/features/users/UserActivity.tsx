import {
  Button,
  Content,
  DescriptionList,
  Spinner,
  Stack,
  StackItem,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { useCan } from "@shared/session/me";
import { RowsFailed } from "@shared/table/NoRows";
import { BrowserName } from "@shared/ui/BrowserName";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Fact } from "./Fact";
import { type Activity, activityQuery, disconnect } from "./queries";

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** By which services a user is connected at this moment, and when he last used each. */
export function UserActivity({ organizationId, userId }: Props) {
  const { t } = useTranslation("users");
  const can = useCan();
  const queries = useQueryClient();
  const query = activityQuery(organizationId, userId);
  const found = useQuery(query);
  const end = useMutation({
    mutationFn: (sessionId: string | null) => disconnect(organizationId, userId, sessionId),
    onSuccess: () => {
      toast({ variant: "success", title: t("activity.ended") });
      void queries.invalidateQueries({ queryKey: query.queryKey });
    },
    onError: () => toast({ variant: "danger", title: t("activity.notEnded") }),
  });
  if (found.isError && found.data === undefined) {
    return <RowsFailed error={found.error} onRetry={() => void found.refetch()} />;
  }
  if (found.data === undefined) {
    return <Spinner size="lg" aria-label={t("loading")} />;
  }
  const { open, last, lastSignInAt } = found.data;
  const mayEnd = can("users:disconnect");
  return (
    <Stack hasGutter>
      <StackItem>
        <DescriptionList isHorizontal aria-label={t("tabs.activity")}>
          <Fact term={t("lastSignIn")}>
            <Time of={lastSignInAt} none={t("never")} />
          </Fact>
          {last.map((use) => (
            <Fact key={use.service} term={t("activity.lastUse", { context: use.service })}>
              <Time of={use.lastUsedAt} /> {t("activity.from", { address: use.address })}
            </Fact>
          ))}
        </DescriptionList>
      </StackItem>
      <StackItem>
        {open.length === 0 ? (
          <Content component="p">{t("activity.none")}</Content>
        ) : (
          <OpenSessions open={open} {...(mayEnd ? { onEnd: (id) => end.mutate(id) } : {})} />
        )}
      </StackItem>
      {mayEnd && open.length > 0 && (
        <StackItem>
          <Button variant="secondary" onClick={() => end.mutate(null)}>
            {t("activity.endAll")}
          </Button>
        </StackItem>
      )}
    </Stack>
  );
}

interface OpenProps {
  readonly open: Activity["open"];
  readonly onEnd?: (sessionId: string) => void;
}

function OpenSessions({ open, onEnd }: OpenProps) {
  const { t } = useTranslation("users");
  const minutes = (session: Activity["open"][number]) =>
    Math.floor((Date.parse(session.lastSeenAt) - Date.parse(session.beganAt)) / 60_000);
  return (
    <Table variant="compact" aria-label={t("activity.open")}>
      <Thead>
        <Tr>
          <Th modifier="nowrap">{t("activity.service")}</Th>
          <Th modifier="nowrap">{t("activity.client")}</Th>
          <Th modifier="nowrap">{t("session.from")}</Th>
          <Th modifier="nowrap">{t("session.began")}</Th>
          <Th modifier="nowrap">{t("session.lastSeen")}</Th>
          <Th modifier="nowrap">{t("activity.duration")}</Th>
          {onEnd !== undefined && <Th screenReaderText={t("activity.end")} />}
        </Tr>
      </Thead>
      <Tbody>
        {open.map((session) => (
          <Tr key={session.id}>
            <Td dataLabel={t("activity.service")}>
              {t("activity.by", { context: session.service })}
            </Td>
            <Td dataLabel={t("activity.client")} modifier="breakWord">
              {session.service === "WEB" ? <BrowserName of={session.client} /> : session.client}
            </Td>
            <Td dataLabel={t("session.from")}>{session.address}</Td>
            <Td dataLabel={t("session.began")}>
              <Time of={session.beganAt} />
            </Td>
            <Td dataLabel={t("session.lastSeen")}>
              <Time of={session.lastSeenAt} isRelative />
            </Td>
            <Td dataLabel={t("activity.duration")}>
              {t("activity.minutes", { count: minutes(session) })}
            </Td>
            {onEnd !== undefined && (
              <Td isActionCell>
                <Button variant="link" isInline onClick={() => onEnd(session.id)}>
                  {t("activity.end")}
                </Button>
              </Td>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
