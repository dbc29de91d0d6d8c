import { Button, Card, CardBody, CardTitle, Label } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { BrowserName } from "@shared/ui/BrowserName";
import { Time } from "@shared/ui/Time";
import { toast } from "@shared/ui/toasts";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  endMailConnection,
  endOtherSessions,
  endSession,
  mailConnectionsQuery,
  sessionsQuery,
} from "./own-queries";

export function SessionsCard() {
  const { t } = useTranslation("access");
  const queries = useQueryClient();
  const sessions = useQuery(sessionsQuery).data?.items ?? [];
  const programs = useQuery(mailConnectionsQuery).data?.items ?? [];
  const done = (title: string) => {
    toast({ variant: "success", title });
    void queries.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    void queries.invalidateQueries({ queryKey: mailConnectionsQuery.queryKey });
  };
  const end = useMutation({ mutationFn: endSession, onSuccess: () => done(t("security.ended")) });
  const endProgram = useMutation({
    mutationFn: endMailConnection,
    onSuccess: () => done(t("security.programEnded")),
  });
  const endOthers = useMutation({
    mutationFn: endOtherSessions,
    onSuccess: ({ ended }) => done(t("security.othersEnded", { count: ended })),
  });
  return (
    <Card>
      <CardTitle component="h2">{t("security.sessionsTitle")}</CardTitle>
      <CardBody>
        <Table variant="compact" aria-label={t("security.sessionsTitle")}>
          <Thead>
            <Tr>
              <Th>{t("security.browser")}</Th>
              <Th>{t("security.address")}</Th>
              <Th>{t("security.lastSeen")}</Th>
              <Th screenReaderText={t("security.end")} />
            </Tr>
          </Thead>
          <Tbody>
            {sessions.map((session) => (
              <Tr key={session.id}>
                <Td dataLabel={t("security.browser")} modifier="breakWord">
                  <BrowserName of={session.browser} />
                </Td>
                <Td dataLabel={t("security.address")}>{session.address}</Td>
                <Td dataLabel={t("security.lastSeen")}>
                  <Time of={session.lastSeenAt} isRelative />
                </Td>
                <Td isActionCell>
                  {session.current ? (
                    <Label isCompact color="blue">
                      {t("security.thisOne")}
                    </Label>
                  ) : (
                    <Button variant="link" isInline onClick={() => end.mutate(session.id)}>
                      {t("security.end")}
                    </Button>
                  )}
                </Td>
              </Tr>
            ))}
            {programs.map((program) => (
              <Tr key={program.id}>
                <Td dataLabel={t("security.browser")} modifier="breakWord">
                  {program.client === ""
                    ? t("security.program", { context: program.service })
                    : `${program.client}, ${t("security.program", { context: program.service })}`}
                </Td>
                <Td dataLabel={t("security.address")}>{program.address}</Td>
                <Td dataLabel={t("security.lastSeen")}>
                  <Time of={program.lastSeenAt} isRelative />
                </Td>
                <Td isActionCell>
                  <Button variant="link" isInline onClick={() => endProgram.mutate(program.id)}>
                    {t("security.end")}
                  </Button>
                </Td>
              </Tr>
            ))}
          </Tbody>
        </Table>
      </CardBody>
      {sessions.length > 1 && (
        <CardBody>
          <Button variant="secondary" onClick={() => endOthers.mutate()}>
            {t("security.endOthers")}
          </Button>
        </CardBody>
      )}
    </Card>
  );
}
