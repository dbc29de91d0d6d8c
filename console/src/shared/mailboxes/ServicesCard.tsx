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
import { type MailServicesEdit, mailServicesQuery, saveMailServices } from "./queries";

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
  const found = useQuery(query).data;
  if (found === undefined) {
    return null;
  }
  const { value: data, etag } = found;
  const change = async ({ imap, submission, reception, webmail }: MailServicesEdit) => {
    setBusy(true);
    try {
      const wanted = { imap, submission, reception, webmail };
      const saved = await saveMailServices(organizationId, userId, wanted, etag);
      queries.setQueryData(query.queryKey, saved);
      toast({ variant: "success", title: t("services.saved") });
    } catch (error) {
      toast({
        variant: "danger",
        title: t("services.notSaved"),
        body: <ProblemText error={error} />,
      });
      // Somebody may have switched one meanwhile: what is shown is what another try is about.
      await queries.invalidateQueries({ queryKey: query.queryKey });
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
