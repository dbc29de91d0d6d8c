import {
  Card,
  CardBody,
  CardTitle,
  Content,
  Stack,
  StackItem,
  Switch,
} from "@patternfly/react-core";
import { ProblemText } from "@shared/forms/ProblemText";
import { useCan } from "@shared/session/me";
import { toast } from "@shared/ui/toasts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type MailServices, mailServicesQuery, saveMailServices } from "./queries";

const SERVICES = ["imap", "submission", "reception", "webmail"] as const;

interface Props {
  readonly organizationId: string;
  readonly userId: string;
}

/** Which ways to his mail are open to a user. Nothing for a user who has no mailbox. */
export function ServicesCard({ organizationId, userId }: Props) {
  const { t } = useTranslation("shared");
  const mayChange = useCan()("mailboxes:delivery");
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const query = mailServicesQuery(organizationId, userId);
  const { data } = useQuery(query);
  if (data === undefined) {
    return null;
  }
  const change = async (wanted: MailServices) => {
    setBusy(true);
    try {
      queries.setQueryData(query.queryKey, await saveMailServices(organizationId, userId, wanted));
      toast({ variant: "success", title: t("services.saved") });
    } catch (error) {
      toast({
        variant: "danger",
        title: t("services.notSaved"),
        body: <ProblemText error={error} />,
      });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Card>
      <CardTitle component="h2">{t("services.title")}</CardTitle>
      <CardBody>
        <Stack hasGutter>
          <StackItem>
            <Content component="p">{t("services.body")}</Content>
          </StackItem>
          {SERVICES.map((service) => (
            <StackItem key={service}>
              <Switch
                id={`service-${service}`}
                label={t(`services.${service}`)}
                isChecked={data[service]}
                isDisabled={!mayChange || isBusy}
                onChange={(_, isOn) => void change({ ...data, [service]: isOn })}
              />
            </StackItem>
          ))}
        </Stack>
      </CardBody>
    </Card>
  );
}
